// How a value is drawn, by what limits it: a dot where it is stated plainly, an open diamond for "about", and for a bound no point at all but a cap at the bound and an
// arrow the way it is open. Marks are path data, so that thousands of them are a handful of elements.
import { html } from "../../vendor/preact.js";
import { INTERESTS } from "../format.js";

/// The kinds of marks, in the order they are drawn, with their words in a legend.
export const KINDS = {
    range: "from … to",
    least: "at least, more than",
    most: "up to, less than",
    about: "about, nearly",
    exact: "stated plainly",
    denied: "denied",
};

/// Which kind of mark a value has.
export function kindOf({ low, high, quantifier, denied }) {
    const open = value => value === null || value === undefined;
    if (denied) return "denied";
    if (/^(at_least|more_than)$/.test(quantifier) || (open(high) && quantifier === "exact")) return "least";
    if (/^(at_most|less_than)$/.test(quantifier)) return "most";
    if (/^(about|nearly)$/.test(quantifier)) return "about";
    return !open(low) && !open(high) && low !== high ? "range" : "exact";
}

/// The value where the mark stands.
export const placeOf = ({ low, high, quantifier }) => (/^(at_most|less_than)$/.test(quantifier) ? (high ?? low) : (low ?? high));

/// Path data of a value's mark. `spot(value)` gives `[x, y]`; `up` is the way to more, `[0, -1]` in a timeline and `[1, 0]` on a line.
export function mark(value, spot, up, r = 4) {
    const kind = kindOf(value), [x, y] = spot(placeOf(value));
    switch (kind) {
        case "range": return range(spot(value.low), spot(value.high), up, r);
        case "least": return cap([x, y], up, r) + arrow([x, y], up, r);
        case "most": return cap([x, y], up, r) + arrow([x, y], [-up[0], -up[1]], r);
        case "about": return diamond(x, y, r + 1) + beyond(value, [x, y], spot, up, r);
        case "denied": return `M${n(x - r)},${n(y - r)}l${2 * r},${2 * r}m0,${-2 * r}l${-2 * r},${2 * r}`;
        default: return circle(x, y, r);
    }
}

/// What "about" goes on to: another diamond ("about 40 to 60"), or an open end ("dozens").
function beyond({ low, high, quantifier }, [x, y], spot, [ux, uy], r) {
    const edge = [x + ux * (r + 1), y + uy * (r + 1)];
    if (high === null && quantifier === "about") return arrow(edge, [ux, uy], r);
    if (low === null || high === null || low === high) return "";
    const [tx, ty] = spot(high);
    return `M${n(edge[0])},${n(edge[1])}L${n(tx - ux * (r + 1))},${n(ty - uy * (r + 1))}${diamond(tx, ty, r + 1)}`;
}

/// A circle as path data.
export const circle = (x, y, r) => `M${n(x - r)},${n(y)}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0z`;

const diamond = (x, y, r) => `M${n(x - r)},${n(y)}l${r},${-r}l${r},${r}l${-r},${r}z`;

function cap([x, y], [ux, uy], r) {
    return `M${n(x + uy * r)},${n(y + ux * r)}L${n(x - uy * r)},${n(y - ux * r)}`;
}

function arrow([x, y], [ux, uy], r) {
    const long = r * 4, head = r * 0.9, [tx, ty] = [x + ux * long, y + uy * long];
    const side = way => `L${n(tx - ux * head + uy * head * way)},${n(ty - uy * head + ux * head * way)}`;
    return `M${n(x)},${n(y)}L${n(tx)},${n(ty)}${side(1)}M${n(tx)},${n(ty)}${side(-1)}`;
}

function range(from, to, up, r) {
    return `${cap(from, up, r)}${cap(to, up, r)}M${n(from[0])},${n(from[1])}L${n(to[0])},${n(to[1])}`;
}

const n = value => Math.round(value * 10) / 10;

/// Values as a few path elements: one for each interest and kind. `spot(item, value)` places one.
export function Marks({ items, spot, up, r }) {
    const groups = new Map();
    for (const item of items) {
        const key = `${INTERESTS[item.interest] ? item.interest : "unknown"} ${kindOf(item)}`;
        groups.set(key, (groups.get(key) ?? "") + mark(item, value => spot(item, value), up, r));
    }
    const order = Object.keys(KINDS), kind = key => order.indexOf(key.split(" ")[1]);
    return [...groups].sort(([a], [b]) => kind(a) - kind(b)).map(([key, d]) => html`<path key=${key} class=${`mark ${key}`} d=${d} />`);
}

/// What colours and shapes mean, as far as they occur.
export function Legend({ items, more }) {
    const interests = Object.keys(INTERESTS).filter(name => items.some(item => (INTERESTS[item.interest] ? item.interest : "unknown") === name));
    const kinds = Object.keys(KINDS).filter(kind => items.some(item => kindOf(item) === kind));
    return html`<div class="legend">
        <ul aria-label="Interests">${interests.map(name => html`<li key=${name} class=${`interest ${name}`}><b aria-hidden="true">${INTERESTS[name].letter}</b> ${name} <span class="soft">${INTERESTS[name].words}</span></li>`)}</ul>
        <ul aria-label="Marks">${kinds.map(kind => html`<li key=${kind}><svg width="30" height="18" aria-hidden="true"><path class=${`mark plain ${kind}`} d=${mark(SAMPLES[kind], value => [9 + value, 9], [1, 0], 4)} /></svg>${KINDS[kind]}</li>`)}${more}</ul>
    </div>`;
}

const SAMPLES = {
    exact: { low: 4, high: 4, quantifier: "exact" },
    about: { low: 4, high: 4, quantifier: "about" },
    least: { low: 0, high: null, quantifier: "at_least" },
    most: { low: null, high: 14, quantifier: "at_most" },
    range: { low: -4, high: 12, quantifier: "range" },
    denied: { low: 4, high: 4, quantifier: "exact", denied: true },
};
