import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { HtmlReport } from "../../packages/checker/src/report/html";
import { sampleReport } from "../compliance/report/support/sample-report";
import { CHROMIUM_FLAGS, findChromium } from "./support/chromium";

/** In the page: the contrast of each text that is seen, by WCAG 2.2, against the first opaque background behind it. */
const CONTRASTS = `(() => {
  const parse = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = ([r, g, b]) => {
    const linear = [r, g, b].map((each) => {
      const part = each / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const behind = (element) => {
    for (let each = element; each !== null; each = each.parentElement) {
      const colour = parse(getComputedStyle(each).backgroundColor);
      if (colour.length >= 3 && (colour[3] ?? 1) === 1) {
        return colour;
      }
    }
    return [255, 255, 255];
  };
  const texts = [...document.querySelectorAll("body *")].filter(
    (element) =>
      element.getClientRects().length > 0 &&
      [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== ""),
  );
  return texts.map((element) => {
    const [a, b] = [luminance(parse(getComputedStyle(element).color)), luminance(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    return { text: element.tagName + "." + element.className + " " + element.textContent.slice(0, 30), ratio };
  });
})()`;

describe("the HTML report in a browser", () => {
  const dir = mkdtempSync(join(tmpdir(), "scsbp-html-"));
  const file = join(dir, "report.html");
  const url = pathToFileURL(file).href;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let told: string[];
  let requested: string[];

  beforeAll(async () => {
    writeFileSync(file, HtmlReport.render(sampleReport()));
    browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  async function open(options: Parameters<Browser["newContext"]>[0] = {}, hash = ""): Promise<void> {
    context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    page = await context.newPage();
    told = [];
    requested = [];
    page.on("console", (message) => told.push(message.text()));
    page.on("pageerror", (error) => told.push(error.message));
    page.on("dialog", (dialog) => {
      told.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => requested.push(request.url()));
    await page.goto(url + hash);
  }

  afterEach(async () => {
    expect(told).toEqual([]); // no error, no refused style or script, no alert from a hostile name
    expect(requested.filter((each) => !each.startsWith(url))).toEqual([]);
    await context.close();
  });

  const visible = (): Promise<string[]> =>
    page.$$eval("details.rule", (rules) =>
      rules.filter((rule) => rule.getClientRects().length > 0).map((rule) => rule.id),
    );

  const inPage = <T>(script: string): Promise<T> => page.evaluate<T>(script);

  test("shows the verdict, and violated rules open", async () => {
    await open();
    expect(await page.textContent(".verdict")).toContain("Failed2 mandatory rules are violated; 1 waiver has expired.");
    expect(await visible()).toHaveLength(18);
    expect(await page.$$eval("details.rule[open]", (rules) => rules.map((rule) => rule.id))).toEqual([
      "scs-0102-prop-os_version",
      "scs-0103-flavor-1v-4",
    ]);
    expect(await page.textContent("#count")).toBe("18 of 18 rules");
    const widths = await page.$$eval(".bar i", (parts) => parts.map((part) => part.getBoundingClientRect().width));
    expect(widths).toHaveLength(6);
    expect(Math.max(...widths)).toBeGreaterThan(3 * Math.min(...widths)); // 7 satisfied against 1
  });

  test("filter by outcome, standard and words; reset", async () => {
    await open();
    await page.click(".chip[data-key=open]");
    expect(await visible()).toHaveLength(5);
    await page.click(".chip[data-key=waived]");
    expect(await visible()).toHaveLength(6);
    await page.selectOption("#std", "scs-0116-v1-key-manager");
    expect(await visible()).toEqual(["scs-0116-presence", "scs-0116-permissions"]);
    await page.keyboard.press("Tab");
    await page.click("#reset");
    expect(await visible()).toHaveLength(18);
    await page.fill("#q", "jump HOST");
    expect(await visible()).toEqual(["scs-0103-flavor-1v-4", "good-practice-guarded-port-open"]);
    await page.fill("#q", "no such words");
    expect(await page.isVisible("#none")).toBe(true);
    expect(await page.textContent("#count")).toBe("0 of 18 rules");
  });

  test("by keyboard alone: search with /, open a rule, open all", async () => {
    await open();
    await page.keyboard.press("/");
    expect(await inPage("document.activeElement.id")).toBe("q");
    await page.keyboard.type("entropy");
    await page.focus("#scs-0101-entropy-avail > summary");
    await page.keyboard.press("Enter");
    expect(await page.isVisible("#scs-0101-entropy-avail .body")).toBe(true);
    await page.click("#reset");
    await page.click("#toggle");
    expect(await page.$$("details.rule:not([open])")).toHaveLength(0);
    expect(await page.getAttribute("#toggle", "aria-expanded")).toBe("true");
  });

  test("a link to a rule opens it", async () => {
    await open({}, "#scs-0116-presence");
    expect(await page.isVisible("#scs-0116-presence .body")).toBe(true);
  });

  test("dark when the system is dark, and readable in both", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      await open({ colorScheme });
      const channels = (await inPage<string>("getComputedStyle(document.body).backgroundColor"))
        .match(/\d+/g)!
        .map(Number);
      expect(Math.max(...channels) < 64).toBe(colorScheme === "dark");
      const worst = await inPage<{ text: string; ratio: number }[]>(CONTRASTS);
      expect(worst.length).toBeGreaterThan(100);
      expect(worst.filter(({ ratio }) => ratio < 4.5)).toEqual([]);
      if (colorScheme === "light") {
        await context.close();
      }
    }
  });

  test("each field and button has a name for a screen reader", async () => {
    await open();
    const unnamed = await inPage(`[...document.querySelectorAll("button, input, select, a")]
      .filter((each) => (each.textContent + (each.labels?.[0]?.textContent ?? "")).trim() === "")
      .map((each) => each.outerHTML)`);
    expect(unnamed).toEqual([]);
    expect(await page.$$eval("h1, h2", (heads) => heads.map((head) => head.tagName).join(""))).toMatch(/^H1(H2)+$/);
  });

  test("fits a phone without scrolling sideways", async () => {
    await open({ viewport: { width: 360, height: 800 } });
    const [scroll, client] = await inPage<[number, number]>(
      "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
    );
    expect(scroll).toBeLessThanOrEqual(client);
  });

  test("on paper everything is open and the tools are gone", async () => {
    await open();
    await inPage('window.dispatchEvent(new Event("beforeprint"))');
    await page.emulateMedia({ media: "print" });
    expect(await page.isVisible(".tools")).toBe(false);
    expect(await page.$$("details:not([open])")).toHaveLength(0);
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    await inPage('window.dispatchEvent(new Event("afterprint"))');
    expect(await page.$$("details.rule[open]")).toHaveLength(2);
  });

  test("complete without scripts", async () => {
    await open({ javaScriptEnabled: false });
    expect(await page.isVisible(".tools")).toBe(false);
    expect(await page.isVisible("#scs-0103-flavor-1v-4 .body")).toBe(true);
    expect(await page.isVisible("#scs-0123-service-1")).toBe(true);
  });

  test("a screenshot is no blank page", async () => {
    await open();
    const light = await page.screenshot({ path: process.env["SCS_SCREENSHOT"] });
    await page.emulateMedia({ colorScheme: "dark" });
    const dark = await page.screenshot();
    expect(light.length).toBeGreaterThan(20_000);
    expect(dark.equals(light)).toBe(false);
  });
});
