// The card of a claim: its value, its fields and why they read so, the chain of say-so, what people said of it, and what checks found.
import { html } from "../../vendor/preact.js";
import { Copy, Interest, Moment, Quote, Series, Text } from "../parts.js";
import { Bar, takeBack } from "../judge.js";
import { Fields } from "../judge/editor.js";
import { FIELDS, field } from "../judge/fields.js";
import { Finding } from "../series/checks.js";
import { bounds, plain } from "../format.js";

/// `sentence` is the words of its sentence; `outlet` stands at the end of the chain where the text names none; `link(claim)` leads to another figure of the report.
export function Card({ claim, entry, claims, sentence, hit, outlet, findings = [], judging, steps, link, flash, children }) {
    const other = (claim.because ?? []).filter(each => !field(each.field));
    return html`<article class="claim-card" aria-labelledby="claim-title">
        <header><h2 id="claim-title"><span class="number">${bounds(claim)}</span> <${Text}>${claim.counted ?? ""}<//></h2>${steps}</header>
        <p class="tags"><${Interest} kind=${claim.interest} long=${true} /><${Tags} claim=${claim} />${claim.series && html` <${Series} id=${claim.series}>Its series →<//>`}</p>
        ${children}
        ${sentence && html`<p class="sentence"><${Quote} sentence=${sentence} text=${claim.text} hit=${hit} /></p>`}
        ${judging && html`<${Bar} judging=${judging} />`}
        <section><h3>On whose say-so</h3><${Chain} claim=${claim} outlet=${outlet} flash=${flash} /></section>
        <section><h3>Fields</h3><${Fields} claim=${claim} claims=${claims} judging=${judging} link=${link} />
            ${other.length > 0 && html`<p class="small soft">Also by rule: ${other.map((each, at) => html`${at > 0 && ", "}${each.field} ${each.rule}${each.row && html` <code>${each.row}</code>`}`)}</p>`}</section>
        ${claim.corrected?.length > 0 && html`<section><h3>Corrections</h3><${Corrections} claim=${claim} /></section>`}
        ${claim.comments?.length > 0 && html`<section><h3>Comments</h3><${Comments} claim=${claim} /></section>`}
        ${findings.length > 0 && html`<section><h3>Checks</h3><ul class="rows">${findings.map((one, at) => html`<${Finding} key=${at} one=${one} />`)}</ul></section>`}
        <p class="small soft">Claim <code>${claim.id}</code>, ${plain(claim.zone)} ${entry && html`<${Copy} text=${`${location.origin}/reports/${entry}#${claim.id}`}>copy its address<//>`}</p>
    </article>`;
}

/// What people made of it, and what it is.
export function Tags({ claim }) {
    return html`${claim.stance !== "asserted" && html` <span class="tag">${plain(claim.stance)}</span>`}${claim.repeat_of !== null && claim.repeat_of !== undefined && html` <span class="tag">told before in this report</span>`}
        ${claim.rejected_by && html` <span class="tag fail">rejected by <${Text}>${claim.rejected_by}<//></span>`}${claim.accepted_by && html` <span class="tag holds">accepted by <${Text}>${claim.accepted_by}<//></span>`}
        ${claim.corrected?.length > 0 && html` <span class="tag">corrected</span>`}${claim.comments?.length > 0 && html` <span class="tag">${claim.comments.length === 1 ? "1 comment" : `${claim.comments.length} comments`}</span>`}`;
}

/// The chain from the origin through relays to the outlet, with the words by which each was known.
export function Chain({ claim, outlet, flash }) {
    const links = [...(claim.say_so ?? [])];
    if (!links.some(link => link.role === "origin")) links.unshift({ role: "origin", name: null });
    if (outlet && !links.some(link => link.role === "outlet")) links.push({ role: "outlet", name: outlet });
    return html`<ol class="chain">${links.map((link, at) => html`<li key=${at} class=${link.role}><span class="role small">${link.role}</span>
        ${flash && link.start !== null && link.start !== undefined ? html`<button type="button" class="plain" title="Show its words in the text" onClick=${() => flash(link)}><${Text}>${link.name}<//></button>` : html`<b class=${link.name ? "" : "none"}><${Text}>${link.name ?? "no source named"}<//></b>`}
        ${(link.of || link.cue || link.named) && html`<span class="small soft">${[link.of && `of ${link.of}`, link.named && link.named !== "named" && link.named, link.cue && `“${link.cue}”`].filter(Boolean).map((words, each) => html`${each > 0 && " · "}<${Text}>${words}<//>`)}</span>`}</li>`)}</ol>`;
}

function Corrections({ claim }) {
    const now = name => FIELDS.find(one => one.name === name) && claim[name];
    return html`<ul class="said">${claim.corrected.map(one => html`<li key=${one.entry + one.field}><b>${plain(one.field)}</b>: read as “<${Text}>${one.was ?? "–"}<//>”${["string", "number"].includes(typeof now(one.field)) && html`, now “<${Text}>${String(now(one.field))}<//>”`}, by <${Text}>${one.by}<//> <span class="soft small">(entry ${one.entry})</span>
        <button type="button" class="plain" onClick=${() => takeBack(one.entry)}>take back</button></li>`)}</ul>`;
}

function Comments({ claim }) {
    return html`<ul class="said">${claim.comments.map(one => html`<li key=${one.entry}>${one.field && html`<b>${plain(one.field)}</b>: `}<${Text}>${one.words}<//><br /><span class="soft small"><${Text}>${one.by}<//>, <${Moment} of=${one.at} /></span>
        <button type="button" class="plain" onClick=${() => takeBack(one.entry)}>take back</button></li>`)}</ul>`;
}
