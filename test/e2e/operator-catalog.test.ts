import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { StandardFlavors } from "../../packages/standards/src/index";
import { CloudApi } from "./support/cloud";
import { Program } from "./support/program";
import { repository } from "./support/repository";
import { run, succeed } from "./support/run";

/**
 * An operator takes over a cloud that is half conformant, mends it, and keeps it for some months, with servers on it.
 * The image's file is a real one of 1 MiB, served on loopback: what it says is its own path.
 */
const SOURCE = `
import { createHash } from "node:crypto";
import { App, Cloud, RemovalPolicy, ScsStack } from "scs-blueprints";
import {
  CatalogFlavor, CatalogImage, HostAggregate, ImageChecksum, ImageFormat, ScsFlavorCatalog, ScsImageCatalog,
} from "scs-blueprints/operator";
import { CatalogAdoption } from "scs-blueprints/scs";
const day = JSON.parse(process.env["DAY"] ?? "{}");
const file = (path: string) => Buffer.concat([Buffer.from(path.padEnd(512)), Buffer.alloc(1024 * 1024 - 512)]);
const build = (date: string) => {
  const version = date.replaceAll("-", "");
  const content = file(date === day.wrong ? "/other.img" : "/noble-" + version + ".img");
  return {
    version,
    buildDate: date,
    url: "https://cloud-images.ubuntu.com/releases/noble/release-" + version + "/ubuntu-24.04-server-cloudimg-amd64.img",
    mirrorUrl: day.mirror + "/noble-" + version + ".img",
    checksum: ImageChecksum.sha512(createHash("sha512").update(content).digest("hex")),
  };
};
const app = new App();
const stack = new ScsStack(app, "operator", { cloud: Cloud.fromCloudsYaml("sandbox-admin") });
const adopt = CatalogAdoption.fromFile("adopt.json");
const images = new ScsImageCatalog(stack, "images", {
  adopt,
  date: day.date ?? "2026-11-23",
  images: [
    CatalogImage.ubuntu("24.04", { format: day.format ?? ImageFormat.RAW, versions: (day.builds ?? ["2026-11-01"]).map(build) }),
    CatalogImage.debian("12", {
      format: ImageFormat.RAW,
      versions: [{ ...build("2026-11-01"), url: "https://cloud.debian.org/images/cloud/bookworm/20261101/debian-12.qcow2" }],
    }),
  ],
  ...(day.end ? { removalPolicy: RemovalPolicy.DESTROY } : {}),
});
stack.addOutput("image", images.imageId("Ubuntu 24.04"));
if (day.flavors) {
  new ScsFlavorCatalog(stack, "flavors", {
    set: day.flavors,
    flavors: (day.own ?? []).map((name: string) => CatalogFlavor.scs(name)),
    localDiskHosts: new HostAggregate(stack, "ssd"),
    adopt,
    retired: day.retired ?? {},
    replace: day.replace ?? [],
    ...(day.end ? { removalPolicy: RemovalPolicy.DESTROY } : {}),
  });
}
app.synth();
`;

let program: Program;
let admin: CloudApi;
let server: Server;
let mirror: string;
const day = (more: object = {}) => ({ mirror, flavors: "mandatory", replace: ["SCS-4V-8"], ...more });

