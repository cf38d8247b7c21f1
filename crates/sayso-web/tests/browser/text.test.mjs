// How a report's text is cut into what is drawn: nothing is lost, no letter is cut in two, and marks that overlap share their stretch.
import assert from "node:assert/strict";
import { test } from "node:test";
import { place, segments, spread, windows } from "../../assets/js/report/cut.js";
import { positions } from "../../assets/js/format.js";

/// The text as its blocks show it, in windows that are not too long.
function check(text, zones = []) {
    const all = windows(text, zones);
    const blocks = all.flatMap(one => one.blocks);
    const shown = blocks.map(({ from, to }) => text.slice(from, to));
    assert.equal(shown.join("").replace(/\s/g, ""), text.replace(/\s/g, ""), "no letter is lost or told twice");
    for (const words of shown) assert.ok(words.isWellFormed(), "no letter is cut in two");
    for (const one of all) assert.ok(one.to - one.from <= 12_000 || one.blocks.length === 1);
    for (const { from, to } of blocks) assert.ok(to - from <= 4000);
    return { all, blocks };
}

test("a text is cut at its zones", () => {
    const text = "A headline\n\nThe first words.\nMore.";
    const { blocks } = check(text, [{ from: 0, to: 10, zone: "headline" }, { from: 12, to: 34, zone: "body" }]);
    assert.deepEqual(blocks.map(one => [one.zone, one.apart, one.opens]), [["headline", true, true], ["body", true, true]]);
});

test("a paragraph of any length is cut, behind a space where there is one", () => {
    const { blocks } = check("word ".repeat(100_000));
    assert.ok(blocks.slice(0, -1).every(one => one.to % 5 === 0));
    check("x".repeat(50_000));
    check("\u{1f600}".repeat(50_000));
    check(`a${"\u0301".repeat(50_000)}`);
});

test("zones that overlap or end beyond the text lose nothing", () => {
    check("Some words here.", [{ from: 0, to: 9, zone: "body" }, { from: 5, to: 400, zone: "quote" }]);
    check("", []);
    check(" \n \n", [{ from: 0, to: 3, zone: "body" }]);
});

test("marks that overlap share their stretch", () => {
    const mark = (id, from, to) => ({ id, from, to });
    const parts = segments(0, 30, [mark("a", 5, 20), mark("b", 10, 15), mark("c", 10, 25)]);
    assert.deepEqual(parts.map(({ from, to, over }) => `${from}-${to} ${over.map(one => one.id).join("")}`.trim()), ["0-5", "5-10 a", "10-15 abc", "15-20 ac", "20-25 c", "25-30"]);
});

test("each window knows its marks, also those that begin in the one before", () => {
    const { all } = check("word ".repeat(10_000));
    const edge = all[1].from, lists = spread(all, [{ from: 0, to: 4 }, { from: edge - 2, to: edge + 2 }, { from: edge + 10, to: edge + 12 }]);
    assert.deepEqual(lists.map(list => list.length).slice(0, 3), [2, 2, 0]);
    assert.equal(place(all, edge), 1);
    assert.equal(place(all, edge - 1), 0);
});

test("positions of the wire are code points", () => {
    const text = "\u{1f600}".repeat(600) + " 45 dead", { unit, point, slice } = positions(text);
    assert.equal(slice(601, 603), "45");
    assert.equal(unit(601), 1201);
    assert.equal(point(1201), 601);
});
