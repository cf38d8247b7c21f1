// A series through time: what was said of each day, colour by interest, shape by what limits it. The nearest value is read by pointer or by arrow keys; nothing is joined or averaged.
import { html, useEffect, useMemo, useRef, useState } from "../../vendor/preact.js";
import { extent, quadtree, scaleUtc, utcFormat } from "../../vendor/d3.js";
import { bounds, clean, count, day, stretch } from "../format.js";
import { Day, Interest, Quote, Report, Source } from "../parts.js";
import { useApi } from "../api.js";
import { go, href } from "../route.js";
import { Marks, circle, kindOf, placeOf } from "./marks.js";
import { scaleOf } from "./scale.js";
import { useWidth } from "./size.js";

const TOP = 26, FOOT = 26, LEFT = 54, RIGHT = 16, NEAR = 30;
const UP = [0, -1];

/// Values over days. `across` is "day" or "published", `kind` the scale as in scaleOf, `chosen` a claim and `choose(claim)` what it is told by.
export function Timeline({ values, shape, across, kind, chosen, choose }) {
    const [ref, width] = useWidth("timeline");
    const height = width < 560 ? 280 : width < 1500 ? 400 : 500;
    const laid = useMemo(() => (width ? layOut(values, across, kind, width, height) : null), [values, across, kind, width]);
    const drawn = useMemo(() => laid && html`<${Axes} laid=${laid} width=${width} height=${height} /><${Revisions} laid=${laid} /><${Marks} items=${laid.spots} spot=${laid.spot} up=${UP} r=${sizeOf(laid.spots.length)} />`, [laid]);
    const [near, point] = useState(null);
    const at = laid ? laid.spots.findIndex(one => one.claim === (near ?? chosen)) : -1;
    const one = laid?.spots[at];
    const move = to => laid.spots[to] && choose(laid.spots[to].claim);
    const keys = event => {
        const steps = { ArrowRight: at + 1, ArrowLeft: at < 0 ? 0 : at - 1, Home: 0, End: laid.spots.length - 1, PageDown: Math.min(at + 20, laid.spots.length - 1), PageUp: Math.max(at - 20, 0) };
        if (event.target !== event.currentTarget) return;
        if (event.key in steps) move(steps[event.key]);
        else if (event.key === "Enter" && one) go(to(one));
        else if (event.key === "Escape") { point(null); choose(null); }
        else return;
        event.preventDefault();
    };
    const find = event => {
        const box = event.currentTarget.getBoundingClientRect();
        return laid.tree.find(event.clientX - box.left, event.clientY - box.top, NEAR)?.claim ?? null;
    };
    return html`<div class="timeline" ref=${ref} onPointerLeave=${() => point(null)}>
        ${laid && html`<div class="stage" tabindex="0" role="slider" aria-label="Values through time: arrow keys go from one to the next, Enter opens its report" aria-valuemin="0" aria-valuemax=${Math.max(laid.spots.length - 1, 0)}
            aria-valuenow=${Math.max(at, 0)} aria-valuetext=${one ? spoken(one, shape) : `${count(laid.spots.length, "value")}`} onKeyDown=${keys} onFocus=${event => event.currentTarget.matches(":focus-visible") && at < 0 && move(0)}>
            <svg width=${width} height=${height} aria-hidden="true" onPointerMove=${event => point(find(event))} onClick=${event => choose(find(event))}>${drawn}${one && html`<${Held} one=${one} laid=${laid} />`}</svg></div>
            ${one && html`<${Card} one=${one} shape=${shape} laid=${laid} width=${width} height=${height} />`}`}
    </div>`;
}

const sizeOf = many => (many > 2500 ? 2.25 : many > 800 ? 3 : 4.5);

const to = one => href(`/reports/${one.entry}`, {}, one.claim);

