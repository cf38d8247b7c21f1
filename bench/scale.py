#!/usr/bin/env python3
"""How the ledger grows: adds heaps of several sizes, times what users ask, and scores the reports found to share text against the true groups.

    scale.py [--sizes 10000,100000] REPORTS.jsonl...

The program is target/release/sayso, or $SAYSO. Each size starts from an empty ledger. Times are of the wall, on a machine that does nothing else."""
import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict

here = os.path.dirname(os.path.abspath(__file__))
args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
args.add_argument("files", nargs="+")
args.add_argument("--sizes", default="10000,100000")
args.add_argument("--keep", help="keep the ledgers and heaps in this folder")
opt = args.parse_args()
program = os.path.abspath(os.environ.get("SAYSO", "target/release/sayso"))


def timed(*command, out=subprocess.DEVNULL, ok=(0,)):
    before = time.perf_counter()
    code = subprocess.run(command, stdout=out).returncode
    if code not in ok:
        sys.exit(f"{command}: exit code {code}")
    return time.perf_counter() - before


def scored(pairs, heap):
    """Precision and recall of pairs against pairs of one story."""
    story, members = {}, defaultdict(int)
    for line in open(heap, encoding="utf-8"):
        record = json.loads(line)
        story[record["id"]] = record["story"]
        members[record["story"]] += 1
    gold = sum(n * (n - 1) // 2 for n in members.values())
    read = [json.loads(line) for line in open(pairs, encoding="utf-8")]
    right = sum(story[pair["a"]] == story[pair["b"]] for pair in read)
    return right / max(1, len(read)), right / max(1, gold)


with tempfile.TemporaryDirectory() as tmp:
    folder = opt.keep or tmp
    os.makedirs(folder, exist_ok=True)
    print("| reports | MB of text | add s | reports/s | ledger kB a report | figures | series s | check s | echo P | echo R | largest process MB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for size in map(int, opt.sizes.split(",")):
        heap, ledger, pairs = (os.path.join(folder, f"{size}.{end}") for end in ("jsonl", "db", "pairs"))
        with open(heap, "w", encoding="utf-8") as out:
            timed(sys.executable, os.path.join(here, "heap.py"), "--reports", str(size), *opt.files, out=out)
        for end in ("", "-wal", "-shm"):
            if os.path.exists(ledger + end):
                os.remove(ledger + end)
        add = timed(program, "add", "--ledger", ledger, heap)
        weight = os.path.getsize(ledger)
        with open(os.path.join(folder, "series"), "w") as out:
            series = timed(program, "series", "--ledger", ledger, "--format", "jsonl", out=out)
        check = timed(program, "check", "--ledger", ledger, "--format", "jsonl")
        with open(pairs, "w") as out:
            timed(program, "echo", "--ledger", ledger, "--pairs", "--format", "jsonl", out=out)
        precision, recall = scored(pairs, heap)
        count = subprocess.run([program, "sql", "--ledger", ledger, "--format", "csv", "SELECT count(*) FROM claims"], capture_output=True, text=True).stdout.split()
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        cells = [size, f"{os.path.getsize(heap) / 1e6:.0f}", f"{add:.0f}", f"{size / add:.0f}", f"{weight / size / 1000:.1f}", count[-1] if count else "?"]
        cells += [f"{series:.1f}", f"{check:.1f}", f"{precision:.3f}", f"{recall:.3f}", f"{memory:.0f}"]
        print("| " + " | ".join(map(str, cells)) + " |", flush=True)
