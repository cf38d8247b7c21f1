#!/usr/bin/env python3
"""Outlets that tell one event, cluster by cluster: the series that most of them share, on how many origins it stands, and the checks that fire.

    clusters.py ../shared/corpus/clusters.jsonl w01 w02 ...

Each line of the file has `cluster_id`, `event` and `articles`. The program is target/release/sayso, or $SAYSO."""
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter

program = os.path.abspath(os.environ.get("SAYSO", "target/release/sayso"))
path, wanted = sys.argv[1], sys.argv[2:]


def sayso(*command):
    done = subprocess.run([program, *command, "--format", "jsonl"], capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


def ends(series):
    low, high = series.get("low"), series.get("high")
    return f"{low:,}" if low == high else f"{low if low is None else format(low, ',')} to {high if high is None else format(high, ',')}"


print("| cluster | reports | outlets | series told by most reports | range | reports | outlets | origins | checks that fire (fails) |")
print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
with tempfile.TemporaryDirectory() as tmp:
    for line in open(path, encoding="utf-8"):
        cluster = json.loads(line)
        name = cluster["cluster_id"]
        if name not in wanted:
            continue
        heap, ledger = (os.path.join(tmp, f"{name}.{end}") for end in ("jsonl", "db"))
        with open(heap, "w", encoding="utf-8") as out:
            for article in cluster["articles"]:
                record = {key: article.get(key) for key in ("id", "url", "outlet", "title", "lang", "text")}
                print(json.dumps({**record, "published": article.get("date")}), file=out)
        sayso("add", "--ledger", ledger, heap)
        outlets = {article.get("outlet") for article in cluster["articles"]}
        fired = Counter(found["check"] for found in sayso("check", "--ledger", ledger))
        checks = ", ".join(f"{check} {count}" for check, count in sorted(fired.items())) or "none"
        told = sorted(sayso("series", "--ledger", ledger), key=lambda series: (-series["reports"], -series["mentions"]))
        for at, series in enumerate([series for series in told if series["reports"] > 1][:3] or told[:1]):
            origins = series["origins"] or {"min": "?", "max": "?"}
            head = [name, len(cluster["articles"]), len(outlets)] if at == 0 else ["", "", ""]
            row = head + [series["title"], ends(series), series["reports"], series["outlets"], f"{origins['min']}..{origins['max']}", checks if at == 0 else ""]
            print("| " + " | ".join(map(str, row)) + " |", flush=True)
