// Scales of values: even from zero, or logarithmic where the least and the most lie far apart. Nought has a place of its own left of a logarithmic scale.
import { max, min, scaleLinear, scaleLog } from "../../vendor/d3.js";
import { short } from "../format.js";

/// From this ratio on a scale is logarithmic, unless told otherwise.
export const FAR = 50;

/// What is nought or less stands so many pixels before the logarithmic scale begins.
const NOUGHT = 18;

/// A scale for `values` onto `[from, to]` in pixels: `{at(value), ticks, log}`; `kind` is "log", "even" or nothing for what suits. `many` is about how many ticks there is room for.
export function scaleOf(values, [from, to], kind, many = 4) {
    const known = values.filter(value => value !== null && value !== undefined && Number.isFinite(value));
    const above = known.filter(value => value > 0), most = max(above) ?? 0, least = min(above);
    const log = kind === "log" ? above.length > 0 : kind !== "even" && above.length > 1 && most / least >= FAR;
    return log ? logOf(least, most, known.some(value => value <= 0), [from, to], many) : even(known, most, [from, to], many);
}

function even(known, most, [from, to], many) {
    const scale = scaleLinear([Math.min(0, min(known) ?? 0), most * 1.04 || 1], [from, to]);
    // People are not counted in halves.
    const whole = known.every(Number.isInteger);
    const ticks = scale.ticks(many).filter(tick => !whole || Number.isInteger(tick));
    return { at: value => scale(value), ticks: ticks.map(value => ({ value, at: scale(value), words: short(value) })), log: false };
}

function logOf(least, most, nought, [from, to], many) {
    const start = nought ? from + Math.sign(to - from) * NOUGHT : from;
    const scale = scaleLog([least / 1.15, most * 1.25], [start, to]);
    const ticks = steps(least / 1.15, most * 1.25, many).map(value => ({ value, at: scale(value), words: short(value) }));
    return { at: value => (value > 0 ? scale(value) : from), ticks: nought ? [{ value: 0, at: from, words: "0" }, ...ticks] : ticks, log: true };
}

/// Tens, or ones, twos and fives where there are few tens: about `many`.
function steps(least, most, many) {
    const tens = [];
    for (let power = Math.floor(Math.log10(least)); power <= Math.ceil(Math.log10(most)); power++) tens.push(10 ** power);
    const within = list => list.filter(value => value >= least && value <= most);
    const fine = within(tens.flatMap(ten => [ten, 2 * ten, 5 * ten])), plain = within(tens);
    const chosen = fine.length <= many + 1 || plain.length < 2 ? fine : plain;
    return chosen.filter((_, at) => at % Math.ceil(chosen.length / Math.max(many, 2)) === 0);
}
