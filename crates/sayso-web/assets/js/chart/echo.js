// Echo as a small graph in layers: origins, through relays, to outlets. A line is as thick as claims go along it; origins that may be one are framed together.
import { html, useMemo } from "../../vendor/preact.js";
import { linkHorizontal } from "../../vendor/d3.js";
import { clean } from "../format.js";
import { useWidth } from "./size.js";

const HIGH = 26, GAP = 8, HEAD = 22, MOST = 24, RELAYS = 3, LETTER = 6.6;
const path = linkHorizontal().source(link => link.from).target(link => link.to);

/// The graph of an echo; `held` is the node that was picked (`{key, name, claims}`), `hold(node)` what a pick is told by.
export function EchoGraph({ echo, held, hold }) {
    const [ref, room] = useWidth("echo");
    const graph = useMemo(() => layOut(graphOf(echo), room), [echo, room]);
    const on = new Set(graph.links.filter(link => !held || link.nodes.includes(held.key)));
    const pick = node => event => {
        if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        hold(held?.key === node.key ? null : node);
    };
    return html`<div class="table echo" ref=${ref} tabindex=${graph.width > room ? 0 : undefined} role="group" aria-label="Origins, relays and outlets">${room > 0 && html`<svg width=${graph.width} height=${graph.height}>
        ${graph.heads.map(([x, words]) => html`<text key=${x} class="axis" x=${x} y="12">${words}</text>`)}
        ${graph.frames.map(frame => html`<rect key=${frame.y} class="frame" x="1" y=${frame.y} width=${graph.wide + 10} height=${frame.high} rx="8"><title>may be one origin</title></rect>`)}
        ${graph.links.map(link => html`<path key=${link.key} class=${on.has(link) ? "link" : "link off"} d=${path(link)} stroke-width=${Math.min(1 + 1.6 * Math.sqrt(link.many), 12)} />`)}
        ${graph.nodes.map(node => html`<g key=${node.key} class=${`node ${node.layer} ${held?.key === node.key ? "held" : ""}`} transform=${`translate(${node.x},${node.y})`} tabindex="0" role="button" aria-pressed=${held?.key === node.key ? "true" : "false"}
            onClick=${pick(node)} onKeyDown=${pick(node)}>
            <title>${clean(node.name)}</title><rect width=${graph.wide} height=${HIGH} rx=${node.layer === "origin" ? 13 : 3} /><text x="10" y="17">${cut(node.name, graph.wide - 44)}</text><text class="many" x=${graph.wide - 9} y="17" text-anchor="end">${node.claims.length}</text></g>`)}
    </svg>`}</div>`;
}

/// Nodes and links of an echo: `{nodes: [{key, layer, name, claims, suspected}], links: [{from, to, claims}]}`.
function graphOf(echo) {
    const nodes = new Map(), links = new Map();
    const group = new Map(echo.groups.flatMap((one, at) => one.claims.map(claim => [claim, at])));
    const node = (layer, key, name, claim, more = {}) => {
        const id = `${layer} ${key}`;
        if (!nodes.has(id)) nodes.set(id, { key: id, layer, name, claims: [], step: 0, ...more });
        const one = nodes.get(id);
        one.claims.push(claim);
        // Who passes on what another relay passed on stands behind that one.
        one.step = Math.min(Math.max(one.step, more.step ?? 0), RELAYS - 1);
        return id;
    };
    for (const claim of echo.claims) {
        const at = group.get(claim.id);
        if (at === undefined) continue;
        const one = echo.groups[at];
        const way = [node("origin", at, one.name ?? echo.names?.[one.source] ?? claim.origin ?? "no source named", claim, { suspected: one.suspected }),
            ...(claim.relays ?? []).map((relay, step) => node("relay", relay, relay, claim, { step })), node("outlet", claim.outlet ?? "", claim.outlet ?? "outlet not named", claim)];
        way.slice(1).forEach((to, step) => {
            const key = `${way[step]} > ${to}`;
            if (!links.has(key)) links.set(key, { key, from: way[step], to, claims: [] });
            links.get(key).claims.push(claim);
        });
    }
    return { nodes: [...nodes.values()], links: [...links.values()] };
}

