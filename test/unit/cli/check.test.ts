import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import {
  check,
  CheckFailOn,
  type CheckOptions,
  reportFiles,
  sourceFilesFrom,
  checkExitCode,
} from "../../../packages/cli/src/actions/check";
import { ExitCode } from "../../../packages/cli/src/exit-codes";
import { ReportFormat } from "../../../packages/checker/src/report/report-writer";
import { Outcome, RuleLevel, Verdict, type Report } from "../../../packages/checker/src/report-model";
import { sampleReport } from "../../compliance/report/support/sample-report";
import { RecordingReporter, temporaryDir, write } from "./helpers";

const dir = temporaryDir();
const OPEN_TO_WORLD = {
  openstack_networking_secgroup_rule_v2: {
    ssh: {
      "//": { metadata: { path: "shop/bastion/ssh", uniqueId: "ssh" } },
      direction: "ingress",
      ethertype: "IPv4",
      protocol: "tcp",
      port_range_min: 22,
      port_range_max: 22,
      remote_ip_prefix: "0.0.0.0/0",
      security_group_id: "abc",
    },
  },
};

/** A project with one synthesized stack. */
function project(name: string, resource: object): string {
  const outdir = join(dir, name);
  write(
    join(outdir, "manifest.json"),
    JSON.stringify({
      version: "0.21.0",
      stacks: {
        shop: { name: "shop", synthesizedStackPath: "stacks/shop/cdk.tf.json", workingDirectory: "stacks/shop" },
      },
    }),
  );
  write(join(outdir, "stacks/shop/cdk.tf.json"), JSON.stringify({ resource }));
  return outdir;
}

const good = project("good", {});
const bad = project("bad", OPEN_TO_WORLD);

const BASE: CheckOptions = {
  scope: [],
  profile: ["good-practice"],
  outDir: bad,
  plan: [],
  probe: false,
  waivers: [],
  date: "2026-11-23",
  failOn: CheckFailOn.OPEN,
  output: [],
  verbose: false,
  json: false,
};

interface Ran {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly log: readonly string[];
}

async function run(options: Partial<CheckOptions>): Promise<Ran> {
  const reporter = new RecordingReporter();
  let stdout = "";
  const out = jest.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    stdout += String(chunk);
    return true;
  });
  const err = jest.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    return { code: await check({ ...BASE, ...options }, reporter), stdout, log: reporter.log };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

describe("check: exit codes", () => {
  const verdict = (each: Verdict): Report => ({ ...sampleReport(), verdict: each, results: [] });
  const recommended = (): Report => ({
    ...verdict(Verdict.PASSED),
    results: sampleReport().results.filter(
      ({ rule, outcome }) => rule.level === RuleLevel.RECOMMENDED && outcome === Outcome.FAIL,
    ),
  });

  test.each([
    [Verdict.PASSED, CheckFailOn.RECOMMENDED, ExitCode.Ok],
    [Verdict.FAILED, CheckFailOn.NEVER, ExitCode.Ok],
    [Verdict.FAILED, CheckFailOn.MANDATORY, ExitCode.Violated],
    [Verdict.FAILED, CheckFailOn.OPEN, ExitCode.Violated],
    [Verdict.INCOMPLETE, CheckFailOn.NEVER, ExitCode.Ok],
    [Verdict.INCOMPLETE, CheckFailOn.MANDATORY, ExitCode.Ok],
    [Verdict.INCOMPLETE, CheckFailOn.OPEN, ExitCode.Incomplete],
    [Verdict.INCOMPLETE, CheckFailOn.RECOMMENDED, ExitCode.Incomplete],
  ])("%s with --fail-on %s is %i", (each, failOn, code) => {
    expect(checkExitCode(verdict(each), failOn)).toBe(code);
  });

  test("a violated recommendation counts only when asked for", () => {
    expect(checkExitCode(recommended(), CheckFailOn.OPEN)).toBe(ExitCode.Ok);
    expect(checkExitCode(recommended(), CheckFailOn.RECOMMENDED)).toBe(ExitCode.Violated);
  });
});

describe("check: source files", () => {
  const fileOf = (report: Report): string | undefined => report.results[4]!.findings[0]!.subject.file;

  test.each([
    [undefined, "/work", "src/cloud stack.ts"],
    ["/work", "/work", "src/cloud stack.ts"],
    ["/projects/examples/shop", "/projects", "examples/shop/src/cloud stack.ts"],
    ["/other", "/work", "../other/src/cloud stack.ts"],
  ])("of a program in %s, seen from %s, are %s", (base, cwd, expected) => {
    expect(fileOf(sourceFilesFrom(sampleReport(), base, cwd))).toBe(expected);
  });
});