beforeAll(async () => {
  await repository.sandbox(["up"]);
  expect((await repository.sandbox(["reset", "--mode", "operator-blank"])).status).toBe(0);
  await succeed("node", ["packages/cli/dist/main.js", "provider", "install"], { cwd: repository.dir });
  program = new Program("operator", SOURCE);
  admin = await CloudApi.login(repository.cloudsYaml, "sandbox-admin");
  server = createServer((request, response) => {
    response.end(fileOf(request.url!));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  expect((await repository.sandbox(["reset", "--mode", "tenant"])).status).toBe(0);
});

/** Servers without a network need a later version of Nova's API than its first. */
const post = (path: string, body: object) =>
  admin.send("POST", "compute", path, body, { "openstack-api-version": "compute 2.61" });

interface Named {
  readonly id: string;
  readonly name: string;
}

async function addFlavor(name: string, vcpus: number, ram: number, specs: Record<string, string>): Promise<Named> {
  const { flavor } = (await post("/flavors", { flavor: { name, vcpus, ram, disk: 0 } })) as {
    flavor: Named;
  };
  await post(`/flavors/${flavor.id}/os-extra_specs`, { extra_specs: specs });
  return flavor;
}

/** The content that the mirror serves under a path. */
const fileOf = (path: string) => Buffer.concat([Buffer.from(path.padEnd(512)), Buffer.alloc(1024 * 1024 - 512)]);

async function addImage(name: string, more: object): Promise<Named> {
  const described = { name, disk_format: "raw", container_format: "bare", visibility: "public", ...more };
  const made = (await admin.send("POST", "image", "/v2/images", described)) as Named;
  await admin.upload("image", `/v2/images/${made.id}/file`, fileOf("/noble-20261101.img"));
  return made;
}

/** An image as operators have them who never heard of scs-0102: a wrong version, no dates, no promises. */
const UNDESCRIBED = {
  os_distro: "ubuntu",
  os_version: "24.4",
  hw_disk_bus: "virtio",
  hw_qemu_guest_agent: "yes",
  tags: ["gold"],
};
/** One that is as scs-0102-v1 asks, and lacks only what its second version added: an update of nothing to the provider. */
const OF_V1 = {
  architecture: "x86_64",
  hw_disk_bus: "scsi",
  hw_scsi_model: "virtio-scsi",
  os_distro: "debian",
  os_version: "12",
  replace_frequency: "monthly",
  uuid_validity: "last-3",
  provided_until: "none",
  image_source: "https://cloud.debian.org/images/cloud/bookworm/20261101/debian-12.qcow2",
  image_description: "https://cloud.debian.org/images/cloud/",
  image_build_date: "2026-11-01",
  image_original_user: "debian",
  min_disk: 8,
  min_ram: 512,
  tags: ["os:debian"],
};

const flavors = async () => ((await admin.get("compute", "/flavors")) as { flavors: Named[] }).flavors;

/** Servers with all that would change if anything touched them. */
async function servers() {
  const { servers: rows } = (await admin.get("compute", "/servers/detail")) as {
    servers: (Named & { status: string; updated: string; created: string })[];
  };
  return rows.map(({ id, name, status, updated, created }) => ({ id, name, status, updated, created }));
}

async function images(hidden: boolean) {
  const { images: rows } = (await admin.get("image", `/v2/images?os_hidden=${hidden}`)) as { images: Named[] };
  return Object.fromEntries(rows.map(({ name, id }) => [name, id]));
}

/** What the official tests would say to a member; adopted or made, it is all the same to them. */
async function failedRules(): Promise<string[]> {
  const command = ["packages/cli/dist/main.js", "check", "--cloud", "sandbox", "--scope", "iaas-v5.1", "--json"];
  const { stdout } = await run(process.execPath, command, { cwd: repository.dir });
  return (JSON.parse(stdout) as { failedRules: string[] }).failedRules;
}

const created = (names: readonly string[]) => names.map((name) => `create openstack_compute_flavor_v2.flavors_${name}`);
const mandatory = StandardFlavors.mandatory().map((flavor) => flavor.name.canonical);
let running: Awaited<ReturnType<typeof servers>>;
let slip: Named;
let image: Named;
let debian: Named;

test("a cloud with an image that says little, a flavor with the known slip and one with too little memory", async () => {
  image = await addImage("Ubuntu 24.04", UNDESCRIBED);
  debian = await addImage("Debian 12", OF_V1);
  slip = await addFlavor("SCS-2V-4", 2, 4096, {
    "scs:name-v1": "SCS-2V:8",
    "scs:name-v2": "SCS-2V-4",
    "quota:cpu_shares": "100",
  });
  const small = await addFlavor("SCS-4V-8", 4, 8000, {});
  for (const flavor of [slip, small]) {
    const wanted = { name: `on-${flavor.name}`, flavorRef: flavor.id, imageRef: image.id, networks: "none" };
    await post("/servers", { server: wanted });
  }
  // a busy machine takes its time
  const deadline = Date.now() + 300_000;
  while (Date.now() < deadline && (await servers()).some(({ status }) => status === "BUILD")) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  running = await servers();
  expect(running.map(({ status }) => status)).toEqual(["ACTIVE", "ACTIVE"]);
  expect(await failedRules()).toEqual(
    expect.arrayContaining(["scs-0102-prop-image_build_date", "scs-0103-flavor-2v-4", "scs-0103-flavor-4v-8"]),
  );
});

test("what would be deleted and made anew is refused", async () => {
  const command = ["../../packages/cli/dist/main.js", "adopt", "--cloud", "sandbox-admin"];
  await succeed(process.execPath, command, { cwd: program.folder, env: await repository.sandboxEnv() });
  await expect(program.plan(day({ wrong: "2026-11-01" }))).rejects.toThrow(/SCSBP-6241/);
  await expect(program.plan(day({ format: "qcow2" }))).rejects.toThrow(/SCSBP-6244[\s\S]*disk_format: raw → qcow2/);
  await expect(program.plan(day({ replace: [] }))).rejects.toThrow(/SCSBP-6210[\s\S]*SCS-4V-8 \(MiB: 8000 → 8192\)/);
});

test("adopted and mended, with the same ids, and no server touched", async () => {
  expect(await program.plan(day())).toEqual([
    ...["create openstack_compute_aggregate_v2.ssd"],
    ...created(mandatory.filter((name) => !["SCS-2V-4", "SCS-4V-8"].includes(name))).sort(),
    "create terraform_data.images_Debian12__properties-20261101",
    "create terraform_data.images_Ubuntu2404__properties-20261101",
    "delete,create openstack_compute_flavor_v2.flavors_SCS-4V-8",
    "update openstack_compute_flavor_v2.flavors_SCS-2V-4",
    "update openstack_images_image_v2.images_Debian12_20261101",
    "update openstack_images_image_v2.images_Ubuntu2404_20261101",
  ]);
  await program.apply(day());
  expect(await servers()).toEqual(running);
  const { extra_specs: specs } = (await admin.get("compute", `/flavors/${slip.id}/os-extra_specs`)) as {
    extra_specs: object;
  };
  expect(specs).toMatchObject({ "scs:name-v1": "SCS-2V:4", "quota:cpu_shares": "100" });
  expect(await images(false)).toEqual({ "Debian 12": debian.id, "Ubuntu 24.04": image.id });
  expect(await admin.get("image", `/v2/images/${debian.id}`)).toMatchObject({ ...OF_V1, os_purpose: "generic" });
  expect(await admin.get("image", `/v2/images/${image.id}`)).toMatchObject({
    os_version: "24.04",
    os_purpose: "generic",
    image_build_date: "2026-11-01",
    hw_qemu_guest_agent: "yes",
    min_disk: 8,
    tags: expect.arrayContaining(["gold", "os:ubuntu"]),
  });
  expect(await failedRules()).toEqual([]);
});

test("flavors come, hide and go without another one moving", async () => {
  const set = "mandatory-and-recommended";
  const more = StandardFlavors.recommended().map((flavor) => flavor.name.canonical);
  expect(await program.plan(day({ flavors: set }))).toEqual(created(more).sort());
  expect(await program.plan(day({ own: ["SCS-32V-256"] }))).toEqual(created(["SCS-32V-256"]));
  await program.apply(day({ own: ["SCS-2L-4", "SCS-32V-256"] }));
  const retired = { "SCS-2L-4": "hide", "SCS-32V-256": "delete" };
  expect(await program.plan(day({ own: ["SCS-2L-4", "SCS-32V-256"], retired }))).toEqual([
    "delete openstack_compute_flavor_v2.flavors_SCS-32V-256",
    "delete,create openstack_compute_flavor_v2.flavors_SCS-2L-4",
  ]);
  await program.apply(day({ own: ["SCS-2L-4", "SCS-32V-256"], retired }));
  expect((await flavors()).map(({ name }) => name).sort()).toEqual([...mandatory].sort());
  expect(await servers()).toEqual(running);
  await program.apply(day());
});

test("a newer build takes the name over without a new upload of the older one, which is hidden", async () => {
  const { "Ubuntu 24.04": before } = await images(false);
  const builds = ["2026-11-01", "2026-12-01"];
  const next = day({ builds, date: "2026-12-02" });
  expect(await program.plan(next)).toEqual([
    "create openstack_images_image_v2.images_Ubuntu2404_20261201",
    "update openstack_images_image_v2.images_Ubuntu2404_20261101",
  ]);
  await program.apply(next);
  expect(await images(true)).toEqual({ "Ubuntu 24.04 20261101": before });
  expect(Object.keys(await images(false)).sort()).toEqual(["Debian 12", "Ubuntu 24.04"]);
});

test("a file without its checksum fails the apply, and the image before it keeps name and place", async () => {
  const builds = ["2026-11-01", "2026-12-01"];
  const { "Ubuntu 24.04": good } = await images(false);
  const wrong = day({ builds: [...builds, "2027-01-01"], date: "2027-01-02", wrong: "2027-01-01" });
  await expect(program.apply(wrong)).rejects.toThrow(/SCSBP-6230/);
  const { images: rows } = (await admin.get("image", "/v2/images?os_hidden=false")) as { images: Named[] };
  expect(rows.map(({ id }) => id)).toContain(good);
  // the way out that the message names
  await program.apply(day({ builds, date: "2027-01-02" }));
  expect(await images(false)).toEqual({ "Debian 12": debian.id, "Ubuntu 24.04": good });
});

test("destroy leaves the servers, and nothing else", async () => {
  const { status, output } = await program.destroy(day({ end: true }));
  expect({ status, output: status === 0 ? "" : output }).toEqual({ status: 0, output: "" });
  expect(await flavors()).toEqual([]);
  expect(await images(false)).toEqual({});
  expect(await servers()).toEqual(running);
});
