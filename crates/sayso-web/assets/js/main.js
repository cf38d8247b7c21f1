// The desk in the browser: which page stands at which address, and what is around every page.
import { html, render, useEffect, useErrorBoundary, useState } from "../vendor/preact.js";
import { follow, useRoute } from "./route.js";
import { Failed, Skeleton, Title, Toasts } from "./parts.js";
import { Head, Who } from "./shell.js";
import { listen } from "./api.js";
import { catchFiles } from "./add/jobs.js";
import { hear } from "./keys.js";

/// Each page is a file with a `Page({path, query, hash, id})`; `id` is what the address has in the round brackets.
const PAGES = [
    { at: /^\/$/, file: "board" },
    { at: /^\/series\/([^/]+)$/, file: "series" },
    { at: /^\/reports\/([^/]+)$/, file: "report" },
    { at: /^\/queue$/, file: "queue" },
    { at: /^\/sources$/, file: "sources" },
    { at: /^\/checks$/, file: "checks" },
    { at: /^\/search$/, file: "search" },
    { at: /^\/add$/, file: "add" },
    { at: /^\/judgements$/, file: "judgements" },
    { at: /^\/api$/, file: "apidoc" },
];

function Desk() {
    const now = useRoute();
    const page = PAGES.find(({ at }) => at.test(now.path));
    return html`<a class="skip" href="#main">To the page</a><${Head} now=${now} /><main id="main" class="wrap" tabindex="-1">
        ${page ? html`<${Guard} key=${now.path}><${Loaded} key=${page.file} file=${page.file} now=${now} id=${decoded(page.at.exec(now.path)[1])} /><//>` : html`<${Title}>Nothing is here<//><${Failed} error=${{ title: "There is no such page", message: now.path }} />`}
    </main><${Who} /><${Toasts} />`;
}

/// A page, once its file is there.
function Loaded({ file, now, id }) {
    const [state, set] = useState({ Page: loaded[file] });
    useEffect(() => {
        import(`./${file}.js`).then(({ Page }) => { loaded[file] = Page; set({ Page }); }, error => set({ error }));
    }, [file]);
    if (state.error) return html`<${Failed} error=${{ title: "This page could not be loaded", message: `${file}.js: ${state.error.message}` }} retry=${() => location.reload()} />`;
    return state.Page ? html`<${state.Page} ...${now} id=${id} />` : html`<${Skeleton} lines=${8} />`;
}

/// A mistake in a page does not take the rest of the desk along.
function Guard({ children }) {
    const [error, reset] = useErrorBoundary(error => console.error(error));
    return error ? html`<${Failed} error=${{ title: "This page has a fault", message: String(error.message ?? error) }} retry=${reset} />` : children;
}

function decoded(text) {
    try { return decodeURIComponent(text ?? ""); } catch { return text; }
}

/// Pages whose files are there already: they are drawn at once.
const loaded = {};
follow();
hear();
render(html`<${Desk} />`, document.getElementById("desk"));
listen();
catchFiles();
