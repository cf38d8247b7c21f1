// What an analyst does on the desk, from adding reports to taking a judgement back. The steps build on one another, as a working day does.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { api, drop, hindered, open, root, serve, until } from "./desk.mjs";

const samples = join(root, "examples/reports");
let desk, seen, page;

before(async () => {
    desk = await serve();
    seen = await open(desk.address);
    page = seen.page;
});

after(async () => {
    await seen?.chrome.close();
    await desk?.stop();
});

const go = path => page.goto(desk.address + path);
const choice = name => page.getByRole("combobox", { name, exact: true });
const head = name => page.getByRole("heading", { level: 1, name });

/// A stretch in code points, as the API counts.
const cut = (text, start, end) => [...text].slice(start, end).join("");

test("an empty ledger says what to do", async () => {
    await go("/");
    await page.getByText("The ledger has no series yet").waitFor();
    await page.getByRole("link", { name: "Add reports" }).waitFor();
});

test("reports are added by letting them fall onto the page", async () => {
    const names = readdirSync(samples).filter(name => /\.(txt|jsonl)$/.test(name)).sort();
    const files = names.map(name => ({ name, text: readFileSync(join(samples, name), "utf8"), type: name.endsWith("l") ? "application/jsonl" : "text/plain" }));
    // One after the other at first, so that the ledger has moments to look back at.
    await drop(page, files.slice(0, -1));
    await until("all but one report", async () => (await api(desk.address, "jobs")).items.filter(job => job.state === "done").length >= files.length - 1);
    await page.getByText(files[0].name).first().waitFor();
    await drop(page, files.slice(-1));
    await until("the last report", async () => (await api(desk.address, "jobs")).items.filter(job => job.state === "done").length >= files.length);
    const { reports } = await api(desk.address, "ledger");
    assert.ok(reports >= files.length, `${reports} reports of ${files.length} files`);
});

let series;

test("a series is found and its timeline opened", async () => {
    await go("/");
    const { items } = await api(desk.address, "series?measure=killed&side=PSE");
    series = items[0];
    await choice("Measure").selectOption("killed");
    await choice("Side").selectOption("PSE");
    const link = page.getByRole("link", { name: series.title });
    await link.first().click();
    await head(series.title).waitFor();
    await page.locator("#time svg").last().waitFor();
    // Each value is in the table beneath.
    const whole = await api(desk.address, `series/${series.id}`);
    const rows = page.locator("#values tbody tr");
    assert.equal(await rows.count(), whole.values.length);
});

let claim;

test("a claim leads to its words in the text", async () => {
    const { values } = await api(desk.address, `series/${series.id}`);
    const report = await api(desk.address, `reports/${values[0].entry}`);
    claim = report.claims.find(one => one.id === values[0].claim);
    await page.locator("#values tbody tr").first().locator("a[href*='/reports/']").first().click();
    await page.waitForURL(`**/reports/${report.entry}**#${claim.id}`);
    const mark = page.locator(`[data-claim~="${claim.id}"]`).first();
    await mark.waitFor();
    assert.equal(await mark.textContent(), claim.text);
    assert.equal(cut(report.text, claim.start, claim.end), claim.text, "the position on the wire is that of the words");
});

const text = () => page.locator("aside").textContent();
const held = async id => api(desk.address, `claims/${id}`);

test("a side is corrected by keyboard, under a name that is asked for once", async () => {
    await page.keyboard.press("e");
    await page.keyboard.press("s");
    await page.locator("form.why").locator("input, select").first().waitFor();
    const field = page.locator("form.why").locator("input, select").first();
    if ((await field.evaluate(element => element.tagName)) === "SELECT") await field.selectOption("ISR"); else await field.fill("ISR");
    await page.locator("form.why textarea").fill("for the test of the desk");
    await page.locator("form.why button[type=submit]").click();
    const who = page.getByRole("dialog", { name: "Who judges?" });
    await who.getByLabel("Name").fill("Ann Analyst");
    await who.getByRole("button", { name: /Judge/ }).click();
    await until("the side is corrected", async () => (await held(claim.id)).side === "ISR");
    const { corrected } = await held(claim.id);
    assert.deepEqual(corrected.map(({ field, was, by }) => ({ field, was, by })), [{ field: "side", was: "PSE", by: "Ann Analyst" }]);
    await until("the card tells it", async () => (await text()).includes("Ann Analyst"));
});

