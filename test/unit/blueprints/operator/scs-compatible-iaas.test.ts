import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  CatalogFlavor,
  CatalogImage,
  ClauseBasis,
  FlavorSet,
  IaasClauses,
  IaasPart,
  ImageChecksum,
  ScsCompatibleIaas,
  type ScsCompatibleIaasProps,
} from "../../../../lib/blueprints/operator";
import { Scope, VolumeAspect } from "../../../../packages/standards/src";
import { errorOf } from "../../../support/errors";
import { synth } from "../../../support/synth";

const ubuntu = (release: string, code: string) =>
  CatalogImage.ubuntu(release, {
    versions: [
      {
        version: "20261101",
        url: `https://cloud-images.ubuntu.com/releases/${code}/release-20261101/image.img`,
        checksum: ImageChecksum.sha512("0".repeat(128)),
        buildDate: "2026-11-01",
      },
    ],
  });
const images = { date: "2026-11-23", images: [ubuntu("24.04", "noble"), ubuntu("22.04", "jammy")] };
const define = (props: ScsCompatibleIaasProps) => synth((stack) => new ScsCompatibleIaas(stack, "iaas", props));
const SCOPES = [Scope.IAAS_V4, Scope.IAAS_V5_1, Scope.IAAS_NEXT];
const addresses = (scope: Scope) => define({ scope, images }).resources.map((one) => one.address);

test.each(SCOPES.map((scope): [string, Scope] => [scope.id, scope]))(
  "%s: every testcase belongs to one clause, every module has one",
  (_, scope) => {
    const clauses = IaasClauses.forScope(scope);
    const mentioned = clauses.flatMap((clause) => clause.testcases);
    expect([...mentioned].sort()).toEqual(scope.testcases.map((one) => one.id).sort());
    const standards = new Set(clauses.map((clause) => clause.standard));
    const modules = scope.modules.map((module) => (module.id.startsWith("opc-") ? "scs-0128" : module.id.slice(0, 8)));
    expect([...standards].sort()).toEqual([...new Set(modules)].sort());
  },
);

test("the page says the same of each clause", () => {
  const page = readFileSync(join(__dirname, "../../../../docs/operator.md"), "utf8");
  const rows = IaasClauses.forScope(Scope.IAAS_V5_1).map(({ standard, clause, basis, part = "", how, testcases }) =>
    `| ${[standard, clause, basis, part, how, testcases.length].join(" | ")} |`.replace("|  |", "| |"),
  );
  const plain = page.split("\n").map((line) => line.replace(/ +/g, " ").trim());
  expect(rows.map((row) => row.replace(/ +/g, " ")).filter((row) => !plain.includes(row))).toEqual([]);
});

test("what only the cloud can tell is never said to be satisfied (reference implementations, I.6 rule 11)", () => {
  const satisfied = IaasClauses.forScope(Scope.IAAS_V5_1).filter((clause) => clause.basis !== ClauseBasis.RELIED_ON);
  expect(satisfied.map((clause) => clause.standard)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/scs-(0101|0117|0121|0123|0128|0302)/)]),
  );
});

test("a part that is cared for elsewhere is not made, and its clauses are relied on", () => {
  const reliedOn = [IaasPart.FLAVORS, IaasPart.IMAGES, IaasPart.DEFAULT_SECURITY_RULES, IaasPart.KEY_MANAGER];
  const stack = define({ reliedOn: [...reliedOn, IaasPart.BACKUP, IaasPart.SERVICES] });
  expect(stack.resources).toEqual([]);
  expect(stack.json["check"]).toBeUndefined();
  const clauses = IaasClauses.forScope(Scope.IAAS_V5_1, reliedOn);
  expect(clauses.filter((one) => one.basis === ClauseBasis.SATISFIED)).toEqual([]);
});

test("by default: what the scope in force asks for", () => {
  const stack = define({ images });
  expect(stack.all("openstack_compute_flavor_v2")).toHaveLength(15);
  expect(stack.all("openstack_images_image_v2")).toHaveLength(2);
  const kinds = stack.all("terraform_data").map((one) => String(one.config["triggers_replace"]));
  expect(kinds.map((trigger) => (JSON.parse(trigger) as { kind: string }).kind).sort()).toEqual([
    "backup-service",
    "default-security-rules",
    "implied-role",
  ]);
  expect(stack.resources).toHaveLength(20);
});

