// How long the home page takes until it can be used, over a ledger of any size: `node home.mjs LEDGER`. From the address typed to a board whose first filter takes a word.
import { open, serve, until } from "./desk.mjs";

const desk = await serve({ ledger: process.argv[2] });
await until("the checks", async () => (await (await fetch(`${desk.address}/api/v1/ledger`)).json()).checked, 600_000);
const times = [];
for (let nth = 0; nth < 9; nth++) {
    const seen = await open(desk.address);
    const began = performance.now();
    await seen.page.goto(desk.address);
    await seen.page.locator(".board li").first().waitFor();
    await seen.page.getByLabel("Words in the title").fill("x");
    times.push(performance.now() - began);
    if (seen.faults.length) throw new Error(seen.faults.join("\n"));
    await seen.chrome.close();
}
times.sort((one, other) => one - other);
console.log(`home to interactive: median ${times[4].toFixed(0)} ms, slowest ${times[8].toFixed(0)} ms of 9, each in a browser without memory`);
await desk.stop();
