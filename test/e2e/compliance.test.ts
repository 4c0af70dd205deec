import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StandardFlavors } from "../../packages/standards/src/index";
import { repository } from "./support/repository";
import { run, succeed } from "./support/run";

/** What `check` says of real clouds: one that has nothing yet, and one that has what SCS asks for. */
interface Report {
  readonly verdict: string;
  readonly failedRules: string[];
  readonly openRules: string[];
}

/** Testcases that need a booted guest, which no API-only cloud has. */
const GUEST = ["scs-0101-entropy-avail", "scs-0101-fips-test"];

async function check(...args: string[]): Promise<{ status: number | null; report: Report }> {
  const command = ["packages/cli/dist/main.js", "check", "--cloud", "sandbox", "--json", ...args];
  const { status, stdout, output } = await run(process.execPath, command, { cwd: repository.dir });
  if (!stdout.startsWith("{")) {
    throw new Error(output);
  }
  return { status, report: JSON.parse(stdout) as Report };
}

async function reset(mode: string): Promise<void> {
  expect((await repository.sandbox(["up"])).status).toBe(0);
  const { status, output } = await repository.sandbox(["reset", "--mode", mode]);
  expect({ status, output: status === 0 ? "" : output }).toEqual({ status: 0, output: "" });
}

test("a blank cloud lacks the mandatory flavors and the mandatory image, and nothing else that can be shown", async () => {
  await reset("operator-blank");
  const { status, report } = await check("--scope", "iaas-v5.1", "--probe");
  const flavors = StandardFlavors.mandatory().map(
    (flavor) => `scs-0103-flavor-${flavor.name.canonical.slice("SCS-".length).toLowerCase()}`,
  );
  expect(report.failedRules.sort()).toEqual([...flavors, "scs-0104-image-ubuntu-2404"].sort());
  expect({ status, verdict: report.verdict }).toEqual({ status: 8, verdict: "failed" });
});

test("a tenant-mode cloud meets every testcase that does not need a guest; reading alone leaves two more open", async () => {
  await reset("tenant");
  const probed = await check("--scope", "iaas-v5.1", "--probe");
  expect(probed.report).toMatchObject({ verdict: "incomplete", failedRules: [], openRules: GUEST });
  expect(probed.status).toBe(9);
  const read = await check("--scope", "iaas-v5.1");
  expect(read.report.openRules).toEqual([...GUEST, "scs-0116-permissions", "scs-0117-test-backup"]);
  const next = await check("--scope", "iaas-next", "--probe");
  expect(next.report).toMatchObject({ failedRules: [], openRules: GUEST });
});

test("a service that does not answer is said to be so, and nothing is green by its silence", async () => {
  const fault = ["fault", "glance", "--status", "503", "--times", "1000"];
  expect((await repository.sandbox(fault)).status).toBe(0);
  try {
    const { status, report } = await check("--scope", "iaas-v5.1");
    expect({ status, verdict: report.verdict }).toEqual({ status: 9, verdict: "incomplete" });
    expect(report.openRules).toEqual(expect.arrayContaining(["scs-0104-image-ubuntu-2404", "scs-0102-prop-os_distro"]));
  } finally {
    expect((await repository.sandbox(["fault", "--clear"])).status).toBe(0);
  }
});

describe("plans of configurations of others", () => {
  const SITE = join(__dirname, "fixtures", "modules");
  const PROVIDER = readFileSync(join(SITE, "provider.tf"), "utf8");

  /** What `check --plan` finds, by rule and address without the modules around the site. */
  async function findings(name: string, files: Readonly<Record<string, string>>, site: string): Promise<string[]> {
    const dir = join(repository.dir, "e2e-modules", name);
    cpSync(join(SITE, "site"), join(dir, site), { recursive: true });
    for (const [file, text] of Object.entries({ ...files, "provider.tf": PROVIDER })) {
      writeFileSync(join(dir, file), text);
    }
    const options = { cwd: dir, env: await repository.providerEnv() };
    await succeed("terraform", ["init", "-input=false", "-no-color"], options);
    await succeed("terraform", ["plan", "-input=false", "-no-color", "-out=plan.bin"], options);
    const { stdout } = await succeed("terraform", ["show", "-json", "plan.bin"], options);
    writeFileSync(join(dir, "plan.json"), stdout);
    const command = [
      "packages/cli/dist/main.js",
      "check",
      "--plan",
      join(dir, "plan.json"),
      "-p",
      "good-practice",
      "--json",
    ];
    const checked = await run(process.execPath, command, { cwd: repository.dir });
    expect(checked.status).toBe(8);
    const { results } = JSON.parse(checked.stdout) as {
      results: { rule: { id: string }; findings: { outcome: string; subject: { address?: string } }[] }[];
    };
    return results
      .flatMap(({ rule, findings: found }) =>
        found.map(({ outcome, subject }) => {
          const address = (subject.address ?? "").replace(/^(?:module\.(?:east|site)(?:\[[^\]]*\])?\.)+/, "");
          return `${rule.id} ${outcome} ${address}`;
        }),
      )
      .sort();
  }

  /** A module says itself where its provider comes from, and so does each that calls it. */
  const [required] = /^terraform \{[^]*?^\}/m.exec(readFileSync(join(SITE, "site", "group", "main.tf"), "utf8"))!;
  const call = (name: string, source: string, more = "") =>
    `${required}\n\nmodule "${name}" {\n  source = "${source}"\n  ${more}\n}\n`;

  test("the same is found in the root, in a module and in a module's module", async () => {
    const root = await findings("root", {}, ".");
    expect(root).toEqual(
      expect.arrayContaining([
        "good-practice-guarded-port-open deferred openstack_networking_secgroup_rule_v2.condition",
        "good-practice-guarded-port-open fail openstack_networking_secgroup_rule_v2.no_group",
        "good-practice-guarded-port-open fail openstack_networking_secgroup_rule_v2.ssh[1]",
        "good-practice-guarded-port-open pass openstack_networking_secgroup_rule_v2.db_from_web",
        "good-practice-no-anti-affinity fail module.alone.openstack_compute_instance_v2.fixed[0]",
        "good-practice-no-anti-affinity pass module.apart.openstack_compute_instance_v2.fixed[0]",
      ]),
    );
    expect(await findings("module", { "main.tf": call("site", "./site") }, "site")).toEqual(root);
    const inner = { "main.tf": call("east", "./east", 'for_each = toset(["dev"])') };
    const nested = { ...inner, "east/main.tf": call("site", "./site", "count = 1") };
    expect(await findings("nested", nested, "east/site")).toEqual(root);
  });
});
