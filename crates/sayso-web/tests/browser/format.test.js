// How numbers, bounds, days and positions are put, and where marks stand; no browser is needed for it.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as format from "../../assets/js/format.js";
import { kindOf } from "../../assets/js/chart/marks.js";
import { scaleOf } from "../../assets/js/chart/scale.js";

/// What a function gives for each of these, row by row.
function check(name, call, rows) {
    test(name, () => {
        for (const [given, expected] of rows) assert.deepEqual(call(given), expected, JSON.stringify(given));
    });
}

const value = (low, high, quantifier, more) => ({ low, high, quantifier, ...more });

check("a value in words keeps its bounds", format.bounds, [
    [value(12386, 12386, "exact"), "12,386"],
    [value(0, 0, "exact"), "0"],
    [value(40, null, "at_least"), "at least 40"],
    [value(null, 25000, "at_most"), "up to 25,000"],
    [value(24, null, "about"), "about 24 and more"],
    [value(40000, 45000, "range"), "40,000 to 45,000"],
    [value(50, 50, "exact", { shape: "share" }), "50 %"],
    [value(null, null, "exact"), "no figure"],
]);

check("a range in words", format.span, [
    [{ low: 58, low_quantifier: "exact", high: 71, high_quantifier: "exact" }, "58 to 71"],
    [{ low: 100, low_quantifier: "at_least", high: 120, high_quantifier: "exact" }, "at least 100 to 120"],
    [{ low: 24, low_quantifier: "about", high: 24, high_quantifier: "about", high_open: true }, "about 24 and more"],
    [{ low: null, high: null }, "denied only"],
]);

check("a bound is no point", kindOf, [
    [value(5, 5, "exact"), "exact"],
    [value(5, null, "at_least"), "least"],
    [value(5, null, "more_than"), "least"],
    [value(null, 5, "at_most"), "most"],
    [value(null, 5, "less_than"), "most"],
    [value(5, 5, "nearly"), "about"],
    [value(5, 9, "range"), "range"],
    [value(5, 9, "about"), "about"],
    [value(5, 5, "exact", { denied: true }), "denied"],
]);

check("a day is as precise as it is known", format.day, [
    ["2025-03-03", "3 Mar 2025"],
    ["2025-03", "Mar 2025"],
    ["2025", "2025"],
    [null, ""],
    ["<b>", "<b>"],
]);

check("what would turn or hide text is seen", format.clean, [
    ["a\u202eb", "a\ufffdb"],
    ["a\u0000b\n", "a\ufffdb\n"],
    ["عدد 12", "عدد 12"],
]);

check("a scale is logarithmic where values lie far apart", values => scaleOf(values, [0, 100]).log, [
    [[1, 49], false],
    [[1, 50], true],
    [[0, 49], false],
    [[0, 1, 50], true],
    [[], false],
]);

check("nought stands before a logarithmic scale", values => scaleOf(values, [0, 100]).at(0), [[[0, 1, 1000], 0], [[0, 10], 0]]);

check("positions are code points", text => {
    const at = format.positions(text), points = [...text];
    const starts = points.map((_, place) => place).filter(place => place % 37 === 0);
    return starts.every(place => at.slice(place, place + 3) === points.slice(place, place + 3).join("") && at.point(at.unit(place)) === place);
}, [
    ["plain ".repeat(300), true],
    ["a😀é".repeat(900), true],
    ["😀", true],
    ["", true],
]);
