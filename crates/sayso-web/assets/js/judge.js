// Judging a claim, by keyboard and by hand: what is under way, the keys, the bar of buttons and the forms. Nothing is changed, all is appended to the ledger.
import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { toast } from "./parts.js";
import { get, judge, undo, who } from "./api.js";
import { useKeys } from "./keys.js";
import { change, route } from "./route.js";
import { Partner } from "./judge/partner.js";
import { FIELDS } from "./judge/fields.js";

/// Judging of one claim. `step(1)` goes to the next figure, `done(fields)` is called when a judgement was appended. Gives what the parts below want as `judging`.
export function useJudging({ claim, claims, step, done }) {
    const [mode, set] = useState(null);
    const [error, fail] = useState(null);
    const [busy, work] = useState(false);
    const open = next => { fail(null); set(next && past() ? null : next); };
    const close = () => { open(null); setTimeout(() => document.getElementById("judge")?.focus({ preventScroll: true })); };
    useEffect(() => open(null), [claim?.id]);
    const act = async fields => {
        if (busy || past()) return;
        work(true);
        try {
            const answer = await judge({ claim: claim.id, ...fields });
            if (answer) {
                toast(told(answer.words), { action: () => takeBack(answer.entry), topic: "judged" });
                if (mode) close();
                done?.(fields);
            }
        } catch (problem) {
            if (mode) fail(problem.message);
            else toast(problem.message, { bad: true });
        } finally { work(false); }
    };
    const judging = { claim, claims, mode, error, busy, open, close, act };
    useKeys("Judging", claim ? keys(judging, step) : steps(step));
    return judging;
}

function keys({ mode, open, act }, step) {
    if (mode?.kind === "pick") return [...FIELDS.map(one => ({ key: one.key, words: `correct ${one.label}`, run: () => open({ kind: "correct", field: one.name }) })), { key: "Escape", words: "leave it", run: () => open(null) }];
    return [
        ...steps(step),
        ...ACTS.map(one => ({ key: one.key, words: one.words, run: () => one.run({ open, act }) })),
        { key: "u", words: "take my last judgement back", run: undoLast },
        mode && { key: "Escape", words: "close the form", run: () => open(null) },
    ];
}

const steps = step => (step ? [{ key: "j", words: "next figure", run: () => step(1) }, { key: "k", words: "figure before", run: () => step(-1) }] : []);

const ACTS = [
    { key: "a", name: "Accept", words: "accept as read", run: ({ act }) => act({ judgement: "accept" }) },
    { key: "e", name: "Correct", kind: "pick", words: "correct a field; the field's letter follows", run: ({ open }) => open({ kind: "pick" }) },
    { key: "r", name: "Reject", kind: "reject", words: "reject", run: ({ open }) => open({ kind: "reject" }) },
    { key: "c", name: "Comment", kind: "comment", words: "comment", run: ({ open }) => open({ kind: "comment" }) },
    { key: "m", name: "Merge", kind: "merge", words: "of one origin with another claim", run: ({ open }) => open({ kind: "merge" }) },
    { key: "s", name: "Split", kind: "split", words: "not of one origin with another claim", run: ({ open }) => open({ kind: "split" }) },
];

/// The buttons with their keys, and the form that is open.
export function Bar({ judging, step }) {
    const { mode, busy } = judging;
    return html`<div class="judge" id="judge" tabindex="-1" role="group" aria-label="Judge this figure" aria-busy=${busy ? "true" : undefined}>
        <div class="buttons">${ACTS.map(one => html`<button type="button" key=${one.key} title=${one.words} aria-expanded=${one.kind ? (mode?.kind === one.kind ? "true" : "false") : undefined} onClick=${() => (mode?.kind === one.kind && one.kind ? judging.open(null) : one.run(judging))}>${one.name} <kbd>${one.key}</kbd></button>`)}
            <button type="button" title="take my last judgement back" onClick=${undoLast}>Undo <kbd>u</kbd></button>${step}</div>
        ${mode?.kind === "pick" && html`<p class="small pick" role="status">Which field? Press its letter below, or choose one. <button type="button" class="plain" onClick=${judging.close}>Leave it <kbd>Esc</kbd></button></p>`}
        ${FORMS[mode?.kind] && html`<${FORMS[mode.kind]} key=${mode.kind} judging=${judging} />`}
    </div>`;
}

