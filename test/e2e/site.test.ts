import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type Page, chromium } from "playwright-core";
import { CHROMIUM_FLAGS, findChromium } from "./support/chromium";
import { repository } from "./support/repository";
import { succeed } from "./support/run";

/** The documentation as a site, made by its one command and looked at in a browser. */
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
  page.on("request", (request) => {
    if (!request.url().startsWith(pathToFileURL(site).href) && !/^(data|blob):/.test(request.url())) {
      told.push(`asks for ${request.url()}`);
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
const open = (file: string) => page.goto(pathToFileURL(file).href);

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
  await open(join(site, "modules.html"));
  const names = await page.locator(".tsd-navigation, .tsd-index-link").allInnerTexts();
  expect(names.join("\n")).toMatch(/scs-blueprints\/kaas/);
});

test("flowcharts of all guides and examples are drawn", async () => {
  const drawn = pages().filter((file) => readFileSync(file, "utf8").includes('<code class="mermaid"'));
  expect(drawn.length).toBeGreaterThan(10);
  for (const file of drawn) {
    const blocks = readFileSync(file, "utf8").split('<code class="mermaid"').length - 1;
    await open(file);
    await page
      .locator("figure.mermaid svg")
      .nth(blocks - 1)
      .waitFor();
    expect(await page.locator("code.mermaid").count()).toBe(0);
  }
});

test("a construct is found by its name", async () => {
  await open(join(site, "index.html"));
  await page.keyboard.press("/");
  await page.keyboard.type("ServerPool");
  const hit = page.locator("#tsd-search-results a", { hasText: /ServerPool$/ }).first();
  await hit.click();
  await page.getByRole("heading", { name: "Class ServerPool" }).waitFor();
});
