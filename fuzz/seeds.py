#!/usr/bin/env python3
"""Writes small files of every kind into fuzz/corpus/TARGET, for the fuzzer to start from."""
import gzip
import pathlib
import shutil

home = pathlib.Path(__file__).parent
PAGE = (
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>Toll rises to 12 - Outlet</title><meta property=og:title content='Toll rises to 12'>"
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Toll rises to 12","datePublished":"2025-06-25T10:00:00+03:00",'
    '"author":[{"name":"A. Writer"}],"publisher":{"name":"Outlet"}}</script></head><body><nav><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></nav>'
    "<article><h1>Toll rises to 12</h1><p>At least 12 people were killed on Monday, the ministry said in a statement.</p><figure><img src=a.jpg>"
    "<figcaption>A bridge, Tuesday</figcaption></figure><p>Another 30 were wounded when the river left its bed, it added.</p><table><tr><td>Killed<td>12"
    "<tr><td>Wounded<td>30</table><blockquote><p>We lost everything, a resident said.</p></blockquote></article><footer>All rights reserved</footer></body></html>"
)
RSS = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Outlet</title><link>https://example.org</link>'
    "<item><title>Toll rises to 12</title><link>https://example.org/a</link><pubDate>Wed, 25 Jun 2025 10:00:00 GMT</pubDate>"
    "<description>At least 12 people were killed.</description><content:encoded><![CDATA[<p>At least 12 people were killed, the ministry said.</p>]]></content:encoded></item>"
    "</channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Outlet</title><entry><title>Toll rises to 12</title><id>urn:a</id><link href="https://example.org/a"/>'
    '<updated>2025-06-25T10:00:00Z</updated><content type="html">&lt;p&gt;At least 12 people were killed.&lt;/p&gt;</content></entry></feed>'
)
JSON = '{"version":"https://jsonfeed.org/version/1.1","title":"Outlet","items":[{"id":"a","url":"https://example.org/a","content_text":"At least 12 people were killed."}]}'


def record(kind, uri, media, block):
    head = f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2025-06-25T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
    return f"{head}Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def pdf(words):
    stream = f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, at = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        at.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in at)
    return out + b"xref\n0 6\n0000000000 65535 f \n%btrailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (table, len(out))


page = PAGE.encode()
answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
packed = gzip.compress(page, mtime=0)
coded = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + packed
archive = record("response", "https://example.org/a", "application/http;msgtype=response", answer)
archive += record("response", "https://example.org/b", "application/http;msgtype=response", coded)
archive += record("resource", "https://example.org/c", "text/plain", b"At least 12 people were killed.")
seeds = {
    "html": [page, page.decode().replace("utf-8", "windows-1251").encode("cp1251"), page.decode().encode("utf-16")],
    "warc": [archive, gzip.compress(archive, mtime=0), packed],
    "feed": [RSS.encode(), ATOM.encode(), JSON.encode()],
    "pdf": [pdf("At least 12 people were killed.")],
}
for target, files in seeds.items():
    folder = home / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(files):
        (folder / f"seed-{number}").write_bytes(content)
folder = home / "corpus" / "read"
folder.mkdir(parents=True, exist_ok=True)
for sample in (home.parent / "examples" / "reports").iterdir():
    shutil.copy(sample, folder)
