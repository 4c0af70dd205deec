import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { GraphFormat, GraphWriter, Topology } from "../../lib/graph";
import { CHROMIUM_FLAGS, findChromium } from "./support/chromium";

const golden = (name: string) =>
  JSON.parse(readFileSync(join(__dirname, `../golden/${name}.${name}.json`), "utf8")) as object;

/** A fleet: in each of ten clouds a pool of 500 servers. */
function fleet(): Topology {
  const resource = {
    openstack_networking_network_v2: { lan: { name: "lan" } },
    openstack_compute_instance_v2: Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [
        `web-${index}`,
        { name: `web-${index}`, network: [{ uuid: "${openstack_networking_network_v2.lan.id}" }] },
      ]),
    ),
  };
  const clouds = Array.from({ length: 10 }, (_, index) => [`cloud-${index}`, { resource }] as const);
  return Topology.fromStacks(Object.fromEntries(clouds), { title: "fleet" });
}

describe("the picture in a browser", () => {
  const dir = mkdtempSync(join(tmpdir(), "scsbp-graph-"));
  const urls = new Map<string, string>();
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let told: string[];
  let requested: string[];

  beforeAll(async () => {
    const shop = Topology.fromStacks({ "three-tier-web": golden("three-tier-web") });
    const files: [string, string][] = [
      ["shop.html", await GraphWriter.render(shop, GraphFormat.HTML)],
      ["shop.svg", await GraphWriter.render(shop, GraphFormat.SVG)],
      ["fleet.html", await GraphWriter.render(fleet(), GraphFormat.HTML)],
    ];
    for (const [name, text] of files) {
      writeFileSync(join(dir, name), text);
      urls.set(name, pathToFileURL(join(dir, name)).href);
    }
    browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  async function open(name: string, options: Parameters<Browser["newContext"]>[0] = {}): Promise<void> {
    context = await browser.newContext({ viewport: { width: 1280, height: 850 }, ...options });
    page = await context.newPage();
    told = [];
    requested = [];
    page.on("console", (message) => told.push(message.text()));
    page.on("pageerror", (error) => told.push(error.message));
    page.on("request", (request) => requested.push(request.url()));
    await page.goto(urls.get(name)!);
  }

  afterEach(async () => {
    expect(told).toEqual([]); // no error, no refused style or script
    expect(requested).toHaveLength(1); // the file itself
    await context.close();
  });

  const inPage = <T>(script: string): Promise<T> => page.evaluate<T>(script);
  const painted = () => inPage("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
  const shown = () => page.$eval(".sheet:not([hidden])", (sheet) => sheet.getAttribute("data-preset"));
  const transform = () => page.getAttribute(".sheet:not([hidden]) .world", "transform");

  test("all of the overview is in the window, and texts are within their boxes", async () => {
    await open("shop.html");
    await painted();
    const outside = await inPage(`[...document.querySelectorAll(".sheet:not([hidden]) .node")]
      .map((each) => [each.querySelector("title").textContent, each.getBoundingClientRect()])
      .filter(([, box]) => box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight)`);
    expect(outside).toEqual([]);
    for (const preset of ["1", "2", "3"]) {
      await page.keyboard.press(preset);
      const spilled = await inPage(`[...document.querySelectorAll(".sheet:not([hidden]) .leaf")].flatMap((leaf) => {
        const box = leaf.querySelector(".box").getBoundingClientRect();
        return [...leaf.querySelectorAll("text")].filter((text) => text.getBoundingClientRect().right > box.right + 1)
          .map((text) => text.textContent);
      })`);
      expect(spilled).toEqual([]);
      const covered = await inPage(`(() => {
        const boxes = [...document.querySelectorAll(".sheet:not([hidden]) .leaf > .box")].map((box) => box.getBoundingClientRect());
        const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
        return [...document.querySelectorAll(".sheet:not([hidden]) .edge > text")]
          .filter((text) => boxes.some((box) => over(text.getBoundingClientRect(), box))).map((text) => text.textContent);
      })()`);
      expect(covered).toEqual([]);
    }
  });

  test("presets, zoom, panning with the mouse, all of it again", async () => {
    await open("shop.html");
    await painted();
    const whole = await transform();
    await page.click("#in");
    await painted();
    expect(await transform()).not.toBe(whole);
    await page.click("#fit");
    await painted();
    expect(await transform()).toBe(whole);
    await page.mouse.move(900, 700);
    await page.mouse.down();
    await page.mouse.move(960, 740, { steps: 4 });
    await page.mouse.up();
    await painted();
    expect(await transform()).not.toBe(whole);
    await page.mouse.wheel(0, -400);
    await page.click(".tab[data-preset=full]");
    expect(await shown()).toBe("full");
    expect(await page.getAttribute(".tab[data-preset=full]", "aria-pressed")).toBe("true");
  });

  test("search: hits, the next one by Enter, nothing found", async () => {
    await open("shop.html");
    await page.keyboard.press("/");
    await page.keyboard.type("server pool");
    expect(await page.textContent("#hits")).toBe("2 hits");
    await page.keyboard.press("Enter");
    expect(await page.textContent("#hits")).toBe("1 of 2");
    expect(await page.textContent("#told")).toContain("server pool");
    await page.fill("#q", "no such thing");
    expect(await page.textContent("#hits")).toBe("0 hits");
    await page.keyboard.press("Escape");
    expect(await page.inputValue("#q")).toBe("");
  });

  test("by keyboard alone: into a tier, details of a pool, along an edge, out again", async () => {
    await open("shop.html");
    await page.focus("#stage");
    await page.keyboard.press("ArrowRight");
    const first = await page.textContent("#told");
    expect(first).not.toBe("");
    await page.keyboard.press("ArrowDown");
    expect(await page.textContent("#told")).not.toBe(first);
    await page.keyboard.press("/");
    await page.keyboard.type("pool data");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    expect(await page.isVisible("#panel")).toBe(true);
    expect(await page.textContent("#about")).toContain("2 × SCS-2V-4");
    expect(await page.textContent("#about")).toContain("may reach: tcp 5432");
    await page.click('#about li button:text-is("web")');
    expect(await page.textContent("#about h2")).toBe("web");
    await page.keyboard.press("Escape");
    expect(await page.isVisible("#panel")).toBe(false);
    await page.keyboard.press("?");
    expect(await page.isVisible("#keys")).toBe(true);
  });

  test("a click tells what it is, and lights up who talks to it", async () => {
    await open("shop.html");
    await page.click('.sheet:not([hidden]) .leaf:has(> title:text-matches("^load balancer entry"))', { force: true });
    expect(await page.textContent("#about h2")).toBe("entry");
    expect(await page.$$(".sheet:not([hidden]) .edge.lit")).toHaveLength(4);
  });

  test("dark when the system is dark, and on request; the SVG too", async () => {
    const dark = async (script: string) =>
      Math.max(...(await inPage<string>(script)).match(/\d+/g)!.slice(0, 3).map(Number)) < 64;
    const background = "getComputedStyle(document.body).backgroundColor";
    await open("shop.html", { colorScheme: "dark" });
    expect(await dark(background)).toBe(true);
    await page.keyboard.press("d");
    expect(await dark(background)).toBe(false);
    expect(await page.getAttribute("#theme", "aria-pressed")).toBe("false");
    await context.close();
    for (const colorScheme of ["light", "dark"] as const) {
      await open("shop.svg", { colorScheme });
      expect(await dark('getComputedStyle(document.querySelector(".page")).fill')).toBe(colorScheme === "dark");
      if (colorScheme === "light") {
        await context.close();
      }
    }
  });

  test("each field and button has a name; the picture says what it is", async () => {
    await open("shop.html");
    const unnamed = await inPage(`[...document.querySelectorAll("button, input")]
      .filter((each) => (each.textContent + (each.getAttribute("aria-label") ?? "") + (each.labels?.[0]?.textContent ?? "")).trim() === "")
      .map((each) => each.outerHTML)`);
    expect(unnamed).toEqual([]);
    expect(await page.getAttribute(".sheet:not([hidden])", "aria-label")).toBe("three-tier-web: overview");
    expect(await inPage('document.querySelectorAll(".node:not(:has(> title)), .edge:not(:has(> title))").length')).toBe(
      0,
    );
  });

  test("complete without scripts, and on a phone without scrolling sideways", async () => {
    await open("shop.html", { javaScriptEnabled: false });
    expect(await page.isVisible(".sheet[data-preset=overview]")).toBe(true);
    expect(await page.isVisible("#q")).toBe(false);
    await context.close();
    await open("shop.html", { viewport: { width: 360, height: 740 } });
    expect(await inPage("document.documentElement.scrollWidth <= document.documentElement.clientWidth")).toBe(true);
  });

  test("5,000 servers: pools are closed from afar and open when one looks at them; each step stays quick", async () => {
    await open("fleet.html");
    await painted();
    expect(await page.$$(".sheet:not([hidden]) .node")).toHaveLength(30);
    const slowest = { switch: 0, zoom: 0, pan: 0, search: 0 };
    const timed = async (name: keyof typeof slowest, act: () => Promise<unknown>) => {
      const start = Date.now();
      await act();
      await painted();
      slowest[name] = Math.max(slowest[name], Date.now() - start);
    };
    await timed("switch", () => page.keyboard.press("3"));
    expect(await page.textContent(".tab[data-preset=full] .n")).toBe("5030");
    const visible = () =>
      inPage<number>(
        '[...document.querySelectorAll(".sheet:not([hidden]) .leaf")].filter((each) => each.getClientRects().length > 0).length',
      );
    expect(await visible()).toBe(0);
    await page.mouse.move(300, 300);
    for (let step = 0; step < 8; step += 1) {
      await timed("zoom", () => page.mouse.wheel(0, -300));
    }
    expect(await visible()).toBeGreaterThan(20);
    await page.mouse.down();
    for (let step = 1; step <= 5; step += 1) {
      await timed("pan", () => page.mouse.move(300 + step * 20, 300));
    }
    await page.mouse.up();
    await timed("search", async () => {
      await page.fill("#q", "server web-4");
      await page.waitForSelector("#hits:not(:empty)");
    });
    expect(Number.parseInt((await page.textContent("#hits")) ?? "", 10)).toBeGreaterThan(1000);
    // no measure of speed, which docs/graph.md has: a page that hangs, whatever else the machine does
    expect(Object.entries(slowest).filter(([, milliseconds]) => milliseconds > 6000)).toEqual([]);
  });
});
