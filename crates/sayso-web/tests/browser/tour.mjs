// The pictures of docs/desk: every page, made from the sample reports, at two widths and in both themes. `node tour.mjs FOLDER`.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { api, open, program, root, serve } from "./desk.mjs";

const folder = process.argv[2] ?? join(root, "docs/desk");
const WIDTHS = { wide: { width: 1280, height: 900 }, small: { width: 360, height: 740 } };

const home = mkdtempSync(join(tmpdir(), "sayso-tour-"));
const ledger = join(home, "samples.db");
// At days of their own, so that the pictures are the same at each run and the ledger has moments to look back at.
const add = (path, now) => execFileSync(program, ["add", "--ledger", ledger, path], { cwd: root, env: { ...process.env, SAYSO_NOW: now }, stdio: ["ignore", "ignore", "inherit"] });
add("examples/reports", "2025-06-25T12:00:00Z");
add("examples/intake", "2025-06-26T12:00:00Z");
const desk = await serve({ ledger });

const series = (await api(desk.address, "series?sort=reports")).items.sort((one, other) => other.claimants.length - one.claimants.length)[0];
const { entry, claim } = (await api(desk.address, `series/${series.id}`)).values[0];
const source = (await api(desk.address, "sources")).items[0];
const PAGES = {
    series: "/",
    one: `/series/${series.id}`,
    report: `/reports/${entry}#${claim}`,
    queue: "/queue",
    checks: "/checks",
    sources: `/sources?id=${encodeURIComponent(source.id)}`,
    search: "/search?q=soldiers",
    add: "/add",
    judgements: "/judgements",
    api: "/api",
};

mkdirSync(folder, { recursive: true });
for (const colorScheme of ["light", "dark"]) {
    for (const [width, viewport] of Object.entries(WIDTHS)) {
        const seen = await open(desk.address, { viewport, colorScheme });
        for (const [name, path] of Object.entries(PAGES)) {
            await seen.page.goto("about:blank");
            await seen.page.goto(desk.address + path);
            await seen.page.locator("h1").first().waitFor();
            await seen.page.waitForTimeout(700);
            await seen.page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
        }
        if (seen.faults.length) throw new Error(seen.faults.join("\n"));
        await seen.chrome.close();
    }
}
await desk.stop();
rmSync(home, { recursive: true, force: true });