describe("check: code", () => {
  test("violated code ends with 8 and names construct, fix and waiver", async () => {
    const { code, stdout } = await run({});
    expect(code).toBe(ExitCode.Violated);
    expect(stdout).toMatch(/VIOLATED \(1\)[\s\S]*good-practice-guarded-port-open[\s\S]*shop\/bastion\/ssh/);
    expect(stdout).toMatch(/✘ FAILED: 1 mandatory rule is violated\n$/);
  });

  test("a scope that only the cloud can decide ends with 9, and is told apart", async () => {
    const { code, stdout } = await run({ outDir: good, profile: [], scope: ["iaas-v5.1"] });
    expect(code).toBe(ExitCode.Incomplete);
    expect(stdout).toContain("? INCOMPLETE");
    const lenient = await run({ outDir: good, profile: [], scope: ["iaas-v5.1"], failOn: CheckFailOn.MANDATORY });
    expect(lenient.code).toBe(ExitCode.Ok);
    expect(lenient.log.join("\n")).toMatch(/warn not a pass: \d+ mandatory rules are open/);
  });

  test("code without anything to object to ends with 0", async () => {
    expect((await run({ outDir: good })).code).toBe(ExitCode.Ok);
  });

  test("without scope and profile: the scope in force on the day, and good practice", async () => {
    const { stdout } = await run({ profile: [], json: true });
    const { header } = JSON.parse(stdout) as Report;
    expect(header.profiles.map((profile) => profile.name)).toEqual(["iaas-v5.1", "good-practice"]);
    const then = await run({ profile: [], json: true, date: "2024-12-01" });
    expect((JSON.parse(then.stdout) as Report).header.profiles[0]!.name).toBe("iaas-v5");
  });

  test("what the program requires of itself comes before the defaults", async () => {
    const outdir = project("requires", {});
    write(
      join(outdir, "scs-compliance.json"),
      JSON.stringify({ version: 1, requires: ["kaas-v1", "house"], waivers: [] }),
    );
    const { stdout, log } = await run({ outDir: outdir, profile: [], json: false, format: ReportFormat.JSON });
    expect((JSON.parse(stdout) as Report).header.profiles.map((profile) => profile.name)).toEqual(["kaas-v1"]);
    expect(log.join("\n")).toContain("warn the program requires the profile house");
  });

  test("a waiver from a file is used and listed; an expired one fails", async () => {
    const waiver = {
      rule: "good-practice-guarded-port-open",
      path: "shop/bastion/**",
      reason: "jump host until the VPN is up",
      owner: "net@example.org",
      expires: "2027-03-31",
    };
    const file = write(join(dir, "waivers.json"), JSON.stringify({ waivers: [waiver] }));
    const { code, stdout } = await run({ waivers: [file] });
    expect(code).toBe(ExitCode.Ok);
    expect(stdout).toContain("WAIVERS (1)");
    const later = await run({ waivers: [file], date: "2027-04-01" });
    expect(later.code).toBe(ExitCode.Violated);
    expect(later.stdout).toContain("waiver expired on 2027-03-31");
  });
});

describe("check: reports", () => {
  test.each([
    [ReportFormat.SARIF, '"version": "2.1.0"'],
    [ReportFormat.JUNIT, "<testsuites"],
    [ReportFormat.MARKDOWN, "## ❌"],
    [ReportFormat.HTML, "<!doctype html>"],
    [ReportFormat.JSON, '"scs-blueprints/compliance-report"'],
  ])("%s goes to standard output alone", async (format, part) => {
    const { stdout, log } = await run({ format });
    expect(stdout).toContain(part);
    expect(log).toEqual([]);
  });

  test("several files at once, by their endings; text stays on standard output", async () => {
    const output = [join(dir, "r.sarif"), join(dir, "r.html"), join(dir, "r.xml")];
    const { code, stdout, log } = await run({ output });
    expect(code).toBe(ExitCode.Violated);
    expect(output.every((file) => existsSync(file))).toBe(true);
    expect(readFileSync(join(dir, "r.xml"), "utf8")).toContain("<testsuites");
    expect(stdout).toContain("✘ FAILED");
    expect(log.join("\n")).toContain(`note html report: ${join(dir, "r.html")}`);
  });

  test("a format is for the one file", () => {
    expect(reportFiles({ format: ReportFormat.JUNIT, output: ["result"] })).toEqual([
      { file: "result", format: ReportFormat.JUNIT },
    ]);
  });

  test("the same check gives the same bytes", async () => {
    expect((await run({ format: ReportFormat.HTML })).stdout).toBe((await run({ format: ReportFormat.HTML })).stdout);
  });
});

const WAIVER_OF_NO_RULE = JSON.stringify({
  waivers: [{ rule: "scs-9999", reason: "long enough a reason", owner: "me", expires: "2027-01-01" }],
});

