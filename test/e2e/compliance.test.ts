import { StandardFlavors } from "../../lib/scs/index";
import { repository } from "./support/repository";
import { run } from "./support/run";

/** What `check` says of real clouds: one that has nothing yet, and one that has what SCS asks for. */
interface Report {
  readonly verdict: string;
  readonly failedRules: string[];
  readonly openRules: string[];
}

/** Testcases that need a booted guest, which no API-only cloud has. */
const GUEST = ["scs-0101-entropy-avail", "scs-0101-fips-test"];

async function check(...args: string[]): Promise<{ status: number | null; report: Report }> {
  const command = ["dist/cli/main.js", "check", "--cloud", "sandbox", "--json", ...args];
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
