// The fields of a claim: what each is called, the key that leads to it, what it says, and how it is written when somebody corrects it.
import { bounds, plain } from "../format.js";

const QUANTIFIERS = ["exact", "about", "nearly", "at_least", "more_than", "at_most", "less_than", "range"];
const STANCES = ["asserted", "estimated", "denied", "predicted", "planned", "demanded", "hypothetical"];
const KINDS = ["count", "share", "change", "money", "money USD", "money EUR", "money UAH", "money RUB", "rate day", "rate month", "rate year", "measure km", "measure t", "measure ha"];

/// In the order of the card. `written` is the value as a correction takes it; `known` gives choices: strict ones (`only`) or such that may be written otherwise.
export const FIELDS = [
    { name: "value", key: "v", label: "value", shown: claim => bounds(claim), written: value, hint: "400, 400..500, 400.. or ..500" },
    { name: "quantifier", key: "q", label: "quantifier", only: () => QUANTIFIERS },
    { name: "hedge", key: "h", label: "hedge" },
    { name: "counted", key: "w", label: "what is counted" },
    { name: "measure", key: "m", label: "measure", known: ({ facets }) => [...new Set([...(facets?.measure ?? []).map(one => one.name), "other"])] },
    { name: "offence", key: "f", label: "offence" },
    { name: "side", key: "s", label: "side", known: ({ facets }) => (facets?.side ?? []).map(one => one.name), hint: "a state by its code, as RUS; a group by its name" },
    { name: "place", key: "p", label: "place" },
    { name: "period", key: "d", label: "period", shown: claim => period(claim.period), written: claim => period(claim.period, ".."), hint: "2025-06, 2024-02..2025-06, 2024-02.. or ..2025-06" },
    { name: "kind", key: "k", label: "kind", shown: kind, written: kind, known: () => KINDS },
    { name: "unit", key: "n", label: "unit" },
    { name: "stance", key: "t", label: "stance", only: () => STANCES },
    { name: "origin", key: "o", label: "origin" },
    { name: "relays", key: "l", label: "relays", shown: claim => (claim.relays ?? []).join("; "), written: claim => (claim.relays ?? []).join("; "), hint: "one after another, with ; between" },
    { name: "part_of", key: "x", label: "part of", place: true },
    { name: "base", key: "b", label: "base", place: true },
    { name: "repeat_of", key: "r", label: "repeat of", place: true },
];

/// The field of that name; `low` and `high` are the value.
export const field = name => FIELDS.find(one => one.name === (name === "low" || name === "high" ? "value" : name));

/// What a claim says in a field, for reading.
export function says(one, claim) {
    if (one.shown) return one.shown(claim);
    const value = claim[one.name];
    if (value === null || value === undefined) return "";
    return one.only || one.name === "measure" || one.name === "offence" ? plain(value) : String(value);
}

/// The same as a correction would write it.
export const written = (one, claim) => (one.written ? one.written(claim) : String(claim[one.name] ?? "")) ?? "";

/// Values that the words of a refusal name: `there are a, b, c`, `one of a, b, c is wanted`.
export function named(words) {
    const list = /(?:there are|one of) ([^`]+?)(?: is wanted)?$/.exec(words ?? "");
    return list ? list[1].split(/, /) : [];
}

function value({ low, high }) {
    if (low === high) return low === null ? "" : String(low);
    return `${low ?? ""}..${high ?? ""}`;
}

function kind(claim) {
    return [claim.kind, claim.per ?? claim.currency ?? (claim.kind === "measure" ? claim.unit : null)].filter(Boolean).join(" ");
}

function period(of, between = " to ") {
    if (!of || (!of.from && !of.to)) return "";
    if (of.from === of.to) return of.from;
    return between === ".." ? `${of.from ?? ""}..${of.to ?? ""}` : [of.from && `from ${of.from}`, of.to && `to ${of.to}`].filter(Boolean).join(" ");
}

/// Where in the report another claim of it is, in words.
export const figureAt = (start, claims) => claims?.find(claim => claim.start === start) ?? null;
