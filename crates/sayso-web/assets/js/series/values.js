// Every value of a series as a table, with who said it, through whom, and where it was earliest seen.
import { html, useEffect, useMemo, useRef } from "../../vendor/preact.js";
import { Day, Filter, Interest, Pager, Panel, Report, Source, Text } from "../parts.js";
import { bounds, count, num } from "../format.js";
import { change, route } from "../route.js";

const ROWS = 100;
const ORDERS = [["day", "by day"], ["newest", "latest day first"], ["seen", "by when it was seen"], ["most", "most first"], ["least", "least first"]];

/// The values; the one chosen in the timeline is marked and on the page that is shown.
export function Values({ one, values, chosen, choose }) {
    const { query } = route();
    const sorted = useMemo(() => order(values, query.order), [values, query.order]);
    const offset = Math.min(Number(query.rows ?? 0) || 0, Math.max(0, sorted.length - 1));
    const body = useRef();
    useEffect(() => {
        const at = sorted.findIndex(value => value.claim === chosen);
        const page = at - (at % ROWS);
        if (at >= 0 && page !== offset) change({ rows: page || "", offset: query.offset ?? "" }, { replace: true });
    }, [chosen]);
    if (!values.length) return null;
    return html`<${Panel} title="Every value" id="values" extra=${html`<${Filter} name="order" label="Order" first=${true} options=${ORDERS} />`}>
        <p class="soft small">${one.total_values > values.length ? `The latest ${num(values.length)} of ${count(one.total_values, "value")}; the tables have all.` : `${count(values.length, "value")}.`} What is told again in other reports stands once, where it was earliest seen.</p>
        <div class="table" tabindex="0" role="group" aria-label="Every value"><table class="values"><thead><tr><th scope="col">Day</th><th scope="col">Value</th><th scope="col">Who says so</th><th scope="col">Through</th><th scope="col">Earliest seen</th><th scope="col" class="num">Told</th><th scope="col">Notes</th></tr></thead>
        <tbody ref=${body}>${sorted.slice(offset, offset + ROWS).map(value => html`<${Row} key=${value.claim} value=${value} shape=${one.shape} on=${value.claim === chosen} choose=${choose} />`)}</tbody></table></div>
        <${Pager} total=${values.length} limit=${ROWS} offset=${offset} name="rows" />
    <//>`;
}

function Row({ value, shape, on, choose }) {
    return html`<tr class=${on ? "on" : ""} onClick=${event => !event.target.closest("a") && choose(value.claim)}>
        <td class="of"><${Day} of=${value.day} /></td>
        <td class="how"><b class="number">${bounds({ ...value, shape })}</b>${told(value) && html`<br /><span class="soft small"><${Text}>“${value.text}”<//></span>`}</td>
        <td class="by"><${Interest} kind=${value.interest} /> <${Source} id=${value.source_id} name=${value.source} /></td>
        <td class="soft via">${value.chain.map((link, at) => html`${at > 0 && " → "}<${Text}>${link}<//>`)}</td>
        <td class="seen"><${Day} of=${value.published} none="unknown day" /> <br /><span class="small"><${Report} entry=${value.entry} claim=${value.claim}>${value.outlet ?? value.report}<//></span></td>
        <td class="num times">${value.mentions > 1 ? `×${num(value.mentions)}` : "once"}</td>
        <td class="notes"><${Notes} value=${value} choose=${choose} /></td>
    </tr>`;
}

function Notes({ value, choose }) {
    return html`<div class="flags">${value.denied && html`<span class="tag">denied</span>`}
        ${value.revises && html`<button type="button" class="tag" onClick=${event => { event.stopPropagation(); choose(value.revises); }}>revises ↑</button>`}
        ${value.corrected && html`<span class="tag">corrected: <${Text}>${words(value.corrected)}<//></span>`}
        ${value.accepted_by && html`<span class="tag holds">accepted by <${Text}>${value.accepted_by}<//></span>`}</div>`;
}

/// The words of the report, where they say more than the number does.
const told = ({ text, low, high }) => text && ![low, high].some(end => text === String(end) || text === num(end));

const words = corrected => (Array.isArray(corrected) ? corrected.map(one => one.field ?? one).join(", ") : String(corrected));

const BY = {
    newest: (a, b) => text(b.day, a.day),
    seen: (a, b) => text(a.published ?? a.seen_at, b.published ?? b.seen_at),
    most: (a, b) => (b.high ?? b.low ?? 0) - (a.high ?? a.low ?? 0),
    least: (a, b) => (a.low ?? a.high ?? 0) - (b.low ?? b.high ?? 0),
};

const order = (values, by) => (BY[by] ? values.toSorted(BY[by]) : values);

const text = (a, b) => ((a ?? "") < (b ?? "") ? -1 : (a ?? "") > (b ?? "") ? 1 : 0);
