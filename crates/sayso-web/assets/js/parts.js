// What pages are made of (a page is a file with `export function Page({path, query, hash, id})`, see main.js):
//   Title({children, sub, extra})       the page's one h1; names the window too          Panel({title, extra, id, children})   a card with a heading
//   Interest({kind, long})              badge of interest: letter, shape and colour       Flags({fails, series})                failing checks, linked
//   Bounds({value})  Span({ends})       a value, a range, in words                        Day({of})  Moment({of})               a day, a moment, in a <time>
//   Report({entry, claim, children})  Series({id, children})  Source({id, name})          links that keep `at`                  Text({children}) report text
//   Quote({sentence, text, hit})        a sentence with its figure marked                 Counts({of})                         mentions, reports, outlets, origins
//   Pager({total, limit, offset})       pages of a list, in the address                   Sort({by, options})                  order, in the address
//   Filter({name, label, options})      a select or, without options, a text field, kept in the address at once   Chosen({names}) what is set, to take off
//   Answer({of, empty, lines, children}) what stands for an answer of useApi: skeleton, problem, nothing found, or children(data)
//   Finding({one}) in series/checks.js  a check's finding; EchoGraph, Lanes, Timeline in chart/
//   Empty({title, children})  Failed({error, retry})  Skeleton({lines})  Busy()           states                                Copy({text, children})
//   Dialog({open, close, title, children})  a modal <dialog>                              toast(words, {action, label, bad})    a short word below, with a button
import { html, useEffect, useId, useRef, useState } from "../vendor/preact.js";
import { change, href, landed, route } from "./route.js";
import { INTERESTS, bounds, clean, count, day, moment, num, origins, plain, span } from "./format.js";

/// The heading of a page, and the window's title. After a step within the desk the reader of a screen starts here.
export function Title({ children, name, sub, extra }) {
    const words = name ?? (typeof children === "string" ? children : "");
    const heading = useRef();
    useEffect(() => { if (landed()) heading.current.focus({ preventScroll: true }); }, []);
    useEffect(() => { document.title = words ? `${clean(words)} · sayso` : "sayso"; }, [words]);
    return html`<div class="title"><div><h1 ref=${heading} tabindex="-1" dir="auto">${shown(children)}</h1>${sub && html`<p class="sub">${sub}</p>`}</div>${extra && html`<div class="actions">${extra}</div>`}</div>`;
}

/// A card with a heading.
export function Panel({ title, extra, id, kind = "", children }) {
    const key = useId();
    return html`<section class=${`panel ${kind}`} id=${id} aria-labelledby=${key}><header><h2 id=${key}>${title}</h2>${extra}</header>${children}</section>`;
}

/// Whose interest: a letter in a shape of its own colour, and the word where there is room.
export function Interest({ kind, long = false }) {
    const { name, letter, words } = INTERESTS[kind] ?? INTERESTS.unknown;
    return html`<span class=${`interest ${name}`} title=${`${name}: ${words}`}><b aria-hidden=${long ? "true" : undefined}>${letter}</b>${long ? html` ${name}` : html`<span class="unseen"> (${name})</span>`}</span>`;
}

/// How many checks fail.
export function Flags({ fails, series }) {
    if (!fails?.length) return html`<span class="none">–</span>`;
    return html`<ul class="flags">${fails.map(({ check, count: many }) => html`<li><a class="tag fail" href=${series ? href(`/series/${series}`, {}, "checks") : href("/checks", { check })} title="a check fails">
        <span aria-hidden="true">⚑</span> ${plain(check)}${many > 1 ? ` ×${num(many)}` : ""}</a></li>`)}</ul>`;
}

/// A value in words.
export const Bounds = ({ value }) => html`<span class="number">${bounds(value)}</span>`;

/// A range in words.
export const Span = ({ ends }) => html`<span class="number">${span(ends)}</span>`;

/// A day, as precise as it is known.
export const Day = ({ of, none = "no day" }) => (of ? html`<time datetime=${of} class="day">${day(of)}</time>` : html`<span class="none">${none}</span>`);

/// When an entry was made.
export const Moment = ({ of }) => (of ? html`<time datetime=${of} class="day">${moment(of)}</time>` : null);

/// A report, at a claim where one is named.
export const Report = ({ entry, claim, children }) => html`<a href=${href(`/reports/${entry}`, {}, claim ?? "")} dir="auto">${shown(children)}</a>`;

/// A series.
export const Series = ({ id, children }) => html`<a href=${href(`/series/${id}`)} dir="auto">${shown(children)}</a>`;

