// The checks: what adds up, what does not, and what cannot be told, each with its arithmetic and the figures that went in.
import { html } from "../vendor/preact.js";
import { Answer, Bounds, Empty, Filter, Interest, Pager, Quote, Report, Series, Text, Title } from "./parts.js";
import { useApi } from "./api.js";
import { count, day, num, plain } from "./format.js";
import { change } from "./route.js";

const VERDICTS = [["fails", "fails"], ["cannot_tell", "cannot tell"], ["holds", "holds"], ["all", "all"]];
const CLASS = { fails: "tag fail", holds: "tag holds" };
const ROWS = 50;

/// `/checks?check=&verdict=`.
export function Page({ query }) {
    const found = useApi("checks", { check: query.check, verdict: query.verdict, offset: query.offset, limit: ROWS });
    return html`<${Title} sub="Arithmetic and editorial tests. A check that fails says that figures do not fit, not which of them is wrong.">Checks<//>
        <${Answer} of=${found}>${data => html`<${Table} data=${data} query=${query} />
            <form class="filters" onSubmit=${event => event.preventDefault()}><${Filter} name="check" label="Check" options=${data.about.map(one => [one.check, plain(one.check)])} /><${Filter} name="verdict" label="Verdict" first=${true} options=${VERDICTS} /></form>
            ${data.items.length ? html`<ol class="findings">${data.items.map((one, at) => html`<${Finding} key=${at} one=${one} />`)}</ol>` : html`<${Empty} title=${query.verdict || query.check ? "No finding is like that" : "No check fails"} />`}
            <${Pager} total=${data.total} limit=${ROWS} />`}<//>`;
}

/// Every check with what it looks for and how often it came to what; a number leads to those findings.
function Table({ data, query }) {
    const number = (check, verdict) => {
        const many = data.counts[check]?.[verdict] ?? 0;
        return many ? html`<button type="button" class=${CLASS[verdict] ?? "tag"} aria-pressed=${query.check === check && (query.verdict ?? "fails") === verdict ? "true" : "false"} aria-label=${`${num(many)}: ${plain(check)}, ${plain(verdict)}`} onClick=${() => change({ check, verdict: verdict === "fails" ? "" : verdict })}>${num(many)}</button>` : html`<span class="none">0</span>`;
    };
    return html`<details class="panel sieve" open=${!query.check && !query.verdict}><summary>What is checked</summary><div class="table" tabindex="0" role="group" aria-label="What is checked"><table class="stack"><thead><tr><th scope="col">Check</th><th scope="col">What it looks for</th><th scope="col" class="num">fails</th><th scope="col" class="num">cannot tell</th><th scope="col" class="num">holds</th></tr></thead>
        <tbody>${data.about.map(one => html`<tr key=${one.check}><th scope="row">${plain(one.check)}</th><td>${one.about}</td>${["fails", "cannot_tell", "holds"].map(verdict => html`<td class="num" key=${verdict} data-name=${plain(verdict)}>${number(one.check, verdict)}</td>`)}</tr>`)}</tbody></table></div></details>`;
}

function Finding({ one }) {
    return html`<li class="panel finding-card"><p class="verdict"><span class=${CLASS[one.verdict] ?? "tag"}>${plain(one.verdict)}</span> <b>${plain(one.check)}</b>${one.series && html` · <${Series} id=${one.series}>its series →<//>`}</p>
        <p class="arithmetic"><${Text}>${one.sentence}<//></p>
        ${one.claims.length > 0 && html`<ul class="inputs">${one.claims.map(claim => html`<li key=${claim.id}><${Interest} kind=${claim.interest} /> <b><${Report} entry=${claim.entry} claim=${claim.id}><${Bounds} value=${claim} /> ${claim.counted ?? ""}<//></b> <span class="small soft"><${Text}>${[claim.origin, claim.outlet ?? claim.report].filter(Boolean).join(", ")}<//> ${day(claim.published)}</span>
            ${claim.sentence && html`<br /><span class="small soft"><${Quote} sentence=${claim.sentence} text=${claim.text} /></span>`}</li>`)}</ul>`}
        ${one.inputs.length > one.claims.length && html`<p class="small soft">${one.claims.length} of ${count(one.inputs.length, "figure")} shown.</p>`}</li>`;
}
