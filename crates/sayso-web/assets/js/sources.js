// The sources: who vouches and who passes on, under which names, and for what. Private people are not among them.
import { html } from "../vendor/preact.js";
import { Answer, Chosen, Empty, Filter, Interest, Pager, Panel, Quote, Report, Series, Source, Text, Title } from "./parts.js";
import { useApi } from "./api.js";
import { count, day, num, plain } from "./format.js";
import { href } from "./route.js";

const SORTS = ["state", "body", "outlet", "group", "person"];
const ROWS = 100;

/// `/sources`, `/sources?id=ID`.
export function Page({ query }) {
    return query.id ? html`<${One} id=${query.id} query=${query} />` : html`<${List} query=${query} />`;
}

function List({ query }) {
    const { text, side, sort, offset } = query;
    const found = useApi("sources", { text, side, sort, offset, limit: ROWS });
    const ledger = useApi("ledger");
    return html`<${Title} sub="States, public bodies and organisations, outlets, named groups, and people who speak in a public role.">Sources<//>
        <form class="filters" onSubmit=${event => event.preventDefault()}><${Filter} name="text" label="Name, in any spelling" type="search" /><${Filter} name="sort" label="Kind" options=${SORTS.map(one => [one, one])} /><${Filter} name="side" label="Side" options=${(ledger.last?.facets?.side ?? []).map(one => [one.name, one.name])} /></form>
        <${Chosen} names=${{ text: "Name", sort: "Kind", side: "Side" }} />
        <${Answer} of=${found} empty=${html`<${Empty} title="No source is like that" />`}>${data => html`<div class="panel"><div class="table" tabindex="0" role="group" aria-label="Sources"><table class="stack"><thead><tr><th scope="col">Source</th><th scope="col">Kind</th><th scope="col">Side</th><th scope="col" class="num">Vouches for</th><th scope="col" class="num">Passes on</th><th scope="col" class="num">Reports</th><th scope="col">Also written</th></tr></thead>
            <tbody>${data.items.map(one => html`<${Row} key=${one.id} one=${one} />`)}</tbody></table></div></div><${Pager} total=${data.total} limit=${ROWS} />`}<//>`;
}

const others = one => one.spellings.filter(each => each.name !== one.name);

function Row({ one }) {
    const more = others(one);
    return html`<tr><td><b><${Source} id=${one.id} name=${one.name} /></b>${one.parents.length > 0 && html`<br /><span class="small soft">of <${Text}>${one.parents.join(", ")}<//></span>`}</td>
        <td data-name="kind">${plain(one.sort)}</td><td data-name="side">${one.side ?? html`<span class="none">–</span>`}</td>
        <td class="num" data-name="vouches for">${num(one.vouched)}</td><td class="num" data-name="passes on">${num(one.passed_on)}</td><td class="num" data-name="reports">${num(one.reports)}</td>
        <td class="small soft">${more.slice(0, 3).map((each, at) => html`${at > 0 && ", "}<${Text}>${each.name}<//>`)}${more.length > 3 && ` and ${more.length - 3} more`}</td></tr>`;
}

function One({ id, query }) {
    const found = useApi("sources/one", { id, offset: query.offset, limit: ROWS });
    return html`<${Answer} of=${found} lines=${10}>${one => html`
        <${Title} name=${one.name} sub=${html`${plain(one.sort)}${one.side && html`, side ${one.side}`}${one.parents.length > 0 && html`, of <${Text}>${one.parents.join(", ")}<//>`}`} extra=${html`<a class="button" href=${href("/sources")}>All sources</a>`}>${one.name}<//>
        <dl class="figures"><div><dt>vouches for</dt><dd>${count(one.vouched, "figure")}</dd></div><div><dt>passes on</dt><dd>${count(one.passed_on, "figure")}</dd></div><div><dt>in</dt><dd>${count(one.reports, "report")}</dd></div></dl>
        <${Panel} title="Names under which it came"><ul class="names">${one.spellings.map(each => html`<li key=${each.name}><b><${Text}>${each.name}<//></b> <span class="small soft">${each.known}</span></li>`)}</ul><//>
        <${Panel} title="Its figures">${one.claims.items.length ? html`<div class="table" tabindex="0" role="group" aria-label="Its figures"><table class="stack"><thead><tr><th scope="col">Figure</th><th scope="col">Side</th><th scope="col">Role</th><th scope="col">Through</th><th scope="col">Report</th></tr></thead>
            <tbody>${one.claims.items.map(claim => html`<${Told} key=${claim.claim + claim.role} claim=${claim} own=${one.name} />`)}</tbody></table></div>` : html`<${Empty} title="It has no figure as of then" />`}
            <${Pager} total=${one.claims.total} limit=${ROWS} /><//>`}<//>`;
}

function Told({ claim, own }) {
    return html`<tr><td><b><${Report} entry=${claim.entry} claim=${claim.claim}>${claim.text}<//></b> <${Text}>${claim.counted ?? ""}<//> <span class="soft">${plain(claim.measure)}</span>${claim.series && html` · <${Series} id=${claim.series}>series<//>`}
            ${claim.sentence && html`<br /><span class="small soft"><${Quote} sentence=${claim.sentence} text=${claim.text} /></span>`}</td>
        <td data-name="side"><${Interest} kind=${claim.interest} /> ${claim.side ?? ""}</td><td>${claim.role === "origin" ? "vouches" : "passes on"}${claim.name !== own && html`<br /><span class="small soft">as <${Text}>${claim.name}<//></span>`}</td>
        <td class="soft">${claim.through.map((each, at) => html`${at > 0 && " → "}<${Text}>${each}<//>`)}</td>
        <td class="small"><${Text}>${claim.outlet ?? claim.report}<//> ${day(claim.published)}</td></tr>`;
}
