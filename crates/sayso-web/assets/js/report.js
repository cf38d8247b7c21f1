// The page of a report: its text with every figure marked in place, the card of the marked claim, judging, and the original beside.
import { html, useMemo } from "../vendor/preact.js";
import { Answer, Day, Empty, Filter, Moment, Report, Text, Title } from "./parts.js";
import { useApi } from "./api.js";
import { clean, count, positions } from "./format.js";
import { change, go, route } from "./route.js";
import { Marked, summary } from "./report/text.js";
import { Card } from "./report/card.js";
import { Original } from "./report/original.js";
import { About } from "./report/about.js";
import { useJudging } from "./judge.js";

/// `/reports/ENTRY#CLAIM`.
export function Page({ id, query, hash }) {
    const found = useApi(`reports/${encodeURIComponent(id)}`);
    return html`<${Answer} of=${found} lines=${14}>${report => html`<${Whole} report=${report} query=${query} chosen=${hash} />`}<//>`;
}

function Whole({ report, query, chosen }) {
    const placed = useMemo(() => place(report), [report]);
    const claim = placed.claims.find(one => one.id === chosen) ?? null;
    const lit = useMemo(() => (claim ? light(claim, placed) : null), [claim, placed]);
    const choose = id => go(route().path + location.search + (id ? `#${id}` : ""), { replace: true });
    const step = way => choose(next(placed.claims, chosen, way)?.id);
    const judging = useJudging({ claim, claims: placed.claims, step });
    const beside = query.beside;
    const title = report.title ?? headline(placed) ?? report.id;
    return html`<${Title} name=${title} sub=${html`<${Sub} report=${report} />`}>${title}<//>
        <div class="actions report-tools">
            <${Filter} name="zones" label="Furniture and repeats" first=${true} options=${[["dim", "dimmed"], ["hide", "left out"], ["full", "as the rest"]]} />
            ${report.originals.length > 0 && html`<button type="button" aria-pressed=${beside ? "true" : "false"} onClick=${() => change({ beside: beside ? "" : "page" })}>Original beside</button>`}
            <${Key} claims=${placed.claims} />
        </div>
        <div class=${beside ? "report beside" : "report"}>
            <section class=${`panel reading zones-${query.zones ?? "dim"}`} aria-label="Text as read">${placed.text.trim() ? html`<${Marked} text=${placed.text} lang=${report.lang} zones=${placed.zones} claims=${placed.claims} chosen=${claim?.id} lit=${lit} choose=${choose} />` : html`<${Empty} title="This report has no text" />`}</section>
            ${beside && html`<${Original} report=${report} source=${beside === "source"} />`}
            <aside class="panel aside" aria-label="The chosen figure">${claim ? html`<${Card} claim=${claim} entry=${report.entry} claims=${placed.claims} outlet=${report.outlet} findings=${report.findings.filter(one => one.inputs.includes(claim.id))} judging=${judging} steps=${html`<${Steps} claims=${placed.claims} claim=${claim} step=${step} close=${() => choose("")} />`}
                link=${other => html`<a href=${`#${other.id}`} onClick=${event => { event.preventDefault(); choose(other.id); }}><${Text}>${`${other.text} ${other.counted ?? ""}`}<//></a>`} flash=${flash} />`
                : html`<${Figures} claims=${placed.claims} lost=${chosen} choose=${choose} step=${step} />`}</aside>
        </div>
        <${About} report=${report} />`;
}

function Sub({ report }) {
    return html`${report.outlet && html`<${Text}>${report.outlet}<//> · `}<${Day} of=${report.published} none="undated" /> · ${count(report.claims.length, "figure")} · in the ledger since <${Moment} of=${report.at} />
        ${report.revision_of !== null && html` · a later state of <${Report} entry=${report.revision_of}>report ${report.revision_of}<//>`}${report.replaced_by !== null && html` · <b>replaced by a later state: <${Report} entry=${report.replaced_by}>report ${report.replaced_by}<//></b>`}`;
}

/// Claims, zones and text with positions in units of the text, the claims in its order.
function place(report) {
    const { unit } = positions(report.text);
    const span = ({ start, end }) => ({ from: unit(start), to: unit(end) });
    return { text: report.text, span, zones: report.zones.map(one => ({ zone: one.zone, ...span(one) })).sort((a, b) => a.from - b.from), claims: report.claims.map(one => ({ ...one, ...span(one) })).sort((a, b) => a.from - b.from || b.to - a.to) };
}

/// What is shown in the text of the chosen claim: its sentence, and the words of everybody in its chain.
function light(claim, { span }) {
    const voices = claim.say_so.filter(one => one.start !== null && one.end !== null).map(one => ({ role: one.role, start: one.start, ...span(one) }));
    return { id: claim.id, mark: claim, sentence: claim.sentence && { told: true, ...span(claim.sentence) }, voices };
}

function next(claims, chosen, way) {
    const at = claims.findIndex(one => one.id === chosen);
    return claims[at < 0 ? (way > 0 ? 0 : claims.length - 1) : Math.max(0, Math.min(at + way, claims.length - 1))];
}

function headline({ text, zones }) {
    const zone = zones.find(one => one.zone === "headline") ?? { from: 0, to: 200 };
    return text.slice(zone.from, Math.min(zone.to, zone.from + 200)).trim().split("\n")[0] || null;
}

/// Shows where the words of a link of the chain stand.
function flash(link) {
    const words = document.querySelector(`.told-text [data-voice="${link.start}"]`);
    words?.scrollIntoView({ block: "center" });
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) words?.animate?.([{ outline: "3px solid currentcolor" }, { outline: "3px solid transparent" }], 900);
}

function Steps({ claims, claim, step, close }) {
    const at = claims.indexOf(claim);
    return html`<div class="steps"><button type="button" disabled=${at <= 0} onClick=${() => step(-1)}><span aria-hidden="true">↑ <kbd>k</kbd></span><span class="unseen">Figure before</span></button><span class="small soft number">${at + 1} of ${claims.length}</span><button type="button" disabled=${at >= claims.length - 1} onClick=${() => step(1)}><span aria-hidden="true">↓ <kbd>j</kbd></span><span class="unseen">Next figure</span></button><button type="button" class="plain" onClick=${close} aria-label="Back to the list of figures">×</button></div>`;
}

const LISTED = 300;

/// All figures of the report, while none is chosen.
function Figures({ claims, lost, choose, step }) {
    const gone = lost && lost !== "checks" && lost !== "about" && html`<p class="wrong">As of then this report has no figure <code>${clean(lost)}</code>.</p>`;
    if (!claims.length) return html`<h2>Figures</h2>${gone}<p class="soft">No figure was read in this report.</p>`;
    return html`<header><h2>${count(claims.length, "figure")}</h2><div class="steps"><button type="button" onClick=${() => step(1)}>First <kbd>j</kbd></button></div></header>${gone}
        <ol class="figure-list">${claims.slice(0, LISTED).map(one => html`<li key=${one.id} class=${one.repeat_of === null ? "" : "soft"}><a href=${`#${one.id}`} onClick=${event => { event.preventDefault(); choose(one.id); }} dir="auto">${summary(one)}</a></li>`)}</ol>
        ${claims.length > LISTED && html`<p class="soft">The first ${LISTED}; <kbd>j</kbd> goes through all.</p>`}`;
}

const LINES = { own: "own interest", enemy: "enemy’s", third: "third", unknown: "unknown" };

/// How the marks are read: the line under a figure tells the interest.
function Key({ claims }) {
    const there = Object.keys(LINES).filter(name => claims.some(one => one.interest === name));
    return there.length > 0 && html`<p class="small soft key">Line under a figure: ${there.map((name, at) => html`${at > 0 && ", "}<span class=${`fig ${name}`}>${LINES[name]}</span>`)}.</p>`;
}
