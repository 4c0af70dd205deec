import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { type Browser, type Page, chromium } from "playwright-core";
import { CHROMIUM_FLAGS, findChromium } from "./support/chromium";
import { repository } from "./support/repository";
import { succeed } from "./support/run";

/** The documentation as a site, made by its one command and looked at in a browser. */
const ORIGIN = "http://site.test/";
const site = mkdtempSync(join(tmpdir(), "scsbp-site-"));
let browser: Browser;
let page: Page;
let told: string[];

beforeAll(async () => {
  await succeed("npm", ["run", "--silent", "docs:site", "--", "--out", site], { cwd: repository.dir });
  browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
  page = await browser.newPage();
  page.on("pageerror", (error) => told.push(error.message));
  page.on("console", (message) => told.push(message.text()));
  // As a server would: the pages, and nothing from elsewhere.
  await page.route("**/*", async (route) => {
    const url = route.request().url();
    if (url.startsWith(ORIGIN)) {
      await route.fulfill({ path: join(site, decodeURI(new URL(url).pathname)) });
    } else {
      told.push(`asks for ${url}`);
      await route.abort();
    }
  });
}, 600_000);

beforeEach(() => {
  told = [];
});

afterEach(() => {
  expect(told).toEqual([]);
});

afterAll(async () => {
  await browser?.close();
  rmSync(site, { recursive: true, force: true });
});

const pages = () =>
  readdirSync(site, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".html"))
    .map((name) => join(site, name));
const open = (file: string) => page.goto(encodeURI(ORIGIN + relative(site, file)));

test("no link leads to a page or a file that is not there", () => {
  const broken = pages().flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/ (?:href|src)="([^"#]+)/g)]
      .map((one) => decodeURI(one[1]!.replaceAll("&amp;", "&")))
      .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(resolve(dirname(file), target.split("?")[0]!)))
      .map((target) => `${relative(site, file)}: ${target}`),
  );
  expect(pages().length).toBeGreaterThan(500);
  expect(broken).toEqual([]);
});

test("modules have the names that programs import", async () => {
  await open(join(site, "modules", "scs-blueprints_kaas.html"));
  await page.getByRole("heading", { name: "Module scs-blueprints/kaas" }).waitFor();
});

test("flowcharts of all guides and examples are drawn", async () => {
  const drawn = pages().filter((file) => readFileSync(file, "utf8").includes('<code class="mermaid"'));
  expect(drawn.length).toBeGreaterThan(10);
  const problems: string[] = [];
  for (const file of drawn) {
    const blocks = readFileSync(file, "utf8").split('<code class="mermaid"').length - 1;
    await open(file);
    const done = page.locator("figure.mermaid svg, code[data-problem]");
    await done.nth(blocks - 1).waitFor({ state: "attached" });
    const unread = await page.locator("code[data-problem]").evaluateAll((all) => all.map((one) => one.dataset.problem));
    problems.push(...unread.map((problem) => `${relative(site, file)}: ${problem}`));
  }
  expect(problems).toEqual([]);
});

test("a flowchart is drawn when the page is shown, with its size, however long the page was hidden", async () => {
  const file = pages().find((each) => readFileSync(each, "utf8").includes('<code class="mermaid"'))!;
  const charts = page.locator("figure.mermaid svg");
  const sizes = () => charts.evaluateAll((all) => all.map((svg) => svg.getAttribute("viewBox")));
  await open(file);
  await charts.last().waitFor({ state: "attached" });
  const usual = await sizes();
  const hide = '<style id="hide">body { display: none !important; }</style></head>';
  const body = readFileSync(file, "utf8").replace("</head>", hide);
  const address = encodeURI(ORIGIN + relative(site, file));
  await page.route(address, (route) => route.fulfill({ contentType: "text/html", body }));
  await open(file);
  await page.waitForFunction('"mermaid" in window');
  await page.waitForTimeout(500); // in which it would draw
  expect(await charts.count()).toBe(0);
  await page.evaluate('document.querySelector("#hide").remove()');
  await page.locator("figure.mermaid svg, code[data-problem]").last().waitFor({ state: "attached" });
  expect(await sizes()).toEqual(usual);
  await page.unroute(address);
});

test("a construct is found by its name", async () => {
  await open(join(site, "index.html"));
  await page.keyboard.press("/");
  await page.locator("#tsd-search-input").pressSequentially("ServerPool"); // waits for the dialog
  const hit = page.locator("#tsd-search-results a", { hasText: /ServerPool$/ }).first();
  await hit.click();
  await page.getByRole("heading", { name: "Class ServerPool" }).waitFor();
});