test("and taken back", async () => {
    await page.locator("h1").first().click();
    await page.keyboard.press("u");
    await until("the side is what was read", async () => (await held(claim.id)).side === "PSE");
    assert.deepEqual((await held(claim.id)).corrected, []);
    const { items } = await api(desk.address, "judgements?all=1");
    assert.equal(items.length, 1, "nothing is lost: what was taken back is still told");
    assert.ok(items[0].undone_by);
});

test("a filter lives in the address", async () => {
    await go("/");
    const all = (await api(desk.address, "series")).total;
    await choice("Side").selectOption("UKR");
    await page.waitForURL("**side=UKR**");
    const wanted = (await api(desk.address, "series?side=UKR")).items.map(one => one.title);
    assert.ok(wanted.length > 0 && wanted.length < all);
    const shown = () => page.locator(".board h2").allTextContents();
    await until("the board is filtered", async () => (await shown()).length === wanted.length);
    await page.reload();
    await until("the board is filtered after a reload", async () => (await shown()).length === wanted.length);
    assert.deepEqual(await shown(), wanted);
    assert.equal(await choice("Side").inputValue(), "UKR");
});

test("the ledger is seen as it was before the last report", async () => {
    const { moments, reports } = await api(desk.address, "ledger");
    const { items } = await api(desk.address, "reports?limit=200");
    const last = Math.max(...items.map(one => one.entry));
    const then = moments.findLast(one => one.entry < last);
    await go("/");
    await page.getByRole("slider", { name: "As of" }).fill(String(moments.indexOf(then)));
    await page.waitForURL(`**at=${then.entry}**`);
    const past = await api(desk.address, `ledger?at=${then.entry}`);
    assert.ok(past.reports < reports, `${past.reports} reports then, ${reports} now`);
    await page.getByText(`from ${past.reports} report`).waitFor();
    const gone = await fetch(`${desk.address}/api/v1/reports/${last}?at=${then.entry}`);
    assert.equal(gone.status, 404);
    await page.getByRole("button", { name: "Back to now" }).click();
    await page.getByText(`from ${reports} report`).waitFor();
});

test("a search forgives a slip of the finger", async () => {
    await go("/search?q=earthqake");
    await page.locator("main").getByText("earthquake").first().waitFor();
    const found = await api(desk.address, "search?q=earthqake");
    assert.ok(found.total > 0);
    assert.deepEqual(found.instead.earthqake, ["earthquake"]);
});

test("every page can be used by everybody", async () => {
    const { items } = await api(desk.address, "sources?limit=1");
    const pages = ["/", `/series/${series.id}`, `/reports/${claim ? (await held(claim.id)).entry : 1}#${claim.id}`, "/queue", "/sources", `/sources?id=${encodeURIComponent(items[0].id)}`, "/checks", "/search?q=soldiers", "/add", "/judgements", "/api"];
    const hinders = [];
    for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        for (const path of pages) {
            await page.goto("about:blank");
            await go(path);
            await page.locator("h1").first().waitFor();
            await page.waitForTimeout(500);
            hinders.push(...(await hindered(page)).map(found => `${path} (${colorScheme}) ${found}`));
        }
    }
    assert.deepEqual(hinders, []);
});

test("no page is wider than a small telephone", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    for (const path of ["/", `/series/${series.id}`, `/reports/${(await held(claim.id)).entry}`, "/queue", "/sources", "/checks", "/search?q=soldiers", "/add", "/judgements"]) {
        await go(path);
        await page.locator("h1").first().waitFor();
        await page.waitForTimeout(300);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= 360, `${path} is ${wide} px wide`);
    }
});

test("nothing went wrong in any page, and none of them talked to another machine", () => {
    assert.deepEqual(seen.faults, []);
});
