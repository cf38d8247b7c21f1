// The address: where one is, going elsewhere, and filters that live in the query. `at` and `as_of` stay when one goes on.
import { useEffect, useState } from "../vendor/preact.js";

const KEPT = ["at", "as_of"];
const watchers = new Set();
let here = read();
let unread = false;

/// Where one is: `{path, query, hash}`. `query` is a plain object of texts.
export const route = () => here;

/// The same, and drawn again when it changes.
export function useRoute() {
    const [now, set] = useState(here);
    useEffect(() => {
        watchers.add(set);
        set(here);
        return () => watchers.delete(set);
    }, []);
    return now;
}

/// A path with a query. What is empty is left out; the state of the ledger that one looks at is kept unless the query says otherwise.
export function href(path, query = {}, hash = "") {
    const kept = Object.fromEntries(KEPT.filter(name => here.query[name] && !KEPT.some(one => one in query)).map(name => [name, here.query[name]]));
    return path + written({ ...query, ...kept }) + (hash ? `#${encodeURIComponent(hash)}` : "");
}

/// Goes to an address. `replace` leaves no step behind to go back to.
export function go(to, { replace = false } = {}) {
    const before = here.path;
    if (!replace) history.replaceState({ ...history.state, scroll: scrollY }, "");
    history[replace ? "replaceState" : "pushState"](null, "", to);
    arrive();
    unread = here.path !== before && !here.hash;
    if (unread && !replace) scrollTo(0, 0);
}

/// Whether a page was gone to and its heading not yet read; once.
export function landed() {
    const was = unread;
    unread = false;
    return was;
}

/// Changes some of the query and leaves the rest. Another filter starts at the first page of a list.
export function change(changes, { replace = false } = {}) {
    const query = { ...here.query, ...("offset" in changes ? {} : { offset: "" }), ...changes };
    go(here.path + written(query) + location.hash, { replace });
}

/// What a query is written as: `?a=b`, in the order of names, so that one view has one address.
export function written(query) {
    const pairs = Object.entries(query).filter(([, value]) => value !== "" && value !== null && value !== undefined && value !== false).sort(([a], [b]) => (a < b ? -1 : 1));
    const text = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
    return text && `?${text}`;
}

/// Follows links within the desk without loading the page anew.
export function follow() {
    document.addEventListener("click", event => {
        const link = event.target.closest?.("a[href]");
        if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        // A part of this very page is the browser's own business: it moves the focus too.
        if (link.getAttribute("href").startsWith("#")) return;
        if (link.target || link.hasAttribute("download") || link.origin !== location.origin || /^\/(api\/v1|assets)(\/|$)/.test(link.pathname)) return;
        event.preventDefault();
        go(link.pathname + link.search + link.hash);
    });
    addEventListener("popstate", () => { arrive(); settle(history.state?.scroll ?? 0, 20); });
}

/// Brings the part that the address names into view once it is `ready`, and holds it there while what stands above it is still being drawn, until somebody moves.
export function useAnchor(hash, ready) {
    useEffect(() => {
        const part = ready && hash && document.getElementById(hash);
        if (!part) return undefined;
        const stop = new AbortController(), watch = new ResizeObserver(() => part.scrollIntoView());
        const end = () => { watch.disconnect(); stop.abort(); };
        watch.observe(document.body);
        for (const kind of ["wheel", "keydown", "pointerdown", "touchstart"]) addEventListener(kind, end, { signal: stop.signal, passive: true });
        const timer = setTimeout(end, 3000);
        return () => { clearTimeout(timer); end(); };
    }, [hash, Boolean(ready)]);
}

// What is long is drawn when its answer is there, so the place is looked for until the page is long enough.
function settle(top, tries) {
    if (!top) return;
    scrollTo(0, top);
    if (tries && Math.abs(scrollY - top) > 2) setTimeout(settle, 50, top, tries - 1);
}

function arrive() {
    here = read();
    for (const tell of watchers) tell(here);
}

function read() {
    return { path: location.pathname, query: Object.fromEntries(new URLSearchParams(location.search)), hash: decoded(location.hash.slice(1)) };
}

function decoded(text) {
    try { return decodeURIComponent(text); } catch { return text; }
}
