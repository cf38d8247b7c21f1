// Adding reports: files that are dropped or chosen, or a page's HTML or text that is pasted, with what becomes of each.
import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { Panel, Report, Text, Title } from "./parts.js";
import { bytes, count } from "./format.js";
import { href } from "./route.js";
import { send, taken, useJobs } from "./add/jobs.js";

/// `/add`.
export function Page() {
    const jobs = useJobs();
    return html`<${Title} sub="Every figure in them is read, with on whose say-so it stands. What is known already is not added twice.">Add reports<//>
        <div class="columns"><${Files} /><${Pasted} /></div>
        <div aria-live="polite">${jobs.length > 0 && html`<${Panel} title="What was added" extra=${html`<span class="soft small">${all(jobs)}</span>`}><ol class="jobs">${jobs.map(one => html`<${Job} key=${one.key} one=${one} />`)}</ol><//>`}</div>`;
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
        send([{ name: markup(text) ? "pasted.html" : "pasted.txt", bytes: text, params: { url: url.trim(), outlet: outlet.trim(), published } }]);
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

const STATES = { "in line": "waits to be sent", sending: "is sent", waiting: "waits to be read", reading: "is read", done: "done", failed: "failed" };
const LINKS = 20;

function Job({ one }) {
    const { job, state } = one;
    const counted = job && state !== "waiting" ? [job.read > 1 && count(job.read, "report"), count(job.new ?? 0, "new report"), job.known > 0 && `${job.known} known already`, count(job.figures ?? 0, "figure")].filter(Boolean).join(" · ") : "";
    const [more, show] = useState(false);
    const reports = job?.reports ?? [];
    return html`<li class=${`job ${state.replace(" ", "-")}`}><p><b><${Text}>${one.name}<//></b> <span class="soft small">${bytes(one.size)}</span> <span class=${state === "failed" ? "tag fail" : state === "done" ? "tag holds" : "tag"}>${STATES[state] ?? state}</span> <span class="small">${counted}</span></p>
        ${state === "sending" && html`<progress max="1" value=${one.sent} aria-label=${`Sending ${one.name}`} />`}${(state === "reading" || state === "waiting") && html`<progress aria-label=${`Reading ${one.name}`} />`}
        ${one.error && html`<p class="wrong" dir="auto">${one.error}</p>`}
        ${job?.warnings?.length > 0 && html`<ul class="warnings small">${job.warnings.filter(words => words !== one.error).slice(0, 20).map(words => html`<li key=${words}>⚠ <${Text}>${words}<//></li>`)}</ul>`}
        ${reports.length > 0 && html`<ul class="added">${reports.slice(0, more ? reports.length : LINKS).map(each => html`<li key=${each.entry}><${Report} entry=${each.entry}>${each.title ?? each.id}<//> <span class="soft small">${count(each.figures, "figure")}${each.new === false && ", known already"}</span></li>`)}</ul>`}
        ${reports.length > LINKS && !more && html`<button type="button" class="plain" onClick=${() => show(true)}>all ${reports.length}</button>`}
        ${state === "done" && reports.length > 1 && html`<p class="small"><a href=${href("/")}>The series on the board →</a></p>`}</li>`;
}
