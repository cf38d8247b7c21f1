// The page of a series: the range by claimant, the timeline, every value, the echo, the checks, and the figure somebody recommends.
import { html, useMemo, useState } from "../vendor/preact.js";
import { Answer, Day, Filter, Panel, Span, Text, Title } from "./parts.js";
import { address, useApi } from "./api.js";
import { Fades, Lanes } from "./chart/lanes.js";
import { Legend } from "./chart/marks.js";
import { Timeline } from "./chart/timeline.js";
import { Values } from "./series/values.js";
import { Echo } from "./series/echo.js";
import { Checks } from "./series/checks.js";
import { Recommended } from "./series/recommended.js";
import { count, origins, plain } from "./format.js";
import { useAnchor } from "./route.js";

const CLAIMANTS = 12;

/// `/series/ID`.
export function Page({ id, query, hash }) {
    const found = useApi(`series/${encodeURIComponent(id)}`);
    useAnchor(hash, found.data);
    return html`${found.error && !found.data && html`<${Title}>Series<//>`}<${Answer} of=${found} lines=${12}>${one => html`<${Whole} one=${one} query=${query} reload=${found.reload} />`}<//>`;
}

function Whole({ one, query, reload }) {
    const [chosen, choose] = useState(null);
    const values = useMemo(() => named(one), [one]);
    const across = query.across || suits(values);
    return html`<${Fades} /><${Title} name=${one.title} sub=${html`<${Key} one=${one} />`} extra=${html`<${Tables} id=${one.id} />`}>${one.title}<//>
        ${one.recommended && html`<${Recommended} one=${one} reload=${reload} />`}
        <${Claimants} one=${one} />
        <${Panel} title="Through time" id="time" extra=${html`<div class="actions"><${Filter} name="across" label="Across" first=${true} options=${across === "published" && !query.across ? WAYS.toReversed() : WAYS} /><${Filter} name="scale" label="Axis" options=${[["even", "even, from zero"], ["log", "logarithmic"]]} any="what suits" /></div>`}>
            <${Legend} items=${values} more=${values.some(value => value.revises) && html`<li><svg width="30" height="18" aria-hidden="true"><path class="revision" d="M3,9h24" /></svg>revised to</li>`} />
            <${Timeline} values=${values} shape=${one.shape} across=${across} kind=${query.scale} chosen=${chosen} choose=${choose} />
        <//>
        <${Values} one=${one} values=${values} chosen=${chosen} choose=${choose} />
        <${Echo} id=${one.id} />
        <${Checks} id=${one.id} />
        ${!one.recommended && html`<${Recommended} one=${one} reload=${reload} />`}`;
}

const WAYS = [["day", "the day spoken of"], ["published", "the day it was published"]];

/// Where all values are of one day, what tells is when each was published.
function suits(values) {
    const days = name => new Set(values.map(value => value[name]).filter(Boolean)).size;
    return days("day") <= 1 && days("published") > 1 ? "published" : "day";
}

/// Values with the id of their source, where it has a page.
function named(one) {
    const ids = new Map(one.claimants.filter(lane => lane.source).map(lane => [lane.name, lane.source]));
    return one.values.map(value => ({ ...value, source_id: ids.get(value.source) }));
}

/// What the title does not say: the id by which the program knows it, what is counted in, and what checks compare it with.
function Key({ one }) {
    const facts = [one.shape !== "number" && plain(one.shape), one.standing !== "said" && plain(one.standing), `counted in ${plain(one.unit)}`, `compared within “${plain(one.kin)}”`].filter(Boolean);
    return html`Series <code>${one.id}</code> · <${Text}>${facts.join(" · ")}<//>`;
}

function Claimants({ one }) {
    const [all, show] = useState(false);
    const more = one.claimants.length - CLAIMANTS;
    return html`<${Panel} title="Who says how many" id="range">
        <dl class="figures">
            <div><dt>range</dt><dd><${Span} ends=${one} /></dd></div>
            <div><dt>days</dt><dd><${Day} of=${one.first} />${one.last !== one.first && html` to <${Day} of=${one.last} />`}</dd></div>
            <div><dt>told</dt><dd>${count(one.mentions, "mention")}, ${count(one.reports, "report")}, ${count(one.outlets, "outlet")}</dd></div>
            <div><dt>stands on</dt><dd>${origins(one.origins)} ${one.origins.max === 1 ? "origin" : "origins"}</dd></div>
            ${one.denials > 0 && html`<div><dt>denied</dt><dd>${count(one.denials, "time")}</dd></div>`}
        </dl>
        <${Lanes} series=${one} most=${all ? one.claimants.length : CLAIMANTS} name="claimants" amounts=${true} />
        ${more > 0 && html`<p><button type="button" onClick=${() => show(!all)}>${all ? "The most told only" : `${more} more claimants`}</button></p>`}
    <//>`;
}

/// This series as the program writes it, and the whole ledger as tables, all as of the same moment.
function Tables({ id }) {
    return html`<details class="menu"><summary class="button">Tables</summary><ul><li>this series: <a href=${address(`series/${id}`)} download=${`${id}.json`}>json</a></li>${["claims", "claimants", "say_so", "checks", "series"].map(name => html`<li key=${name}>${plain(name)}: ${["csv", "parquet"].map(form => html`<a key=${form} href=${address(`tables/${name}.${form}`)} download>${form}</a> `)}</li>`)}</ul></details>`;
}
