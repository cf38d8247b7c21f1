// The API from the page: answers kept by their ETag, errors as problems, uploads with progress, what the server tells by itself, and who judges.
import { useCallback, useEffect, useRef, useState } from "../vendor/preact.js";
import { route, written } from "./route.js";

const BASE = "/api/v1/";
const KEPT = 80;
const kept = new Map();

/// What went wrong, as application/problem+json tells it.
export class Problem extends Error {
    constructor({ status = 0, title = "The server did not answer", detail = "" }) {
        super(detail || title);
        Object.assign(this, { status, title, detail });
    }
}

/// The address of an answer. The state of the ledger that one looks at goes along.
export function address(path, params = {}) {
    const { at, as_of } = route().query;
    return BASE + path + written({ at, as_of, ...params });
}

/// An answer. Asked again it is the very same object while nothing has changed, so that nothing is drawn anew.
export async function get(path, params = {}, { signal } = {}) {
    const url = address(path, params), before = kept.get(url);
    const answer = await asked(url, { signal, cache: "no-store", headers: before ? { "If-None-Match": before.etag } : {} });
    if (answer.status === 304 && before) return before.body;
    const body = await told(answer);
    const etag = answer.headers.get("ETag");
    if (etag) keep(url, { etag, body });
    return body;
}

/// The answer while it is waited for, and again whenever the ledger has grown: `{data, error, loading, reload}`. No path, no question.
export function useApi(path, params = {}) {
    const url = path && address(path, params);
    const [state, set] = useState({ url: null, data: null, error: null });
    const [round, again] = useState(0);
    const wanted = useRef();
    wanted.current = url;
    useEffect(() => {
        if (!url) return undefined;
        const stop = new AbortController();
        const done = outcome => stop.signal.aborted || set({ url, data: null, error: null, ...outcome });
        get(path, params, { signal: stop.signal }).then(data => done({ data }), error => done({ error }));
        return () => stop.abort();
    }, [url, round]);
    useEffect(() => on("ledger", () => again(one => one + 1)), []);
    const reload = useCallback(() => again(one => one + 1), []);
    const current = state.url === url;
    // While another page of a list or filter is fetched, what was kept of it stands there, or else what was there before.
    const data = current ? state.data : (kept.get(url)?.body ?? null);
    return { data, last: data ?? state.data, error: current ? state.error : null, loading: Boolean(url) && !current && !data, reload };
}

/// Sends JSON and gives the answer. The ledger has grown by it.
export async function post(path, body) {
    const answer = await asked(BASE + path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    const back = await told(answer);
    tell("ledger", {});
    return back;
}

/// Sends the bytes of a file or a text; `progress(part)` is told 0 to 1. Gives the job.
export function upload(path, bytes, params = {}, progress = () => {}) {
    return new Promise((done, failed) => {
        const call = new XMLHttpRequest();
        call.open("POST", BASE + path + written(params));
        call.setRequestHeader("Content-Type", "application/octet-stream");
        call.upload.onprogress = event => event.lengthComputable && progress(event.loaded / event.total);
        call.onerror = () => failed(new Problem({}));
        call.onload = () => {
            const body = parsed(call.responseText);
            if (call.status < 300) done(body);
            else failed(new Problem({ status: call.status, title: call.statusText, ...body }));
        };
        call.send(bytes);
    });
}

// ---- what the server tells by itself

const listeners = { job: new Set(), ledger: new Set() };
let stream = null;

/// Calls when the server tells of a `job` (its state) or of the `ledger` (`{head, ready}`); gives what ends it.
export function on(kind, call) {
    listeners[kind].add(call);
    return () => listeners[kind].delete(call);
}

/// Listens while the page is seen: a browser opens few connections to one server, and hidden pages shall not use them up.
export function listen() {
    const turn = () => {
        if (document.hidden) { stream?.close(); stream = null; return; }
        if (stream) return;
        stream = new EventSource(`${BASE}events`);
        for (const kind of Object.keys(listeners)) stream.addEventListener(kind, event => tell(kind, parsed(event.data) ?? {}));
    };
    document.addEventListener("visibilitychange", turn);
    turn();
}

function tell(kind, what) {
    for (const call of listeners[kind]) call(what);
}

// ---- who judges

const WHO = "sayso.by";
let asking = null;

/// Who judges, as it was answered once on this machine; empty if never.
export function who() {
    try { return localStorage.getItem(WHO) ?? ""; } catch { return ""; }
}

/// Keeps who judges.
export function setWho(name) {
    try { localStorage.setItem(WHO, name.trim()); } catch { /* then it is asked again */ }
}

/// How the page asks who judges: a call that gives a promise of a name, or of nothing.
export function askBy(call) {
    asking = call;
}

/// A judgement, in the name of who judges, who is asked once: `{judgement, claim, field, value, a, b, series, why}`. Gives `{entry, words}`, or null where nobody gave a name.
export async function judge(fields) {
    const by = await named();
    return by ? post("judgements", { ...fields, by }) : null;
}

/// Takes a judgement away again.
export async function undo(entry, why = "") {
    const by = await named();
    return by ? post(`judgements/${encodeURIComponent(entry)}/undo`, { by, why }) : null;
}

async function named() {
    if (!who() && asking) setWho((await asking()) ?? "");
    return who();
}

// ---- helpers

async function asked(url, options) {
    try { return await fetch(url, { credentials: "same-origin", ...options }); } catch (error) {
        if (error.name === "AbortError") throw error;
        throw new Problem({ detail: "Is `sayso serve` still running?" });
    }
}

async function told(answer) {
    const body = parsed(await answer.text());
    if (answer.ok) return body;
    throw new Problem({ status: answer.status, title: answer.statusText, ...body });
}

function parsed(text) {
    try { return JSON.parse(text); } catch { return null; }
}

function keep(url, answer) {
    kept.delete(url);
    kept.set(url, answer);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value);
}
