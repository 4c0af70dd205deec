import Ajv from "ajv";
import { parse } from "yaml";
import {
  CatalogImage,
  ClauseBasis,
  ImageChecksum,
  ImageManagerYaml,
  UserPasswords,
} from "../../../../lib/blueprints/operator/index";
import { OsismBootstrapCloud, type OsismBootstrapCloudProps } from "../../../../lib/blueprints/osism/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { synth } from "../../../support/synth";

const ubuntu = CatalogImage.ubuntu("24.04", {
  versions: [
    {
      version: "20261101",
      url: "https://cloud-images.ubuntu.com/releases/noble/release-20261101/ubuntu-24.04-server-cloudimg-amd64.img",
      checksum: ImageChecksum.sha512("ab".repeat(64)),
      buildDate: "2026-11-01",
    },
  ],
});
const images = { date: "2026-11-23", images: [ubuntu] };

function cloud(
  props: Partial<OsismBootstrapCloudProps> = {},
  use: (made: OsismBootstrapCloud) => void = () => undefined,
) {
  const stack = synth((scope) => use(new OsismBootstrapCloud(scope, "cloud", { images, ...props })));
  expect(schemaProblems(stack.json)).toEqual([]);
  return stack;
}

/** The rows of osism/testbed, environments/openstack at a8a90cc. */
describe("what the testbed's playbooks make", () => {
  const stack = cloud();

  test("encrypted volume type", () => {
    expect(stack.one("openstack_blockstorage_volume_type_v3").config).toMatchObject({
      name: "LUKS",
      description: "[scs:encrypted]",
    });
    const step = stack.all("terraform_data").find((one) => one.path.includes("LUKS"));
    expect(JSON.stringify(step?.config)).toMatch(/luks.*aes-xts-plain64|aes-xts-plain64.*luks/);
  });

  test("external network with its subnet, default subnet pool", () => {
    expect(stack.one("openstack_networking_network_v2").config).toMatchObject({
      name: "public",
      external: true,
      mtu: 1342,
      segments: [{ network_type: "flat", physical_network: "physnet1" }],
    });
    expect(stack.one("openstack_networking_subnet_v2").config).toMatchObject({
      cidr: "192.168.112.0/20",
      enable_dhcp: false,
      gateway_ip: "192.168.112.5",
      allocation_pool: [{ start: "192.168.112.100", end: "192.168.112.200" }],
    });
    expect(stack.one("openstack_networking_subnetpool_v2").config).toMatchObject({
      name: "default-subnet-pool-ipv4",
      prefixes: ["10.42.0.0/16"],
      min_prefixlen: 20,
      max_prefixlen: 29,
      default_prefixlen: 26,
      shared: true,
      is_default: true,
    });
  });

  test("all 31 flavors of the standard; no tenancy unless there are passwords", () => {
    expect(stack.all("openstack_compute_flavor_v2")).toHaveLength(31);
    expect(stack.all("openstack_identity_project_v3")).toEqual([]);
  });

  test("tenancy: domain, project, domain manager, roles of the user", () => {
    const stack = cloud({ testPasswords: UserPasswords.fromVariable("passwords") });
    expect(stack.all("openstack_identity_project_v3").map((one) => one.config["name"])).toEqual(["test", "test"]);
    expect(stack.all("openstack_identity_user_v3").map((one) => one.config["name"])).toEqual(["test-admin", "test"]);
    const roles = stack.dataSources
      .filter((one) => one.type === "openstack_identity_role_v3")
      .map((one) => one.config["name"]);
    expect(roles.sort()).toEqual(["creator", "load-balancer_member", "manager", "member"]);
  });
});

test("its clauses are those of ScsCompatibleIaas", () => {
  cloud({}, ({ iaas }) => {
    const satisfied = iaas.clauses.filter((each) => each.basis === ClauseBasis.SATISFIED);
    expect(satisfied.map((each) => each.standard)).toEqual(["scs-0103", "scs-0104", "scs-0115", "scs-0116"]);
  });
});

test("another operator's network", () => {
  const stack = cloud({ physicalNetwork: "ext", publicCidr: "203.0.113.0/24", mtu: 1500 });
  expect(stack.one("openstack_networking_subnet_v2").config).toMatchObject({
    gateway_ip: "203.0.113.5",
    allocation_pool: [{ start: "203.0.113.100", end: "203.0.113.200" }],
  });
});

