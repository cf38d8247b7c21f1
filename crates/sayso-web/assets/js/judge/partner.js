// Another claim for a merge or a split: picked from the claims of the series, or named by its id.
import { html, useState } from "../../vendor/preact.js";
import { Answer, Text } from "../parts.js";
import { useApi } from "../api.js";
import { bounds, day } from "../format.js";

/// The list; `choose(id)` is called with the claim that is picked.
export function Partner({ claim, other, choose }) {
    const [words, set] = useState("");
    const found = useApi(claim.series ? `series/${encodeURIComponent(claim.series)}/claims` : null, { limit: 200 });
    const named = html`<label class="field"><span>Filter, or the id of a claim</span><input value=${words} dir="auto" autocomplete="off" spellcheck=${false} onInput=${event => { set(event.target.value); choose(/^[0-9a-f]{20}$/.test(event.target.value.trim()) ? event.target.value.trim() : ""); }} /></label>`;
    if (!claim.series) return html`<p class="small soft">This figure is in no series; name the other claim by its id.</p>${named}`;
    return html`${named}<${Answer} of=${found} lines=${3}>${data => html`<${List} items=${data.items.filter(one => one.id !== claim.id && has(one, words))} claim=${claim} other=${other} choose=${choose} />`}<//>`;
}

const has = (one, words) => /^[0-9a-f]{20}$/.test(words.trim()) || [one.outlet, one.title, one.origin, one.text, one.sentence, one.report].join(" ").toLowerCase().includes(words.trim().toLowerCase());

function List({ items, other, choose }) {
    if (!items.length) return html`<p class="soft">No other claim of the series is like that.</p>`;
    return html`<div class="partners" role="radiogroup" aria-label="The other claim">${items.map(one => html`<label key=${one.id} class=${one.id === other ? "on" : ""}><input type="radio" name="partner" value=${one.id} checked=${one.id === other} onChange=${() => choose(one.id)} />
        <span><b class="number">${bounds(one)}</b> <${Text}>${one.origin ?? "no source named"}<//>, <${Text}>${one.outlet ?? one.report}<//> ${day(one.published)}<br /><span class="soft small"><${Text}>${one.sentence}<//></span></span></label>`)}</div>`;
}
