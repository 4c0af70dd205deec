import { counted } from "./support/cloud";
import { endOfApply } from "./support/environment";
import { repository } from "./support/repository";
import { succeed } from "./support/run";
import { planExitCode, plannedChanges, plannedSteps } from "./support/terraform";

/** `npm start` from nothing to nothing. The tests build on each other, as the days of a user do. */
const STACK = repository.stackDir("quickstart");
const EMPTY = {
  servers: 0,
  serverGroups: 0,
  volumes: 0,
  networks: 0,
  subnets: 0,
  ports: 0,
  routers: 0,
  floatingIps: 0,
  securityGroups: 0,
};

/** The program is edited as its user would; other tests find it as it was. */
let program: string;
beforeAll(() => (program = repository.read("examples/quickstart/main.ts")));
afterAll(() => repository.write("examples/quickstart/main.ts", program));

const contents = async () => counted(await (await repository.member()).contents());

/** Starts the job and sends a signal to all of it once its output shows `when`. */
async function stopped(when: RegExp, signal: NodeJS.Signals) {
  let sent = false;
  const result = await repository.start([], {
    watch: (output, pid) => {
      if (!sent && when.test(output)) {
        sent = true;
        process.kill(-pid, signal);
      }
    },
  });
  expect({ sent, output: sent ? "" : result.output }).toEqual({ sent: true, output: "" });
  return result;
}

test("Ctrl-C while the cloud is set up says so and exits 130", async () => {
  expect((await repository.sandbox(["wipe"])).status).toBe(0); // a folder that is kept between runs holds one
  const result = await stopped(/Starting keystone|identities|Writing users/, "SIGINT");
  // npm dies of the signal once the job has ended by it
  expect([result.status, result.signal]).toEqual(result.signal === null ? [130, null] : [null, "SIGINT"]);
  expect(result.output).toMatch(/interrupted \[SCSBP-8091\]\n\s+do: +run the same command again/);
});

test("the job is killed while servers are made: the next run goes on from there", async () => {
  await stopped(/Applying quickstart[\s\S]* created/, endOfApply());
});

test("npm start makes the network and the servers, and the second plan is empty", async () => {
  const started = await repository.start();
  console.error(`first npm start: ${started.seconds.toFixed(0)} s`);
  expect({ status: started.status, output: started.status === 0 ? "" : started.output }).toEqual({
    status: 0,
    output: "",
  });
  for (const shown of ["quickstart-web-1", "quickstart-web-3", "quickstart-db", "quickstart-bastion", "SCS-2V-4-20s"]) {
    expect(started.output).toContain(shown);
  }
  expect(started.output).toMatch(/203\.0\.113\.\d+/);
  expect(await planExitCode(STACK)).toBe(0);
  expect(await contents()).toMatchObject({
    servers: 5,
    serverGroups: 1,
    networks: 2,
    routers: 1,
    floatingIps: 1,
    volumes: 4,
    securityGroups: 3,
  });
});

test("a second npm start is quick and changes nothing", async () => {
  const again = await repository.start();
  console.error(`second npm start: ${again.seconds.toFixed(0)} s`);
  expect({ status: again.status, output: again.status === 0 ? "" : again.output }).toEqual({ status: 0, output: "" });
  expect(again.output).toContain("no changes");
  expect(again.seconds).toBeLessThan(60);
});

test("cdktf, run in the example's folder, sees the same", async () => {
  const env = await repository.sandboxEnv();
  const diff = await succeed("npx", ["cdktf", "diff"], { cwd: repository.example("quickstart"), env });
  expect(diff.output).toContain("No changes. Your infrastructure matches the configuration.");
});

test("services that were killed are mended by the next npm start, and the plan stays empty", async () => {
  const { services } = JSON.parse((await repository.sandbox(["status", "--json"])).stdout) as {
    services: { name: string; pid: number }[];
  };
  const killed = services.filter((service) => ["nova", "neutron", "keystone"].includes(service.name));
  expect(killed).toHaveLength(3);
  killed.forEach((service) => process.kill(service.pid, "SIGKILL"));
  const mended = await repository.start();
  expect({ status: mended.status, output: mended.status === 0 ? "" : mended.output }).toEqual({
    status: 0,
    output: "",
  });
  expect(await planExitCode(STACK)).toBe(0);
});

test("growing the pool makes one server more and touches nothing else", async () => {
  repository.edit("examples/quickstart/main.ts", "size: 3", "size: 4");
  expect((await repository.start(["--plan-only"])).status).toBe(0);
  expect(await plannedSteps(STACK)).toEqual([
    "create openstack_compute_instance_v2.web_members_4",
    "create openstack_networking_port_v2.web_members_4_port",
    "create terraform_data.web_members_4_image-revision",
  ]);
  expect((await repository.start()).status).toBe(0);
  expect(await contents()).toMatchObject({ servers: 6 });
});

test("a member is removed in the middle, and the others stay", async () => {
  repository.edit("examples/quickstart/main.ts", "size: 4", 'members: ["1", "3", "4"]');
  expect((await repository.start(["--plan-only"])).status).toBe(0);
  expect(await plannedSteps(STACK)).toEqual([
    "delete openstack_compute_instance_v2.web_members_2",
    "delete openstack_networking_port_v2.web_members_2_port",
    "delete terraform_data.web_members_2_image-revision",
  ]);
});

test("a tier more and another order of tiers move no subnet", async () => {
  repository.edit("examples/quickstart/main.ts", 'tiers: ["web", "db"]', 'tiers: ["db", "cache", "web"]');
  repository.edit("examples/quickstart/main.ts", 'members: ["1", "3", "4"]', "size: 4");
  expect((await repository.start(["--plan-only"])).status).toBe(0);
  const changes = await plannedChanges(STACK);
  expect(Object.values(changes)).toEqual(["create", "create", "create"]);
  expect(Object.keys(changes).every((address) => address.includes("network_cache"))).toBe(true);
});

test("an image revision replaces servers and keeps their addresses", async () => {
  repository.edit("examples/quickstart/main.ts", "floatingIp: true,", 'floatingIp: true,\n  imageRevision: "2026-12",');
  repository.edit("examples/quickstart/main.ts", 'tiers: ["db", "cache", "web"]', 'tiers: ["web", "db"]');
  expect((await repository.start(["--plan-only"])).status).toBe(0);
  expect(await plannedSteps(STACK)).toEqual([
    "delete,create openstack_compute_instance_v2.bastion",
    "update terraform_data.bastion_image-revision",
  ]);
});

test("npm start -- --destroy leaves the project empty", async () => {
  const destroyed = await repository.start(["--destroy"]);
  expect({ status: destroyed.status, output: destroyed.status === 0 ? "" : destroyed.output }).toEqual({
    status: 0,
    output: "",
  });
  expect(await contents()).toEqual(EMPTY);
});