test.each([
  ["SCSBP-6610", { publicCidr: "203.0.113.0/25" }],
  ["SCSBP-6610", { publicCidr: "2001:db8::/64" }],
  ["SCSBP-1001", { publicCidr: "public" }],
  ["SCSBP-6341", { images: { ...images, images: [CatalogImage.debian("12", { ...ubuntu.options })] } }],
])("%s for %j", (code, props) => {
  expect(errorOf(() => cloud(props)).code).toBe(code);
});

/** osism/openstack-image-manager etc/schema.yaml at 4170bad, as far as the fields are that we write. */
/** What a reader of YAML 1.1 makes of a date. */
const day = { type: "object" };
const url = { type: "string", pattern: "^(http|ftp)s?://\\w+.*" };
const isImages = new Ajv().compile({
  type: "object",
  required: ["images"],
  properties: {
    images: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        required: "enable format login meta min_disk min_ram multi name status tags versions visibility".split(" "),
        additionalProperties: false,
        properties: {
          enable: { type: "boolean" },
          format: { enum: ["aki", "ari", "ami", "raw", "iso", "vhd", "vdi", "qcow2", "vmdk"] },
          login: { type: "string" },
          min_disk: { type: "integer", minimum: 0 },
          min_ram: { type: "integer", minimum: 0 },
          multi: { type: "boolean" },
          name: { type: "string" },
          status: { enum: ["active", "deactivated"] },
          tags: { type: "array", items: { type: "string" } },
          visibility: { enum: ["public", "private", "community", "shared"] },
          meta: {
            type: "object",
            required:
              "architecture hw_disk_bus hypervisor_type os_distro os_purpose provided_until replace_frequency uuid_validity".split(
                " ",
              ),
            additionalProperties: false,
            properties: {
              architecture: { enum: ["x86_64", "aarch64", "risc-v"] },
              hotfix_hours: { type: "integer", minimum: 0 },
              hw_disk_bus: { enum: ["virtio", "scsi", null] },
              hw_rng_model: { enum: ["virtio", null] },
              hw_scsi_model: { enum: ["virtio-scsi"] },
              hypervisor_type: { enum: ["hyperv", "ironic", "lxc", "qemu", "uml", "vmware", "xen"] },
              image_description: { type: "string" },
              os_distro: { type: "string" },
              os_version: { type: "string" },
              os_purpose: { enum: ["generic", "minimal", "k8snode", "gpu", "network", "custom"] },
              provided_until: { anyOf: [{ const: "none" }, day] },
              replace_frequency: {
                enum: ["yearly", "quarterly", "monthly", "weekly", "daily", "critical_bug", "never"],
              },
              uuid_validity: {
                anyOf: [{ enum: ["none", "forever", "notice"] }, { type: "string", pattern: "^last-" }, day],
              },
            },
          },
          versions: {
            type: "array",
            items: {
              type: "object",
              required: ["build_date", "url", "version"],
              additionalProperties: false,
              properties: {
                build_date: day,
                checksum: { type: "string", pattern: "\\w+:([a-f0-9]{32}|[a-f0-9]{40}|[a-f0-9]{64}|[a-f0-9]{128})$" },
                mirror_url: url,
                url,
                version: { type: "string" },
              },
            },
          },
        },
      },
    },
  },
});

describe("the same catalogues for OSISM's own tools", () => {
  const files = { flavors: "", images: "" };
  beforeAll(() => {
    cloud({}, (made) => Object.assign(files, { flavors: made.flavorManagerYaml, images: made.imageManagerYaml }));
  });

  test("images, by the image manager's schema: dates are dates and versions are texts for a reader of YAML 1.1", () => {
    const root = parse(files.images, { version: "1.1" }) as { images: { versions: Record<string, unknown>[] }[] };
    expect({ valid: isImages(root), errors: isImages.errors }).toEqual({ valid: true, errors: null });
    expect(root.images[0]?.versions[0]?.["build_date"]).toBeInstanceOf(Date);
    // the schema refuses what the library writes for itself
    expect(isImages(parse(ImageManagerYaml.write([ubuntu]), { version: "1.1" }))).toBe(false);
  });

  test("read again they are the same images, and flavors are the standard's 31", () => {
    const again = ImageManagerYaml.read(files.images);
    expect(ImageManagerYaml.write(again)).toBe(files.images);
    expect(again[0]?.options.versions).toEqual(ubuntu.options.versions);
    expect(files.flavors.match(/- name: SCS-/g)).toHaveLength(31);
  });
});
