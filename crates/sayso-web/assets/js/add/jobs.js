// What is being added: files wait their turn, are sent one after another, and what the server makes of each is told as it comes. It goes on while one looks at other pages.
import { useEffect, useState } from "../../vendor/preact.js";
import { get, on, upload } from "../api.js";
import { go, href, route } from "../route.js";

const KEPT = 200;
const POLL = 1500;
const watchers = new Set();
let jobs = [], sending = false, polling = null, next = 1;

/// All that was added in this window, the latest first.
export function useJobs() {
    const [list, set] = useState(jobs);
    useEffect(() => { watchers.add(set); set(jobs); return () => watchers.delete(set); }, []);
    return list;
}

/// Adds `[{name, bytes, params}]`, where `bytes` is a file or a text.
export function send(files) {
    const waiting = files.map(({ name, bytes, params }) => ({ key: next++, name, bytes, params, size: bytes.size ?? new Blob([bytes]).size, sent: 0, state: "in line" }));
    put([...waiting.toReversed(), ...jobs].filter((one, at) => at < KEPT || !ended(one)));
    run();
}

const ended = one => one.state === "done" || one.state === "failed";

/// Files that are dropped anywhere in the desk are added, and nothing else is done with them.
export function catchFiles() {
    let depth = 0;
    const files = event => event.dataTransfer?.types.includes("Files");
    const over = to => { depth = Math.max(0, to); document.body.classList.toggle("dropping", depth > 0); };
    document.addEventListener("dragenter", event => files(event) && over(depth + 1));
    document.addEventListener("dragleave", event => files(event) && over(depth - 1));
    document.addEventListener("dragover", event => { if (files(event)) { event.preventDefault(); event.dataTransfer.dropEffect = "copy"; } });
    document.addEventListener("drop", event => {
        if (!files(event)) return;
        event.preventDefault();
        over(0);
        if (route().path !== "/add") go(href("/add"));
        dropped(event.dataTransfer).then(send);
    });
}

/// What was dropped, with the files of folders.
async function dropped(transfer) {
    const entries = [...transfer.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!entries.length) return [...transfer.files].map(taken);
    return (await Promise.all(entries.map(entry => inside(entry)))).flat();
}

/// A file as it is sent.
export const taken = (file, name) => ({ name: typeof name === "string" ? name : file.webkitRelativePath || file.name, bytes: file, params: {} });

async function inside(entry, above = "") {
    const name = above + entry.name;
    if (entry.isFile) return new Promise(done => entry.file(file => done([taken(file, name)]), () => done([])));
    const reader = entry.createReader(), all = [];
    for (;;) {
        const some = await new Promise(done => reader.readEntries(done, () => done([])));
        if (!some.length) break;
        all.push(...some);
    }
    return (await Promise.all(all.filter(one => !one.name.startsWith(".")).map(one => inside(one, `${name}/`)))).flat();
}

async function run() {
    if (sending) return;
    const one = jobs.findLast(each => each.state === "in line");
    if (!one) return;
    sending = true;
    change(one.key, { state: "sending" });
    try {
        // Files of one name from several folders are several files.
        const job = await upload("reports", one.bytes, { name: one.name.replaceAll("/", " - "), ...one.params }, sent => change(one.key, { sent }));
        change(one.key, { sent: 1, bytes: null, state: job.state ?? "waiting", id: job.id, job });
        watch();
    } catch (problem) {
        const full = problem.status === 429;
        change(one.key, full ? { state: "in line" } : { state: "failed", bytes: null, error: problem.message });
        if (full) await new Promise(done => setTimeout(done, POLL));
    }
    sending = false;
    run();
}

/// Whoever hears nothing from the server asks it.
function watch() {
    polling ??= setInterval(async () => {
        const open = jobs.filter(one => one.id !== undefined && !ended(one));
        if (!open.length) { clearInterval(polling); polling = null; return; }
        for (const one of open.slice(0, 8)) {
            if (performance.now() - (one.heard ?? 0) < POLL) continue;
            try { hear(await get(`jobs/${encodeURIComponent(one.id)}`)); } catch (problem) { if (problem.status === 404) change(one.key, { state: "failed", error: problem.message }); }
        }
    }, POLL);
}

function hear(job) {
    const one = jobs.find(each => each.id !== undefined && each.id === job?.id);
    // An answer that is later than the end is old.
    if (one && !ended(one)) change(one.key, { state: job.state, job, heard: performance.now(), error: job.state === "failed" ? (job.error ?? "It could not be read") : undefined });
}

on("job", hear);

function change(key, what) {
    put(jobs.map(one => (one.key === key ? { ...one, ...what } : one)));
}

function put(list) {
    jobs = list;
    for (const set of watchers) set(jobs);
}
