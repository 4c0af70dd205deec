import type { ScsStack } from "../../../../lib/index";
import {
  DnsZone,
  Image,
  LoadBalancerProvider,
  Peer,
  Port,
  ProjectNetwork,
  Reachability,
  TlsCertificate,
} from "../../../../lib/openstack/index";
import { ThreeTierWebService, type ThreeTierWebServiceProps, WebEntry } from "../../../../lib/blueprints/tenant/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { type SynthesizedStack, synth } from "../../../support/synth";

const certificate = TlsCertificate.fromRef("https://barbican.example.org/v1/containers/1");
const defaults: ThreeTierWebServiceProps = {
  image: Image.ubuntu("24.04"),
  entry: WebEntry.tls(certificate),
  clients: [Peer.cidr("198.51.100.0/24")],
  web: { port: Port.tcp(8080), size: 2 },
  data: { port: Port.tcp(5432), members: ["a", "b"], volumes: [{ name: "pg", sizeGiB: 10 }] },
};

function synthService(
  props: Partial<ThreeTierWebServiceProps> = {},
  use: (service: ThreeTierWebService, stack: ScsStack) => void = () => undefined,
): SynthesizedStack {
  const stack = synth((scope) => use(new ThreeTierWebService(scope, "shop", { ...defaults, ...props }), scope));
  expect(schemaProblems(stack.json)).toEqual([]);
  return stack;
}

const listeners = (stack: SynthesizedStack) =>
  stack
    .all("openstack_lb_listener_v2")
    .map(({ config }) => [config["protocol"], config["protocol_port"], config["allowed_cidrs"]]);

