import { CloudApi } from "./support/cloud";
import { FleetTrial, type Thing } from "./support/fleet-trial";
import { type FleetRun, type FleetRunner, runGitHub, runGitLab } from "./support/fleet-runners";
import { requestsDuring } from "./support/program";
import { repository } from "./support/repository";

/**
 * Rendered pipelines run by engines that need neither containers nor a cluster, with real Terraform on the sandbox's OpenStack and
 * states in a real S3 gateway. What is stood in for is told at the runners; all order is the engines' own.
 */
const ENGINES: Record<
  string,
  { readonly runner: FleetRunner; readonly approves: boolean; readonly options: string[] }
> = {
  gitlab: { runner: runGitLab, approves: true, options: ["--image", "registry.example.org/fleet:1"] },
  github: { runner: runGitHub, approves: false, options: [] },
};
const [A_DEV, B_DEV] = ["apply a-dev-network", "apply b-dev-network"];
const PROD = ["a-prod-network", "a-prod-app", "b-prod-network"];
const ALL = [A_DEV, B_DEV, ...PROD.flatMap((stack) => [`plan ${stack}`, `apply ${stack}`])].sort();

/** What all targets have, as the cloud knows it. */
const thingsOf = (target: string): string[] => [
  `networks ${target}-network-network-web`,
  `routers ${target}-network-network`,
  `subnets ${target}-network-network-web`,
];
const names = (things: readonly Thing[]): string[] => things.map(({ name }) => name);
const ofWave = (wave: string, things: readonly Thing[]): Thing[] =>
  things.filter(({ name }) => name.includes(`-${wave}-`));

describe.each(Object.keys(ENGINES))("%s", (engine) => {
  const { runner, approves, options } = ENGINES[engine]!;
  let trial: FleetTrial;

  beforeAll(async () => {
    const up = await repository.sandbox(["up"]);
    expect({ status: up.status, output: up.status === 0 ? "" : up.output }).toEqual({ status: 0, output: "" });
    trial = await FleetTrial.create(engine, ...options);
    await trial.write();
  });
  afterAll(() => trial?.remove());

  async function passed(approved: readonly string[] = PROD): Promise<string[]> {
    const { status, jobs, output }: FleetRun = await runner(trial, approved);
    const failed = status !== 0 || Object.values(jobs).includes("failed");
    expect({ status, output: failed ? output : "" }).toEqual({ status: 0, output: "" });
    return Object.keys(jobs).sort();
  }

  test("a target of the first wave fails on a full quota: its neighbour is applied, nothing of the next wave is touched", async () => {
    const { status, jobs, output } = await withoutRoomForGroups(() => runner(trial, PROD));
    expect({ jobs, output }).toEqual({
      jobs: { [A_DEV]: "passed", [B_DEV]: "failed" },
      output: expect.stringContaining("Quota exceeded for resources: ['security_group']") as string,
    });
    expect(status).not.toBe(0);
    const things = await trial.cloud();
    expect(names(ofWave("dev", things))).toEqual(names(things));
    expect(names(things)).toEqual([...thingsOf("a-dev"), ...thingsOf("b-dev")].sort());
    expect(trial.states).toEqual({ "shop/a-dev/network.tfstate": 4, "shop/b-dev/network.tfstate": 4 });
  });

  test("mended, the next run finishes the first wave, and only then comes the second", async () => {
    const before = await trial.cloud();
    if (approves) {
      const waiting = ALL.filter((job) => job !== "apply b-prod-network");
      expect(await passed(PROD.filter((stack) => stack !== "b-prod-network"))).toEqual(waiting);
      expect(names(await trial.cloud()).filter((name) => name.includes("b-prod"))).toEqual([]);
    }
    expect(await passed()).toEqual(ALL);
    const things = await trial.cloud();
    const groups = ["b-dev", "b-prod"].map((target) => `securityGroups ${target}-network-group`);
    const networks = ["a-dev", "b-dev", "a-prod", "b-prod"].flatMap(thingsOf);
    expect(names(things)).toEqual([...networks, ...groups].sort());
    expect(things).toEqual(expect.arrayContaining(before)); // it went on with what there was
    const made = (wave: string): string[] =>
      ofWave(wave, things)
        .map(({ created }) => created)
        .sort();
    expect(made("dev").at(-1)! < made("prod")[0]!).toBe(true);
  });

  test("a second whole run changes nothing", async () => {
    const things = await trial.cloud();
    let jobs: string[] = [];
    const requests = await requestsDuring(async () => (jobs = await passed()));
    expect(jobs).toEqual(ALL);
    const writing = Object.keys(requests).filter((each) => / (POST|PUT|PATCH|DELETE) /.test(each));
    expect(writing).toEqual(["keystone POST /v3/auth/tokens"]);
    expect(await trial.cloud()).toEqual(things);
  });

  test("retired, all is destroyed", async () => {
    await trial.retire();
    expect(await passed()).toEqual(ALL);
    expect(await trial.cloud()).toEqual([]);
    expect(Object.values(trial.states)).toEqual([0, 0, 0, 0, 0]);
  });
});

/** While the project may have no more security groups than it has, its default one among them. */
async function withoutRoomForGroups<T>(act: () => Promise<T>): Promise<T> {
  const admin = await CloudApi.login(repository.cloudsYaml, "sandbox-admin");
  const member = await repository.member();
  const path = `/v2.0/quotas/${member.tokenProject}`;
  const { quota } = (await admin.get("network", path)) as { quota: { security_group: number } };
  const allow = (groups: number) => admin.send("PUT", "network", path, { quota: { security_group: groups } });
  await allow((await member.contents()).securityGroups.length + 1);
  try {
    return await act();
  } finally {
    await allow(quota.security_group);
  }
}
