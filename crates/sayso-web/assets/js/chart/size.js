// How wide a chart may be: the width of what holds it, followed as it changes.
import { useLayoutEffect, useRef, useState } from "../../vendor/preact.js";

const guesses = {};

/// `[ref, width]`. What was measured last under this name is the first guess, so that most charts are drawn once.
export function useWidth(name) {
    const ref = useRef();
    const [width, set] = useState(guesses[name] ?? 0);
    useLayoutEffect(() => {
        const measure = () => {
            const now = Math.round(ref.current?.clientWidth ?? 0);
            if (now) { guesses[name] = now; set(now); }
        };
        measure();
        const watch = new ResizeObserver(measure);
        if (ref.current) watch.observe(ref.current);
        return () => watch.disconnect();
    }, []);
    return [ref, width];
}