describe("check: bad input", () => {
  const plan = (name: string, text: string): string => write(join(dir, name), text);

  test.each<[string, Partial<CheckOptions>, string]>([
    ["an unknown scope", { scope: ["iaas-v6"] }, "SCSBP-5011"],
    ["an unknown profile", { profile: ["best-practice"] }, "SCSBP-4002"],
    ["no such day", { date: "2026-02-30" }, "SCSBP-5010"],
    ["no stacks", { outDir: join(dir, "nowhere") }, "SCSBP-4020"],
    ["no such example", { outDir: undefined, example: "nope" }, "SCSBP-8020"],
    ["no plan", { plan: [join(dir, "none.json")] }, "SCSBP-4022"],
    ["a binary plan", { plan: [plan("plan.bin", "PK\u0003\u0004")] }, "SCSBP-4022"],
    ["a plan of another version", { plan: [plan("v2.json", '{"format_version":"2.0"}')] }, "SCSBP-4023"],
    ["a plan that is no object", { plan: [plan("list.json", "[]")] }, "SCSBP-4022"],
    ["no waiver file", { waivers: [join(dir, "none.json")] }, "SCSBP-4012"],
    [
      "a waiver without reason",
      { waivers: [plan("w.json", '{"waivers":[{"rule":"good-practice-guarded-port-open"}]}')] },
      "SCSBP-4010",
    ],
    ["a waiver of no rule", { waivers: [plan("u.json", WAIVER_OF_NO_RULE)] }, "SCSBP-4011"],
    ["a file name without format", { output: [join(dir, "report")] }, "SCSBP-4050"],
  ])("%s: told, 2, and nothing on standard output", async (_, options, expected) => {
    const { code, stdout, log } = await run(options);
    expect(log).toContain(`error ${expected}`);
    expect(code).toBe(ExitCode.Usage);
    expect(stdout).toBe("");
  });

  test("a report that cannot be written fails, whatever the verdict", async () => {
    const { code, log } = await run({ outDir: good, output: [join(dir, "no/such/folder/r.html")] });
    expect(log).toContain("error SCSBP-8064");
    expect(code).toBe(ExitCode.Failed);
  });
});

describe("check: a cloud", () => {
  let server: Server;
  let answers: (url: string) => [number, string];
  const before = process.env["OS_CLIENT_CONFIG_FILE"];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const [status, body] = answers(request.url ?? "");
      request.resume();
      response.writeHead(status, { "content-type": "application/json", "x-subject-token": "token" }).end(body);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    const auth = (url: string): string =>
      `{auth: {auth_url: "${url}", username: u, password: p, project_name: p, user_domain_name: d}}`;
    const file = write(
      join(dir, "clouds.yaml"),
      `clouds:\n  half: ${auth(`http://127.0.0.1:${port}/v3`)}\n  gone: ${auth("http://127.0.0.1:1/v3")}\n` +
        `  browser: {auth_type: v3oidcpassword, auth: {auth_url: "http://127.0.0.1:${port}/v3"}}\n`,
    );
    process.env["OS_CLIENT_CONFIG_FILE"] = file;
  });

  afterAll(async () => {
    if (before === undefined) {
      delete process.env["OS_CLIENT_CONFIG_FILE"];
    } else {
      process.env["OS_CLIENT_CONFIG_FILE"] = before;
    }
    await new Promise((done) => server.close(done));
  });

  test("that breaks half-way: partial, never passed", async () => {
    const { port } = server.address() as AddressInfo;
    const endpoints = (path: string): object[] => [
      { interface: "public", region: "r", region_id: "r", url: `http://127.0.0.1:${port}/${path}` },
    ];
    const catalog = [
      { type: "compute", endpoints: endpoints("compute/v2.1") },
      { type: "image", endpoints: endpoints("image") },
    ];
    answers = (url) =>
      url.endsWith("/auth/tokens")
        ? [201, JSON.stringify({ token: { catalog, roles: [{ name: "member" }], project: { name: "p" } } })]
        : [503, "{}"];
    const { code, stdout } = await run({ outDir: undefined, cloud: "half", profile: [], json: true });
    const report = JSON.parse(stdout) as Report;
    expect(report.verdict).not.toBe(Verdict.PASSED);
    expect([ExitCode.Violated, ExitCode.Incomplete]).toContain(code);
    expect(report.header.evidence[2]).toMatchObject({ kind: "live", state: "partial", source: "half" });
    expect(report.header.evidence[2]!.problems.join("\n")).toContain("503");
    expect(report.header.profiles.map((profile) => profile.name)).toEqual(["iaas-v5.1"]);
  });

  test("that cannot be reached: 6 when it is all there is, a gap in the report beside code", async () => {
    const alone = await run({ outDir: undefined, cloud: "gone", profile: [] });
    expect(alone).toMatchObject({ code: ExitCode.Cloud, stdout: "" });
    expect(alone.log).toContain("error SCSBP-8035");
    const beside = await run({ outDir: good, cloud: "gone", profile: [], scope: ["iaas-v5.1"], json: true });
    expect(beside.code).toBe(ExitCode.Incomplete);
    const report = JSON.parse(beside.stdout) as Report;
    expect(report.header.evidence[2]).toMatchObject({ kind: "live", state: "unavailable" });
    expect(report.header.evidence[2]!.problems[0]).toContain("connection refused");
  });

  test.each([
    ["nowhere", "SCSBP-8032"],
    ["browser", "SCSBP-8063"],
  ])("%s: %s, a wrong command line", async (cloud, expected) => {
    const { code, log } = await run({ outDir: undefined, cloud, profile: [] });
    expect(log).toContain(`error ${expected}`);
    expect(code).toBe(ExitCode.Usage);
  });
});
