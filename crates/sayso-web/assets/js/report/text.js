// The text of a report with every figure marked in place. A long text is drawn window by window, where it is looked at; all of it only ever becomes text nodes.
import { html, useEffect, useMemo, useRef, useState } from "../../vendor/preact.js";
import { bounds, clean, plain } from "../format.js";
import { place, segments, spread, windows } from "./cut.js";

/// Texts up to here are drawn at once, so that the browser's own search finds every word.
const WHOLE = 300_000;

/// `claims` have `from` and `to` in units, in the order of the text; `lit` is what is shown of the chosen one: `{id, sentence, voices}`.
export function Marked({ text, lang, zones, claims, chosen, lit, choose }) {
    const all = useMemo(() => windows(text, zones), [text, zones]);
    const lists = useMemo(() => spread(all, claims), [all, claims]);
    const held = chosen && claims.find(claim => claim.id === chosen);
    const forced = held ? place(all, held.from) : -1;
    useShown(chosen);
    return html`<div class="told-text" lang=${lang || undefined} dir="auto">${all.map((one, at) => html`<${Window} key=${one.from} one=${one} text=${text} marks=${lists[at]} whole=${text.length <= WHOLE || at < 2} forced=${at === forced} lit=${touches(one, lit) ? lit : null} choose=${choose} />`)}</div>`;
}

const touches = (one, lit) => lit && [lit.mark, lit.sentence, ...lit.voices].some(span => span && span.from < one.to && span.to > one.from);

/// Brings the mark of the chosen claim into view and to the keyboard. What stands above it is laid out late, so it is looked for again.
function useShown(chosen) {
    useEffect(() => {
        if (!chosen) return undefined;
        let tries = 12, timer;
        const show = () => {
            const mark = document.getElementById(chosen);
            const box = mark?.getBoundingClientRect();
            if (mark && tries === 12 && !mark.contains(document.activeElement)) mark.focus({ preventScroll: true });
            if (box && (box.top < 130 || box.bottom > innerHeight * (innerWidth < 900 ? .45 : .85))) scrollBy(0, box.top - Math.min(innerHeight * .3, 320));
            if (tries-- > 0) timer = setTimeout(show, mark ? 60 : 120);
        };
        const stop = () => { tries = 0; clearTimeout(timer); };
        timer = setTimeout(show, 0);
        for (const kind of ["wheel", "touchstart", "pointerdown"]) addEventListener(kind, stop, { passive: true, once: true });
        return () => { stop(); for (const kind of ["wheel", "touchstart", "pointerdown"]) removeEventListener(kind, stop); };
    }, [chosen]);
}

function Window({ one, text, marks, whole, forced, lit, choose }) {
    const element = useRef(), [near, come] = useState(whole);
    const drawn = near || forced || whole;
    useEffect(() => {
        if (drawn) return undefined;
        const watch = new IntersectionObserver(seen => seen.some(each => each.isIntersecting) && come(true), { rootMargin: "2000px 0px" });
        watch.observe(element.current);
        return () => watch.disconnect();
    }, [drawn]);
    const lines = Math.ceil((one.to - one.from) / 85) + one.blocks.length;
    const body = useMemo(() => drawn && one.blocks.map(block => html`<${Block} key=${block.from} block=${block} text=${text} marks=${marks} lit=${lit} choose=${choose} />`), [drawn, one, marks, lit]);
    return html`<div class="window" ref=${element} style=${{ containIntrinsicBlockSize: `auto ${lines * 1.65}rem`, minBlockSize: drawn ? "" : `${lines * 1.65}rem` }}>${body}</div>`;
}

function Block({ block, text, marks, lit, choose }) {
    const spans = lit ? [...marks, ...lit.voices, ...(lit.sentence ? [lit.sentence] : [])] : marks;
    const kind = block.zone ? `zone zone-${block.zone}` : "zone";
    return html`<p class=${block.apart ? `${kind} apart` : kind} data-zone=${DIM.has(block.zone) && block.opens ? plain(block.zone) : undefined} dir="auto">${segments(block.from, block.to, spans).map(part => html`<${Segment} key=${part.from} part=${part} text=${text} lit=${lit} choose=${choose} />`)}</p>`;
}

const DIM = new Set(["boilerplate", "repeat"]);

function Segment({ part, text, lit, choose }) {
    const words = clean(text.slice(part.from, part.to));
    const claims = part.over.filter(mark => mark.id), voice = part.over.find(mark => mark.role), told = part.over.some(mark => mark.told);
    const kind = [told && "told", voice && `voice ${voice.role}`].filter(Boolean).join(" ");
    const role = voice && part.to === Math.min(voice.to, part.to) && voice.to === part.to ? voice.role : undefined;
    if (!claims.length) return kind ? html`<span class=${kind} data-role=${role} data-voice=${voice?.start}>${words}</span>` : words;
    const held = claims.find(claim => claim.id === lit?.id);
    // One that starts here is what the mark is of; a click on the chosen one goes on to the next that lies here.
    const own = claims.find(claim => claim.from === part.from), first = held ?? own ?? claims[0];
    const next = held ? claims[(claims.indexOf(held) + 1) % claims.length] : first;
    const go = event => { event.preventDefault(); choose(next.id); };
    return html`<a id=${own?.id} data-claim=${claims.map(claim => claim.id).join(" ")} href=${`#${next.id}`} class=${`${kind} fig ${held ? "now" : ""} ${first.interest} ${state(first)}`} data-role=${role} data-voice=${voice?.start} data-many=${own && claims.length > 1 ? claims.length : undefined}
        tabindex=${own ? undefined : "-1"} aria-current=${held ? "true" : undefined} title=${claims.map(summary).join("\n")} onClick=${go}>${own && claims.filter(claim => claim.from === part.from && claim !== own).map(claim => html`<span id=${claim.id} key=${claim.id} />`)}${words}</a>`;
}

const state = claim => (claim.rejected_by ? "rejected" : [claim.accepted_by && "accepted", claim.corrected?.length && "corrected", claim.repeat_of !== null && "again"].filter(Boolean).join(" "));

/// A claim in a line: `at least 4,000 soldiers · deserted · RUS · own`.
export function summary(claim) {
    return clean([`${bounds(claim)} ${claim.counted ?? ""}`.trim(), plain(claim.measure), claim.side, claim.interest !== "unknown" && `interest: ${claim.interest}`, claim.stance === "denied" && "denied", claim.rejected_by && "rejected"].filter(Boolean).join(" · "));
}