test("TLS ends at the balancer, plain HTTP is redirected, only clients are let in by either", () => {
  const stack = synthService({}, (service) => expect(service.url).toMatch(/^https:\/\//));
  expect(listeners(stack)).toEqual([
    ["TERMINATED_HTTPS", 443, ["198.51.100.0/24"]],
    ["HTTP", 80, ["198.51.100.0/24"]],
  ]);
  const balancer = stack.one("openstack_networking_floatingip_v2").address;
  expect(stack.one("openstack_lb_l7policy_v2").config).toMatchObject({
    action: "REDIRECT_PREFIX",
    redirect_prefix: `https://\${${balancer}.address}`,
  });
  expect(stack.one("openstack_lb_pool_v2").config["protocol"]).toBe("HTTP");
});

test("the redirect can be left out", () => {
  const stack = synthService({ entry: WebEntry.tls(certificate, { redirectHttp: false }) });
  expect(listeners(stack)).toHaveLength(1);
});

test("plain HTTP has its reason in the balancer's description", () => {
  const stack = synthService({ entry: WebEntry.plainHttp("behind a TLS proxy") });
  expect(listeners(stack)).toEqual([["HTTP", 80, ["198.51.100.0/24"]]]);
  expect(stack.one("openstack_lb_loadbalancer_v2").config["description"]).toBe("without TLS: behind a TLS proxy");
});

test("TLS passed through is checked by HTTPS", () => {
  const stack = synthService({ entry: WebEntry.tlsPassThrough(), web: { ...defaults.web, healthPath: "/up" } });
  expect(listeners(stack)).toEqual([["HTTPS", 443, ["198.51.100.0/24"]]]);
  expect(stack.one("openstack_lb_monitor_v2").config).toMatchObject({ type: "HTTPS", url_path: "/up" });
});

test("with OVN, TLS passes through as TCP and the web servers know the clients", () => {
  const stack = synthService({ entry: WebEntry.tlsPassThrough(), provider: LoadBalancerProvider.OVN }, (service) =>
    expect(Reachability.of(service).whoCanReach(service.web)).toEqual([
      { target: "shop/web", source: "198.51.100.0/24", kind: "cidr", ports: ["tcp 8080"] },
      { target: "shop/web", source: "shop/network/web", kind: "tier", ports: ["tcp 8080"] },
    ]),
  );
  expect(listeners(stack)).toEqual([["TCP", 443, undefined]]);
  expect(stack.one("openstack_lb_pool_v2").config["lb_method"]).toBe("SOURCE_IP_PORT");
  expect(stack.one("openstack_lb_monitor_v2").config["type"]).toBe("TCP");
});

test("nothing reaches the data tier but the web tier, nothing reaches SSH", () => {
  synthService({}, (service) => {
    expect(Reachability.of(service).rows).toEqual([
      { target: "shop/data", source: "shop/web", kind: "security-group", ports: ["tcp 5432"] },
      { target: "shop/web", source: "shop/network/web", kind: "tier", ports: ["tcp 8080"] },
    ]);
    expect(service.bastion).toBeUndefined();
  });
});

test("a bastion has a tier of its own and reaches SSH of both tiers", () => {
  const stack = synthService({ bastionSources: [Peer.cidr("192.0.2.0/24")] }, (service) => {
    const ssh = Reachability.of(service).rows.filter((row) => row.ports.includes("tcp 22"));
    expect(ssh.map((row) => [row.source, row.target])).toEqual([
      ["192.0.2.0/24", "shop/bastion/server"],
      ["shop/bastion/server", "shop/data"],
      ["shop/bastion/server", "shop/web"],
    ]);
  });
  expect(stack.all("openstack_networking_network_v2").map((one) => one.config["name"])).toEqual([
    "test-shop-network-data",
    "test-shop-network-mgmt",
    "test-shop-network-web",
  ]);
});

test("data volumes are kept, data servers have no public address", () => {
  const stack = synthService();
  const volumes = stack.all("openstack_blockstorage_volume_v3");
  expect(volumes.map((one) => one.config["name"])).toEqual(["test-shop-data-a-pg", "test-shop-data-b-pg"]);
  expect(volumes.map((one) => one.config["lifecycle"])).toEqual([{ prevent_destroy: true }, { prevent_destroy: true }]);
  expect(stack.all("openstack_networking_floatingip_v2")).toHaveLength(1);
});

test("both tiers go round the zones", () => {
  const stack = synthService({ zones: ["az1", "az2"] });
  const servers = stack
    .all("openstack_compute_instance_v2")
    .map(({ config }) => [config["name"], config["availability_zone"]]);
  expect(Object.fromEntries(servers)).toEqual({
    "test-shop-web-1": "az1",
    "test-shop-web-2": "az2",
    "test-shop-data-a": "az2",
    "test-shop-data-b": "az1",
  });
});

test("names are records, the first one is the URL's", () => {
  const define = (recordNames?: string[]) => {
    let url = "";
    const stack = synth((scope) => {
      const zone = new DnsZone(scope, "zone", { name: "shop.example.org", email: "hostmaster@example.org" });
      url = new ThreeTierWebService(scope, "shop", { ...defaults, zone, recordNames }).url;
    });
    return { url, names: stack.all("openstack_dns_recordset_v2").map((one) => one.config["name"]) };
  };
  expect(define()).toEqual({ url: "https://www.shop.example.org", names: ["www.shop.example.org."] });
  expect(define(["@", "www"])).toEqual({
    url: "https://shop.example.org",
    names: ["shop.example.org.", "www.shop.example.org."],
  });
});

test("a network that is there is used, and nothing is added to it", () => {
  const stack = synth((scope) => {
    const network = new ProjectNetwork(scope, "network", { tiers: ["front", "store"] });
    const service = new ThreeTierWebService(scope, "shop", {
      ...defaults,
      network,
      web: { ...defaults.web, tier: "front" },
      data: { ...defaults.data, tier: "store" },
      bastionSources: [Peer.cidr("192.0.2.0/24")],
      bastionTier: "front",
    });
    expect(service.network).toBe(network);
  });
  expect(stack.all("openstack_networking_network_v2")).toHaveLength(2);
});

test("an internal service has no public address", () => {
  const stack = synthService({ publicAddress: false });
  expect(stack.all("openstack_networking_floatingip_v2")).toEqual([]);
});

test("removing a server in the middle leaves the others as they were", () => {
  const configs = (members: string[]) =>
    Object.fromEntries(
      synthService({ web: { port: Port.tcp(8080), members } }).resources.map((one) => [one.address, one.config]),
    );
  const before = configs(["a", "b", "c"]);
  const after = configs(["a", "c"]);
  expect(before).toMatchObject(after);
  expect(Object.keys(before).filter((address) => !(address in after))).toHaveLength(4);
});

test.each<[string, Partial<ThreeTierWebServiceProps>, string]>([
  ["no clients", { clients: [] }, "SCSBP-6101"],
  ["TLS with OVN", { provider: LoadBalancerProvider.OVN }, "SCSBP-6102"],
  [
    "HTTP checks with OVN",
    {
      provider: LoadBalancerProvider.OVN,
      entry: WebEntry.tlsPassThrough(),
      web: { port: Port.tcp(443), healthPath: "/" },
    },
    "SCSBP-6102",
  ],
  ["names without a zone", { recordNames: ["www"] }, "SCSBP-6103"],
  ["web and data in one tier", { data: { port: Port.tcp(5432), tier: "web" } }, "SCSBP-6105"],
  ["the bastion in the data tier", { bastionSources: [Peer.cidr("192.0.2.0/24")], bastionTier: "data" }, "SCSBP-6105"],
])("fails on %s", (_, props, code) => {
  expect(errorOf(() => synthService(props))).toMatchObject({ code, path: "test/shop" });
});

test("fails on what its parts refuse", () => {
  expect(errorOf(() => synthService({ bastionSources: [Peer.anywhere("oops")] })).code).toBe("SCSBP-2070");
  expect(errorOf(() => synthService({ web: { port: Port.tcp(80), size: 2, members: ["a"] } })).code).toBe("SCSBP-2062");
  expect(errorOf(() => synthService({ web: { port: Port.tcpRange(80, 90) } })).code).toBe("SCSBP-2102");
});

test("fails on a zone without names, a block for a network that is there, plain HTTP without a reason", () => {
  const fails = (define: (scope: ScsStack) => Partial<ThreeTierWebServiceProps>) =>
    errorOf(() => synth((scope) => new ThreeTierWebService(scope, "shop", { ...defaults, ...define(scope) }))).code;
  const zoneOf = (scope: ScsStack) => DnsZone.fromLookup(scope, "zone", { name: "example.org" });
  expect(fails((scope) => ({ zone: zoneOf(scope), recordNames: [] }))).toBe("SCSBP-6103");
  const tiers = ["web", "data"];
  expect(fails((scope) => ({ network: new ProjectNetwork(scope, "n", { tiers }), cidr: "10.9.0.0/20" }))).toBe(
    "SCSBP-6104",
  );
  expect(errorOf(() => WebEntry.plainHttp(" ")).code).toBe("SCSBP-6100");
});
