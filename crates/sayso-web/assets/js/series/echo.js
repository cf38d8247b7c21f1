// On how many origins a series stands: the graph, and each reason for which two claims count as one, which somebody may take back.
import { html, useMemo, useState } from "../../vendor/preact.js";
import { Answer, Day, Dialog, Empty, Panel, Report, Text, toast } from "../parts.js";
import { judge, undo, useApi } from "../api.js";
import { EchoGraph } from "../chart/echo.js";
import { count, origins, plain } from "../format.js";

const FIRST = 12;

/// The panel.
export function Echo({ id }) {
    const found = useApi(`series/${encodeURIComponent(id)}/echo`);
    return html`<${Panel} title="Echo: from origins to outlets" id="echo"><${Answer} of=${found} lines=${5}>${echo => html`<${Told} echo=${echo} reload=${found.reload} />`}<//><//>`;
}

function Told({ echo, reload }) {
    const [held, hold] = useState(null);
    const claims = useMemo(() => new Map(echo.claims.map(claim => [claim.id, claim])), [echo]);
    if (!echo.groups.length) return html`<${Empty} title="Nobody vouches for it" />`;
    return html`<p>${count(echo.claims.length, "claim")} on <b>${origins(echo)} ${echo.max === 1 ? "origin" : "origins"}</b>.
            ${echo.min < echo.max && " The lower number holds if all that is only suspected to be one is one; such origins are framed together."}</p>
        <${EchoGraph} echo=${echo} held=${held} hold=${hold} />
        ${held && html`<h3><${Text}>${held.name}<//>: ${count(held.claims.length, "claim")}</h3><${Claims} claims=${held.claims} />`}
        <${Merges} merges=${echo.merges} claims=${claims} reload=${reload} />
        ${echo.denied?.length > 0 && html`<h3>Denied</h3><${Claims} claims=${echo.denied.map(one => claims.get(one.id ?? one)).filter(Boolean)} />`}`;
}

function Claims({ claims }) {
    return html`<ul class="rows">${claims.slice(0, 40).map(claim => html`<li key=${claim.id}><${Report} entry=${claim.entry} claim=${claim.id}>${claim.text} ${claim.counted}<//>, <${Text}>${claim.outlet ?? claim.report}<//>, <${Day} of=${claim.published} none="unknown day" /></li>`)}
        ${claims.length > 40 && html`<li class="soft">and ${claims.length - 40} more</li>`}</ul>`;
}

function Merges({ merges, claims, reload }) {
    const [all, show] = useState(false);
    const [parting, part] = useState(null);
    if (!merges.length) return html`<p class="soft">Each source here is an origin of its own: none were merged.</p>`;
    const sorted = merges.toSorted((a, b) => (a.certainty === b.certainty ? 0 : a.certainty === "proven" ? -1 : 1));
    return html`<h3>Why claims count as one</h3><ul class="rows merges">${sorted.slice(0, all ? undefined : FIRST).map(one => html`<li class="merge" key=${`${one.a} ${one.b} ${one.reason}`}>
            <span class=${one.certainty === "proven" ? "tag holds" : "tag"}>${one.certainty}</span> <span><b>${plain(one.reason)}</b>: <${Text}>${one.why}<//> <span class="small">${[one.a, one.b].map((end, at) => claims.has(end) && html`${at > 0 && " and "}<${Report} entry=${claims.get(end).entry} claim=${end}>${claims.get(end).outlet ?? "claim"}<//>`)}</span></span>
            <button type="button" class="plain" onClick=${() => part(one)}>take apart</button></li>`)}</ul>
        ${sorted.length > FIRST && html`<p><button type="button" onClick=${() => show(!all)}>${all ? "The first only" : `${sorted.length - FIRST} more reasons`}</button></p>`}
        <${Part} one=${parting} close=${() => part(null)} reload=${reload} />`;
}

function Part({ one, close, reload }) {
    const [why, set] = useState("");
    const send = async event => {
        event.preventDefault();
        try {
            const done = await judge({ judgement: "split", a: one.a, b: one.b, why });
            if (!done) return;
            close();
            reload();
            toast(done.words ?? "Split", { action: () => undo(done.entry).then(reload, error => toast(error.message, { bad: true })) });
        } catch (error) { toast(error.message, { bad: true }); }
    };
    return html`<${Dialog} open=${Boolean(one)} close=${close} title="These two do not share an origin">${one && html`<form onSubmit=${send}><p><${Text}>${one.why}<//></p>
        <label class="field"><span>Why they are apart</span><textarea rows="3" value=${why} onInput=${event => set(event.target.value)} dir="auto" /></label><p class="actions"><button class="first" type="submit">Split</button></p></form>`}<//>`;
}