/// Where everything stands. What has no day stands left of the first one; what would hide another stands beside it.
function layOut(values, across, kind, width, height) {
    const told = values.filter(value => placeOf(value) !== null && placeOf(value) !== undefined).map(value => ({ ...value, stretch: stretch(across === "published" ? value.published : value.day) }));
    const days = told.filter(one => one.stretch), undated = days.length < told.length;
    const from = LEFT + (undated ? 56 : 0) + 12, till = width - RIGHT - 12;
    const [first, last] = extent(days.flatMap(one => [one.stretch.from, one.stretch.to]));
    const still = !(last > first);
    const time = scaleUtc(still ? [(first ?? 0) - 864e5, (last ?? 0) + 864e5] : [first, last], [from, till]);
    const scale = scaleOf(told.flatMap(one => [one.low, one.high]), [height - FOOT, TOP], kind, Math.floor(height / 60));
    const spots = told.map(one => ({ ...one, x: one.stretch ? time((one.stretch.from + one.stretch.to) / 2) : LEFT + 28, y: scale.at(placeOf(one)) }));
    if (still && spots.length > 1) spread(spots.filter(one => one.stretch), from, till);
    else if (spots.length <= 400) dodge(spots, LEFT, width - RIGHT);
    spots.sort((a, b) => a.x - b.x || a.y - b.y);
    return { spots, time, still, first, scale, undated, from, till, spot: (one, value) => [one.x, scale.at(value)], tree: quadtree(spots, one => one.x, one => one.y) };
}

/// All of one day: side by side.
function spread(spots, from, till) {
    const step = Math.min((till - from) / spots.length, 60), start = (from + till - step * (spots.length - 1)) / 2;
    spots.forEach((one, at) => { one.x = start + at * step; });
}

/// What would hide another steps aside, as little as it takes. An arrow is taller than a dot.
function dodge(spots, left, right) {
    const box = one => ({ top: one.y - (kindOf(one) === "least" ? 20 : 5), foot: one.y + (kindOf(one) === "most" ? 20 : 5) });
    const placed = [];
    for (const one of spots) {
        const own = box(one), free = x => x >= left && x <= right && !placed.some(other => Math.abs(other.x - x) < 10 && other.top < own.foot && other.foot > own.top);
        const step = [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5].find(at => free(one.x + at * 10)) ?? 0;
        one.x += step * 10;
        placed.push({ ...own, x: one.x });
    }
}

function Axes({ laid, width, height }) {
    const { scale, time, still, first, undated, from, till } = laid;
    const days = time.ticks(Math.max(2, Math.floor((till - from) / 110))).filter(tick => tick.getTime() % 864e5 === 0);
    const write = wordsOf(days), clear = days.filter(tick => !undated || time(tick) > from + 34);
    return html`${scale.ticks.map(tick => html`<g key=${tick.value} class="tick"><line x1=${LEFT} x2=${width - RIGHT} y1=${tick.at} y2=${tick.at} /><text x=${LEFT - 6} y=${tick.at + 4} text-anchor="end">${tick.words}</text></g>`)}
        <text class="axis" x="0" y="12">${scale.log ? "logarithmic axis" : "even axis"}</text>
        ${undated && html`<g class="tick"><line class="gate" x1=${LEFT + 56} x2=${LEFT + 56} y1=${TOP} y2=${height - FOOT} /><text x=${LEFT + 28} y=${height - 6} text-anchor="middle">no day</text></g>`}
        ${still ? first !== undefined && html`<g class="tick"><text x=${(from + till) / 2} y=${height - 6} text-anchor="middle">${day(new Date(first).toISOString().slice(0, 10))}</text></g>`
            : clear.map(tick => html`<g key=${tick.getTime()} class="tick"><line class="short" x1=${time(tick)} x2=${time(tick)} y1=${height - FOOT} y2=${height - FOOT + 5} /><text x=${time(tick)} y=${height - 6} text-anchor="middle">${write(tick)}</text></g>`)}
        ${laid.spots.filter(one => one.stretch && one.stretch.to > one.stretch.from && !still).slice(0, 400).map(one => html`<line key=${one.claim} class=${`extent ${one.interest}`} x1=${time(one.stretch.from)} x2=${time(one.stretch.to)} y1=${one.y} y2=${one.y} />`)}`;
}