/// A source; who has no page is only named.
export const Source = ({ id, name }) => {
    const words = shown(name ?? "no source named");
    return id ? html`<a href=${href("/sources", { id })} dir="auto">${words}</a>` : html`<span class=${name ? "name" : "name none"} dir="auto">${words}</span>`;
};

/// Text of a report, in its own direction.
export const Text = ({ children }) => html`<bdi dir="auto">${shown(children)}</bdi>`;

/// Text of others as it may be shown; what pages are made of stays.
const shown = children => (Array.isArray(children) ? children.map(shown) : typeof children === "string" ? clean(children) : children);

/// A sentence with the words of its figure marked, where they stand in it.
export function Quote({ sentence, text, hit }) {
    if (!sentence) return null;
    const at = hit ?? (text ? sentence.indexOf(text) : -1);
    const marked = at < 0 || !text ? clean(sentence) : [clean(sentence.slice(0, at)), html`<mark>${clean(text)}</mark>`, clean(sentence.slice(at + text.length))];
    return html`<q class="quote" dir="auto">${marked}</q>`;
}

/// How widely something is told.
export function Counts({ of }) {
    return html`<span class="counts">${count(of.mentions, "mention")} · ${count(of.reports, "report")} · ${count(of.outlets, "outlet")}${of.origins && html` · <b>${origins(of.origins)} ${of.origins.max === 1 ? "origin" : "origins"}</b>`}</span>`;
}

/// Pages of a list. The page is in the address as `offset`.
export function Pager({ total, limit, offset = Number(route().query.offset ?? 0), name = "offset" }) {
    if (!(total > limit) && !offset) return null;
    const to = Math.min(offset + limit, total);
    const page = (at, words, rel) => html`<a class="button" rel=${rel} href=${href(route().path, { ...route().query, [name]: at || "" })}>${words}</a>`;
    return html`<nav class="pager" aria-label="Pages of the list">
        ${offset > 0 ? page(Math.max(0, offset - limit), "← Before", "prev") : html`<span class="button off" aria-disabled="true">← Before</span>`}
        <span>${num(offset + 1)} to ${num(to)} of ${num(total)}</span>
        ${to < total ? page(to, "After →", "next") : html`<span class="button off" aria-disabled="true">After →</span>`}
    </nav>`;
}

/// The order of a list, in the address. `options` are `[value, words]`; the first is what holds without one.
export const Sort = ({ options, name = "sort", label = "Order" }) => html`<${Filter} name=${name} label=${label} options=${options} first=${true} />`;

/// A filter, in the address. `options` are `[value, words]` or `{name, count}`; without options one writes, and it holds after a short pause.
export function Filter({ name, label, options, first = false, type = "text", list, any = "any", min }) {
    const value = route().query[name] ?? "";
    const id = useId();
    if (options) {
        const rows = options.map(one => (Array.isArray(one) ? one : [one.name, `${plain(one.name)} (${num(one.count)})`]));
        const known = !value || rows.some(([one]) => one === value);
        return html`<label class="field" for=${id}><span>${label}</span><select id=${id} value=${value || (first ? rows[0]?.[0] : "")} onChange=${event => change({ [name]: first && event.target.value === rows[0]?.[0] ? "" : event.target.value })}>
            ${!first && html`<option value="">${any}</option>`}${!known && html`<option value=${value}>${value}</option>`}
            ${rows.map(([one, words]) => html`<option value=${one} key=${one}>${words}</option>`)}</select></label>`;
    }
    return html`<label class="field" for=${id}><span>${label}</span><${Written} id=${id} name=${name} value=${value} type=${type} list=${list} min=${min} /></label>`;
}

function Written({ id, name, value, type, list, min }) {
    const [own, set] = useState(value);
    const timer = useRef();
    useEffect(() => set(value), [value]);
    useEffect(() => () => clearTimeout(timer.current), []);
    const hold = (text, wait) => {
        clearTimeout(timer.current);
        timer.current = setTimeout(() => text.trim() !== (route().query[name] ?? "") && change({ [name]: text.trim() }, { replace: true }), wait);
    };
    return html`<input id=${id} type=${type} min=${min} list=${list} value=${own} dir="auto" autocomplete="off" spellcheck=${false}
        onInput=${event => { set(event.target.value); hold(event.target.value, 300); }} onChange=${event => hold(event.target.value, 0)} />`;
}

