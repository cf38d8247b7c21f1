"""Makes a web archive of a given size, from the sample reports with other numbers on every page: python3 bench/warc.py OUT.warc[.gz] MEGABYTES"""

import gzip
import html
import pathlib
import random
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
TEXTS = [path.read_text() for path in sorted((HERE.parent / "examples" / "reports").glob("*.txt"))]
MENU = "".join(f'<li><a href="/section/{n}">Section {n}</a></li>' for n in range(40))


def page(text, at, rng):
    """The report as a page of a news site, each number of two and more digits another one."""
    text = re.sub(r"\b[1-9]\d(?!\d{2}\b)\d*\b", lambda found: str(rng.randrange(10, 10 ** len(found[0]))), text)
    lines = [line for line in text.splitlines() if line.strip()]
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in lines[1:])
    return (
        f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{html.escape(lines[0])}</title>"
        f"<style>{'p {margin: 0} ' * 100}</style></head><body><nav><ul>{MENU}</ul></nav><article><h1>{html.escape(lines[0])}</h1>\n{body}</article>"
        f"<footer>Page {at}. All rights reserved.</footer></body></html>"
    )


def record(kind, url, media, block):
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-06-25T10:00:00Z\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def main(out, megabytes):
    rng, written, at = random.Random(7), 0, 0
    packed = out.endswith(".gz")
    with open(out, "wb") as file:
        while written < megabytes * 1_000_000:
            url = f"https://example.org/{at}"
            answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(TEXTS[at % len(TEXTS)], at, rng).encode()
            both = record("request", url, "application/http; msgtype=request", b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n")
            both = [both, record("response", url, "application/http; msgtype=response", answer)]
            written += sum(map(len, both))
            file.writelines(gzip.compress(one, 1) if packed else one for one in both)
            at += 1
    print(f"{out}: {at} pages, {written} bytes unpacked")


main(sys.argv[1], float(sys.argv[2]))
