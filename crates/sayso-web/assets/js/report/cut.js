// A report's text cut into what is drawn: blocks of one zone, windows of some blocks that are drawn together, and segments between the ends of marks. Positions are UTF-16 units.

const LONG = 4000;
const WINDOW = 12_000;

/// Windows `[{from, to, blocks: [{from, to, zone, apart, opens}]}]` in the order of the text; a block is `apart` behind an empty line, and `opens` where another zone ends. `zones` are `[{from, to, zone}]`; what lies in none has none.
export function windows(text, zones) {
    const all = [];
    let now = null, before = "";
    for (const block of blocks(text, zones)) {
        block.opens = block.zone !== before;
        before = block.zone;
        if (!now || block.to - now.from > WINDOW) all.push(now = { from: block.from, to: block.to, blocks: [] });
        now.blocks.push(block);
        now.to = block.to;
    }
    return all;
}

function* blocks(text, zones) {
    let at = 0;
    for (const { from, to, zone } of [...zones, { from: text.length, to: text.length, zone: "" }]) {
        if (from > at) yield* pieces(text, at, from, "");
        if (to > Math.max(from, at)) yield* pieces(text, Math.max(from, at), to, zone);
        at = Math.max(at, to);
    }
}

/// A stretch without the empty lines around it, in pieces that are not too long to be laid out at once.
function* pieces(text, start, end, zone) {
    let from = start, to = end;
    while (from < to && /\s/.test(text[from])) from++;
    while (to > from && /\s/.test(text[to - 1])) to--;
    let apart = /\n[^\S\n]*\n/.test(text.slice(Math.max(0, from - 12), from)) || from === 0;
    while (from < to) {
        const next = to - from > LONG ? seam(text, from + LONG) : to;
        yield { from, to: next, zone, apart };
        from = next;
        apart = false;
    }
}

/// Where a text may be cut at or before a place: behind a space, or else not within a letter.
function seam(text, at) {
    const near = text.slice(at - 400, at), space = near.search(/\s\S*$/);
    if (space >= 0) return at - 400 + space + 1;
    let place = at;
    while (place > at - 100 && /[\udc00-\udfff\p{M}\u200d]/u.test(text.slice(place, place + 1))) place--;
    return place;
}

/// Stretches `[{from, to, over}]` of a block, each with the marks that lie over all of it.
export function segments(from, to, marks) {
    const over = marks.filter(mark => mark.from < to && mark.to > from);
    if (!over.length) return [{ from, to, over }];
    const ends = new Set([from, to]);
    for (const mark of over) for (const end of [mark.from, mark.to]) if (end > from && end < to) ends.add(end);
    const places = [...ends].sort((a, b) => a - b);
    return places.slice(1).map((end, at) => ({ from: places[at], to: end, over: over.filter(mark => mark.from <= places[at] && mark.to >= end) }));
}

/// For each window what lies in it of `marks`, which are in the order of their starts.
export function spread(all, marks) {
    const lists = all.map(() => []);
    for (const mark of marks) {
        for (let at = place(all, mark.from); at < all.length && all[at].from < mark.to; at++) if (all[at].to > mark.from) lists[at].push(mark);
    }
    return lists;
}

/// The last window that starts at or before a place.
export function place(all, at) {
    let low = 0, high = all.length - 1;
    while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (all[middle].from <= at) low = middle;
        else high = middle - 1;
    }
    return low;
}
