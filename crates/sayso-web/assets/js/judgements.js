// The log of judgements: who said what of which figure, and why; each can be taken back, and that is kept too.
import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { Answer, Empty, Moment, Pager, Text, Title, toast } from "./parts.js";
import { get, useApi } from "./api.js";
import { clean, plain } from "./format.js";
import { change, go, href } from "./route.js";
import { takeBack, told } from "./judge.js";

const ROWS = 50;
const CLASS = { reject: "tag fail", accept: "tag holds" };

/// `/judgements`.
export function Page({ query }) {
    const found = useApi("judgements", { all: query.all, claim: query.claim, series: query.series, offset: query.offset, limit: ROWS });
    return html`<${Title} sub="Nothing is changed and nothing deleted: what people say is appended to the ledger, the latest first.">Judgements<//>
        <p><label class="check"><input type="checkbox" checked=${query.all === "1"} onChange=${event => change({ all: event.target.checked ? 1 : "" })} /> also those taken back</label></p>
        <${Answer} of=${found} empty=${html`<${Empty} title="Nobody has judged yet"><p><a href=${href("/queue")}>The queue</a> has what is worth a look first.</p><//>`}>${data => html`<ol class="log">${data.items.map(one => html`<${Judgement} key=${one.entry} one=${one} />`)}</ol><${Pager} total=${data.total} limit=${ROWS} />`}<//>`;
}

function Judgement({ one }) {
    const [open, set] = useState(false);
    return html`<li class=${one.undone_by ? "panel undone" : "panel"}><p class="verdict"><span class=${CLASS[one.judgement] ?? "tag"}>${plain(one.judgement)}</span> <span class="words"><${Text}>${told(one.words)}<//></span></p>
        ${one.why && html`<blockquote dir="auto">${clean(one.why)}</blockquote>`}
        <p class="small soft"><b><${Text}>${one.by}<//></b>, <${Moment} of=${one.at} />, entry ${one.entry}${one.undone_by && ` · taken back by entry ${one.undone_by}`}</p>
        <div class="actions">${claims(one).map((id, at) => html`<button type="button" class="plain" key=${id} onClick=${() => lead(id)}>${at ? "the other figure →" : "the figure in its report →"}</button>`)}${one.series && html`<a href=${href(`/series/${one.series}`)}>the series →</a>`}
            ${!one.undone_by && html`<button type="button" aria-expanded=${open ? "true" : "false"} onClick=${() => set(!open)}>Take back</button>`}</div>
        ${open && html`<${Undo} one=${one} close=${() => set(false)} />`}</li>`;
}

function Undo({ one, close }) {
    const [why, set] = useState(""), input = useRef();
    useEffect(() => input.current.focus(), []);
    const send = event => { event.preventDefault(); takeBack(one.entry, why.trim()).then(close); };
    return html`<form class="why" onSubmit=${send} onKeyDown=${event => event.key === "Escape" && close()}><label class="field"><span>Why, if there is something to say</span><input ref=${input} value=${why} onInput=${event => set(event.target.value)} dir="auto" maxlength="9000" /></label><p class="actions"><button class="first" type="submit">Take it back</button></p></form>`;
}

/// Ids of the claims that a judgement is of.
const claims = one => [one.claim, ...[one.a, one.b].map(node => /^claim:(.+)$/.exec(node ?? "")?.[1])].filter(Boolean);

/// Goes to where a claim stands.
async function lead(id) {
    try {
        const { entry } = await get(`claims/${encodeURIComponent(id)}`);
        go(href(`/reports/${entry}`, {}, id));
    } catch (problem) { toast(problem.message, { bad: true }); }
}
