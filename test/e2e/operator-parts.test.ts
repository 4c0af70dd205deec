import { CloudApi } from "./support/cloud";
import { Program } from "./support/program";
import { repository } from "./support/repository";
import { succeed } from "./support/run";

/** The operator's parts one by one, on a blank cloud: made, changed as operators change them, destroyed. */
const SOURCE = `
import { App, Cloud, ScsStack } from "scs-blueprints";
import {
  ScsAvailabilityZones, ScsKeyManagerPolicy, ScsProviderNetwork, ScsSubnetPools, ScsVolumeTypes, VolumeEncryption,
} from "scs-blueprints/operator";
import { VolumeAspect } from "scs-blueprints/scs";

const day = JSON.parse(process.env.DAY ?? "{}");
const app = new App();
const stack = new ScsStack(app, "parts", { cloud: Cloud.fromEnvironment() });
new ScsVolumeTypes(stack, "types", { types: [
  { name: "fast", aspects: [VolumeAspect.REPLICATED], backend: "ssd", qos: { specs: { total_iops_sec: day.iops ?? "2000" } } },
  { name: "safe", encryption: VolumeEncryption.luks({ keySizeBits: day.bits ?? 256 }) },
  { name: "own", projects: [{ key: "demo", projectId: day.project }] },
] });
new ScsKeyManagerPolicy(stack, "keys", { revokeOnDestroy: true });
new ScsAvailabilityZones(stack, "zones", {
  zones: (day.zones ?? ["zone1", "zone2", "zone3"]).map((name: string) => ({ name, hosts: ["compute-" + name], importExisting: true })),
});
new ScsProviderNetwork(stack, "public", {
  name: "parts-public", physicalNetwork: "physnet1", isDefault: day.isDefault ?? true,
  subnets: [{ cidr: "203.0.113.0/24", gateway: "203.0.113.1" }, { cidr: "2001:db8:1::/64" }],
});
new ScsProviderNetwork(stack, "partner", {
  name: "parts-partner", physicalNetwork: "physnet1", vlanId: 42, subnets: [{ cidr: "198.51.100.0/24" }],
  offeredTo: [{ key: "demo", projectId: day.project }],
});
new ScsSubnetPools(stack, "pools", { ipv4Prefixes: ["10.42.0.0/16"], ipv6Prefixes: ["2001:db8:42::/48"], addressScope: true });
app.synth();
`;
const program = new Program("parts", SOURCE);
let project: string;
let before: unknown;

/** What the parts make, by name, as the cloud tells it. */
async function contents(): Promise<unknown> {
  const admin = await CloudApi.login(repository.cloudsYaml, "sandbox-admin");
  const names = async (service: string, path: string, key: string) =>
    ((await admin.get(service, path)) as Record<string, { name: string }[]>)[key]!.map((one) => one.name).sort();
  return {
    types: await names("volumev3", "/types?is_public=none", "volume_types"),
    qos: await names("volumev3", "/qos-specs", "qos_specs"),
    networks: await names("network", "/v2.0/networks", "networks"),
    pools: await names("network", "/v2.0/subnetpools", "subnetpools"),
    scopes: await names("network", "/v2.0/address-scopes", "address_scopes"),
    implications: JSON.stringify(
      ((await admin.get("identity", "/role_inferences")) as { role_inferences: unknown }).role_inferences,
    ).includes('"creator"'),
  };
}

beforeAll(async () => {
  repository.extraEnv = { OS_CLOUD: "sandbox-admin" };
  await succeed("node", ["packages/cli/dist/main.js", "provider", "install"], { cwd: repository.dir });
  expect((await repository.sandbox(["up"])).status).toBe(0);
  expect((await repository.sandbox(["reset", "--mode", "operator-blank"])).status).toBe(0);
  const admin = await CloudApi.login(repository.cloudsYaml, "sandbox-admin");
  const { projects } = (await admin.get("identity", "/projects?name=demo")) as { projects: { id: string }[] };
  project = projects[0]!.id;
  before = await contents();
});

afterAll(async () => {
  repository.extraEnv = {};
  await repository.sandbox(["reset", "--mode", "tenant"]);
});

test("made in one apply, existing zones adopted; the next plan is empty", async () => {
  await program.apply({ project });
  expect(await contents()).toMatchObject({ networks: ["parts-partner", "parts-public"], implications: true });
});

test("a partner's network is external for the partner, and for nobody else", async () => {
  const external = async (cloud: string) => {
    const api = await CloudApi.login(repository.cloudsYaml, cloud);
    const { networks } = (await api.get("network", "/v2.0/networks?router:external=true")) as {
      networks: { name: string; is_default: boolean }[];
    };
    return networks.map(({ name, is_default }) => `${name} ${is_default}`).sort();
  };
  expect(await external("sandbox")).toEqual(["parts-partner false", "parts-public true"]);
});

test("changes touch what they are about: limits, keys, the default", async () => {
  expect(await program.plan({ project, iops: "3000", bits: 512, isDefault: false })).toEqual([
    "delete,create terraform_data.public_default",
    "delete,create terraform_data.types_safe_encryption",
    "update openstack_blockstorage_qos_v3.types_fast_qos",
  ]);
  await program.apply({ project, iops: "3000", bits: 512, isDefault: false });
  const admin = await CloudApi.login(repository.cloudsYaml, "sandbox-admin");
  const { networks } = (await admin.get("network", "/v2.0/networks?name=parts-public")) as { networks: object[] };
  expect(networks).toMatchObject([{ is_default: false }]);
});

test("destroyed, nothing is left of it, and the role implies nothing any more", async () => {
  const { status, output } = await program.destroy({ project });
  expect({ status, output: status === 0 ? "" : output }).toEqual({ status: 0, output: "" });
  expect(await contents()).toEqual(before);
});
