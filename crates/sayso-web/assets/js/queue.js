// The queue: what is worth a person's look first, one figure after another, judged without leaving it.
import { html, useEffect, useRef, useState } from "../vendor/preact.js";
import { Answer, Empty, Filter, Panel, Quote, Report, Skeleton, Text, Title } from "./parts.js";
import { useApi } from "./api.js";
import { bounds, count, day, num, plain } from "./format.js";
import { change, href } from "./route.js";
import { Card } from "./report/card.js";
import { useJudging } from "./judge.js";

const REASONS = [["fails", "a check fails"], ["range", "ends of a wide range"], ["open", "much could not be read"]];
const AHEAD = 200;

/// `/queue`.
export function Page({ query }) {
    const reason = query.reason ?? "", done = query.done === "1" ? 1 : "";
    const found = useApi("queue", { limit: AHEAD, done, reason });
    const whole = useApi("queue", { limit: 1, done: 1, reason });
    const left = useApi("queue", { limit: 1, reason });
    return html`<${Title} sub="What is worth a look first: figures on which a check fails, then the ends of wide ranges, then those of which much could not be read.">Queue<//>
        <div class="actions queue-tools"><${Filter} name="reason" label="Because" options=${REASONS} /><label class="check"><input type="checkbox" checked=${Boolean(done)} onChange=${event => change({ done: event.target.checked ? 1 : "" })} /> also those judged</label>
            <${Progress} whole=${whole.last?.total} left=${left.last?.total} /></div>
        <${Answer} of=${found} lines=${10} empty=${html`<${Empty} title=${done || reason ? "Nothing here is like that" : "Nothing is left to look at"}><p><a href=${href("/judgements")}>What was judged</a></p><//>`}>${data => html`<${Desk} key=${reason + done} data=${data} />`}<//>`;
}

function Progress({ whole, left }) {
    if (!whole) return null;
    return html`<label class="progress"><span class="small soft">${num(whole - left)} of ${num(whole)} judged</span><progress max=${whole} value=${whole - left} /></label>`;
}

/// The list of what comes, and the figure in hand. What has been judged leaves the list, and the next one is in hand.
function Desk({ data }) {
    const items = data.items.filter(one => one.id);
    const [held, hold] = useState(items[0]?.id);
    const order = useRef([]);
    const at = items.findIndex(one => one.id === held);
    const follower = () => order.current.slice(order.current.indexOf(held)).find(id => items.some(one => one.id === id));
    useEffect(() => {
        if (at < 0) hold(follower() ?? items[0]?.id);
        order.current = items.map(one => one.id);
    }, [data]);
    const item = items[at];
    const step = way => { const next = items[at + way]; if (next) hold(next.id); };
    return html`<div class="queue"><${List} items=${items} total=${data.total} held=${held} hold=${hold} />
        ${item ? html`<${InHand} key=${item.id} item=${item} step=${step} at=${at} total=${data.total} />` : html`<${Panel} title="The next figure"><${Skeleton} lines=${8} /><//>`}</div>`;
}

function List({ items, total, held, hold }) {
    const list = useRef();
    useEffect(() => {
        const now = list.current?.querySelector("[aria-current]"), box = list.current;
        if (now && (now.offsetTop < box.scrollTop || now.offsetTop + now.offsetHeight > box.scrollTop + box.clientHeight)) box.scrollTop = now.offsetTop - 40;
    }, [held]);
    return html`<nav class="panel coming" aria-label="What comes"><ol ref=${list} tabindex="-1">${items.map(one => html`<li key=${one.id}><button type="button" class="plain" aria-current=${one.id === held ? "true" : undefined} onClick=${() => hold(one.id)}>
        <span><b class="number">${bounds(one)}</b> <${Text}>${one.counted ?? plain(one.measure)}<//></span> ${one.why.map(why => html`<span key=${why.words} class=${why.reason === "fails" ? "tag fail" : "tag"}>${plain(why.reason)}</span> `).slice(0, 1)}${one.judged && html`<span class="tag holds">judged</span>`}</button></li>`)}</ol>
        <p class="small soft">${items.length < total ? `The first ${num(items.length)} of ${num(total)}.` : count(total, "figure") + "."}</p></nav>`;
}

/// The figure in hand: where it stands, why it is here, and its card.
function InHand({ item, step, at, total }) {
    const found = useApi(`claims/${encodeURIComponent(item.id)}`);
    const claim = found.data ? { ...found.data, entry: item.entry } : null;
    const judging = useJudging({ claim, step });
    const steps = html`<div class="steps"><button type="button" disabled=${at === 0} onClick=${() => step(-1)}><span aria-hidden="true">↑ <kbd>k</kbd></span><span class="unseen">Figure before</span></button><span class="small soft number">${num(at + 1)} of ${num(total)}</span><button type="button" onClick=${() => step(1)}><span aria-hidden="true">↓ <kbd>j</kbd></span><span class="unseen">Next figure</span></button></div>`;
    return html`<section class="panel in-hand" aria-label="The figure in hand"><${Answer} of=${found} lines=${10}>${() => html`<${Card} claim=${claim} entry=${item.entry} outlet=${item.outlet} judging=${judging} steps=${steps}>
        <ul class="reasons" aria-label="Why it is here">${item.why.map(why => html`<li key=${why.words}><span class=${why.reason === "fails" ? "tag fail" : "tag"}>${plain(why.reason)}</span> <${Text}>${why.words}<//></li>`)}</ul>
        ${item.sentence && html`<blockquote class="in-view"><${Quote} sentence=${item.sentence} text=${item.text} /></blockquote>`}
        <p class="small"><${Report} entry=${item.entry} claim=${item.id}>${item.title ?? item.report}<//> <span class="soft"><${Text}>${[item.outlet, day(item.published)].filter(Boolean).join(", ")}<//></span></p>
    <//>`}<//></section>`;
}