function layOut({ nodes, links }, room) {
    const relays = Array.from({ length: RELAYS }, (_, step) => nodes.filter(node => node.layer === "relay" && node.step === step));
    const layers = [nodes.filter(node => node.layer === "origin"), ...relays, nodes.filter(node => node.layer === "outlet")].filter(layer => layer.length);
    const width = Math.max(room, layers.length * 210);
    const wide = Math.min(260, (width - 12) / (layers.length + (layers.length - 1) * 0.45)), step = layers.length > 1 ? (width - 12 - wide) / (layers.length - 1) : 0;
    const suspects = new Map();
    for (const node of layers[0] ?? []) suspects.set(node.suspected, (suspects.get(node.suspected) ?? 0) + node.claims.length);
    const order = { origin: (a, b) => suspects.get(b.suspected) - suspects.get(a.suspected) || a.suspected - b.suspected || b.claims.length - a.claims.length };
    const placed = new Map();
    layers.forEach((layer, at) => {
        const centre = node => mean(links.filter(link => link.to === node.key && placed.has(link.from)).flatMap(link => link.claims.map(() => placed.get(link.from).y)));
        const sorted = order[layer[0].layer] ? layer.sort(order[layer[0].layer]) : layer.map(node => ({ node, at: centre(node) })).sort((a, b) => a.at - b.at || b.node.claims.length - a.node.claims.length).map(one => one.node);
        let y = HEAD + 4;
        few(sorted).forEach((node, place, all) => {
            // A frame needs room of its own.
            if (place && node.layer === "origin" && all[place - 1].suspected !== node.suspected) y += GAP;
            placed.set(node.key, Object.assign(node, { x: at * step + 6, y }));
            for (const key of node.stands ?? []) placed.set(key, node);
            y += HIGH + GAP;
        });
    });
    const shown = [...new Set(placed.values())];
    const ends = [...Map.groupBy(links, link => `${placed.get(link.from).key} > ${placed.get(link.to).key}`)].map(([key, same]) => {
        const [a, b] = [placed.get(same[0].from), placed.get(same[0].to)];
        return { key, many: same.reduce((sum, link) => sum + link.claims.length, 0), nodes: [a.key, b.key], from: [a.x + wide, a.y + HIGH / 2], to: [b.x, b.y + HIGH / 2] };
    });
    return { nodes: shown, links: ends, wide, width, height: Math.max(...shown.map(node => node.y), 0) + HIGH + GAP, heads: layers.map((layer, at) => [at * step + 6, `${layer[0].layer}s`]), frames: frames(shown) };
}

/// The many small ones at the end of a layer stand as one.
function few(nodes) {
    if (nodes.length <= MOST) return nodes;
    const rest = nodes.slice(MOST - 1);
    return [...nodes.slice(0, MOST - 1), { key: `${rest[0].layer} …`, layer: rest[0].layer, name: `and ${rest.length} more`, claims: rest.flatMap(node => node.claims), stands: rest.map(node => node.key), suspected: -1 }];
}

function frames(nodes) {
    const groups = Map.groupBy(nodes.filter(node => node.layer === "origin" && node.suspected >= 0), node => node.suspected);
    return [...groups.values()].filter(group => group.length > 1).map(group => {
        const from = Math.min(...group.map(node => node.y)), till = Math.max(...group.map(node => node.y)) + HIGH;
        return { y: from - 4, high: till - from + 8 };
    });
}

const mean = list => (list.length ? list.reduce((sum, one) => sum + one, 0) / list.length : 0);

function cut(name, room) {
    const letters = [...clean(name)], most = Math.max(4, Math.floor(room / LETTER));
    const words = letters.length <= most ? letters : [...letters.slice(0, most - 1), "…"];
    // A name in Arabic or Hebrew has its dots at its own end.
    return `\u2068${words.join("")}\u2069`;
}
