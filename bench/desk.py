#!/usr/bin/env python3
"""How fast the desk answers over a ledger of any size: many clients at once ask for the pages of different series.

    desk.py LEDGER [--clients 50] [--seconds 20]

The program is target/release/sayso, or $SAYSO. Times are taken by the clients, on the machine that serves: they hold what the clients themselves take from
it. Each client keeps its connection and asks for a series that it has not asked for before, so that few answers are remembered ones."""
import argparse
import http.client
import json
import os
import random
import statistics
import subprocess
import threading
import time

args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
args.add_argument("ledger")
args.add_argument("--clients", type=int, default=50)
args.add_argument("--seconds", type=float, default=20)
opt = args.parse_args()
program = os.path.abspath(os.environ.get("SAYSO", "target/release/sayso"))


def memory(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        lines = dict(line.split(":", 1) for line in status)
    return f"{int(lines['VmRSS'].split()[0]) // 1024} MB, at most {int(lines['VmHWM'].split()[0]) // 1024} MB"


def get(connection, path):
    before = time.perf_counter()
    connection.request("GET", f"/api/v1/{path}")
    answer = connection.getresponse()
    body = answer.read()
    took = time.perf_counter() - before
    if answer.status != 200:
        raise SystemExit(f"{path}: {answer.status} {body[:200]}")
    return took, body


def spread(times):
    times = sorted(times)
    at = lambda share: 1000 * times[min(len(times) - 1, int(share * len(times)))]
    return f"median {at(.5):.0f} ms, 95th percentile {at(.95):.0f} ms, 99th {at(.99):.0f} ms, slowest {1000 * times[-1]:.0f} ms"


begin = time.perf_counter()
server = subprocess.Popen([program, "serve", "--ledger", opt.ledger, "--addr", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
try:
    host = server.stdout.readline().strip().removeprefix("http://").rstrip("/")
    print(f"listens after {time.perf_counter() - begin:.2f} s")
    one = http.client.HTTPConnection(host, timeout=300)
    _, body = get(one, "series?limit=50")
    print(f"first board after {time.perf_counter() - begin:.1f} s")
    total = json.loads(body)["total"]
    while not json.loads(get(one, "ledger")[1])["checked"]:
        time.sleep(0.5)
    print(f"checks done after {time.perf_counter() - begin:.1f} s; {total} series; memory {memory(server.pid)}")
    for what in ["series?limit=50", "series?limit=50&sort=latest", "series?limit=50&text=killed&sort=width", "ledger", "checks?limit=50", "queue?limit=50"]:
        times = [get(one, f"{what}&offset={nth}" if "?" in what else f"{what}?x={nth}")[0] for nth in range(10)]
        print(f"  {what}: {spread(times)}")
    ids = []
    for offset in range(0, total, max(200, total // 40 // 200 * 200)):
        ids += [item["id"] for item in json.loads(get(one, f"series?limit=200&offset={offset}")[1])["items"]]
    random.Random(1).shuffle(ids)
    times, lock, stop = [], threading.Lock(), time.perf_counter() + opt.seconds

    def client(mine):
        connection, taken = http.client.HTTPConnection(host, timeout=300), []
        for series in mine:
            if time.perf_counter() > stop:
                break
            taken.append(get(connection, f"series/{series}")[0])
        with lock:
            times.extend(taken)

    clients = [threading.Thread(target=client, args=(ids[nth :: opt.clients],)) for nth in range(opt.clients)]
    before = time.perf_counter()
    [one.start() for one in clients]
    [one.join() for one in clients]
    took = time.perf_counter() - before
    print(f"{len(times)} series pages to {opt.clients} clients at once in {took:.1f} s ({len(times) / took:.0f} a second): {spread(times)}; mean {1000 * statistics.mean(times):.0f} ms")
    print(f"memory {memory(server.pid)}")
finally:
    server.terminate()
    server.wait()
