// The board: every series as a row, with who says what on one axis. Filters, order and the kind of axis are in the address.
import { html, useMemo } from "../vendor/preact.js";
import { Answer, Chosen, Day, Empty, Filter, Flags, Pager, Series, Sort, Span, Text, Title } from "./parts.js";
import { useApi } from "./api.js";
import { Fades, Lanes, reach } from "./chart/lanes.js";
import { Legend } from "./chart/marks.js";
import { useKeys } from "./keys.js";
import { bounds, count, num, origins, plain } from "./format.js";
import { href, route } from "./route.js";

const LIMIT = 50;
const FILTERS = { text: "words", measure: "measure", side: "side", place: "place", source: "source", interest: "interest", since: "since", until: "until", check: "check fails", min_reports: "reports at least" };
const ORDERS = [["reports", "most reports"], ["mentions", "most mentions"], ["latest", "latest day"], ["fails", "failing checks"], ["width", "widest range"], ["title", "title"]];
const AXES = [["own", "each row its own"], ["log", "one for all, logarithmic"], ["even", "one for all, even"]];

/// The home page.
export function Page({ query }) {
    const asked = Object.fromEntries(Object.keys({ ...FILTERS, sort: "", offset: "" }).map(name => [name, query[name]]));
    const found = useApi("series", { ...asked, limit: LIMIT });
    const facets = found.last?.facets ?? {};
    useKeys("Board", [{ key: "j", words: "next series", run: () => step(1) }, { key: "k", words: "series before", run: () => step(-1) }]);
    return html`<${Title} name="Series" sub=${html`<${Told} found=${found.last} />`}>Who says how many<//>
        <${Filters} facets=${facets} />
        <${Chosen} names=${FILTERS} />
        <${Answer} of=${found} lines=${14} empty=${html`<${Nothing} filtered=${Object.keys(FILTERS).some(name => query[name])} />`}>${data => html`<${Rows} data=${data} axis=${query.axis} />
            <${Pager} total=${data.total} limit=${LIMIT} />`}<//>`;
}

function Told({ found }) {
    const ledger = useApi("ledger").last;
    if (!ledger || !found) return html`<span>…</span>`;
    return html`<span>${count(found.total, "series", "series")}${found.total === ledger.series ? "" : ` of ${num(ledger.series)}`} from ${count(ledger.reports, "report")}${ledger.claims ? ` with ${count(ledger.claims, "figure")}` : ""}.
        ${!ledger.checked && " Checks are still being made."}</span>`;
}

function Filters({ facets }) {
    const all = useApi("ledger").last?.facets ?? {}, { query } = route();
    // What is filtered by already offers the others too, whose number under this filter nobody has counted.
    const choices = name => (query[name] ? (all[name] ?? []).map(one => [one.name, plain(one.name)]) : facets[name] ?? []);
    const wide = useMemo(() => matchMedia("(min-width: 60rem)").matches, []);
    return html`<details class="panel sieve" open=${wide}><summary>Filter and order</summary><form class="filters" role="search" aria-label="Series" onSubmit=${event => event.preventDefault()}>
        <${Filter} name="text" label="Words in the title" type="search" />
        <${Filter} name="measure" label="Measure" options=${choices("measure")} />
        <${Filter} name="side" label="Side" options=${choices("side")} />
        <${Filter} name="place" label="Place" type="search" />
        <${Filter} name="source" label="Source" type="search" />
        <${Filter} name="interest" label="Interest" options=${choices("interest")} />
        <${Filter} name="since" label="Since" type="date" />
        <${Filter} name="until" label="Until" type="date" />
        <${Filter} name="check" label="Checks" any="any or none" options=${[["any", "some check fails"], ...choices("check").map(one => (Array.isArray(one) ? one : [one.name, `${plain(one.name)} (${num(one.count)})`]))]} />
        <${Filter} name="min_reports" label="Reports, at least" type="number" min="1" />
        <${Sort} options=${ORDERS} />
        <${Sort} name="axis" label="Axis" options=${AXES} />
    </form></details>`;
}

function Rows({ data, axis }) {
    const domain = useMemo(() => (axis === "log" || axis === "even" ? data.items.flatMap(reach) : undefined), [data, axis]);
    const values = useMemo(() => data.items.flatMap(one => one.claimants.flatMap(lane => lane.values.map(value => ({ ...value, interest: lane.interest })))), [data]);
    const words = domain ? `All rows are on one ${axis === "log" ? "logarithmic" : "even"} axis.` : "Each row has an axis of its own, from zero; a logarithmic one where the most is over fifty times the least, and says so.";
    return html`<${Fades} /><${Legend} items=${values} /><p class="small soft">${words} The bar runs from the least to the most that one claimant states.</p>
        <ol class="board">${data.items.map(one => html`<${Row} key=${one.id} one=${one} kind=${domain && axis} domain=${domain} />`)}</ol>`;
}

function Row({ one, kind, domain }) {
    return html`<li class="row">
        <div class="what"><h2><${Series} id=${one.id}>${one.title}<//></h2>
            ${one.latest && html`<p>Latest: <b class="number">${bounds({ ...one.latest, shape: one.shape })}</b>, <${Text}>${one.latest.name ?? "no source named"}<//>, <${Day} of=${one.latest.day} /></p>`}
            ${one.recommended && html`<p class="recommended small">Recommended: <b><${Text}>${one.recommended.value}<//></b> by <${Text}>${one.recommended.by}<//></p>`}</div>
        <${Lanes} series=${one} kind=${kind} domain=${domain} name="board" />
        <div class="sums"><p class="big"><${Span} ends=${one} /></p>
            <p>${count(one.mentions, "mention")} · ${count(one.reports, "report")} · ${count(one.outlets, "outlet")}</p>
            <p><b>${origins(one.origins)} ${one.origins.max === 1 ? "origin" : "origins"}</b></p>
            ${one.fails?.length > 0 && html`<${Flags} fails=${one.fails} series=${one.id} />`}</div>
    </li>`;
}

function Nothing({ filtered }) {
    const { at, as_of } = route().query;
    if (!filtered && (at || as_of)) return html`<${Empty} title="Nothing was known then"><p>The ledger had no series at that moment.</p><//>`;
    return filtered ? html`<${Empty} title="No series is like that"><p>Take a filter off, or go back to now.</p><//>`
        : html`<${Empty} title="The ledger has no series yet"><p><a href=${href("/add")}>Add reports</a>, and every figure in them stands here.</p><//>`;
}

/// The way through the rows by keyboard.
function step(way) {
    const links = [...document.querySelectorAll(".board h2 a")];
    const next = links.indexOf(document.activeElement) + way;
    links[Math.max(0, Math.min(next, links.length - 1))]?.focus();
}
