// What is around every page: the way to the others, the ledger's name, the state one looks at, the theme, and the question who judges.
import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { change, go, href } from "./route.js";
import { askBy, setWho, useApi, who } from "./api.js";
import { KeyHelp, useKeys } from "./keys.js";
import { Dialog } from "./parts.js";
import { day, moment, num } from "./format.js";

const PLACES = [["/", "Series", "s"], ["/queue", "Queue", "q"], ["/checks", "Checks", "c"], ["/sources", "Sources", "o"], ["/search", "Search", "f"], ["/judgements", "Judgements", "j"], ["/add", "Add", "a"], ["/api", "API", "i"]];
const THEMES = { auto: ["◐", "as the system"], light: ["○", "light"], dark: ["●", "dark"] };

/// The head of every page.
export function Head({ now }) {
    const [help, setHelp] = useState(false);
    const [dated, setDated] = useState(false);
    const ledger = useApi("ledger");
    useKeys("Everywhere", [
        { key: "/", words: "search", run: () => go(href("/search")) },
        ...PLACES.map(([path, name, key]) => ({ key: `g ${key}`, words: name, run: () => go(href(path)) })),
        { key: "m", words: "the ledger at an earlier moment", run: () => setDated(open => !open) },
        { key: "t", words: "theme", run: turnTheme },
        { key: "?", words: "this list", run: () => setHelp(true) },
    ]);
    const nav = useRef();
    useEffect(() => nav.current.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" }), [now.path]);
    const past = now.query.at || now.query.as_of;
    // On the board the slider always stands there, where there is room for it.
    const board = now.path === "/" && matchMedia("(min-width: 60rem)").matches;
    return html`<header class="head"><div class="wrap bar">
            <a class="brand" href=${href("/")}><span aria-hidden="true" class="mark" /> sayso</a>
            <nav aria-label="Desk" ref=${nav}><ul>${PLACES.map(([path, name]) => html`<li key=${path}><a href=${href(path)} aria-current=${inside(now.path, path) ? "page" : undefined}>${name}</a></li>`)}</ul></nav>
            <div class="tools">
                <button type="button" class=${past ? "tool on" : "tool"} aria-expanded=${dated || past || board ? "true" : "false"} onClick=${() => setDated(!dated)} title="The ledger at an earlier moment">${past ? "As of…" : "Now"}</button>
                <${Theme} />
                <button type="button" class="tool" onClick=${() => setHelp(true)} title="Keyboard" aria-label="Keyboard">?</button>
            </div>
        </div>
        ${(dated || past || board) && html`<${AsOf} now=${now} ledger=${ledger.last} close=${() => setDated(false)} />`}
    </header><${KeyHelp} open=${help} close=${() => setHelp(false)} />`;
}

const inside = (path, place) => (place === "/" ? path === "/" || path.startsWith("/series/") : path === place);

/// The slider over what the ledger remembers. It moves at once and asks the server when the hand rests.
function AsOf({ now, ledger, close }) {
    const moments = ledger?.moments ?? [];
    const last = moments.length - 1;
    const held = now.query.at ? moments.findLastIndex(one => one.entry <= Number(now.query.at)) : now.query.as_of ? moments.findLastIndex(one => (one.at ?? "") <= `${now.query.as_of}~`) : last;
    const [own, set] = useState(null);
    const timer = useRef();
    useEffect(() => set(null), [now.query.at, now.query.as_of]);
    const index = own ?? Math.max(held, 0);
    const chosen = moments[index];
    const put = to => {
        set(to);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => change({ at: to >= last ? "" : moments[to].entry, as_of: "" }, { replace: true }), 250);
    };
    // A day may be chosen in the address too, and lie before everything.
    const words = now.query.as_of && own === null ? `the end of ${day(now.query.as_of)}` : !chosen ? "" : index >= last ? "now" : `${moment(chosen.at)} · after entry ${num(chosen.entry)}`;
    return html`<div class=${index < last || now.query.as_of ? "asof past" : "asof"} role="region" aria-label="As of"><div class="wrap">
        <label for="asof">As of</label>
        <input id="asof" type="range" min="0" max=${Math.max(last, 0)} value=${index} disabled=${last < 1} aria-valuetext=${words} onInput=${event => put(Number(event.target.value))} />
        <output for="asof">${words || "…"}</output>
        <button type="button" disabled=${index >= last && !now.query.as_of} onClick=${() => { change({ at: "", as_of: "" }); close(); }}>Back to now</button>
    </div></div>`;
}

function Theme() {
    const [name, set] = useState(theme());
    useEffect(() => {
        const turned = () => set(theme());
        document.addEventListener("theme", turned);
        return () => document.removeEventListener("theme", turned);
    }, []);
    const [sign, words] = THEMES[name];
    return html`<button type="button" class="tool" onClick=${turnTheme} title=${`Theme: ${words}`} aria-label=${`Theme: ${words}`}>${sign}</button>`;
}

const theme = () => document.documentElement.dataset.theme ?? "auto";

function turnTheme() {
    const names = Object.keys(THEMES), next = names[(names.indexOf(theme()) + 1) % names.length];
    if (next === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    try { localStorage.setItem("sayso.theme", next); } catch { /* only for now, then */ }
    document.dispatchEvent(new Event("theme"));
}

/// Who judges: asked when it is first needed, and kept on this machine.
export function Who() {
    const [answer, set] = useState(null);
    const [name, setName] = useState("");
    useEffect(() => askBy(() => new Promise(done => { setName(who()); set(() => done); })), []);
    const end = given => { answer?.(given); set(null); };
    const send = event => {
        event.preventDefault();
        if (name.trim()) { setWho(name); end(name.trim()); }
    };
    return html`<${Dialog} open=${Boolean(answer)} close=${() => end("")} title="Who judges?">
        <form onSubmit=${send}><p>Every judgement is kept in the ledger with the name of who made it. This is asked once and kept in this browser.</p>
        <label class="field"><span>Name</span><input value=${name} onInput=${event => setName(event.target.value)} autofocus required maxlength="200" dir="auto" /></label>
        <p class="actions"><button class="first" type="submit">Judge in this name</button></p></form>
    <//>`;
}
