import { parse } from "yaml";
import { KaasV1ManagementHost, type KaasV1ManagementHostProps } from "../../../../lib/blueprints/kaas/index";
import {
  ApplicationCredential,
  CloudInit,
  Flavor,
  Image,
  KeyPair,
  Peer,
  ProjectNetwork,
  RemovalPolicy,
} from "../../../../lib/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { synth } from "../../../support/synth";

function host(props: Partial<KaasV1ManagementHostProps> = {}) {
  const stack = synth((scope) => {
    const made = new KaasV1ManagementHost(scope, "management", {
      image: Image.ubuntu("24.04"),
      allowedSources: [Peer.cidr("192.0.2.0/24")],
      ...props,
    });
    made.addOutputs("management");
  });
  expect(schemaProblems(stack.json)).toEqual([]);
  return stack;
}
const server = (props?: Partial<KaasV1ManagementHostProps>) => host(props).one("openstack_compute_instance_v2").config;

test("the shape of KaaS v1: names, network, volume, an unrestricted login", () => {
  const stack = host();
  expect(server()).toMatchObject({ name: "capi-mgmtcluster", block_device: [{ volume_size: 30 }] });
  expect(stack.one("openstack_networking_subnet_v2").config).toMatchObject({ cidr: "10.0.0.0/24", name: "capi-mgmt" });
  expect(stack.one("openstack_identity_application_credential_v3").config).toMatchObject({
    name: expect.stringMatching(/^capi-appcred-/),
    unrestricted: true,
  });
  const ingress = stack
    .all("openstack_networking_secgroup_rule_v2")
    .filter((one) => one.config["direction"] === "ingress");
  expect(ingress.map((one) => [one.config["remote_ip_prefix"], one.config["port_range_min"]])).toEqual([
    ["192.0.2.0/24", 22],
  ]);
});

test("clouds.yaml comes by cloud-init, by reference, and belongs to the image's user", () => {
  const text = String(
    server({ caCertificate: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n" })["user_data"],
  );
  expect(text).toMatch(/content: "\$\{base64encode\(yamlencode\(.*application_credential_secret/);
  const commands = (parse(text.replace(/content: "\$.*"$/gm, "content: x")) as { runcmd: string[] }).runcmd;
  expect(commands).toEqual(["chown 1000:1000 /etc/openstack/clouds.yaml", "update-ca-certificates"]);
});

test("the bootstrap of one's own comes last", () => {
  const text = String(server({ cloudInit: new CloudInit({ commands: ["bootstrap.sh"] }) })["user_data"]);
  expect(text).toMatch(/- chown .*\n\s*- bootstrap\.sh\n/);
});

test("another login, key or text replaces no host; a plan that would destroy it is refused", () => {
  const lifecycle = (props?: Partial<KaasV1ManagementHostProps>) => server(props)["lifecycle"];
  expect(lifecycle({ keyPair: KeyPair.fromName("ops") })).toMatchObject({
    ignore_changes: ["block_device[0].uuid", "user_data", "key_pair"],
    prevent_destroy: true,
    precondition: [expect.anything(), expect.anything()],
  });
  expect(lifecycle({ removalPolicy: RemovalPolicy.DESTROY })).not.toHaveProperty("prevent_destroy");
});

test("a login and a network that are there, a flavor with a disk", () => {
  const stack = synth((scope) => {
    const network = new ProjectNetwork(scope, "network", { tiers: ["mgmt"] });
    const login = new ApplicationCredential(scope, "login", { roles: ["member"], unrestricted: true });
    new KaasV1ManagementHost(scope, "management", {
      image: Image.ubuntu("24.04"),
      allowedSources: [Peer.cidr("192.0.2.0/24")],
      tier: network.tier("mgmt"),
      flavor: Flavor.SCS_2V_4_20S,
      login,
    });
  });
  expect(stack.all("openstack_networking_network_v2")).toHaveLength(1);
  expect(stack.all("openstack_identity_application_credential_v3")).toHaveLength(1);
  expect(stack.one("openstack_compute_instance_v2").config["block_device"]).toBeUndefined();
});

test("outputs: address, external network, and the login hidden", () => {
  const { output } = host().json as { output: Record<string, { sensitive?: boolean }> };
  expect(Object.entries(output).map(([name, { sensitive = false }]) => [name, sensitive])).toEqual(
    expect.arrayContaining([
      ["management_address", false],
      ["management_external_network_id", false],
      ["management_clouds_yaml", true],
    ]),
  );
});

test.each<[string, Partial<KaasV1ManagementHostProps>, string]>([
  ["nobody", { allowedSources: [] }, "SCSBP-6470"],
  ["the whole internet", { allowedSources: [Peer.anywhere("for a test")] }, "SCSBP-6470"],
  ["a private key as an authority", { caCertificate: "-----BEGIN PRIVATE KEY-----" }, "SCSBP-6471"],
  ["a boot volume beside a disk", { flavor: Flavor.SCS_2V_4_20S, bootVolumeGiB: 30 }, "SCSBP-2040"],
  ["a public block", { mgmtCidr: "198.51.100.0/24" }, "SCSBP-1002"],
])("%s is refused", (_, props, code) => {
  const error = errorOf(() => host(props));
  expect(error.code).toBe(code);
  expect(error.message).not.toContain("PRIVATE KEY-----");
});
