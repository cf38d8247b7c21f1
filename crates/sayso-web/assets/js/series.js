// The page of a series.
import { html } from "../vendor/preact.js";
import { Answer, Counts, Span, Title } from "./parts.js";
import { useApi } from "./api.js";

/// `/series/ID`.
export function Page({ id }) {
    const found = useApi(`series/${encodeURIComponent(id)}`);
    return html`<${Answer} of=${found}>${one => html`<${Title}>${one.title}<//><p><${Span} ends=${one} /> <${Counts} of=${one} /></p>`}<//>`;
}
