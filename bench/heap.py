#!/usr/bin/env python3
"""A heap of reports of any size, made from some real ones, in which it is known which reports retell which.

    heap.py --reports 100000 REPORTS.jsonl... > heap.jsonl

Each *story* is a mosaic of paragraphs of the given reports, with every number, month and longer word changed, so that no two stories share
text. A story is then told by 1 to 8 outlets: in full, cut short, half of it below an opening of their own, or with its figures rounded. Each
record has `story` (the true group) and `told` (how) beside the fields that sayso reads. The same seed gives the same bytes."""
import argparse
import json
import random
import re

args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
args.add_argument("files", nargs="+")
args.add_argument("--reports", type=int, default=10_000)
args.add_argument("--seed", type=int, default=1)
opt = args.parse_args()
rng = random.Random(opt.seed)

paragraphs, words = [], set()
for name in opt.files:
    for line in open(name, encoding="utf-8"):
        record = json.loads(line)
        for one in record.get("articles", [record]):
            if one.get("lang", "en") == "en":
                paragraphs += [p for p in one["text"].split("\n") if 80 < len(p) < 1200]
for paragraph in paragraphs:
    words.update(re.findall(r"\b[a-z]{4,}\b", paragraph))
# Words go by their ending, so that a verb takes the place of a verb more often than not.
ending = lambda word: next((end for end in ("ing", "ed", "ly", "ion", "s") if word.endswith(end)), "")
by_ending = {}
for word in sorted(words):
    by_ending.setdefault(ending(word), []).append(word)
# Words that say what is counted, what happened and who says so stay: without them no figure would mean anything.
keep = set(
    "people soldiers civilians troops children women fighters killed wounded injured captured deserted according ministry officials"
    " spokesman reported prisoners displaced refugees missing drones missiles tanks vehicles million thousand hundred least about nearly percent".split()
)
months = "January February March April May June July August September October November December".split()


def story(at):
    """The paragraphs of a story, in the words of its origin."""
    def word(match):
        old = match.group(0)
        return old if old in keep else rng.choice(by_ending[ending(old)])

    def number(match):
        old = match.group(0)
        value = int(old.replace(",", ""))
        if value < 3 or 1900 <= value <= 2100:
            return old
        new = max(2, int(value * rng.uniform(0.4, 2.5)))
        return f"{new:,}" if "," in old else str(new)

    told = []
    for paragraph in rng.sample(paragraphs, rng.randint(8, 28)):
        changed = re.sub(r"\b[a-z]{4,}\b", word, paragraph)
        changed = re.sub(r"\b\d{1,3}(?:,\d{3})+\b|\b\d+\b", number, changed)
        told.append(re.sub("|".join(months), lambda _: rng.choice(months), changed))
    return told


def retold(how, told):
    """A story as another outlet tells it."""
    if how == "short":
        return told[: max(2, len(told) // 2)]
    if how == "half":
        return story(0)[:2] + told[len(told) // 2 :]
    if how == "rounded":
        return [re.sub(r"\b(\d{1,3}),(\d{3})\b", lambda m: f"{m.group(1)},000", p) for p in told]
    return told


made, at = 0, 0
while made < opt.reports:
    at += 1
    told = story(at)
    day = rng.randrange(365 * 3)
    outlets = rng.sample(range(400), rng.choice([1, 1, 1, 2, 2, 3, 4, 8]))
    for nth, outlet in enumerate(outlets[: opt.reports - made]):
        how = "first" if nth == 0 else rng.choice(["full", "short", "half", "rounded"])
        year, rest = divmod(day + nth, 365)
        record = {
            "id": f"heap-{made}",
            "url": f"https://outlet-{outlet}.example/{at}-{made}",
            "outlet": f"Outlet {outlet}",
            "published": f"{2023 + year}-{rest // 31 + 1:02}-{rest % 28 + 1:02}",
            "story": at,
            "told": how,
            "text": "\n".join(retold(how, told)),
        }
        print(json.dumps(record, ensure_ascii=False))
        made += 1
