// Dots and intervals: who says what of one series, a lane each, all on one axis. A bound is open to its side: a bar that fades and an arrow, never a point.
import { html, useMemo } from "../../vendor/preact.js";
import { extent } from "../../vendor/d3.js";
import { INTERESTS, bounds, clean, num, span } from "../format.js";
import { Interest, Source } from "../parts.js";
import { Marks, kindOf, mark } from "./marks.js";
import { scaleOf } from "./scale.js";
import { useWidth } from "./size.js";

const LANE = 24, AXIS = 16, SIDE = 18;
const RIGHT = [1, 0];

/// Up to so many values of a lane are elements of their own that say what they are.
const EACH = 40;

/// The lanes of a series. `most` is how many are drawn, `kind` and `domain` set a scale that other series share; otherwise it has its own.
export function Lanes({ series, most = 4, kind, domain, name = "lanes", axis = true, amounts = false }) {
    const [ref, width] = useWidth(name);
    const drawn = series.claimants.slice(0, most).map(one => ({ ...one, shape: series.shape })), left = series.claimants.length - drawn.length;
    const plot = useMemo(() => width && html`<${Plot} lanes=${drawn} all=${series} width=${width} kind=${kind} domain=${domain} axis=${axis} />`, [series, width, kind, domain, most]);
    return html`<div class=${amounts ? "lanes amounts" : "lanes"}>
        <ul class="who">${drawn.map((one, at) => html`<li key=${at}><${Interest} kind=${one.interest} /> <${Source} id=${one.source} name=${one.name} /></li>`)}${left > 0 && html`<li class="soft">and ${left} more</li>`}</ul>
        <div class="plot" ref=${ref}>${plot}</div>
        ${amounts && html`<ul class="says">${drawn.map((one, at) => html`<li key=${at} class="number">${span(one)} <span class="soft">×${num(one.mentions)}</span></li>`)}</ul>`}
    </div>`;
}

/// All values that a scale must show.
export const reach = series => [series.low, series.high, ...series.claimants.flatMap(one => [one, ...one.values]).flatMap(one => [one.low, one.high])].filter(value => value !== null && value !== undefined);

function Plot({ lanes, all, width, kind, domain, axis }) {
    const scale = scaleOf(domain ?? reach(all), [SIDE, width - SIDE * 2], kind, Math.min(8, Math.max(2, Math.floor(width / 90))));
    const height = lanes.length * LANE;
    const words = lanes.map(one => `${clean(one.name ?? "no source named")} (${one.interest}): ${span(one)}`).join("; ");
    return html`<svg width=${width} height=${height + (axis ? AXIS : 0)} role="img" aria-label=${`${words}. ${scale.log ? "Logarithmic axis" : "Even axis from zero"}.`}>
        ${scale.ticks.map(tick => html`<g key=${tick.value} class="tick"><line x1=${tick.at} x2=${tick.at} y1="0" y2=${height} />${axis && html`<text x=${tick.at} y=${height + 12} text-anchor="middle">${tick.words}</text>`}</g>`)}
        ${axis && scale.log && html`<text class="axis" x=${width + 4} y=${height + 12} text-anchor="end">log</text>`}
        ${lanes.map((lane, at) => html`<${Lane} key=${at} lane=${lane} y=${at * LANE + LANE / 2} at=${scale.at} width=${width} />`)}
    </svg>`;
}

function Lane({ lane, y, at, width }) {
    const bar = interval(lane, at), spot = value => [at(value), y];
    return html`<g class=${lane.interest}>
        ${bar && html`<rect class="interval" x=${bar.from} y=${y - 1.5} width=${bar.to - bar.from} height="3" />`}
        ${open(lane, at, width).map(([from, to, way]) => html`<rect key=${way} x=${from} y=${y - 1.5} width=${Math.max(to - from, 0)} height="3" fill=${`url(#${way}-${lane.interest})`} />`)}
        ${lane.values.length > EACH ? html`<${Marks} items=${lane.values.map(value => ({ ...value, interest: lane.interest }))} spot=${(_, value) => spot(value)} up=${RIGHT} r=${3} />` : lane.values.map((value, place) => html`<path key=${place} class=${`mark ${lane.interest} ${kindOf(value)}`} d=${mark(value, spot, RIGHT, 4)}><title>${title(lane, value)}</title></path>`)}
    </g>`;
}

/// Where the bar of a lane runs between what is stated.
function interval(lane, at) {
    const stated = [lane, ...lane.values.filter(value => !value.denied)].flatMap(one => [one.low, one.high]).filter(end => end !== null && end !== undefined);
    const [least, most] = extent(stated);
    const [from, to] = [at(least), at(most)];
    return to - from > 1 ? { from, to } : null;
}

/// Where a lane has no end that was stated, it fades: `[from, to, way]`.
function open(lane, at, width) {
    const far = 120, ends = [];
    if (lane.high_open || /^(at_least|more_than)$/.test(lane.high_quantifier)) ends.push([at(lane.high), Math.min(at(lane.high) + far, width), "more"]);
    if (/^(at_most|less_than)$/.test(lane.low_quantifier)) ends.push([Math.max(at(lane.low) - far, 0), at(lane.low), "less"]);
    return ends;
}

/// The colours that fade, once a page.
export const Fades = () => html`<svg class="fades" aria-hidden="true"><defs>${Object.keys(INTERESTS).flatMap(name => [["more", 0.55, 0], ["less", 0, 0.55]].map(([way, from, to]) => html`
    <linearGradient key=${way + name} id=${`${way}-${name}`} class=${name}><stop offset="0" stop-opacity=${from} /><stop offset="1" stop-opacity=${to} /></linearGradient>`))}</defs></svg>`;

const title = (lane, value) => `${bounds({ ...value, shape: lane.shape })}${value.denied ? " (denied)" : ""}: ${clean(lane.name ?? "no source named")} (${lane.interest})${value.day ? `, ${value.day}` : ""}`;