/// The filters that are set, each to be taken off. `names` are `{name: words}`.
export function Chosen({ names }) {
    const set = Object.keys(names).filter(name => route().query[name]);
    if (!set.length) return null;
    return html`<ul class="chosen" aria-label="Filters set">${set.map(name => html`<li key=${name}><button type="button" onClick=${() => change({ [name]: "" })} aria-label=${`Take off: ${names[name]} ${route().query[name]}`}>
        ${names[name]}: <b dir="auto">${plain(route().query[name])}</b> <span aria-hidden="true">×</span></button></li>`)}
        <li><button type="button" class="plain" onClick=${() => change(Object.fromEntries(set.map(name => [name, ""])))}>take all off</button></li></ul>`;
}

/// What stands for an answer while it is waited for, where it failed, and where it is an empty list; otherwise `children(data)`.
export function Answer({ of, empty, lines = 6, children }) {
    const data = of.data ?? (of.error ? null : of.last);
    if (of.error && !data) return html`<${Failed} error=${of.error} retry=${of.reload} />`;
    if (!data) return html`<${Skeleton} lines=${lines} />`;
    if (empty && data.items && !data.items.length) return typeof empty === "string" ? html`<${Empty} title=${empty} />` : empty;
    return html`<div class=${of.data ? "answer" : "answer stale"} aria-busy=${of.data ? undefined : "true"}>${children(data)}</div>`;
}

/// Nothing is there, and what one may do about it.
export const Empty = ({ title, children }) => html`<div class="state"><p class="big">${title}</p>${children}</div>`;

/// What went wrong, in the server's words.
export const Failed = ({ error, retry }) => html`<div class="state bad" role="alert"><p class="big">${error.title ?? "Something went wrong"}</p>
    ${error.message && error.message !== error.title && html`<p dir="auto">${error.message}</p>`}${retry && html`<p><button type="button" onClick=${retry}>Try again</button></p>`}</div>`;

/// Where text will stand.
export const Skeleton = ({ lines = 3 }) => html`<div class="skeleton" role="status"><span class="unseen">Loading</span>${Array.from({ length: lines }, (_, at) => html`<i key=${at} />`)}</div>`;

/// Something is under way.
export const Busy = ({ words = "Working" }) => html`<span class="busy" role="status"><i aria-hidden="true" /> ${words}</span>`;

/// Copies a text.
export function Copy({ text, children = "copy" }) {
    const copy = () => navigator.clipboard.writeText(text).then(() => toast("Copied"), () => toast("The browser did not let it be copied", { bad: true }));
    return html`<button type="button" class="plain" onClick=${copy}>${children}</button>`;
}

/// A modal dialog. Escape and the button close it.
export function Dialog({ open, close, title, children }) {
    const element = useRef(), key = useId();
    useEffect(() => {
        if (open && !element.current.open) element.current.showModal();
        if (!open && element.current.open) element.current.close();
    }, [open]);
    return html`<dialog ref=${element} aria-labelledby=${key} onClose=${() => close()}>${open && html`<header><h2 id=${key}>${title}</h2>
        <button type="button" class="plain" onClick=${() => element.current.close()} aria-label="Close">×</button></header>${children}`}</dialog>`;
}

const watching = new Set();
let toasts = [];

/// Says a short word below, for some seconds; with a button where `action` is given. One of the same `topic` takes the place of the one before.
export function toast(words, { action, label = "Undo", bad = false, topic } = {}) {
    const one = { words, action, label, bad, topic, key: performance.now() };
    toasts = [...toasts.filter(other => !topic || other.topic !== topic).slice(-3), one];
    setTimeout(() => drop(one), action || bad ? 12_000 : 5_000);
    redraw();
}

/// Where they stand; once, in the shell.
export function Toasts() {
    const [list, set] = useState(toasts);
    useEffect(() => { watching.add(set); return () => watching.delete(set); }, []);
    const act = one => { drop(one); one.action(); };
    return html`<div class="toasts" role="status" aria-live="polite">${list.map(one => html`<div key=${one.key} class=${one.bad ? "toast bad" : "toast"}><span dir="auto">${clean(one.words)}</span>
        ${one.action && html`<button type="button" onClick=${() => act(one)}>${one.label}</button>`}<button type="button" class="plain" aria-label="Dismiss" onClick=${() => drop(one)}>×</button></div>`)}</div>`;
}

function drop(one) {
    toasts = toasts.filter(other => other !== one);
    redraw();
}

function redraw() {
    for (const set of watching) set(toasts);
}
