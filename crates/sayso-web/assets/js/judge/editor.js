// The fields of a claim with why each reads as it does, and the editor that stands in a field's place while somebody corrects it.
import { html, useId, useState } from "../../vendor/preact.js";
import { Text } from "../parts.js";
import { useApi } from "../api.js";
import { Form } from "../judge.js";
import { FIELDS, field, figureAt, named, says, written } from "./fields.js";

/// The table of fields. Without `judging` they are only read.
export function Fields({ claim, claims, judging, link }) {
    const picking = judging?.mode?.kind === "pick";
    return html`<dl class=${picking ? "fields picking" : "fields"}>${FIELDS.map(one => html`<div key=${one.name}><dt>${picking && html`<kbd>${one.key}</kbd> `}${one.label}</dt><dd>
        ${judging?.mode?.kind === "correct" && judging.mode.field === one.name ? html`<${Editor} one=${one} judging=${judging} />` : html`<${Said} one=${one} claim=${claim} claims=${claims} judging=${judging} link=${link} />`}
    </dd></div>`)}</dl>`;
}

function Said({ one, claim, claims, judging, link }) {
    const words = says(one, claim), why = (claim.because ?? []).filter(each => field(each.field)?.name === one.name);
    const other = one.place && claim[one.name] !== null ? figureAt(claim[one.name], claims) : null;
    const fixed = (claim.corrected ?? []).filter(each => field(each.field)?.name === one.name);
    return html`<span class=${words ? "says" : "says none"}>${other && link ? link(other) : html`<${Text}>${words || "–"}<//>`}</span>
        ${judging && html`<button type="button" class="plain edit" aria-label=${`Correct ${one.label}`} title=${`Correct ${one.label} (e ${one.key})`} onClick=${() => judging.open({ kind: "correct", field: one.name })}>✎</button>`}
        ${fixed.map(each => html`<span class="was small" key=${each.entry}>was “<${Text}>${each.was ?? "–"}<//>”, corrected by <${Text}>${each.by}<//></span>`)}
        ${!fixed.length && why.map(each => html`<span class="because small soft" key=${each.rule}>${each.rule}${each.row && html` <code>${row(each.row)}</code>`}</span>`)}`;
}

/// `hedge.tsv:116` of `packs/lang/en/hedge.tsv:116`; the measures' rows keep their folder.
const row = text => html`<span title=${text}>${text.replace(/^packs\/(lang\/)?/, "")}</span>`;

function Editor({ one, judging }) {
    const { claim, claims } = judging;
    const ledger = useApi(one.known ? "ledger" : null);
    const report = useApi(one.place && !claims && claim.entry ? `reports/${claim.entry}` : null);
    const [value, set] = useState(written(one, claim));
    const list = useId();
    const places = claims ?? report.data?.claims ?? [];
    const choices = [...new Set([...named(judging.error), ...(one.known?.(ledger.last ?? {}) ?? []), ...(claims && !one.place ? claims.map(other => written(one, other)) : [])])].filter(Boolean).slice(0, 200);
    const fields = () => ({ judgement: "correct", field: one.name, value: value.trim() || "-" });
    const write = event => set(event.target.value);
    const input = one.only ? html`<select value=${value} onChange=${write}>${one.only().map(word => html`<option key=${word} value=${word}>${word.replaceAll("_", " ")}</option>`)}</select>`
        : one.place ? html`<select value=${value} onChange=${write}><option value="">none</option>${places.filter(other => other.start !== claim.start).map(other => html`<option key=${other.id} value=${other.start}>${other.text} ${other.counted ?? ""}</option>`)}</select>`
            : html`<input value=${value} list=${list} onInput=${write} dir="auto" autocomplete="off" spellcheck=${false} /><datalist id=${list}>${choices.map(word => html`<option key=${word} value=${word} />`)}</datalist>`;
    return html`<${Form} judging=${judging} name="Correct" fields=${fields}><label class="field"><span>${[one.label, one.hint].filter(Boolean).join(": ")}${one.only ? "" : "; empty for none"}</span>${input}</label><//>`;
}
