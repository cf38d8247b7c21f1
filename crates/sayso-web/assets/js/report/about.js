// What is known of a report beside its text: where it came from, its other names, and what the checks found in it.
import { html } from "../../vendor/preact.js";
import { Copy, Day, Panel, Text } from "../parts.js";
import { Finding } from "../series/checks.js";
import { plain } from "../format.js";

/// The panels below the text.
export function About({ report }) {
    return html`${report.findings.length > 0 && html`<${Panel} title="Checks on its figures" id="checks"><ul class="rows">${report.findings.map((one, at) => html`<${Finding} key=${at} one=${one} />`)}</ul><//>`}
        <${Panel} title="About this report" id="about"><dl class="facts">
            ${facts(report).map(([name, value]) => html`<dt key=${name}>${name}</dt><dd>${value}</dd>`)}
        </dl><//>`;
}

function facts(report) {
    const list = items => html`<ul>${items.map(one => html`<li><${Text}>${one}<//></li>`)}</ul>`;
    return [
        ["name", html`<${Text}>${report.id}<//>`],
        report.url && ["address", outward(report.url)],
        report.outlet && ["outlet", html`<${Text}>${report.outlet}<//>`],
        report.authors.length > 0 && ["by", list(report.authors)],
        ["published", html`<${Day} of=${report.published} none="not known" />`],
        report.modified && ["modified", html`<${Day} of=${report.modified} />`],
        report.lang && ["language", report.lang],
        report.copies.length > 0 && ["also came as", list(report.copies)],
        report.citations?.length > 0 && ["cites", html`<ul>${report.citations.slice(0, 50).map(cited)}</ul>`],
        ["ledger entry", report.entry],
        ["digest of the text", html`<code>${report.digest}</code> <${Copy} text=${report.digest} />`],
    ].filter(Boolean);
}

/// An address elsewhere opens in a window of its own and is told nothing of this one. Only pages are linked.
const outward = url => (/^https?:\/\//i.test(url) ? html`<a href=${url} target="_blank" rel="noreferrer noopener" dir="auto"><${Text}>${url}<//></a>` : html`<${Text}>${url}<//>`);

function cited(one) {
    const words = Object.entries(one).filter(([name, value]) => typeof value === "string" && name !== "url").map(([, value]) => plain(value));
    return html`<li>${words.length > 0 && html`<${Text}>${words.join(" · ")}<//> `}${one.url && outward(one.url)}</li>`;
}
