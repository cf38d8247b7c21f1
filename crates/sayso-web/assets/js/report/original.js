// The bytes that a report was taken from, beside its text: as a page that can run and load nothing, or as their source.
import { html, useState } from "../../vendor/preact.js";
import { Day, Text } from "../parts.js";
import { address } from "../api.js";
import { change } from "../route.js";
import { bytes, day } from "../format.js";

/// Kinds that can be shown; all else is saved.
const SHOWN = /^(text\/html|application\/xhtml\+xml|text\/plain|message\/rfc822)\b/;

/// The panel; the latest bytes first.
export function Original({ report, source }) {
    const kept = report.originals;
    const [entry, choose] = useState(kept.at(-1)?.entry);
    const one = kept.find(each => each.entry === entry) ?? kept.at(-1);
    if (!one) return null;
    const shown = source || SHOWN.test(one.media);
    const link = address(`reports/${report.entry}/original`, { entry: one.entry, as: source ? "source" : "" });
    return html`<section class="panel original" aria-label="Original"><header><h2>Original</h2><div class="actions">
            ${kept.length > 1 && html`<select aria-label="Which bytes" value=${one.entry} onChange=${event => choose(Number(event.target.value))}>${kept.map(each => html`<option key=${each.entry} value=${each.entry}>${each.media} ${day(each.fetched)} (entry ${each.entry})</option>`)}</select>`}
            <button type="button" aria-pressed=${source ? "true" : "false"} onClick=${() => change({ beside: source ? "page" : "source" })}>Source</button>
            <a class="button" href=${link} download="original">Save</a></div></header>
        <p class="small soft"><${Text}>${one.media}<//>${one.bytes ? ` · ${bytes(one.bytes)}` : ""}${one.fetched && html` · fetched <${Day} of=${one.fetched} />`}. It is kept as it came; nothing in it runs, and nothing is loaded from elsewhere.</p>
        ${shown ? html`<iframe key=${link} src=${link} sandbox="" loading="lazy" referrerpolicy="no-referrer" title="The original of this report" />` : html`<p>This kind is not shown in the page. <a href=${link} download="original">Save it</a>, or look at its source.</p>`}
    </section>`;
}
