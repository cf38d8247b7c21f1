#!/usr/bin/env python3
"""What the ledger survives: killed at any moment, a full disk, two writers, a damaged file. Prints a table of trials; exit code 1 if anything acknowledged was lost.

    faults.py [--kills 200] REPORTS.jsonl

The program is target/release/sayso, or $SAYSO. A full disk needs the right to mount a small tmpfs, and is skipped with a line where that is not given."""
import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
args.add_argument("reports")
args.add_argument("--kills", type=int, default=200)
args.add_argument("--seed", type=int, default=1)
opt = args.parse_args()
rng = random.Random(opt.seed)
program = os.path.abspath(os.environ.get("SAYSO", "target/release/sayso"))
failed = []


def sayso(*command, **more):
    return subprocess.run([program, *command], capture_output=True, text=True, **more)


def digests(ledger):
    """Digests of the reports and numbers of the judgements that a ledger holds, by its own export."""
    reports, judged = set(), set()
    for line in sayso("ledger", "export", "--ledger", ledger).stdout.splitlines():
        entry = json.loads(line)
        if entry["kind"] == "reading":
            reports.add(entry["body"]["report"])
        if entry["kind"] in ("judgement", "alias"):
            judged.add(entry["seq"])
    return reports, judged


def whole(ledger):
    done = sayso("ledger", "check", "--ledger", ledger)
    return done.returncode == 0, (done.stdout + done.stderr).strip()


def row(trial, times, lost, halves, note):
    print(f"| {trial} | {times} | {lost} | {int(halves)} | {note} |", flush=True)
    if lost or halves:
        failed.append(trial)


def killed_adds(folder):
    """Each kill comes at a random moment of a run that goes on where the last one was killed; a full ledger makes way for a new one."""
    lost = halves = full = 0
    ledger, acknowledged = None, set()
    started = time.perf_counter()
    sayso("add", "--ledger", os.path.join(folder, "whole.db"), opt.reports)
    span = time.perf_counter() - started
    expected = digests(os.path.join(folder, "whole.db"))[0]
    for at in range(opt.kills):
        if ledger is None:
            ledger, acknowledged = os.path.join(folder, f"killed-{at}.db"), set()
        run = subprocess.Popen([program, "add", "--ledger", ledger, "--format", "jsonl", opt.reports], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        time.sleep(rng.uniform(0, span * 1.1))
        run.send_signal(signal.SIGKILL)
        for line in run.communicate()[0].splitlines():
            try:
                acknowledged.add(json.loads(line)["digest"])
            except (json.JSONDecodeError, KeyError):
                pass  # The line that was cut short acknowledges nothing.
        if not os.path.exists(ledger):
            lost += len(acknowledged)
            continue
        held = digests(ledger)[0]
        lost += len(acknowledged - held)
        halves += not whole(ledger)[0]
        if held == expected:
            full += 1
            ledger = None
    row("kill -9 during `add`", opt.kills, lost, halves, f"{full} ledgers came to hold all {len(expected)} reports by going on")


def killed_judgements(folder):
    ledger = os.path.join(folder, "judged.db")
    shutil.copy(os.path.join(folder, "whole.db"), ledger)
    lost = halves = told = 0
    acknowledged = set()
    for at in range(opt.kills):
        run = subprocess.Popen([program, "alias", f"Name {at}", f"Name {at} again", "--by", "A. Analyst", "--ledger", ledger], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        time.sleep(rng.uniform(0, 0.15))
        run.send_signal(signal.SIGKILL)
        words = run.communicate()[0]
        if "entry " in words and words.endswith("\n"):
            acknowledged.add(int(words.split("entry ")[1].split()[0]))
            told += 1
        if at % 10 == 9:
            halves += not whole(ledger)[0]
    lost = len(acknowledged - digests(ledger)[1])
    row("kill -9 during judgements", opt.kills, lost, halves, f"{told} were acknowledged before the kill")


def two_writers(folder):
    ledger = os.path.join(folder, "two.db")
    lines = open(opt.reports, encoding="utf-8").readlines()
    parts = []
    for nth in range(2):
        parts.append(os.path.join(folder, f"part-{nth}.jsonl"))
        with open(parts[-1], "w", encoding="utf-8") as out:
            # They overlap by a third, so that both try to bring the same reports.
            out.writelines(lines[nth * len(lines) // 3 : (nth + 2) * len(lines) // 3])
    runs = [subprocess.Popen([program, "add", "--ledger", ledger, part], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for part in parts]
    told = [run.communicate() for run in runs]
    expected = digests(os.path.join(folder, "whole.db"))[0]
    lost = len(expected - digests(ledger)[0]) + sum(run.returncode not in (0, 1) for run in runs)
    row("two `add` at once", 1, lost, not whole(ledger)[0], "; ".join(out.strip() for out, _ in told))


def full_disk(folder):
    disk = os.path.join(folder, "disk")
    os.mkdir(disk)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], capture_output=True).returncode != 0:
        print("SKIPPED: a full disk (no right to mount a small tmpfs)")
        return
    try:
        ledger = os.path.join(disk, "full.db")
        run = sayso("add", "--ledger", ledger, "--format", "jsonl", opt.reports)
        acknowledged = {json.loads(line)["digest"] for line in run.stdout.splitlines()}
        copy = os.path.join(folder, "full.db")
        for end in ("", "-wal"):
            if os.path.exists(ledger + end):
                shutil.copy(ledger + end, copy + end)
        lost = len(acknowledged - digests(copy)[0])
        row("a full disk", 1, lost, not whole(copy)[0], f"exit {run.returncode}, {len(acknowledged)} acknowledged; says: {run.stderr.strip()[-220:]}")
        again = sayso("add", "--ledger", copy, opt.reports)
        row("... with room again", 1, len(digests(os.path.join(folder, "whole.db"))[0] - digests(copy)[0]), not whole(copy)[0], again.stdout.strip())
    finally:
        subprocess.run(["umount", disk])


def damaged(folder):
    original = os.path.join(folder, "whole.db")
    size = os.path.getsize(original)
    silent = panics = 0
    messages = {}
    for at in range(60):
        ledger = os.path.join(folder, "damaged.db")
        for end in ("-wal", "-shm"):
            if os.path.exists(ledger + end):
                os.remove(ledger + end)
        shutil.copy(original, ledger)
        with open(ledger, "r+b") as file:
            if at % 3 == 0:
                file.truncate(rng.randrange(size))
            else:
                for _ in range(1 if at % 3 == 1 else 50):
                    file.seek(rng.randrange(size))
                    file.write(bytes([rng.randrange(256)]))
        right, words = whole(ledger)
        exported = sayso("ledger", "export", "--ledger", ledger)
        panics += "panicked" in words + exported.stderr
        # A byte of free space, or one that was what it became, is no damage: then the export is that of the original.
        if right and exported.stdout != sayso("ledger", "export", "--ledger", original).stdout:
            silent += 1
        if not right:
            what = words.splitlines()[-1][:80]
            messages[what] = messages.get(what, 0) + 1
    row("truncated or changed bytes", 60, silent, panics, "; ".join(f"{count}x {what}" for what, count in sorted(messages.items(), key=lambda one: -one[1])[:3]))


with tempfile.TemporaryDirectory() as tmp:
    print("| trial | times | acknowledged and lost, or damage not seen | half written | note |\n| --- | --- | --- | --- | --- |")
    killed_adds(tmp)
    killed_judgements(tmp)
    two_writers(tmp)
    full_disk(tmp)
    damaged(tmp)
sys.exit(f"failed: {', '.join(failed)}" if failed else 0)
