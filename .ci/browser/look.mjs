// Opens a page that Waymark wrote, as a person would, and prints as JSON what happened.
// A Go test judges it: store/team/report_browser_test.go. WAYMARK_BROWSER is the folder
// in which package-lock.json was installed, WAYMARK_CHROMIUM the browser.
//
//   node look.mjs PAGE.html FOLDER
//
// The FOLDER gets a picture of the head of the page in light and one in dark, and its print.
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join, resolve} from "node:path";
import {pathToFileURL} from "node:url";

const require = createRequire(join(process.env.WAYMARK_BROWSER, "look.mjs"));
const {chromium} = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [file, folder] = process.argv.slice(2).map((path) => resolve(path));
const address = pathToFileURL(file).href;
const saw = {console: [], requests: [], violations: {}, wider: {}, table: {}};

const browser = await chromium.launch({
  executablePath: process.env.WAYMARK_CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
});

// open shows the page and notes whatever it says and asks for.
async function open(options) {
  const context = await browser.newContext({viewport: {width: 1280, height: 1500}, ...options});
  const page = await context.newPage();
  page.on("console", (message) => saw.console.push(message.text()));
  page.on("pageerror", (error) => saw.console.push(String(error)));
  page.on("dialog", async (dialog) => { saw.console.push("dialog: " + dialog.message()); await dialog.dismiss(); });
  context.on("request", (request) => request.url() === address || saw.requests.push(request.url()));
  context.on("page", (other) => other === page || saw.requests.push("a window: " + other.url()));
  await page.goto(address);
  return page;
}

// serious are the faults that axe finds and calls serious or critical.
async function serious(page) {
  await page.evaluate(axe);
  const {violations} = await page.evaluate(() => globalThis.axe.run(document, {resultTypes: ["violations"]}));
  return violations.filter((v) => ["serious", "critical"].includes(v.impact))
    .map((v) => `${v.id}: ${v.help}, ${v.nodes.length} times, such as ${v.nodes[0].html.slice(0, 200)}`);
}

const people = (page) => page.$$eval("#staff tbody tr:not([hidden])", (rows) => rows.map((row) => row.cells[0].textContent));
const groups = (page, column) => page.$$eval("#staff tbody tr", (rows, n) => rows.map((row) => Number(row.cells[n].dataset.n)), column);
const sortBy = (page, column) => page.locator(`#staff thead th:nth-child(${column + 1}) button`).click();
const shown = (page) => page.textContent("#shown");

// use sorts and filters the table of everybody.
async function use(page) {
  const t = saw.table;
  t.given = await people(page);
  await sortBy(page, 0);
  t.reversed = await people(page);
  t.order = await page.getAttribute("#staff thead th:first-child", "aria-sort");
  await sortBy(page, 3);
  t.grouped = await groups(page, 3);
  await page.fill("#filter-name", "  SCRIPT ");
  t.named = await people(page);
  t.says = await shown(page);
  await page.fill("#filter-name", "");
  await page.selectOption("#filter-department", {index: 1});
  t.department = await page.$$eval("#staff tbody tr:not([hidden])", (rows) => [...new Set(rows.map((row) => row.cells[1].textContent))]);
  await page.selectOption("#filter-module", "0");
  await page.selectOption("#filter-state", "3");
  t.both = (await people(page)).length;
  await page.click("#filter-all");
  await sortBy(page, 0);
  t.again = await people(page);
}

for (const colorScheme of ["light", "dark"]) {
  const page = await open({colorScheme});
  await page.screenshot({path: join(folder, colorScheme + ".png")});
  saw.violations[colorScheme] = await serious(page);
  if (colorScheme === "light") {
    if (await page.$("#staff")) {
      await use(page);
    }
    await page.pdf({path: join(folder, "print.pdf"), preferCSSPageSize: true});
  }
  const width = colorScheme === "light" ? 1280 : 400;
  await page.setViewportSize({width, height: 800});
  saw.wider[width] = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await page.context().close();
}
const silent = await open({javaScriptEnabled: false});
saw.silent = {rows: await silent.locator("#staff tbody tr").count(), controls: await silent.locator("button:visible, input:visible, select:visible").count()};
await browser.close();
console.log(JSON.stringify(saw, null, 1));
