#!/usr/bin/env python3
"""How fast web pages are taken in, on one core: to text and zones (`sayso text`), and to claims (`sayso read`).

    pages.py [--data ../../shared/data/html] [--least 3] [--times 3]

Unpacks the pages of the data into a temporary folder, runs `$SAYSO` (target/release/sayso) on them with --jobs 1, and prints megabytes of HTML a second of
processor time, the best of some runs, less the time of a run on one small page (loading words and weights). Exit 1 if claims come slower than --least."""
import argparse
import glob
import gzip
import os
import resource
import subprocess
import sys
import tempfile

here = os.path.dirname(os.path.abspath(__file__))
args = argparse.ArgumentParser()
args.add_argument("--data", default=next((path for up in ("../../shared", "../../../shared") if os.path.isdir(path := os.path.join(here, up, "data/html"))), "data/html"))
args.add_argument("--least", type=float, default=3)
args.add_argument("--times", type=int, default=3)
opt = args.parse_args()
program = os.environ.get("SAYSO", "target/release/sayso")


def seconds(*command):
    def once():
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([program, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return min(once() for _ in range(opt.times))


with tempfile.TemporaryDirectory(prefix="pages-") as folder:
    pages, small = os.path.join(folder, "pages"), os.path.join(folder, "small.html")
    os.mkdir(pages)
    for path in glob.glob(os.path.join(opt.data, "pages", "*.html.gz")):
        with gzip.open(path) as page, open(os.path.join(pages, os.path.basename(path)[:-3]), "wb") as out:
            out.write(page.read())
    with open(small, "w", encoding="utf-8") as out:
        out.write("<p>Nothing was said.</p>")
    count = len(os.listdir(pages))
    size = sum(os.path.getsize(os.path.join(pages, name)) for name in os.listdir(pages)) / 1e6
    print(f"{count} pages, {size:.1f} MB of HTML")
    for name, command in {"text": ("text", "--format", "jsonl"), "claims": ("read", "--format", "jsonl")}.items():
        took = seconds(*command, "--jobs", "1", pages) - seconds(*command, "--jobs", "1", small)
        rate = size / took
        print(f"{name:7} {took:6.2f} s  {rate:5.1f} MB/s  {count / took:5.0f} pages/s")
sys.exit(rate < opt.least)
