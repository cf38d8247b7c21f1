// The figure that somebody recommends for a series, in their name and with their reasoning; and how to recommend one. Nothing else ever sets it.
import { html, useState } from "../../vendor/preact.js";
import { Moment, Panel, Text, toast } from "../parts.js";
import { judge, undo } from "../api.js";

/// The panel: the recommendation where there is one, and the form.
export function Recommended({ one, reload }) {
    const held = one.recommended;
    const [open, set] = useState(false);
    const take = () => act(() => undo(held.entry, "no longer recommended"), reload, "Taken back");
    return html`<${Panel} title="Recommended figure" id="recommended" kind=${held ? "set" : "unset"} extra=${html`<div class="actions">${held && html`<button type="button" onClick=${take}>Take it back</button>`}<button type="button" aria-expanded=${open ? "true" : "false"} onClick=${() => set(!open)}>${held ? "Recommend another" : "Recommend one"}</button></div>`}>
        ${held ? html`<p class="figure"><b><${Text}>${held.value}<//></b> by <${Text}>${held.by}<//> ${held.at && html`<span class="soft">on <${Moment} of=${held.at} /></span>`}</p>${held.why && html`<blockquote><${Text}>${held.why}<//></blockquote>`}`
            : html`<p class="soft">Nobody has recommended one. The program itself never does.</p>`}
        ${open && html`<${Form} one=${one} done=${() => { set(false); reload(); }} />`}
    <//>`;
}

function Form({ one, done }) {
    const [value, setValue] = useState(""), [why, setWhy] = useState("");
    const send = event => {
        event.preventDefault();
        act(() => judge({ judgement: "recommend", series: one.id, value: value.trim(), why: why.trim() }), done);
    };
    return html`<form class="recommend" onSubmit=${send}>
        <label class="field"><span>Value</span><input value=${value} onInput=${event => setValue(event.target.value)} required placeholder="4,000 or 4,000-4,500" dir="auto" /></label>
        <label class="field"><span>Why this one: what it stands on, and what speaks against the others</span><textarea rows="3" value=${why} onInput=${event => setWhy(event.target.value)} required dir="auto" /></label>
        <p class="actions"><button class="first" type="submit">Recommend</button></p>
    </form>`;
}

/// Does it, says so with a way back, and tells what went wrong otherwise.
async function act(call, then, words) {
    try {
        const answer = await call();
        if (!answer) return;
        then();
        toast(words ?? answer.words ?? "Done", words ? {} : { action: () => undo(answer.entry).then(then, error => toast(error.message, { bad: true })) });
    } catch (error) { toast(error.message, { bad: true }); }
}
