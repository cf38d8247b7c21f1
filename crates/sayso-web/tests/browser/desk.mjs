// A desk of its own for a test: the program on a free port with an empty ledger, and a browser that may talk to nobody else.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
export const root = resolve(here, "../../../..");
export const program = process.env.SAYSO ?? join(root, "target/debug/sayso");
const browser = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/// Starts the program; `stop` ends it and takes the ledger away. With `ledger`, that one is served and left.
export async function serve({ ledger } = {}) {
    const folder = mkdtempSync(join(tmpdir(), "sayso-desk-"));
    const child = spawn(program, ["serve", "--ledger", ledger ?? join(folder, "desk.db"), "--addr", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "inherit"] });
    const failed = new Promise((_, reject) => {
        child.once("error", error => reject(new Error(`${program} cannot be run (${error.message}); build it with \`cargo build --workspace\`, or name it in $SAYSO`)));
        child.once("exit", code => reject(new Error(`${program} ended with ${code} before it listened`)));
    });
    const lines = createInterface({ input: child.stdout });
    const address = await Promise.race([new Promise(resolve => lines.once("line", resolve)), failed]);
    failed.catch(() => {});
    const stop = async () => {
        const ended = new Promise(resolve => child.once("exit", resolve));
        child.kill("SIGTERM");
        await ended;
        rmSync(folder, { recursive: true, force: true });
    };
    return { address: address.replace(/\/$/, ""), pid: child.pid, stop };
}

/// Opens a browser. What pages say on the console, what goes wrong in them, and every request that would leave the machine is kept in `faults`.
export async function open(address, options = {}) {
    const still = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
    const args = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", ...still];
    const chrome = await chromium.launch({ executablePath: browser, args });
    const context = await chrome.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...options });
    const faults = [];
    context.on("console", message => ["error", "warning"].includes(message.type()) && faults.push(`console: ${message.text()}`));
    context.on("weberror", error => faults.push(`fault: ${error.error().message}`));
    context.on("request", request => {
        const away = !request.url().startsWith(`${address}/`) && !/^(data|blob|about):/.test(request.url());
        if (away) faults.push(`left the machine: ${request.url()}`);
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    return { chrome, context, page, faults };
}

/// Findings of axe-core that hinder somebody.
export async function hindered(page) {
    await page.evaluate(await axeSource());
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    const serious = violations.filter(found => ["serious", "critical"].includes(found.impact));
    return serious.map(found => `${found.id}: ${found.help} (${found.nodes.slice(0, 3).map(node => node.target.join(" ")).join("; ")})`);
}

let source;
async function axeSource() {
    const { readFile } = await import("node:fs/promises");
    source ??= await readFile(axe, "utf8");
    return source;
}

/// Lets files fall onto the page, as from a folder.
export async function drop(page, files) {
    const data = await page.evaluateHandle(files => {
        const data = new DataTransfer();
        for (const { name, text, type } of files) data.items.add(new File([text], name, { type }));
        return data;
    }, files);
    for (const event of ["dragenter", "dragover", "drop"]) await page.dispatchEvent("body", event, { dataTransfer: data });
}

/// What the API answers.
export async function api(address, path) {
    const answer = await fetch(`${address}/api/v1/${path}`);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
}

/// Waits until something is so.
export async function until(what, is, patience = 20_000) {
    const end = Date.now() + patience;
    for (;;) {
        const got = await is();
        if (got) return got;
        if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
        await new Promise(resolve => setTimeout(resolve, 100));
    }
}