/// Ticks are days, months or years, all of one kind.
function wordsOf(days) {
    if (days.every(tick => tick.getUTCMonth() === 0 && tick.getUTCDate() === 1)) return utcFormat("%Y");
    return days.every(tick => tick.getUTCDate() === 1) ? utcFormat("%b %Y") : utcFormat("%-d %b %y");
}

/// From what was said before to what the same origin says now.
function Revisions({ laid, of = laid.spots }) {
    const spots = new Map(laid.spots.map(one => [one.claim, one]));
    const steps = of.filter(one => spots.has(one.revises)).map(one => [spots.get(one.revises), one]);
    // So many would hide what they join; then each shows with the value that is read.
    if (!steps.length || steps.length > 300) return null;
    return html`<path class="revision" d=${steps.map(([before, one]) => `M${before.x.toFixed(1)},${before.y.toFixed(1)}L${one.x.toFixed(1)},${one.y.toFixed(1)}`).join("")} />`;
}

/// The value that is read, and what else its claimant says.
function Held({ one, laid }) {
    const same = one.source ? laid.spots.filter(other => other.source === one.source) : [];
    return html`<line class="crosshair" x1=${LEFT} x2=${one.x} y1=${one.y} y2=${one.y} />${same.length > 1 && html`<path class=${`same ${one.interest}`} d=${same.map(other => circle(other.x, other.y, 7)).join("")} />`}
        <${Revisions} laid=${laid} of=${[one]} /><circle class=${`held ${one.interest}`} cx=${one.x} cy=${one.y} r="9" />`;
}

/// What is said there: the value, who, and the sentence. It stands beside the mark and stays under the pointer.
function Card({ one, shape, laid, width, height }) {
    const element = useRef(), [size, measure] = useState({ wide: 320, high: 150 });
    useEffect(() => {
        const { offsetWidth: wide, offsetHeight: high } = element.current;
        if (wide !== size.wide || high !== size.high) measure({ wide, high });
    });
    const small = width < 560, sentence = useSentence(one);
    const left = one.x + 16 + size.wide > width ? one.x - 16 - size.wide : one.x + 16;
    const style = small ? {} : { left: `${Math.max(0, left)}px`, top: `${Math.max(0, Math.min(one.y - size.high / 2, height - size.high))}px` };
    return html`<div class=${small ? "card below" : "card"} ref=${element} style=${style} aria-live="polite">
        <p><b class="number">${bounds({ ...one, shape })}</b>${one.denied && html` <span class="tag">denied</span>`}${one.revises && html` <span class="tag">revises an earlier value</span>`}</p>
        <p><${Interest} kind=${one.interest} /> <${Source} id=${one.source_id} name=${one.source} />${one.day && html`, <${Day} of=${one.day} />`}</p>
        <p><${Quote} sentence=${short(sentence, one.text)} text=${one.text} /></p>
        <p class="small"><${Report} entry=${one.entry} claim=${one.claim}>${one.outlet ?? one.report}<//>${one.published && html`, earliest seen <${Day} of=${one.published} />`}${one.mentions > 1 && `, told ${one.mentions} times`}</p></div>`;
}

/// The sentence of a value. Only the latest come with it; of another it is asked for when somebody stays.
function useSentence(one) {
    const [stays, set] = useState(null);
    useEffect(() => {
        const timer = setTimeout(set, 150, one.claim);
        return () => clearTimeout(timer);
    }, [one.claim]);
    const found = useApi(!one.sentence && stays === one.claim && `claims/${encodeURIComponent(one.claim)}`);
    return one.sentence ?? (found.data?.id === one.claim ? found.data.sentence : null);
}

/// A long sentence is cut around its figure.
function short(sentence, text) {
    if (!sentence || sentence.length <= 320) return sentence;
    const at = Math.max(0, sentence.indexOf(text)), from = Math.max(0, at - 140), till = Math.min(sentence.length, at + text.length + 160);
    return (from ? "… " : "") + sentence.slice(from, till) + (till < sentence.length ? " …" : "");
}

const spoken = (one, shape) => [bounds({ ...one, shape }), one.denied && "denied", one.source ?? "no source named", one.interest, day(one.day), one.sentence].filter(Boolean).map(clean).join(", ");
