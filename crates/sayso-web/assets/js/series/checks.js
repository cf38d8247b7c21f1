// What checks say of a series, with the numbers they reckoned with.
import { html } from "../../vendor/preact.js";
import { Answer, Empty, Panel, Report, Text } from "../parts.js";
import { useApi } from "../api.js";
import { count, plain } from "../format.js";

const ORDER = { fails: 0, cannot_tell: 1, holds: 2 };
const CLASS = { fails: "tag fail", holds: "tag holds" };

/// The panel; what fails stands first.
export function Checks({ id }) {
    const found = useApi(`series/${encodeURIComponent(id)}/checks`, { limit: 200 });
    return html`<${Panel} title="Checks" id="checks"><${Answer} of=${found} lines=${3} empty=${html`<${Empty} title="No check has anything to say of it" />`}>${data => html`
        <ul class="rows">${data.items.toSorted((a, b) => (ORDER[a.verdict] ?? 3) - (ORDER[b.verdict] ?? 3)).map((one, at) => html`<${Finding} key=${at} one=${one} />`)}</ul>
        ${data.total > data.items.length && html`<p class="soft">The first ${data.items.length} of ${count(data.total, "finding")}.</p>`}`}<//><//>`;
}

/// One finding: its verdict, the arithmetic in a sentence, and the claims that went into it.
export function Finding({ one }) {
    return html`<li class="finding"><span class=${CLASS[one.verdict] ?? "tag"}>${plain(one.verdict)}</span>
        <div><b>${plain(one.check)}</b>: <${Text}>${one.sentence}<//>
        ${one.claims?.length > 0 && html`<p class="small soft">Reckoned with ${one.claims.map((claim, at) => html`${at > 0 && ", "}<${Report} key=${claim.id} entry=${claim.entry} claim=${claim.id}>${claim.text} ${claim.counted}<//>`)}</p>`}</div></li>`;
}