test("another scope is a migration: only what the scopes differ in", () => {
  const [v4, v51, next] = SCOPES.map(addresses) as [string[], string[], string[]];
  expect(v4.filter((address) => !v51.includes(address))).toEqual([]);
  expect(v51.filter((address) => !v4.includes(address)).map((address) => address.replace(/_[0-9A-F]{8}$/, ""))).toEqual(
    [
      "terraform_data.iaas_backup_service",
      "terraform_data.iaas_default-security-rules",
      "terraform_data.iaas_key-manager_members-are-creators",
    ],
  );
  expect(next).toEqual(v51);
  expect(define({ scope: Scope.IAAS_NEXT, images }).resources).toEqual(define({ images }).resources);
  const services = (scope: Scope) => JSON.stringify(define({ scope, images }).json["check"] ?? {});
  expect(services(Scope.IAAS_V4)).toBe("{}");
  expect(services(Scope.IAAS_V5_1)).toContain("no service placement");
  expect(services(Scope.IAAS_NEXT)).not.toContain("no service placement");
  expect(services(Scope.IAAS_NEXT)).toContain("no service object-store-s3");
});

test("parts are exposed, and take their own props", () => {
  synth((stack) => {
    const iaas = new ScsCompatibleIaas(stack, "iaas", {
      images,
      flavors: { set: FlavorSet.MANDATORY_AND_RECOMMENDED },
      volumeTypes: { types: [{ name: "ssd", aspects: [VolumeAspect.REPLICATED] }] },
      keyManager: { revokeOnDestroy: true },
    });
    expect(iaas.flavors?.names).toHaveLength(31);
    expect(iaas.images?.currentVersion("Ubuntu 24.04")).toBe("20261101");
    expect(iaas.volumeTypes?.names).toEqual(["ssd"]);
    expect(iaas.providerNetwork).toBeUndefined();
  });
});

test.each<[string, string, ScsCompatibleIaasProps]>([
  ["a scope of KaaS", "SCSBP-6340", { scope: Scope.KAAS_V1, images }],
  ["a scope of old", "SCSBP-6340", { scope: Scope.IAAS_V2, images }],
  ["no images", "SCSBP-6341", {}],
  ["the image of v4 only", "SCSBP-6341", { images: { ...images, images: [ubuntu("22.04", "jammy")] } }],
  [
    "the image of v5.1 only, for v4",
    "SCSBP-6341",
    { scope: Scope.IAAS_V4, images: { ...images, images: [ubuntu("24.04", "noble")] } },
  ],
  ["defined and relied on", "SCSBP-6343", { images, reliedOn: [IaasPart.IMAGES] }],
])("%s is refused", (_, code, props) => {
  expect(errorOf(() => define(props)).code).toBe(code);
});

test("a catalogue without the mandatory flavors is refused", () => {
  const flavors = { set: FlavorSet.NONE, flavors: [CatalogFlavor.scs("SCS-2V-4")] };
  expect(errorOf(() => define({ images, flavors })).code).toBe("SCSBP-6342");
});

test("tenants are a part of it, and know the provider network that is made beside them", () => {
  const stack = define({
    images,
    providerNetwork: {
      physicalNetwork: "physnet1",
      subnets: [{ cidr: "203.0.113.0/24" }, { cidr: "2001:db8:113::/64" }],
    },
    landingZone: { domains: [{ name: "acme", projects: [{ name: "shop", network: { tiers: ["web"] } }] }] },
  });
  expect(stack.all("openstack_identity_project_v3").map((one) => one.config["name"])).toEqual(["acme", "shop"]);
  const router = stack.one("openstack_networking_router_v2").config;
  // not before there are addresses on it: by the last subnet, which comes after the others
  expect(router["external_network_id"]).toMatch(
    /^\$\{openstack_networking_subnet_v2\.iaas_provider-network_subnet-v6\w*\.network_id\}$/,
  );
  expect(stack.one("openstack_networking_subnet_v2", "provider-network/subnet-v6").config["depends_on"]).toEqual([
    expect.stringMatching(/^openstack_networking_subnet_v2\.iaas_provider-network_subnet-v4/),
  ]);
  expect(stack.dataSources.filter((one) => one.type.includes("networking_network"))).toEqual([]);
});
