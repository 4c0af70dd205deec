import type { Stack } from "../../../packages/checker/src/assembly/assembly";
import { exitCodeOf } from "../../../packages/cli/src/exit-codes";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { stringify } from "yaml";
import type { ProgramRun } from "../../../packages/cli/src/actions/program-run";
import { StateCloud } from "../../../packages/cli/src/actions/state-cloud";
import { planOf, stackIn, stateOf as modelOfState } from "../../support/assembly";
import { describeCloud, isSameCloud } from "../../../packages/toolkit/src/openstack/cloud-identity";
import { errorOf, RecordingReporter, temporaryDir, write } from "./helpers";

/** Two stand-ins for Keystone on loopback: the user's name is the project that a password logs in to. */
const keystones: Server[] = [];
let logins = 0;
let urls: [string, string];

beforeAll(async () => {
  for (let number = 0; number < 2; number += 1) {
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += chunk));
      request.on("end", () => {
        logins += 1;
        const id =
          /"user":\{"name":"(\w+)"/.exec(body)?.[1] ?? /"application_credential":\{"id":"(\w+)"/.exec(body)?.[1];
        const endpoints = [{ region: "R1" }, ...(id === "wide" ? [{ region: "R2" }] : [])];
        response.writeHead(body.includes("wrong") ? 401 : 201, { "x-subject-token": "t" }).end(
          JSON.stringify({
            token: {
              ...(id === "root" ? { system: { all: true } } : { project: { id, name: "demo" } }),
              catalog: [{ type: "network", endpoints }],
            },
          }),
        );
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    keystones.push(server);
  }
  urls = keystones.map((one) => `http://127.0.0.1:${(one.address() as AddressInfo).port}`) as [string, string];
});
afterAll(() => Promise.all(keystones.map((one) => new Promise((resolve) => one.close(resolve)))));

const root = temporaryDir();
const entry = (url: string, user: string, more: object = {}, auth: object = {}) => ({
  auth: { auth_url: url, username: user, password: "right", project_name: "demo", ...auth },
  ...more,
});

/** A project whose stack `shop` was synthesized. */
class Project {
  public readonly dir = mkdtempSync(join(root, "shop-"));
  public readonly state = join(this.dir, "terraform.shop.tfstate");
  public readonly note = `${this.state}.cloud.json`;
  public readonly reporter = new RecordingReporter();
  private readonly stack: Stack;

  public constructor(
    private readonly clouds: Record<string, object>,
    provider: object[] = [{}],
    backend: object = { local: { path: "../../../terraform.shop.tfstate" } },
  ) {
    const outdir = join(this.dir, "cdktf.out");
    const json = { provider: { openstack: provider }, terraform: { backend } };
    write(join(outdir, "stacks/shop/cdk.tf.json"), JSON.stringify(json));
    this.stack = stackIn(outdir, "shop");
  }

  /** As a run of `start --cloud NAME` opens it. */
  public async open(cloud: string, options: { forgetState?: boolean; env?: object; sandboxYaml?: string } = {}) {
    const cloudsYaml = options.sandboxYaml ?? join(this.dir, "clouds.yaml");
    write(cloudsYaml, stringify({ clouds: this.clouds }));
    const run = {
      options: { example: this.dir, cloud, forgetState: options.forgetState },
      example: { name: "shop", dir: this.dir, output: "cdktf.out" },
      cloud: { name: cloud, cloudsYaml },
    } as unknown as ProgramRun;
    const env = { OS_CLOUD: cloud, OS_CLIENT_CONFIG_FILE: cloudsYaml, ...options.env } as NodeJS.ProcessEnv;
    return (await StateCloud.open(run, this.stack, env, new Map()))!;
  }

  /** Claims the state and notes it, as an apply does; `resources` are in the state then. */
  public async apply(cloud: string, resources = 2, options: object = {}): Promise<void> {
    const state = await this.open(cloud, options);
    state.claim(this.reporter);
    state.record(true);
    this.fill(resources);
  }

  public fill(resources: number): void {
    const one = (index: number) => ({ mode: "managed", type: "t", name: `n${index}`, instances: [{}] });
    const lookup = { mode: "data", type: "t", name: "d", instances: [{}] };
    write(
      this.state,
      JSON.stringify({ version: 4, resources: [lookup, ...Array.from({ length: resources }, (_, i) => one(i))] }),
    );
  }

  public async refusal(cloud: string, options: object = {}) {
    const state = await this.open(cloud, options);
    return errorOf(() => state.claim(this.reporter));
  }
}

test("a state goes on at its own cloud, under whatever name and spelling, and is refused on another", async () => {
  const project = new Project({
    one: entry(`${urls[0]}/v3`, "p1"),
    same: entry(`${urls[0]}/`, "p1", { region_name: "R1" }),
    credential: entry(urls[0], "", {}, { application_credential_id: "p1", application_credential_secret: "s" }),
    url: entry(urls[1], "p1"),
    project: entry(urls[0], "p2"),
    system: entry(urls[0], "root"),
  });
  await project.apply("one");
  expect(statSync(project.note).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(project.note, "utf8"))).toEqual({
    version: 1,
    clouds: {
      openstack: { name: "one", authUrl: urls[0], region: "R1", scope: "project p1", project: "demo" },
    },
  });
  for (const name of ["one", "same", "credential"]) {
    (await project.open(name)).claim(project.reporter);
  }
  for (const name of ["url", "project", "system"]) {
    const error = await project.refusal(name);
    expect(error.code).toBe("SCSBP-8045");
    expect(error.got).toContain(`${name}: http`);
    expect(error.allowed).toContain(
      `one: ${urls[0]}, region R1, project demo (p1)\nwhose state is ${project.state} (2 resources)`,
    );
  }
  expect(exitCodeOf("SCSBP-8045")).toBe(2);
});

test("another region is another cloud; a region that nobody knows is none", async () => {
  const project = new Project({
    first: entry(urls[0], "wide", { region_name: "R1" }),
    second: entry(urls[0], "wide", { region_name: "R2" }),
    unnamed: entry(urls[0], "wide"),
  });
  await project.apply("first");
  expect((await project.refusal("second")).got).toContain("region R2");
  (await project.open("unnamed")).claim(project.reporter);
  await project.apply("unnamed"); // knows less, and takes nothing from the note
  expect(JSON.parse(readFileSync(project.note, "utf8")).clouds.openstack.region).toBe("R1");
});

test("a refusal names each way on as a command", async () => {
  const project = new Project({ one: entry(urls[0], "p1"), two: entry(urls[1], "p2") });
  await project.apply("one");
  const { dir } = project;
  const start = `npx scs-blueprints start --example ${dir}`;
  expect((await project.refusal("two")).fix!.split("\n")).toEqual([
    `go on there: ${start} --cloud one`,
    `or destroy what is there, then run this again: ${start} --cloud one --destroy`,
    `or have both, in two folders: cp -R ${dir} ${dir}-two && rm -rf ${dir}-two/cdktf.out ${dir}-two/*.tfstate* && ${start}-two --cloud two`,
    `or, if that cloud is gone for good: ${start} --cloud two --forget-state`,
    `or, if this login reaches the same resources under another URL: rm ${project.note}; the next run looks for them`,
  ]);
});

test("the same entry that became another cloud, and a cloud that the program names", async () => {
  const clouds: Record<string, object> = { one: entry(urls[0], "p1"), two: entry(urls[1], "p2") };
  const changed = new Project(clouds);
  await changed.apply("one");
  clouds["one"] = clouds["two"]!;
  expect((await changed.refusal("one")).fix).toContain("let one in clouds.yaml be that cloud again, then npx");

  const own = { cloud: "one" };
  const named = new Project({ one: entry(urls[0], "p1"), two: entry(urls[1], "p2") }, [own]);
  await named.apply("two"); // the provider's own argument wins over OS_CLOUD
  own.cloud = "two";
  const after = new Project({ one: entry(urls[0], "p1"), two: entry(urls[1], "p2") }, [own]);
  write(after.note, readFileSync(named.note, "utf8"));
  after.fill(1);
  const error = await after.refusal("one");
  expect([error.got, error.fix]).toEqual([
    expect.stringContaining("two: "),
    expect.stringContaining("let the program name one again, then "),
  ]);
});

test("each provider of a stack has a cloud of its own", async () => {
  const clouds = { one: entry(urls[0], "p1"), two: entry(urls[1], "p2"), three: entry(urls[1], "p3") };
  const west = { alias: "west", cloud: "two" };
  const project = new Project(clouds, [{}, west]);
  await project.apply("one");
  expect(Object.keys(JSON.parse(readFileSync(project.note, "utf8")).clouds)).toEqual(["openstack", "openstack.west"]);
  const other = new Project(clouds, [{}, { ...west, cloud: "three" }]);
  write(other.note, readFileSync(project.note, "utf8"));
  other.fill(1);
  expect((await other.refusal("one")).got).toContain("three: ");
});

test("a state that holds nothing is nobody's: destroyed, by whomever, or never applied", async () => {
  const project = new Project({ one: entry(urls[0], "p1"), two: entry(urls[1], "p2") });
  await project.apply("one", 0); // the apply was refused by the cloud
  await project.apply("two");
  expect((await project.refusal("one")).code).toBe("SCSBP-8045");
  (await project.open("two")).release();
  expect(existsSync(project.note)).toBe(false);
  project.fill(0);
  await project.apply("one");
  expect(readFileSync(project.note, "utf8")).toContain(urls[0]);
});

test("an encrypted state is taken to hold something", async () => {
  const project = new Project({ one: entry(urls[0], "p1"), two: entry(urls[1], "p2") });
  await project.apply("one");
  write(project.state, JSON.stringify({ encrypted_data: "…", encryption_version: "v0" }));
  expect((await project.refusal("two")).allowed).toContain("tfstate (encrypted)");
});

describe("a state without a note", () => {
  const CLOUD = "registry.terraform.io/terraform-provider-openstack/openstack";
  const UUID = "9d1c0a52-11b9-4d42-8a55-5c1f4d4a3b11";
  const held = (type: string, id: string, provider_name = CLOUD) => ({
    address: `${type}.x`,
    mode: "managed",
    type,
    provider_name,
    values: { id },
  });
  const stateOf = (...resources: object[]) => ({ values: { root_module: { resources } } });
  const nothing = { prior_state: {} };
  const network = held("openstack_networking_network_v2", UUID);
  const key = held("openstack_compute_keypair_v2", "shop-key");
  const quota = held("openstack_compute_quotaset_v2", `${UUID}/R1`);
  const memory = held("terraform_data", UUID, "terraform.io/builtin/terraform");

  test.each([
    ["found again", stateOf(network, key), { prior_state: stateOf(network) }, true],
    [
      "found in a module",
      stateOf(network),
      { prior_state: { values: { root_module: { child_modules: [{ resources: [network] }] } } } },
      true,
    ],
    ["nothing found", stateOf(network, key), nothing, false],
    [
      "another one at its address",
      stateOf(network),
      { prior_state: stateOf({ ...network, values: { id: "x" } }) },
      false,
    ],
    ["only what has no id of its own", stateOf(network, key, quota), { prior_state: stateOf(key, quota) }, false],
    ["a key pair is all there is", stateOf(key), { prior_state: stateOf(key) }, true],
    ["nothing of a cloud is in it", stateOf(memory), nothing, true],
    ["empty", {}, nothing, true],
  ])("%s", async (_, state, plan, found) => {
    const project = new Project({ one: entry(urls[0], "p1") });
    project.fill(2);
    const opened = await project.open("one");
    opened.claim(project.reporter);
    expect(opened.isUnknown).toBe(true);
    expect(opened.isFound(modelOfState(state), planOf(plan))).toBe(found);
  });

  test("is refused with what to do when nothing of it was found, and noted when it was", async () => {
    const project = new Project({ one: entry(urls[0], "p1") });
    project.fill(2);
    const opened = await project.open("one");
    const error = await errorOf(() => opened.refuseUnfound(project.reporter));
    expect([error.code, error.got]).toEqual(["SCSBP-8046", expect.stringContaining("one: http")]);
    expect(error.fix).toContain("--cloud one --forget-state");
    opened.record(false);
    expect((await project.open("one")).isUnknown).toBe(false);
  });

  test.each(["{", "[]", '{"version":2,"clouds":{}}', '{"version":1,"clouds":{"openstack":"one"}}'])(
    "a note that cannot be read is none: %s",
    async (text) => {
      const project = new Project({ one: entry(urls[0], "p1") });
      project.fill(1);
      write(project.note, text);
      expect((await project.open("one")).isUnknown).toBe(true);
    },
  );
});

test("--forget-state sets the state of another cloud aside, and no other", async () => {
  const project = new Project({ one: entry(urls[0], "p1"), two: entry(urls[1], "p2") });
  await project.apply("one", 3);
  const before = readFileSync(project.state, "utf8");
  (await project.open("one", { forgetState: true })).claim(project.reporter);
  expect(readFileSync(project.state, "utf8")).toBe(before);
  await project.apply("two", 1, { forgetState: true });
  const [aside, note] = readdirSync(project.dir).filter((name) => /tfstate\.one\./.test(name));
  expect(aside).toMatch(/^terraform\.shop\.tfstate\.one\.\d{8}T\d{6}Z$/);
  expect(readFileSync(join(project.dir, aside!), "utf8")).toBe(before);
  expect(readFileSync(join(project.dir, note!), "utf8")).toContain(urls[0]);
  expect(readFileSync(project.note, "utf8")).toContain(urls[1]);
  expect(project.reporter.log).toEqual([
    expect.stringMatching(/^warn forgotten: the state of shop \(3 resources\) of one: .*kept as .*tfstate\.one/),
  ]);
});

test("a sandbox that was made anew at its place takes its state along; one at another place does not", async () => {
  const clouds = { sandbox: entry(urls[0], "p1"), "sandbox-admin": entry(urls[0], "admin") };
  const project = new Project(clouds);
  const sandboxYaml = join(project.dir, "sandbox", "clouds.yaml");
  await project.apply("sandbox", 2, { sandboxYaml });
  const admin = await project.refusal("sandbox-admin", { sandboxYaml });
  expect(admin.fix).toContain(
    `SCS_SANDBOX_HOME=${join(project.dir, "sandbox")} npx scs-blueprints start --example ${project.dir}\n`,
  );
  clouds.sandbox = entry(urls[1], "p9");
  expect((await project.refusal("sandbox", { sandboxYaml: join(project.dir, "second", "clouds.yaml") })).code).toBe(
    "SCSBP-8045",
  );
  (await project.open("sandbox", { sandboxYaml })).claim(project.reporter);
  expect(project.reporter.log).toEqual([
    "note the sandbox was made anew: what the state of shop lists went with the old one",
  ]);
});

test("without a login that can be tried the entry has to do", async () => {
  const before = logins;
  const federated = (project: object, url = urls[0]) => entry(url, "p1", { auth_type: "v3oidcpassword" }, project);
  const project = new Project({
    one: federated({}),
    id: federated({ project_name: undefined, project_id: "p1" }),
    named: federated({ project_name: "other" }),
    elsewhere: federated({}, urls[1]),
  });
  await project.apply("one");
  (await project.open("id")).claim(project.reporter);
  expect((await project.refusal("named")).got).toContain("project other");
  expect((await project.refusal("elsewhere")).code).toBe("SCSBP-8045");
  expect(logins).toBe(before);
});

test("a login that is refused is told as such, and nothing is noted", async () => {
  const project = new Project({ one: entry(urls[0], "p1", {}, { password: "wrong" }) });
  expect((await errorOf(() => project.open("one"))).code).toBe("SCSBP-8034");
  expect(existsSync(project.note)).toBe(false);
});

test("a cloud that only Terraform knows, and one that the provider cannot find either, are left to it", async () => {
  const before = logins;
  for (const provider of [{ cloud: "${var.cloud}" }, { region: "${var.region}" }, { cloud: "nowhere" }]) {
    const project = new Project({ one: entry(urls[0], "p1") }, [provider]);
    expect(await project.open("one")).toBeUndefined();
  }
  const secret = new Project({ one: entry(urls[0], "p1") }, [
    { auth_url: `${urls[0]}/v3`, tenant_name: "demo", user_name: "u", password: "${var.password}" },
  ]);
  await secret.apply("one", 1, { env: { OS_CLOUD: undefined } });
  expect(JSON.parse(readFileSync(secret.note, "utf8")).clouds.openstack).toMatchObject({
    authUrl: urls[0],
    project: "demo",
  });
  expect(logins).toBe(before);
});

describe("where the state lies", () => {
  test("a remote state, and a stack without an OpenStack provider, have no note", async () => {
    const clouds = { one: entry(urls[0], "p1") };
    expect(await new Project(clouds, [{}], { s3: { bucket: "b" } }).open("one")).toBeUndefined();
    expect(await new Project(clouds, []).open("one")).toBeUndefined();
  });

  test("a workspace has a state of its own", async () => {
    const project = new Project({ one: entry(urls[0], "p1"), two: entry(urls[1], "p2") });
    await project.apply("one");
    const env = { TF_WORKSPACE: "west" };
    const west = await project.open("two", { env });
    west.claim(project.reporter);
    const folder = join(project.dir, "cdktf.out/stacks/shop/terraform.tfstate.d/west");
    write(join(folder, "terraform.tfstate"), "{}");
    west.record(true);
    expect(existsSync(join(folder, "terraform.tfstate.cloud.json"))).toBe(true);
    rmSync(folder, { recursive: true });
  });
});

test("what is unknown on one side tells no clouds apart", () => {
  const one = { name: "one", authUrl: "http://a", region: "R1", scope: "project 1", project: "demo" };
  expect(isSameCloud(one, { name: "x", authUrl: "http://a" })).toBe(true);
  expect(isSameCloud(one, { ...one, project: "renamed" })).toBe(true);
  expect(isSameCloud(one, { ...one, scope: undefined, project: "other" })).toBe(false);
  expect(isSameCloud(one, { ...one, scope: "system", project: undefined })).toBe(false);
  expect(describeCloud({ name: "root", authUrl: "http://a", scope: "system" })).toBe("root: http://a, system");
});
