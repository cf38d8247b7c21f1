// How numbers, bounds, days and positions are put. Everything here is text in, text out.

const LIMITS = { exact: "", range: "", about: "about", nearly: "nearly", at_least: "at least", more_than: "more than", at_most: "up to", less_than: "less than" };

/// What each interest is called, its letter, and what it means.
export const INTERESTS = {
    own: { name: "own", letter: "O", words: "counts its own side" },
    enemy: { name: "enemy", letter: "E", words: "counts the other side" },
    third: { name: "third", letter: "T", words: "takes no side" },
    unknown: { name: "unknown", letter: "?", words: "where it stands is not known" },
};

/// Words of the wire as words: `one_origin_two_values` is "one origin two values".
export const plain = word => String(word ?? "").replaceAll("_", " ");

/// Text as it may be shown: control characters, and those that turn the direction of what follows against its letters, are seen instead of obeyed. As long as before.
export const clean = text => String(text ?? "").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202d\u202e]/g, "\ufffd");

/// `1 report`, `2 reports`.
export const count = (many, one, more = `${one}s`) => `${num(many)} ${many === 1 ? one : more}`;

const grouped = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 4 });
const compact = new Intl.NumberFormat("en-GB", { notation: "compact", maximumFractionDigits: 1 });

/// `12,386`.
export const num = value => (value === null || value === undefined ? "" : grouped.format(value));

/// `12.4K`, for axes.
export const short = value => (Math.abs(value) < 10_000 ? grouped.format(value) : compact.format(value));

/// The words that limit a value: "at least", "up to", or none.
export const limit = quantifier => LIMITS[quantifier] ?? plain(quantifier);

/// A value in words: `at least 4,000`, `up to 25,000`, `40,000 to 45,000`, `about 24 and more`.
export function bounds({ low, high, quantifier, shape }) {
    if (missing(low) && missing(high)) return "no figure";
    const both = !missing(low) && !missing(high) && low !== high;
    const number = both ? `${num(low)} to ${num(high)}` : num(missing(low) ? high : low);
    const words = LIMITS[quantifier] ?? "";
    const open = missing(high) && !/^(at_least|more_than)$/.test(quantifier ?? "") ? " and more" : "";
    return `${words} ${number}${sign(shape)}${open}`.trim();
}

/// From the least to the most that is stated: `at least 100 to 120`; "denied only" where nothing else is said.
export function span(ends) {
    if (missing(ends.low) && missing(ends.high)) return "denied only";
    const end = (value, quantifier) => `${limit(quantifier)} ${num(value)}${sign(ends.shape)}`.trim();
    const low = end(ends.low, ends.low_quantifier), high = end(ends.high, ends.high_quantifier);
    return (low === high ? low : `${low} to ${high}`) + (ends.high_open ? " and more" : "");
}

/// What stands right behind a number: the percent sign, where the series is of shares.
const sign = shape => (shape === "share" ? " %" : "");

/// `2`, or `1 to 3`: on how many origins it stands.
export const origins = ({ min, max }) => (min === max ? num(min) : `${num(min)} to ${num(max)}`);

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/// `3 Mar 2025`, `Mar 2025`, `2025`: as precise as it is known. What is no day stays as it is.
export function day(text) {
    const parts = /^(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?/.exec(text ?? "");
    if (!parts) return text ?? "";
    const [, year, month, date] = parts;
    return [date && String(Number(date)), month && (MONTHS[month - 1] ?? month), year].filter(Boolean).join(" ");
}

/// `3 Mar 2025, 14:05 UTC`, of the moment of an entry.
export function moment(text) {
    const time = /T(\d\d:\d\d)/.exec(text ?? "");
    return day(text) + (time ? `, ${time[1]} UTC` : "");
}

/// Where on a time line a day, month or year lies: `{from, to}` in milliseconds; null without one.
export function stretch(text) {
    const parts = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(text ?? "");
    if (!parts) return null;
    const [year, month, date] = parts.slice(1).map(part => (part === undefined ? undefined : Number(part)));
    const from = Date.UTC(year, (month ?? 1) - 1, date ?? 1);
    const to = date ? from : Date.UTC(month ? year : year + 1, month ?? 0, 1);
    return { from, to };
}

/// `1.4 MB`.
export function bytes(many) {
    const step = many >= 1e6 ? [1e6, "MB"] : many >= 1e3 ? [1e3, "kB"] : [1, "bytes"];
    return `${num(Number((many / step[0]).toFixed(1)))} ${step[1]}`;
}

/// Positions of the API are code points, those of a text in JavaScript UTF-16 units. `unit(point)` and `point(unit)` turn one into the other,
/// `slice(start, end)` cuts by code points.
export function positions(text) {
    if (!/[\ud800-\udfff]/.test(text)) return { unit: at => at, point: at => at, slice: (start, end) => text.slice(start, end) };
    const every = 512, marks = [0];
    const step = unit => (text.codePointAt(unit) > 0xffff ? 2 : 1);
    for (let unit = 0, point = 0; unit < text.length; point++) {
        if (point && point % every === 0) marks.push(unit);
        unit += step(unit);
    }
    const unit = at => {
        const mark = Math.min(Math.floor(at / every), marks.length - 1);
        let place = marks[mark];
        for (let left = at - mark * every; left > 0 && place < text.length; left--) place += step(place);
        return place;
    };
    const point = at => {
        const mark = marks.findLastIndex(one => one <= at);
        let many = mark * every;
        for (let place = marks[mark]; place < at; many++) place += step(place);
        return many;
    };
    return { unit, point, slice: (start, end) => text.slice(unit(start), unit(end)) };
}

const missing = value => value === null || value === undefined;
