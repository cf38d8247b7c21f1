// The board: every series as a row.
import { html } from "../vendor/preact.js";
import { Answer, Counts, Pager, Series, Span, Title } from "./parts.js";
import { useApi } from "./api.js";

const LIMIT = 50;

/// The home page.
export function Page({ query }) {
    const found = useApi("series", { ...query, limit: LIMIT });
    return html`<${Title}>Series<//><${Answer} of=${found} empty="No series">${data => html`
        <ul>${data.items.map(one => html`<li key=${one.id}><${Series} id=${one.id}>${one.title}<//> <${Span} ends=${one} /> <${Counts} of=${one} /></li>`)}</ul>
        <${Pager} total=${data.total} limit=${LIMIT} />`}<//>`;
}
