// Search over the words of reports and their figures. The query is in the address.
import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { Answer, Bounds, Day, Empty, Interest, Pager, Report, Series, Text, Title } from "./parts.js";
import { useApi } from "./api.js";
import { clean, count, num, plain } from "./format.js";
import { change } from "./route.js";

const ROWS = 20;

/// `/search?q=`.
export function Page({ query }) {
    const found = useApi(query.q ? "search" : null, { q: query.q, offset: query.offset, limit: ROWS });
    return html`<${Title} name=${query.q ? `Search: ${query.q}` : "Search"}>Search<//><${Box} q=${query.q ?? ""} />
        ${query.q ? html`<${Answer} of=${found}>${data => html`<${Found} data=${data} q=${query.q} />`}<//>`
            : html`<${Empty} title="Words of reports, figures, names of places and sources"><p>A word that no report has is looked for as one that is written much like it.</p><//>`}`;
}

function Box({ q }) {
    const [words, set] = useState(q);
    const input = useRef();
    useEffect(() => set(q), [q]);
    useEffect(() => { if (!q) input.current.focus(); }, []);
    const send = event => { event.preventDefault(); change({ q: words.trim() }); };
    return html`<form class="search" role="search" onSubmit=${send}><input ref=${input} type="search" value=${words} onInput=${event => set(event.target.value)} aria-label="Search" dir="auto" maxlength="400" autocomplete="off" /><button class="first" type="submit">Search</button></form>`;
}

function Found({ data, q }) {
    const instead = Object.entries(data.instead ?? {}).filter(([, used]) => used.length);
    return html`<p role="status" class="soft">${data.total ? count(data.total, "report") : ""}${instead.map(([typed, used]) => html`<span key=${typed} class="instead">${data.total > 0 && " · "}no report has “<${Text}>${typed}<//>”; searched instead: ${used.map((word, at) => html`${at > 0 && ", "}<b><${Text}>${word}<//></b>`)}</span>`)}</p>
        ${data.indexed < data.upto && html`<p class="small soft">What came in after entry ${num(data.indexed)} is still being prepared for the search.</p>`}
        ${data.items.length ? html`<ol class="hits">${data.items.map(one => html`<${Hit} key=${one.entry} one=${one} />`)}</ol><${Pager} total=${data.total} limit=${ROWS} />` : html`<${Empty} title=${`Nothing was found for “${clean(q)}”`}><p>Fewer words, or another spelling, may find more.</p><//>`}`;
}

function Hit({ one }) {
    return html`<li class="panel"><h2><${Report} entry=${one.entry} claim=${one.claims[0]?.id}>${one.title ?? one.claims[0]?.report ?? one.url ?? one.outlet ?? `Report ${one.entry}`}<//></h2>
        <p class="small soft"><${Text}>${one.outlet ?? ""}<//> <${Day} of=${one.published} none="undated" />${one.replaced_by && html` <span class="tag">replaced by a later state</span>`}</p>
        ${one.passages.map((passage, at) => html`<p class="quote passage" key=${at} dir="auto">${passage.map((part, each) => (part.hit ? html`<mark key=${each}>${clean(part.text)}</mark>` : clean(part.text)))}</p>`)}
        ${one.claims.length > 0 && html`<ul class="inputs">${one.claims.map(claim => html`<li key=${claim.id}><${Interest} kind=${claim.interest} /> <b><${Report} entry=${claim.entry ?? one.entry} claim=${claim.id}><${Bounds} value=${claim} /> ${claim.counted ?? ""}<//></b> <span class="soft small">${plain(claim.measure)}${claim.side && ` · ${claim.side}`} <${Text}>${claim.origin ?? ""}<//></span>${claim.series && html` <${Series} id=${claim.series}>series →<//>`}</li>`)}</ul>`}</li>`;
}
