import { parse } from "yaml";
import { CloudInit, Image, Port, ProjectNetwork, Reachability } from "../../../../lib/openstack/index";
import { HighAvailabilityVip, type HighAvailabilityVipProps } from "../../../../lib/blueprints/tenant/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { synth } from "../../../support/synth";

function synthVip(
  props: Partial<HighAvailabilityVipProps> = {},
  use: (vip: HighAvailabilityVip) => void = () => undefined,
) {
  const stack = synth((scope) => {
    const tier = new ProjectNetwork(scope, "network", { tiers: ["web"] }).tier("web");
    use(new HighAvailabilityVip(scope, "entry", { tier, image: Image.ubuntu("24.04"), ...props }));
  });
  expect(schemaProblems(stack.json)).toEqual([]);
  return stack;
}

const nodesOf = (props: Partial<HighAvailabilityVipProps>) => synthVip(props).all("openstack_compute_instance_v2");

/** The files of a node's user data. */
function filesOf(config: Record<string, unknown>): Record<string, string> {
  const { write_files: files } = parse(config["user_data"] as string) as {
    write_files: { path: string; content: string }[];
  };
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}

const keepalived = (config: Record<string, unknown>) => filesOf(config)["/etc/keepalived/keepalived.conf"]!;

test("two nodes on different hosts may use the address, and tell each other by VRRP", () => {
  const stack = synthVip({}, (vip) =>
    expect(Reachability.of(vip).whoCanReach(vip)).toEqual([
      { target: "entry/nodes", source: "itself", kind: "security-group", ports: ["vrrp"] },
    ]),
  );
  expect(stack.one("openstack_compute_servergroup_v2").config["policies"]).toEqual(["anti-affinity"]);
  const vip = stack.one("openstack_networking_port_v2", "entry/vip/Resource").address;
  for (const port of stack.all("openstack_networking_port_v2").filter((one) => one.path.endsWith("/port"))) {
    expect(port.config["allowed_address_pairs"]).toEqual([{ ip_address: `\${element(${vip}.all_fixed_ips, 0)}` }]);
  }
  const protocols = stack.all("openstack_networking_secgroup_rule_v2").map((one) => one.config["protocol"]);
  expect(protocols.filter((one) => one !== undefined)).toEqual(["vrrp", "vrrp"]);
});

test("nodes know their peers by metadata, which changes in place; their user data knows none", () => {
  const metadata = (nodes: string[]) =>
    Object.fromEntries(
      nodesOf({ nodes }).map(({ config }) => [config["name"], Object.keys(config["metadata"] as object).sort()]),
    );
  expect(metadata(["a", "b", "c"])).toEqual({
    "test-entry-nodes-a": ["vrrp-peer-b", "vrrp-peer-c"],
    "test-entry-nodes-b": ["vrrp-peer-a", "vrrp-peer-c"],
    "test-entry-nodes-c": ["vrrp-peer-a", "vrrp-peer-b"],
  });
  const userData = (nodes: string[]) =>
    Object.fromEntries(nodesOf({ nodes }).map(({ config }) => [config["name"], config["user_data"]]));
  expect(userData(["a", "b", "c"])).toMatchObject(userData(["a", "c"]));
  expect(nodesOf({})[0]!.config["metadata"]).toEqual({
    "vrrp-peer-b": expect.stringMatching(/^\$\{element\(openstack_networking_port_v2\.entry_nodes_members_b_port/),
  });
});

test("priorities are the key's own, different on both nodes, or as given", () => {
  const priorities = (props: Partial<HighAvailabilityVipProps>) =>
    nodesOf(props).map(({ config }) => /priority (\d+)/.exec(keepalived(config))![1]);
  const [a, b] = priorities({});
  expect(a).not.toBe(b);
  expect(priorities({ nodes: ["c", "b", "a"] })).toEqual(expect.arrayContaining([a, b]));
  expect(priorities({ priorities: { a: 254, b: 1 } })).toEqual(["254", "1"]);
});

test("the health check is tracked where there is one", () => {
  const [checked] = nodesOf({ healthCheck: "systemctl is-active --quiet haproxy" });
  expect(filesOf(checked!.config)["/etc/keepalived/health-check"]).toBe(
    "#!/bin/sh\nsystemctl is-active --quiet haproxy\n",
  );
  expect(keepalived(checked!.config)).toMatch(/track_script \{\n {8}health\n/);
  const [unchecked] = nodesOf({});
  expect(keepalived(unchecked!.config)).not.toContain("script {");
});

test("router id and preemption are said in the configuration", () => {
  const [node] = nodesOf({ virtualRouterId: 7, preempt: true });
  expect(keepalived(node!.config)).toMatch(/virtual_router_id 7\n/);
  expect(keepalived(node!.config)).not.toContain("nopreempt");
  expect(keepalived(nodesOf({})[0]!.config)).toContain("state BACKUP\n    nopreempt\n");
});

test("the service's own cloud-init comes before keepalived starts", () => {
  const cloudInit = new CloudInit({ packages: ["haproxy"], commands: ["systemctl enable --now haproxy"] });
  const [node] = nodesOf({ cloudInit });
  const { packages, runcmd } = parse(node!.config["user_data"] as string) as { packages: string[]; runcmd: string[] };
  expect(packages).toEqual(["keepalived", "haproxy"]);
  expect(runcmd[0]).toBe("systemctl enable --now haproxy");
  expect(runcmd.at(-1)).toBe("systemctl restart keepalived");
});

test("the address is fixed, public, or both", () => {
  const stack = synthVip({ fixedIp: "10.8.1.10", floatingIp: true }, (vip) => {
    expect(vip.address).toBe("10.8.1.10");
    expect(vip.publicAddress).not.toBe(vip.address);
    vip.connections.allowInternally(Port.tcp(1));
  });
  expect(keepalived(stack.all("openstack_compute_instance_v2")[0]!.config)).toContain("        10.8.1.10\n");
  expect(stack.all("openstack_networking_floatingip_v2")).toHaveLength(1);
});

test.each<[Partial<HighAvailabilityVipProps>, string]>([
  [{ nodes: [] }, "SCSBP-6110"],
  [{ nodes: ["a"] }, "SCSBP-6110"],
  [{ healthCheck: " " }, "SCSBP-6111"],
  [{ virtualRouterId: 0 }, "SCSBP-6112"],
  [{ virtualRouterId: 256 }, "SCSBP-6112"],
  [{ priorities: { a: 255 } }, "SCSBP-6113"],
  [{ priorities: { a: 1.5 } }, "SCSBP-6113"],
  [{ priorities: { z: 100 } }, "SCSBP-6113"],
])("fails on %j", (props, code) => {
  expect(errorOf(() => synthVip(props))).toMatchObject({ code, path: "test/entry" });
});

test("fails on what its parts refuse", () => {
  expect(errorOf(() => synthVip({ nodes: ["a", "a"] })).code).toBe("SCSBP-2061");
  expect(errorOf(() => synthVip({ fixedIp: "10.9.0.1" })).code).toBe("SCSBP-2053");
});
