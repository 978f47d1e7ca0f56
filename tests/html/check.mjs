// Opens a report in headless Chromium: no console message, no request, no finding of axe, nothing wider than the screen, in
// light and dark, with scripts on and off; prints it to PDF. Pictures go to a folder for looking at.
//
// With REQUIRED=1 it fails where it cannot look.
//
//   cd tests/html && npm ci && node check.mjs ../../results/my-case/report.html [folder for pictures]

import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [file, folder] = process.argv.slice(2);
if (!file || !existsSync(file)) {
  console.error("usage: node check.mjs REPORT.html [FOLDER]");
  process.exit(2);
}
function skip(reason) {
  console.log(`SKIPPED: ${reason}`);
  process.exit(process.env.REQUIRED ? 1 : 0);
}
const browserFile = process.env.CHROMIUM ?? "/usr/bin/chromium";
const require = createRequire(import.meta.url);
let chromium, axe;
try {
  ({ chromium } = require("playwright-core"));
  axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
} catch {
  skip("playwright-core and axe-core are not installed; run `npm ci` in tests/html");
}
if (!existsSync(browserFile)) skip(`there is no browser at ${browserFile}; install Chromium or name one with CHROMIUM`);
if (folder) mkdirSync(folder, { recursive: true });

const address = pathToFileURL(resolve(file)).href;
const wrong = [];
const browser = await chromium.launch({
  executablePath: browserFile,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

// The interactive charts draw in every view, and tell values under the pointer.
async function explore(page, name) {
  const chart = page.locator("#explorer-chart");
  if ((await chart.count()) === 0) return;
  for (const view of await page.locator("#explorer-view option").evaluateAll((all) => all.map((one) => one.value))) {
    await page.selectOption("#explorer-view", view);
    const shapes = await chart.locator("svg path").count();
    if (shapes < 3) wrong.push(`${name}: view ${view} draws ${shapes} shapes`);
  }
  await page.selectOption("#explorer-view", "groups");
  await chart.scrollIntoViewIfNeeded();
  const area = await chart.boundingBox();
  for (let share = 0.3; share < 0.9; share += 0.05) await page.mouse.move(area.x + share * area.width, area.y + 0.3 * area.height);
  for (let share = 0.3; share < 0.9; share += 0.05) {
    await page.mouse.move(area.x + share * area.width, area.y + 0.25 * area.height);
    await page.waitForTimeout(50);
    if ((await chart.innerText()).includes("of a mean of")) return;
  }
  wrong.push(`${name}: no values under the pointer`);
}

async function look(name, { width, scheme, scripts }) {
  const context = await browser.newContext({
    viewport: { width, height: 900 }, colorScheme: scheme, javaScriptEnabled: scripts,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(240_000);
  page.on("console", (message) => wrong.push(`${name}: console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`${name}: ${error}`));
  page.on("request", (request) => {
    if (request.url() !== address && !request.url().startsWith("data:")) wrong.push(`${name}: asks for ${request.url().slice(0, 80)}`);
  });
  await page.goto(address);
  await page.evaluate(() => document.fonts.ready.then(() => true)).catch(() => {});
  if (scripts) {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) wrong.push(`${name}: ${wide} px wider than the screen`);
    const fonts = await page.evaluate(() => document.fonts.check('16px "Open Sans"'));
    if (!fonts) wrong.push(`${name}: its font is not loaded`);
    await explore(page, name);
  }
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  if (folder && name === "wide-light") await page.pdf({ path: `${folder}/print.pdf`, preferCSSPageSize: true, printBackground: true });
  if (folder && name === "wide-no-script") await page.pdf({ path: `${folder}/print-no-script.pdf`, preferCSSPageSize: true, printBackground: true });
  if (scripts) await accessible(page, name);
  await context.close();
}

// What axe finds with all that can be unfolded open. Shapes and letters inside chart pictures are taken away first, since axe takes
// minutes over tens of thousands of them: the colours of charts are tested where they are chosen, and each picture keeps its title.
async function accessible(page, name) {
  await page.evaluate(() => {
    document.querySelectorAll("details").forEach((part) => { if (!part.name) part.open = true; });
    document.querySelectorAll("figure.chart svg").forEach((picture) => {
      picture.replaceChildren(...picture.querySelectorAll(":scope > title"));
    });
  });
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  for (const violation of found.violations) {
    const where = violation.nodes.slice(0, 3).map((node) => node.target.join(" ")).join("; ");
    wrong.push(`${name}: axe ${violation.id} (${violation.impact}, ${violation.nodes.length}): ${violation.help}: ${where}`);
  }
}

await look("wide-light", { width: 1280, scheme: "light", scripts: true });
await look("wide-dark", { width: 1280, scheme: "dark", scripts: true });
await look("narrow-light", { width: 390, scheme: "light", scripts: true });
await look("wide-no-script", { width: 1280, scheme: "light", scripts: false });
await browser.close();
for (const line of wrong) console.error(line);
console.log(wrong.length ? `${wrong.length} findings` : "no console message, no request, no finding of axe, nothing wider than the screen");
process.exit(wrong.length ? 1 : 0);
