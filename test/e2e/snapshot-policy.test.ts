import { join } from "node:path";
import { Guest } from "./support/guest";
import { Program } from "./support/program";
import { repository } from "./support/repository";
import { succeed } from "./support/run";

/** The program that a server would run every night, run here night by night, with the login that Terraform made. */
const SOURCE = `
import { App, Cloud, RemovalPolicy, ScsStack, SnapshotPolicy, Volume } from "scs-blueprints";
const day = JSON.parse(process.env["DAY"] ?? "{}");
const app = new App();
const stack = new ScsStack(app, "snap", { cloud: Cloud.fromEnvironment() });
const volume = (id: string) => new Volume(stack, id, { sizeGiB: 1, removalPolicy: RemovalPolicy.DESTROY });
const policy = new SnapshotPolicy(stack, "nightly", {
  volumes: { pg: volume("pg") },
  keepDaily: 2,
  keepWeekly: 2,
  ...(day.revision ? { revision: day.revision } : {}),
});
volume("other");
stack.addOutput("configuration", policy.configuration, { sensitive: true });
stack.addOutput("user_data", policy.cloudInit.render(), { sensitive: true });
app.synth();
`;

let program: Program;
let guest: Guest;

beforeAll(async () => {
  await repository.sandbox(["up"]);
  await succeed("node", ["packages/cli/dist/main.js", "provider", "install"], { cwd: repository.dir });
  program = new Program("snap", SOURCE);
});

interface Snapshot {
  readonly id: string;
  readonly name: string;
  readonly status: string;
}

/** The volumes' snapshots, once Cinder has made and deleted what it was asked to. */
async function snapshots(): Promise<Snapshot[]> {
  const api = await repository.member();
  for (let tries = 0; tries < 120; tries += 1) {
    const { snapshots: all } = (await api.get("block-storage", "/snapshots")) as { snapshots: Snapshot[] };
    const own = all.filter((one) => one.name.startsWith("snap-"));
    if (own.every((one) => one.status === "available")) {
      return own;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error("snapshots are not ready after a minute");
}

/** What the program prints on a day. */
async function night(date: string): Promise<string[]> {
  const { stdout } = await succeed("python3", [join(guest.folder, "program")], {
    cwd: guest.folder,
    env: { SNAPSHOT_FILE: join(guest.folder, "configuration.json"), SNAPSHOT_DATE: date },
  });
  await snapshots();
  return stdout.trim().split("\n");
}

test("a login for snapshots is made, and cloud-init takes what the server gets", async () => {
  await program.apply();
  const outputs = (await program.outputs()) as { configuration: string; user_data: string };
  guest = new Guest("snapshots", outputs.user_data);
  await guest.expectValidCloudConfig();
  guest.write("program", guest.file("/usr/local/sbin/volume-snapshots"));
  expect(guest.file("/etc/volume-snapshots.json")).toBe(outputs.configuration);
  guest.write("configuration.json", outputs.configuration);
});

test("each night makes a snapshot and removes what is not kept: 2 days, and the newest of 2 weeks", async () => {
  const made = (date: string) => `made snap-nightly-pg-${date}`;
  const removed = (date: string) => `removed snap-nightly-pg-${date}`;
  expect(await night("2026-11-19")).toEqual([made("2026-11-19")]);
  expect(await night("2026-11-20")).toEqual([made("2026-11-20")]);
  expect(await night("2026-11-20")).toEqual([""]);
  expect(await night("2026-11-21")).toEqual([made("2026-11-21"), removed("2026-11-19")]);
  expect(await night("2026-11-23")).toEqual([made("2026-11-23"), removed("2026-11-20")]);
  expect(await night("2026-11-24")).toEqual([made("2026-11-24")]);
  expect((await snapshots()).map((one) => one.name).sort()).toEqual(
    ["2026-11-21", "2026-11-23", "2026-11-24"].map((date) => `snap-nightly-pg-${date}`),
  );
});

test("the login gets at nothing else", async () => {
  const { auth_url, credential, secret } = JSON.parse(
    ((await program.outputs()) as { configuration: string }).configuration,
  ) as Record<string, string>;
  const login = await fetch(`${auth_url}/auth/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      auth: {
        identity: {
          methods: ["application_credential"],
          application_credential: { id: credential, secret },
        },
      },
    }),
  });
  const { token } = (await login.json()) as {
    token: { catalog: { type: string; endpoints: { interface: string; url: string }[] }[] };
  };
  const status = async (service: string, path: string) => {
    const entry = token.catalog.find((one) => one.type === service)!;
    const { url } = entry.endpoints.find((one) => one.interface === "public")!;
    return (await fetch(`${url}${path}`, { headers: { "x-auth-token": login.headers.get("x-subject-token")! } }))
      .status;
  };
  expect(await status("block-storage", "/snapshots/detail")).toBe(200);
  expect(await status("block-storage", "/volumes")).toBe(401);
  expect(await status("compute", "/servers")).toBe(401);
});

test("another revision is another login", async () => {
  expect(await program.plan({ revision: "2" })).toEqual([
    "create,delete openstack_identity_application_credential_v3.nightly_credential_slot-a",
  ]);
});

test("destroy leaves nothing, once the snapshots are gone", async () => {
  const api = await repository.member();
  for (const { id } of await snapshots()) {
    await api.send("DELETE", "block-storage", `/snapshots/${id}`);
  }
  expect(await snapshots()).toEqual([]);
  const { status, output } = await program.destroy();
  expect({ status, output: status === 0 ? "" : output }).toEqual({ status: 0, output: "" });
  expect(await program.left()).toEqual([]);
});
