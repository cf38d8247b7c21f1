#!/usr/bin/env python3
"""Hostile web pages: is each taken in, or refused with a message, within its time and memory?

    hostile.py [--seconds 5] [--megabytes 1000] [--only WORDS]

Makes the pages in a temporary folder, runs `$SAYSO text PAGE` (target/release/sayso) on each alone, and prints a line a page. Exit 1 if one took longer or more,
died of a signal, panicked, or lost the sentence that every page has near its start."""
import argparse
import os
import resource
import subprocess
import sys
import tempfile

args = argparse.ArgumentParser()
args.add_argument("--seconds", type=float, default=5)
args.add_argument("--megabytes", type=int, default=1000)
args.add_argument("--only", default="")
opt = args.parse_args()
program = os.environ.get("SAYSO", "target/release/sayso")

SAID = "The ministry said on Monday that 12 people were killed and 30 wounded in the northern district."
STORY = f"<p>{SAID}</p><p>Rescuers worked through the night, and officials promised a second count by the end of the week.</p>"


def page(*rest):
    return "".join(("<!DOCTYPE html><html><head><title>Twelve killed in the north</title></head><body><article>", STORY, *rest)).encode()


def deep(tag, times, close=True):
    return page(f"<{tag}>" * times, "inside", f"</{tag}>" * times if close else "")


PAGES = {
    "50,000 nested div": lambda: deep("div", 50_000),
    "2,000,000 nested div, never closed": lambda: deep("div", 2_000_000, False),
    "50,000 nested blockquote, span, b in turn": lambda: page("<blockquote><span><b>x" * 50_000),
    "nested with cells between": lambda: page("<div><table><tr><td></div>x" * 50_000),
    "200 MB of paragraphs": lambda: page("<p>Nothing else was known of the matter at that hour, a clerk said.</p>\n" * 2_900_000),
    "200 MB of one script": lambda: page("<script>", "var a = '<p>12 dead</p>';" * 8_000_000, "</script>"),
    "one element, a million attributes": lambda: page("<p ", " ".join(f"a{n}=1" for n in range(1_000_000)), ">x</p>"),
    "one attribute of 100 MB": lambda: page("<p title='", "x" * 100_000_000, "'>x</p>"),
    "a million elements with an attribute": lambda: page("".join(f"<p id=a{n}>x</p>" for n in range(1_000_000))),
    "a million body tags": lambda: page("".join(f"<body a{n}=1>" for n in range(1_000_000))),
    "a million links": lambda: page("".join(f"<a href='/{n}'>Item {n}</a> " for n in range(1_000_000))),
    "lying encoding: UTF-16 declared, Latin-1 written": lambda: page("<meta charset=utf-16>", "caf\u00e9 ").replace("\u00e9".encode(), b"\xe9"),
    "lying encoding: UTF-8 declared, all bytes written": lambda: page("<meta charset=utf-8>") + bytes(range(1, 256)) * 40_000,
    "an encoding that is none": lambda: page("<meta charset='", "x" * 10_000, "'>", "<meta charset=replacement>", "<meta charset=utf-7>"),
    "a million <p> left open": lambda: page("<p>x" * 1_000_000),
    "a million <b> left open": lambda: page("<b>x" * 1_000_000),
    "a million <a> and <p> left open": lambda: page("".join(f"<a href={n}><p>x" for n in range(1_000_000))),
    "a million <table> left open": lambda: page("<table>x" * 1_000_000),
    "formats closed in the wrong order": lambda: page("<b><i><a href=1><div>x</b></a></i><p>y</div>" * 200_000),
    "a million <font> left open, each another": lambda: page("".join(f"<font size={n}><p>x" for n in range(300_000))),
    "a comment without end": lambda: page("<!--", "x" * 100_000_000),
    "a million comments": lambda: page("<!-- - -- > -->x" * 1_000_000),
    "a script without end": lambda: page("<script>", "</scrip" * 10_000_000),
    "CDATA without end": lambda: page("<![CDATA[" * 5_000_000),
    "a million CDATA": lambda: page("<![CDATA[ x ]]> " * 1_000_000),
    "drawings left open": lambda: page("<svg><g>" * 1_000_000),
    "linked data without end": lambda: page("<script type='application/ld+json'>", '{"@type":' * 1_000_000),
    "nested linked data": lambda: page("<script type='application/ld+json'>", "[" * 200_000, "]" * 200_000, "</script>"),
    "a flood of entities": lambda: page("<p>", "&amp;&nbsp;&#x41;&#0;&#1114112;&notanentity" * 2_000_000),
    "an entity of 50 MB": lambda: page("<p>&", "a" * 50_000_000, ";</p><p>&#", "9" * 50_000_000, ";</p>"),
    "one line of 100 MB without tags": lambda: (SAID + " ").encode() * 1_050_000,
    "100 MB without a space": lambda: page("x" * 100_000_000),
    "nested tables": lambda: page("<table><tr><td>x" * 100_000),
    "nested forms and lists": lambda: page("<form><ul><li>x" * 100_000),
    "a million line ends": lambda: page("x<br>" * 1_000_000),
    "a million quotes of a word": lambda: page("<blockquote>x</blockquote>" * 1_000_000),
    "a million rows": lambda: page("<table>", "<tr><td>x<td>1" * 500_000, "</table>"),
    "zero bytes": lambda: b"",
    "zero bytes in the text": lambda: page("x\0y" * 100_000),
    "only angle brackets": lambda: page("<" * 10_000_000),
    "only quotes in a tag": lambda: page("<p ", "'\"=" * 10_000_000),
}


def run(path):
    def limits():
        resource.setrlimit(resource.RLIMIT_AS, (opt.megabytes * 4 << 20,) * 2)
        resource.setrlimit(resource.RLIMIT_CPU, (60, 60))

    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = subprocess.Popen([program, "text", path], stdout=out, stderr=err, preexec_fn=limits)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0), err.seek(0)
        said, told = out.read().decode("utf-8", "replace"), err.read().decode("utf-8", "replace")
    return child.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said, told


failed = 0
with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
    path = os.path.join(folder, "page.html")
    # Seconds are of processor time: the machine may be busy.
    print(f"{'page':50} {'size MB':>8} {'exit':>4} {'s':>6} {'MB':>6}  said")
    for name, make in PAGES.items():
        if opt.only not in name:
            continue
        content = make()
        with open(path, "wb") as out:
            out.write(content)
        code, took, memory, said, told = run(path)
        empty = not content
        wrong = [
            what
            for what, so in {
                "died": code < 0 or code > 1,
                "panicked": "panicked" in told,
                "slow": took > opt.seconds,
                "large": memory > opt.megabytes,
                "lost the sentence": not empty and SAID not in said,
                "silent": not said and not told,
            }.items()
            if so
        ]
        failed += bool(wrong)
        line = (told.strip().splitlines() or ["-"])[0].replace(path, "page")
        print(f"{name:50} {len(content) / 1e6:8.1f} {code:4} {took:6.2f} {memory:6.0f}  {', '.join(wrong).upper() + ': ' if wrong else ''}{line[:110]}", flush=True)
sys.exit(1 if failed else 0)
