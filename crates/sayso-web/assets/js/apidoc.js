// The API as its own description (OpenAPI 3.1) tells it: every address with what it takes and gives, and the forms of what goes over the wire.
import { html, useEffect, useState } from "../vendor/preact.js";
import { Answer, Panel, Text, Title } from "./parts.js";
import { useApi } from "./api.js";
import { useAnchor } from "./route.js";

const METHODS = ["get", "post", "put", "patch", "delete"];

/// `/api`.
export function Page({ hash }) {
    const found = useApi("openapi.json");
    useAnchor(hash, found.data);
    return html`<${Title} sub=${html`The desk stands on it, and so can other programs. The description itself: <a href="/api/v1/openapi.json">openapi.json</a>.`}>HTTP API<//>
        <${Answer} of=${found} lines=${12}>${doc => html`<${Doc} doc=${doc} hash=${hash} />`}<//>`;
}

function Doc({ doc, hash }) {
    const base = doc.servers?.[0]?.url?.replace(/\/$/, "") ?? "";
    const groups = grouped(doc);
    const schemas = Object.entries(doc.components?.schemas ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    return html`<p class="soft">${doc.info?.title} ${doc.info?.version} · OpenAPI ${doc.openapi}</p>${doc.info?.description && html`<${Prose} text=${doc.info.description} />`}
        ${groups.map(([name, list]) => html`<${Panel} key=${name} title=${name}>${list.map(one => html`<${Operation} key=${one.method + one.path} one=${one} base=${base} />`)}<//>`)}
        ${schemas.length > 0 && html`<${Panel} title="Forms">${schemas.map(([name, schema]) => html`<${Form} key=${name} name=${name} schema=${schema} open=${hash === `form-${name}`} />`)}<//>`}`;
}

function grouped(doc) {
    const groups = new Map();
    for (const [path, item] of Object.entries(doc.paths ?? {})) for (const method of METHODS.filter(one => item[one])) {
        const one = { path, method, ...item[method], parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map(each => followed(doc, each)) };
        const name = one.tags?.[0] ?? "Addresses";
        groups.set(name, [...(groups.get(name) ?? []), one]);
    }
    return [...groups];
}

/// What a reference within the description points at.
function followed(doc, one) {
    if (!one?.$ref?.startsWith("#/")) return one;
    return one.$ref.slice(2).split("/").reduce((at, part) => at?.[part.replaceAll("~1", "/").replaceAll("~0", "~")], doc) ?? {};
}

function Operation({ one, base }) {
    const plain = one.method === "get" && !one.parameters.some(each => each.required);
    return html`<details class="operation"><summary><span class=${`method ${one.method}`}>${one.method.toUpperCase()}</span> <code>${base}${one.path}</code> <span class="soft"><${Words} text=${one.summary ?? ""} /></span></summary>
        ${one.description && html`<${Prose} text=${one.description} />`}
        ${plain && html`<p><a href=${base + one.path} target="_blank" rel="noopener">${base}${one.path}</a></p>`}
        ${one.parameters.length > 0 && html`<div class="table" tabindex="0" role="group" aria-label="What it takes"><table class="stack"><thead><tr><th scope="col">Takes</th><th scope="col">In</th><th scope="col">Form</th><th scope="col">What it is</th></tr></thead><tbody>${one.parameters.map(each => html`<tr key=${each.in + each.name}><td><code>${each.name}</code>${each.required && html` <b title="required">*</b>`}</td><td>${each.in}</td><td><${Shape} of=${each.schema} /></td><td><${Words} text=${each.description ?? ""} /></td></tr>`)}</tbody></table></div>`}
        ${one.requestBody && html`<h3>Body</h3>${bodies(one.requestBody)}`}
        <h3>Answers</h3><ul>${Object.entries(one.responses ?? {}).map(([status, answer]) => html`<li key=${status}><code>${status}</code> <${Text}>${answer.description ?? ""}<//> ${bodies(answer)}</li>`)}</ul>
    </details>`;
}

const bodies = of => Object.entries(of.content ?? {}).map(([media, { schema }]) => html`<span key=${media} class="body"><span class="soft small">${media}</span> ${schema && html`<${Shape} of=${schema} />`}</span>`);

function Form({ name, schema, open }) {
    const [shown, show] = useState(open);
    useEffect(() => { if (open) show(true); }, [open]);
    const needed = new Set(schema.required ?? []);
    const whole = merged(schema);
    return html`<details id=${`form-${name}`} class="operation" open=${shown} onToggle=${event => show(event.target.open)}><summary><code>${name}</code> <span class="soft"><${Text}>${schema.description?.split("\n")[0] ?? ""}<//></span></summary>
        ${shown && (whole.length ? html`<dl class="form-fields">${whole.map(([field, of]) => html`<div key=${field}><dt><code>${field}</code>${needed.has(field) ? "" : html`<span class="soft" title="may be missing">?</span>`}</dt><dd><${Shape} of=${of} /> <span class="soft small"><${Words} text=${of.description ?? ""} /></span></dd></div>`)}</dl>` : html`<p><${Shape} of=${schema} /></p>`)}</details>`;
}

/// Fields of a form, with those of the forms it is laid upon.
const merged = schema => [...(schema.allOf ?? []).flatMap(one => (one.$ref ? [[`… ${named(one)}`, one]] : merged(one))), ...Object.entries(schema.properties ?? {})];

const named = one => one.$ref.split("/").at(-1);

/// A form in a few words: `Brief[]`, `text | null`, one of some words.
function Shape({ of }) {
    if (!of || of === true) return html`<code class="soft">any</code>`;
    if (of.$ref) return html`<a href=${`#form-${named(of)}`}><code>${named(of)}</code></a>`;
    const either = of.oneOf ?? of.anyOf;
    if (either) return html`${either.map((one, at) => html`${at > 0 && " | "}<${Shape} key=${at} of=${one} />`)}`;
    if (of.allOf) return html`${of.allOf.map((one, at) => html`${at > 0 && " & "}<${Shape} key=${at} of=${one} />`)}`;
    if (of.const !== undefined) return html`<code>${JSON.stringify(of.const)}</code>`;
    if (of.enum) return html`<code>${of.enum.map(String).join(" | ")}</code>`;
    const types = [of.type ?? (of.properties ? "object" : "any")].flat();
    if (types.includes("array")) return html`<${Shape} of=${of.items} /><code>[]${types.includes("null") ? " | null" : ""}</code>`;
    if (types.includes("object") && typeof of.additionalProperties === "object") return html`<code>{name: </code><${Shape} of=${of.additionalProperties} /><code>}</code>`;
    if (of.properties) return html`<code>{</code>${Object.entries(of.properties).map(([name, each], at) => html`${at > 0 && ", "}<code key=${name}>${name}: </code><${Shape} of=${each} />`)}<code>}${types.includes("null") ? " | null" : ""}</code>`;
    return html`<code>${types.join(" | ")}${of.format ? ` (${of.format})` : ""}${of.minimum !== undefined || of.maximum !== undefined ? ` ${of.minimum ?? ""}..${of.maximum ?? ""}` : ""}</code>`;
}

/// Paragraphs of plain words.
const Prose = ({ text }) => text.split(/\n{2,}/).map((part, at) => html`<p key=${at}><${Words} text=${part} /></p>`);

/// Words in which `code` is code.
const Words = ({ text }) => text.split(/`([^`]+)`/).map((words, at) => (at % 2 ? html`<code key=${at}>${words}</code>` : words));
