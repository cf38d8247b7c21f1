// The keyboard: which key does what on the page that is open, and the list of them that `?` shows. Single keys can be switched off.
import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { Dialog } from "./parts.js";

const STORE = "sayso.keys";
const sets = new Set();
let prefix = "";

/// Keys of a page or part, while it is there: `useKeys("Board", [{key: "j", words: "next row", run}])`. `key` is what the event calls it; `g s` is two after
/// another. `run` gets the event. Keys that came last win. Nothing is heard while one writes, save keys with `always`.
export function useKeys(title, keys) {
    const set = useRef({ title, keys });
    set.current.keys = keys;
    set.current.title = title;
    useEffect(() => {
        const mine = set.current;
        sets.add(mine);
        return () => sets.delete(mine);
    }, []);
}

/// Listens; once, by the shell.
export function hear() {
    document.addEventListener("keydown", event => {
        if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
        const writing = event.target.closest?.("input:not([type=range]):not([type=checkbox]), textarea, select, [contenteditable]");
        const open = document.querySelector("dialog[open]");
        const wanted = prefix ? `${prefix} ${event.key}` : event.key;
        prefix = "";
        const all = [...sets].reverse().flatMap(set => set.keys.filter(Boolean));
        const found = all.find(one => one.key === wanted && (one.always || (!writing && !open && singles())));
        if (found) {
            event.preventDefault();
            found.run(event);
        } else if (!writing && !open && singles() && all.some(one => one.key.startsWith(`${wanted} `))) prefix = wanted;
    });
}

/// The list of keys that work here.
export function KeyHelp({ open, close }) {
    const [single, setSingle] = useState(singles());
    const turn = event => {
        setSingle(event.target.checked);
        try { localStorage.setItem(STORE, event.target.checked ? "on" : "off"); } catch { /* only for now, then */ }
    };
    return html`<${Dialog} open=${open} close=${close} title="Keyboard">
        ${[...sets].filter(set => set.keys.length).map(set => html`<h3>${set.title}</h3>
            <dl class="keys">${set.keys.filter(Boolean).map(one => html`<div><dt>${shown(one.key)}</dt><dd>${one.words}</dd></div>`)}</dl>`)}
        <p><label class="check"><input type="checkbox" checked=${single} onChange=${turn} /> Keys work without Ctrl or Alt</label></p>
    <//>`;
}

const NAMES = { ArrowDown: "↓", ArrowUp: "↑", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc", " ": "Space" };

function shown(key) {
    return key.split(/ (?=.)/).map(part => html`<kbd>${NAMES[part] ?? part}</kbd> `);
}

function singles() {
    try { return localStorage.getItem(STORE) !== "off"; } catch { return true; }
}
