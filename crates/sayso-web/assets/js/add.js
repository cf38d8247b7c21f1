// Adding reports: files that are dropped or chosen, or a page's HTML or text that is pasted, with what becomes of each.
import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { Answer, Day, Empty, Filter, Moment, Pager, Panel, Report, Text, Title } from "./parts.js";
import { useApi } from "./api.js";
import { bytes, count, num } from "./format.js";
import { href } from "./route.js";
import { send, taken, useJobs } from "./add/jobs.js";

/// `/add`.
export function Page({ query }) {
    const jobs = useJobs();
    return html`<${Title} sub="Every figure in them is read, with on whose say-so it stands. What is known already is not added twice.">Add reports<//>
        <div class="columns"><${Files} /><${Pasted} /></div>
        <div aria-live="polite">${jobs.length > 0 && html`<${Panel} title="What was added" extra=${html`<span class="soft small">${all(jobs)}</span>`}><ol class="jobs">${jobs.map(one => html`<${Job} key=${one.key} one=${one} />`)}</ol><//>`}</div>
        <${Known} query=${query} />`;
}

const ROWS = 30;

/// The reports of the ledger, the latest first.
function Known({ query }) {
    const found = useApi("reports", { text: query.text, offset: query.offset, limit: ROWS });
    return html`<${Panel} title="Reports in the ledger" id="reports" extra=${html`<${Filter} name="text" label="Title, outlet or address" type="search" />`}>
        <${Answer} of=${found} lines=${4} empty=${html`<${Empty} title=${query.text ? "No report is like that" : "There is none yet"} />`}>${data => html`<div class="table" tabindex="0" role="group" aria-label="Reports in the ledger"><table class="stack"><thead><tr><th scope="col">Report</th><th scope="col">Outlet</th><th scope="col">Published</th><th scope="col" class="num">Figures</th><th scope="col">Added</th></tr></thead>
            <tbody>${data.items.map(one => html`<tr key=${one.entry}><td><${Report} entry=${one.entry}>${one.title ?? one.id}<//>${one.replaced_by !== null && html` <span class="tag">replaced by a later state</span>`}</td><td><${Text}>${one.outlet ?? ""}<//></td><td data-name="published"><${Day} of=${one.published} none="–" /></td><td class="num" data-name="figures">${num(one.figures)}</td><td class="soft small"><${Moment} of=${one.at} /></td></tr>`)}</tbody></table></div><${Pager} total=${data.total} limit=${ROWS} />`}<//><//>`;
}

function all(jobs) {
    const sum = name => jobs.reduce((many, one) => many + (one.job?.[name] ?? 0), 0);
    const open = jobs.filter(one => !["done", "failed"].includes(one.state)).length;
    return [count(sum("new"), "new report"), count(sum("figures"), "figure"), open && `${open} under way`].filter(Boolean).join(" · ");
}

function Files() {
    const choose = event => { send([...event.target.files].map(file => taken(file))); event.target.value = ""; };
    return html`<${Panel} title="Files" kind="drop"><p>Drop files or folders anywhere on the page, or</p>
        <p class="actions"><label class="button first"><input type="file" multiple class="unseen" onChange=${choose} /> Choose files</label></p>
        <p class="small soft">Pages (HTML), plain text, mail, feeds, office documents, JSON lines, web archives, and archives of these.</p><//>`;
}

/// What is pasted on the page outside of a field goes into the text.
function Pasted() {
    const [text, set] = useState(""), [url, setUrl] = useState(""), [outlet, setOutlet] = useState(""), [published, setPublished] = useState("");
    const area = useRef();
    useEffect(() => {
        const paste = event => {
            if (event.target.closest?.("input, textarea")) return;
            const files = [...event.clipboardData.files], words = event.clipboardData.getData("text/plain");
            event.preventDefault();
            if (files.length) send(files.map(file => taken(file)));
            else if (words) { set(words); area.current.focus(); }
        };
        document.addEventListener("paste", paste);
        return () => document.removeEventListener("paste", paste);
    }, []);
    const add = event => {
        event.preventDefault();
        if (!text.trim()) return;
        send([{ name: named(text), bytes: text, params: { url: url.trim(), outlet: outlet.trim(), published } }]);
        set(""); setUrl(""); setPublished("");
    };
    const field = (label, value, put, rest = {}) => html`<label class="field"><span>${label}</span><input value=${value} onInput=${event => put(event.target.value)} dir="auto" autocomplete="off" ...${rest} /></label>`;
    return html`<${Panel} title="Text or HTML"><form class="paste" onSubmit=${add}>
        <label class="field"><span>The text of a report, or the source of its page</span><textarea ref=${area} rows="6" required value=${text} onInput=${event => set(event.target.value)} dir="auto" spellcheck=${false} /></label>
        <div class="filters">${field("Its address, if it has one", url, setUrl, { type: "url", inputmode: "url" })}${field("Outlet", outlet, setOutlet, { maxlength: 200 })}${field("Published", published, setPublished, { type: "date" })}</div>
        <p class="small soft">The address is only kept with it; nothing is fetched. Words as “last June” are understood from the day it was published.</p>
        <p class="actions"><button class="first" type="submit" disabled=${!text.trim()}>Add</button></p></form><//>`;
}

const markup = text => /^\s*(<!--[^]*?-->\s*)*<(!doctype\s+html|html|head|body|article|main|div|p|h1|section|table)\b/i.test(text.slice(0, 20_000));

/// Another text, another name, or it would pass for a later state of the same report.
function named(text) {
    let digest = 0x811c9dc5;
    for (let at = 0; at < text.length; at++) digest = Math.imul(digest ^ text.charCodeAt(at), 0x01000193);
    return `pasted-${(digest >>> 0).toString(16).padStart(8, "0")}.${markup(text) ? "html" : "txt"}`;
}

const STATES = { "in line": "waits to be sent", sending: "is sent", waiting: "waits to be read", reading: "is read", done: "done", failed: "failed" };
const LINKS = 20;

function Job({ one }) {
    const { job, state } = one;
    const counted = job && (state === "done" || job.new > 0) ? [job.new > 0 ? `${count(job.new, "new report")} · ${count(job.figures, "figure")}` : "nothing new", job.known > 0 && `${num(job.known)} known already`, job.skipped > 0 && `${num(job.skipped)} left out`].filter(Boolean).join(" · ") : "";
    const [more, show] = useState(false);
    const reports = job?.reports ?? [];
    return html`<li class=${`job ${state.replace(" ", "-")}`}><p><b><${Text}>${one.name}<//></b> <span class="soft small">${bytes(one.size)}</span> <span class=${state === "failed" ? "tag fail" : state === "done" ? "tag holds" : "tag"}>${STATES[state] ?? state}</span> <span class="small">${counted}</span></p>
        ${state === "sending" && html`<progress max="1" value=${one.sent} aria-label=${`Sending ${one.name}`} />`}${(state === "reading" || state === "waiting") && html`<progress max=${job.bytes || 1} value=${job.read} aria-label=${`Reading ${one.name}`} />`}
        ${one.error && html`<p class="wrong" dir="auto">${one.error}</p>`}
        ${job?.warnings?.length > 0 && html`<ul class="warnings small">${job.warnings.filter(words => words !== one.error).slice(0, 20).map(words => html`<li key=${words}>⚠ <${Text}>${words}<//></li>`)}</ul>`}
        ${reports.length > 0 && html`<ul class="added">${reports.slice(0, more ? reports.length : LINKS).map(each => html`<li key=${each.entry}><${Report} entry=${each.entry}>${each.title ?? each.id}<//> <span class="soft small">${count(each.figures, "figure")}${each.new === false && ", known already"}</span></li>`)}</ul>`}
        ${reports.length > LINKS && !more && html`<button type="button" class="plain" onClick=${() => show(true)}>${reports.length - LINKS} more</button>`}
        ${state === "done" && reports.length > 1 && html`<p class="small"><a href=${href("/")}>The series on the board →</a></p>`}</li>`;
}