const Reject = ({ judging }) => html`<${Form} judging=${judging} name="Reject" hint="It is no figure, or was read wrongly beyond repair. It stays in the ledger, marked." fields=${() => ({ judgement: "reject" })} />`;

function Comment({ judging }) {
    const [field, set] = useState(judging.mode.field ?? "");
    return html`<${Form} judging=${judging} name="Comment" label="Comment" start="textarea" fields=${() => ({ judgement: "comment", field: field || undefined })}>
        <label class="field"><span>On</span><select value=${field} onChange=${event => set(event.target.value)}><option value="">the claim</option>${FIELDS.map(one => html`<option key=${one.name} value=${one.name}>${one.label}</option>`)}</select></label><//>`;
}

const pair = (judgement, name, hint) => function Pair({ judging }) {
    const [other, choose] = useState("");
    return html`<${Form} judging=${judging} name=${name} hint=${hint} ready=${other} fields=${() => ({ judgement, claim: undefined, a: judging.claim.id, b: other })}><${Partner} claim=${judging.claim} other=${other} choose=${choose} /><//>`;
};

const FORMS = {
    reject: Reject,
    comment: Comment,
    merge: pair("merge", "Merge", "Both stand on one origin: they count as one."),
    split: pair("split", "Split", "They do not stand on one origin: they count as two."),
};

/// A form that asks why. Enter sends it, Escape leaves it.
export function Form({ judging, name, hint, label = "Why", ready = true, start = "input, select, textarea", fields, children }) {
    const [why, set] = useState("");
    const element = useRef();
    useEffect(() => element.current.querySelector(start)?.focus(), []);
    const send = event => {
        event.preventDefault();
        if (ready) judging.act({ ...fields(), why: why.trim() });
    };
    const press = event => {
        if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); judging.close(); }
        if (event.key === "Enter" && !event.shiftKey && event.target.tagName === "TEXTAREA") { event.preventDefault(); element.current.requestSubmit(); }
    };
    return html`<form class="why" ref=${element} onSubmit=${send} onKeyDown=${press}>
        ${hint && html`<p class="small soft">${hint}</p>`}${children}
        <label class="field"><span>${label}</span><textarea rows="2" required maxlength="9000" dir="auto" value=${why} onInput=${event => set(event.target.value)} /></label>
        ${judging.error && html`<p class="wrong" role="alert" dir="auto">${judging.error}</p>`}
        <p class="actions"><button class="first" type="submit" disabled=${!ready}>${name} <kbd>Enter</kbd></button><button type="button" onClick=${judging.close}>Leave it <kbd>Esc</kbd></button></p>
    </form>`;
}

/// Takes a judgement back.
export async function takeBack(entry, why = "") {
    if (past()) return;
    try {
        const answer = await undo(entry, why);
        if (answer) toast(answer.words ?? `Entry ${entry} taken back`, { topic: "judged" });
    } catch (problem) { toast(problem.message, { bad: true }); }
}

/// The words of a judgement without the ids of claims, which the figure behind them tells better.
export const told = words => String(words ?? "").replace(/\b[0-9a-f]{20} \(([^()]*)\)/g, "$1");

async function undoLast() {
    if (past()) return;
    try {
        const { items } = await get("judgements", { limit: 200 });
        const last = items.find(one => one.by === who() && !one.undone_by);
        if (last) { await undo(last.entry); toast(`Taken back: ${told(last.words)}`, { topic: "judged" }); } else toast(who() ? "There is no judgement of yours to take back" : "You have not judged yet");
    } catch (problem) { toast(problem.message, { bad: true }); }
}

/// Whether one looks at an earlier state, where nothing can be judged; says so.
function past() {
    const { at, as_of } = route().query;
    if (!at && !as_of) return false;
    toast("You look at the ledger as it was. Judgements are made now.", { action: () => change({ at: "", as_of: "" }), label: "Back to now", topic: "past" });
    return true;
}
