import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fleetList, fleetRender } from "../../../packages/cli/src/actions/fleet";
import { ExitCode, exitCodeOf } from "../../../packages/cli/src/exit-codes";
import { Fleet, FleetPipeline, StateStore } from "../../../lib/fleet";
import { App, Cloud } from "../../../lib/index";
import { errorOf } from "../../support/errors";
import { RecordingReporter, temporaryDir, write } from "./helpers";

const dir = temporaryDir();
const outDir = "cdktf.out";
const home = process.cwd();
let out: string;

/** Synthesizes a fleet with these waves, a target in each. */
function program(...waves: readonly string[]): void {
  rmSync(outDir, { recursive: true, force: true });
  const app = new App({ outdir: outDir });
  const props = { state: StateStore.postgres(), waves: Object.fromEntries(waves.map((wave) => [wave, {}])) };
  const fleet = new Fleet(app, "shop", props);
  waves.forEach((wave) => fleet.addTarget(`cloud-${wave}`, { wave, cloud: Cloud.fromEnvironment() }).stack("network"));
  app.synth();
}

function render(check = false): string {
  const reporter = new RecordingReporter();
  const options = { engine: FleetPipeline.GITLAB, image: "fleet:1", out, outDir, check };
  expect(fleetRender(options, reporter)).toBe(ExitCode.Ok);
  return reporter.log.join("\n");
}

beforeAll(() => process.chdir(dir));
afterAll(() => process.chdir(home));
beforeEach(() => {
  program("dev", "prod");
  out = mkdtempSync(join(dir, "repository-"));
});

test("list: targets by waves, with their states", () => {
  const reporter = new RecordingReporter();
  expect(fleetList(outDir, reporter)).toBe(ExitCode.Ok);
  expect(reporter.log.join("\n")).toMatch(
    /prod\s+dev\s+cloud-prod\s+cloud-prod-network\s+schema shop__cloud_prod__network/,
  );
});

test("render: written once, then unchanged, and --check says the same", () => {
  expect(render()).toContain("+ .gitlab/fleet-shop/wave-prod.yml");
  expect(render()).toContain("3 of 3 files as they were");
  expect(render(true)).toContain("3 of 3 files as they were");
});

test("a wave that is gone takes its file along, and --check tells before", () => {
  render();
  program("dev");
  const error = errorOf(() => render(true));
  expect(error).toMatchObject({ code: "SCSBP-8150" });
  expect(error.got).toBe("~ .gitlab/fleet-shop/fleet.yml\n- .gitlab/fleet-shop/wave-prod.yml");
  expect(exitCodeOf(error.code)).toBe(ExitCode.Drift);
  expect(existsSync(join(out, ".gitlab/fleet-shop/wave-prod.yml"))).toBe(true);
  render();
  expect(existsSync(join(out, ".gitlab/fleet-shop/wave-prod.yml"))).toBe(false);
});

test("a file of someone else's is neither overwritten nor removed, and nothing else is written", () => {
  const foreign = join(out, ".gitlab/fleet-shop/wave-prod.yml");
  write(foreign, "job: { script: [deploy] }\n");
  expect(errorOf(() => render())).toMatchObject({ code: "SCSBP-7523", got: foreign });
  expect(existsSync(join(out, ".gitlab/fleet-shop/fleet.yml"))).toBe(false);
  write(join(out, ".gitlab/fleet-shop/own.yml"), "other: {}\n");
  rmSync(foreign);
  render();
  expect(existsSync(join(out, ".gitlab/fleet-shop/own.yml"))).toBe(true);
});

test("an edit of a file of ours is overwritten", () => {
  render();
  const file = join(out, ".gitlab/fleet-shop/fleet.yml");
  const before = readFileSync(file, "utf8");
  writeFileSync(file, `${before}# edited\n`);
  expect(render()).toContain("~ .gitlab/fleet-shop/fleet.yml");
  expect(readFileSync(file, "utf8")).toBe(before);
});

test("a folder without a fleet", () => {
  const app = new App({ outdir: out });
  app.synth();
  expect(errorOf(() => fleetList(app.outdir, new RecordingReporter())).code).toBe("SCSBP-7520");
});
