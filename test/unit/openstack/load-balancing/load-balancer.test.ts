import {
  BalancingAlgorithm,
  Flavor,
  HealthMonitor,
  Image,
  type Listener,
  ListenerProtocol,
  LoadBalancer,
  type LoadBalancerProps,
  LoadBalancerProvider,
  NetworkTier,
  Peer,
  Port,
  ProjectNetwork,
  ProxyProtocol,
  TlsCertificate,
  SecurityGroup,
  Server,
  ServerPool,
  SessionPersistence,
  TlsVersion,
} from "../../../../lib/openstack/index";
import type { ScsStack } from "../../../../lib/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { synth } from "../../../support/synth";

const LISTENER = "openstack_lb_listener_v2";
const POOL = "openstack_lb_pool_v2";
const MEMBER = "openstack_lb_member_v2";
const MONITOR = "openstack_lb_monitor_v2";
const RULE = "openstack_networking_secgroup_rule_v2";
const certificate = TlsCertificate.fromRef("https://barbican/v1/containers/0");

interface Parts {
  readonly lb: LoadBalancer;
  readonly web: ServerPool;
  readonly db: Server;
  readonly network: ProjectNetwork;
  readonly stack: ScsStack;
}

function synthBalancer(
  props: Partial<LoadBalancerProps> = {},
  use: (parts: Parts) => void = ({ lb, web }) => lb.addListener(Port.tcp(443)).forwardTo(web, Port.tcp(8443)),
  members = ["a", "b", "c"],
) {
  const stack = synth((scope) => {
    const network = new ProjectNetwork(scope, "network", { tiers: ["web", "app"] });
    const defaults = { tier: network.tier("web"), flavor: Flavor.SCS_2V_4, image: Image.ubuntu("24.04") };
    const web = new ServerPool(scope, "web", { ...defaults, members });
    const db = new Server(scope, "db", { ...defaults, tier: network.tier("app") });
    use({
      lb: new LoadBalancer(scope, "entry", { tier: network.tier("web"), ...props }),
      web,
      db,
      network,
      stack: scope,
    });
  });
  expect(schemaProblems(stack.json)).toEqual([]);
  return stack;
}

const errorWith = (props: Partial<LoadBalancerProps>, use: (parts: Parts) => void) =>
  errorOf(() => synthBalancer(props, use));
const ruleSources = (stack: ReturnType<typeof synthBalancer>, pathPart: string) =>
  stack
    .all(RULE)
    .filter((rule) => rule.path.includes(pathPart) && rule.config["direction"] === "ingress")
    .map((rule) => `${String(rule.config["remote_ip_prefix"])} ${String(rule.config["port_range_min"])}`)
    .sort();

test("forwards a port to the members of a pool, each by its key", () => {
  const stack = synthBalancer();
  const balancer = stack.one("openstack_lb_loadbalancer_v2");
  const subnet = stack.one("openstack_networking_subnet_v2", "web/subnet");
  expect(balancer.config).toMatchObject({ name: "test-entry", vip_subnet_id: `\${${subnet.address}.id}` });
  expect(balancer.config).not.toHaveProperty("loadbalancer_provider");
  expect(stack.one(LISTENER).config).toMatchObject({ name: "test-entry-tcp-443", protocol: "TCP", protocol_port: 443 });
  expect(stack.one(POOL).config).toMatchObject({ protocol: "TCP", lb_method: "ROUND_ROBIN" });
  expect(stack.one(MONITOR).config).toMatchObject({ type: "TCP", delay: 5, timeout: 3, max_retries: 1 });
  expect(
    stack
      .all(MEMBER)
      .map((one) => [one.path, one.config["name"], one.config["protocol_port"]])
      .sort(),
  ).toEqual([
    ["test/entry/tcp-443/pool/members/web/a", "web-a", 8443],
    ["test/entry/tcp-443/pool/members/web/b", "web-b", 8443],
    ["test/entry/tcp-443/pool/members/web/c", "web-c", 8443],
  ]);
  expect(stack.all(MEMBER).every((one) => !("subnet_id" in one.config))).toBe(true);
});

test("removing a member in the middle touches no other", () => {
  const without = (key: string) =>
    synthBalancer({}, undefined, key === "b" ? ["a", "c"] : ["a", "b", "c"])
      .all(MEMBER)
      .filter((one) => !one.path.endsWith(`/${key}`))
      .map((one) => [one.address, one.config]);
  expect(without("b")).toEqual(
    synthBalancer()
      .all(MEMBER)
      .filter((one) => !one.path.endsWith("/b"))
      .map((one) => [one.address, one.config]),
  );
});

test("opens the servers for the tier that the balancer reaches them from, and for nothing else", () => {
  expect(ruleSources(synthBalancer(), "test/web/")).toEqual(["10.8.1.0/24 8443"]);
  const elsewhere = synthBalancer({}, ({ lb, db, network }) =>
    lb.addListener(Port.tcp(5432)).forwardTo(db, Port.tcp(5432), { tier: network.tier("app") }),
  );
  const cidr = elsewhere.one("openstack_networking_subnet_v2", "app/subnet").config["cidr"];
  expect(ruleSources(elsewhere, "test/db/")).toEqual([`${cidr} 5432`]);
  expect(elsewhere.one(MEMBER).config["subnet_id"]).toMatch(/app_subnet/);
});

test("a public address stands on the VIP's port and is where clients go", () => {
  let address = "";
  const stack = synthBalancer({ floatingIp: true }, ({ lb }) => (address = lb.address));
  const association = stack.one("openstack_networking_floatingip_associate_v2");
  expect(association.config["port_id"]).toMatch(/^\$\{openstack_lb_loadbalancer_v2\.entry_.*\.vip_port_id\}$/);
  expect(address).toBeDefined();
});

test("OVN: its algorithm, its subnet, and servers open for the clients and the health checks", () => {
  const clients = [Peer.cidr("192.0.2.0/24")];
  const stack = synthBalancer({ provider: LoadBalancerProvider.OVN }, ({ lb, web }) => {
    lb.addListener(Port.tcp(443), { clients }).forwardTo(web, Port.tcp(8443));
    lb.addListener(Port.udp(53), { clients }).forwardTo(web, Port.udp(53), { healthMonitor: HealthMonitor.none() });
  });
  expect(stack.one("openstack_lb_loadbalancer_v2").config["loadbalancer_provider"]).toBe("ovn");
  expect(stack.all(POOL).map((one) => one.config["lb_method"])).toEqual(["SOURCE_IP_PORT", "SOURCE_IP_PORT"]);
  expect(stack.all(LISTENER).every((one) => !("allowed_cidrs" in one.config))).toBe(true);
  expect(stack.all(MEMBER).every((one) => "subnet_id" in one.config)).toBe(true);
  expect(ruleSources(stack, "test/web/")).toEqual(["10.8.1.0/24 8443", "192.0.2.0/24 53", "192.0.2.0/24 8443"]);
});

test("SCTP is balanced too; OVN has no monitor for it", () => {
  const monitors = (provider: LoadBalancerProvider) => {
    const stack = synthBalancer({ provider }, ({ lb, web }) =>
      lb.addListener(Port.sctp(2905), { clients: [Peer.cidr("192.0.2.0/24")] }).forwardTo(web, Port.sctp(2905)),
    );
    expect(stack.one(LISTENER).config["protocol"]).toBe("SCTP");
    expect(stack.all(RULE).filter((rule) => rule.config["protocol"] === "sctp")).not.toEqual([]);
    return stack.all(MONITOR).map((one) => one.config["type"]);
  };
  expect(monitors(LoadBalancerProvider.AMPHORA)).toEqual(["SCTP"]);
  expect(monitors(LoadBalancerProvider.OVN)).toEqual([]);
});

test("a proxy refuses all but its clients", () => {
  const cidrs = (use: (parts: Parts) => void) => synthBalancer({}, use).one(LISTENER).config["allowed_cidrs"];
  const clients = [Peer.cidr("192.0.2.0/24"), Peer.anywhere("public website")];
  expect(cidrs(({ lb }) => lb.addListener(Port.tcp(443), { clients }))).toEqual(["0.0.0.0/0", "192.0.2.0/24"]);
  expect(
    cidrs(({ lb, network }) => lb.addListener(Port.tcp(443), { clients: [Peer.tier(network.tier("app"))] })),
  ).toHaveLength(1);
  expect(cidrs(({ lb }) => lb.addListener(Port.tcp(443), { allowedCidrs: ["192.0.2.0/24"] }))).toEqual([
    "192.0.2.0/24",
  ]);
});

test("Octavia tells clients and certificates as sorted sets: they are written so, in whatever order they are given", () => {
  const listener = (use: (parts: Parts) => void) => synthBalancer({}, use).one(LISTENER).config;
  const blocks = ["9.0.0.0/8", "198.51.100.0/24", "10.0.0.0/8", "9.0.0.0/8"];
  const sorted = ["10.0.0.0/8", "198.51.100.0/24", "9.0.0.0/8"]; // as texts
  for (const each of [blocks, [...blocks].reverse()]) {
    const byPeers = { clients: each.map((block) => Peer.cidr(block)) };
    expect(listener(({ lb }) => lb.addListener(Port.tcp(443), byPeers))["allowed_cidrs"]).toEqual(sorted);
    const byBlocks = { allowedCidrs: each };
    expect(listener(({ lb }) => lb.addListener(Port.tcp(443), byBlocks))["allowed_cidrs"]).toEqual(sorted);
  }
  const refs = [
    "https://barbican/v1/containers/2",
    "https://barbican/v1/containers/1",
    "https://barbican/v1/containers/2",
  ];
  const sniCertificates = refs.map((ref) => TlsCertificate.fromRef(ref));
  expect(
    listener(({ lb }) => lb.addListener(Port.tcp(443), { certificate, sniCertificates }))["sni_container_refs"],
  ).toEqual(["https://barbican/v1/containers/1", "https://barbican/v1/containers/2"]);
});

test("blocks that are known only when Terraform runs are sorted by Terraform", () => {
  const { config } = synthBalancer({}, ({ lb, stack }) => {
    const office = NetworkTier.fromLookup(stack, "office", { networkName: "office" });
    lb.addListener(Port.tcp(443), { clients: [Peer.tier(office), Peer.cidr("192.0.2.0/24")] });
  }).one(LISTENER);
  expect(config["allowed_cidrs"]).toMatch(
    /^\$\{sort\(distinct\(\[data\.openstack_networking_subnet_v2\..+, "192\.0\.2\.0\/24"\]\)\)\}$/,
  );
});

test.each<[string, object, string]>([
  ["the world as a block", { allowedCidrs: ["0.0.0.0/0"] }, "SCSBP-2011"],
  ["half of the world as a block", { allowedCidrs: ["128.0.0.0/1"] }, "SCSBP-2011"],
  ["an empty list of clients, which would let everybody in", { clients: [] }, "SCSBP-2110"],
  ["a text as a list of blocks", { allowedCidrs: "192.0.2.0/24" }, "SCSBP-2110"],
  ["a text as a list of clients", { clients: "192.0.2.0/24" }, "SCSBP-2015"],
  ["nothing as a list of clients", { clients: null }, "SCSBP-2015"],
  ["a text as a client", { clients: ["192.0.2.0/24"] }, "SCSBP-2015"],
])("fails on %s", (_, options, code) => {
  const add = () => synthBalancer({}, ({ lb }) => lb.addListener(Port.tcp(443), options));
  expect(errorOf(add).code).toBe(code);
});

test("fails on what is no Port or no server", () => {
  const refused = (use: (listener: Listener, parts: Parts) => void) =>
    errorOf(() => synthBalancer({}, (parts) => use(parts.lb.addListener(Port.tcp(443)), parts))).code;
  expect(refused((_, { lb }) => lb.addListener(80 as never))).toBe("SCSBP-2014");
  expect(refused((listener, { web }) => listener.forwardTo(web, 80 as never))).toBe("SCSBP-2014");
  expect(refused((listener, { web }) => listener.forwardTo(web, { first: 80, last: 80 } as never))).toBe("SCSBP-2014");
  expect(refused((listener) => listener.forwardTo(undefined as never, Port.tcp(80)))).toBe("SCSBP-2016");
  expect(refused((listener) => listener.addPool().addAddress("a", "192.0.2.7", "80" as never))).toBe("SCSBP-2014");
});

test("TLS ends at a listener that has a certificate", () => {
  const { config } = synthBalancer({}, ({ lb }) =>
    lb.addListener(Port.tcp(443), {
      certificate,
      sniCertificates: [TlsCertificate.fromRef("https://barbican/v1/containers/1")],
      tlsVersions: [TlsVersion.V1_3],
      forwardedHeaders: true,
      connectionLimit: 1000,
      clientTimeoutSeconds: 60,
      memberTimeoutSeconds: 30,
    }),
  ).one(LISTENER);
  expect(config).toMatchObject({
    protocol: "TERMINATED_HTTPS",
    default_tls_container_ref: "https://barbican/v1/containers/0",
    sni_container_refs: ["https://barbican/v1/containers/1"],
    tls_versions: ["TLSv1.3"],
    insert_headers: { "X-Forwarded-For": "true", "X-Forwarded-Port": "true", "X-Forwarded-Proto": "true" },
    connection_limit: 1000,
    timeout_client_data: 60000,
    timeout_member_data: 30000,
  });
});

test("pool options: algorithm, PROXY protocol, persistence, monitor, weights, more servers", () => {
  const stack = synthBalancer({ provider: LoadBalancerProvider.AMPHORA }, ({ lb, web, db }) => {
    const pool = lb.addListener(Port.tcp(443)).forwardTo(web, Port.tcp(8443), {
      algorithm: BalancingAlgorithm.LEAST_CONNECTIONS,
      proxyProtocol: ProxyProtocol.V2,
      persistence: SessionPersistence.sourceIp(),
      healthMonitor: HealthMonitor.http({ path: "/healthz", expectedCodes: "200-204", failures: 2, delaySeconds: 10 }),
      weights: { a: 3 },
    });
    pool.addServers(db, Port.tcp(9000));
    pool.addAddress("old", "192.0.2.7", Port.tcp(9000), { weights: { old: 0 } });
  });
  expect(stack.one(POOL).config).toMatchObject({
    protocol: "PROXYV2",
    lb_method: "LEAST_CONNECTIONS",
    persistence: { type: "SOURCE_IP" },
  });
  expect(stack.one(MONITOR).config).toMatchObject({
    type: "HTTP",
    url_path: "/healthz",
    expected_codes: "200-204",
    max_retries_down: 2,
    delay: 10,
  });
  expect(
    stack
      .all(MEMBER)
      .map((one) => [one.path.split("/").pop(), one.config["weight"]])
      .sort(),
  ).toEqual([
    ["a", 3],
    ["b", undefined],
    ["c", undefined],
    ["db", undefined],
    ["old", 0],
  ]);
});

test("routes by host and path, to servers or elsewhere", () => {
  const stack = synthBalancer({}, ({ lb, web, db }) => {
    const http = lb.addListener(Port.tcp(80), { protocol: ListenerProtocol.HTTP });
    http.forwardTo(web, Port.tcp(8080), { persistence: SessionPersistence.appCookie("JSESSIONID") });
    http.addRoute("api", { hostName: "api.example.org", pathPrefix: "/v1" }).forwardTo(db, Port.tcp(9000));
    http.addRoute("old", { pathPrefix: "/old", position: 1 }).redirectTo("https://old.example.org");
  });
  expect(stack.all("openstack_lb_l7policy_v2").map((one) => one.config["action"])).toEqual([
    "REDIRECT_TO_POOL",
    "REDIRECT_PREFIX",
  ]);
  expect(stack.all("openstack_lb_l7rule_v2").map((one) => [one.config["type"], one.config["value"]])).toEqual([
    ["HOST_NAME", "api.example.org"],
    ["PATH", "/v1"],
    ["PATH", "/old"],
  ]);
  expect(stack.one(POOL, "route-api/pool/Resource").config).toHaveProperty("loadbalancer_id");
  expect(ruleSources(stack, "test/db/")).toEqual(["10.8.1.0/24 9000"]);
});

test("a balancer that exists takes listeners", () => {
  const stack = synth((scope) => {
    const tier = new ProjectNetwork(scope, "network", { tiers: ["web"] }).tier("web");
    const found = LoadBalancer.fromLookup(scope, "entry", { name: "entry", tier });
    found.addListener(Port.tcp(443));
    expect(found.floatingIp).toBeUndefined();
    expect(errorOf(() => LoadBalancer.fromLookup(scope, "none", { tier })).code).toBe("SCSBP-2115");
    const both = { tier, name: "a", loadBalancerId: "b" };
    expect(errorOf(() => LoadBalancer.fromLookup(scope, "both", both)).code).toBe("SCSBP-2115");
  });
  expect(stack.one(LISTENER).config["loadbalancer_id"]).toMatch(/^\$\{data\.openstack_lb_loadbalancer_v2\./);
});

test("only what was set is emitted", () => {
  const stack = synthBalancer();
  expect(Object.keys(stack.one("openstack_lb_loadbalancer_v2").config).sort()).toEqual(["//", "name", "vip_subnet_id"]);
  expect(Object.keys(stack.one(LISTENER).config).sort()).toEqual([
    "//",
    "loadbalancer_id",
    "name",
    "protocol",
    "protocol_port",
  ]);
  const all = synthBalancer({ vipAddress: "10.8.1.9", flavorId: "f", zone: "az1", tags: ["x"], name: "lb1" });
  expect(all.one("openstack_lb_loadbalancer_v2").config).toMatchObject({
    vip_address: "10.8.1.9",
    flavor_id: "f",
    availability_zone: "az1",
    tags: ["x"],
    name: "lb1",
  });
});

test("fails on what OVN cannot do", () => {
  const clients = [Peer.cidr("192.0.2.0/24")];
  const ovn = (use: (parts: Parts) => void) => errorWith({ provider: LoadBalancerProvider.OVN }, use);
  expect(ovn(({ lb }) => lb.addListener(Port.tcp(443), { allowedCidrs: ["192.0.2.0/24"] }))).toMatchObject({
    code: "SCSBP-2101",
    got: "allowedCidrs",
    fix: expect.stringContaining("clients"),
    path: "test/entry/tcp-443",
  });
  for (const options of [
    { protocol: ListenerProtocol.HTTP },
    { certificate },
    { clientTimeoutSeconds: 5 },
    { connectionLimit: 5 },
  ]) {
    expect(ovn(({ lb }) => lb.addListener(Port.tcp(443), options)).code).toBe("SCSBP-2101");
  }
  for (const options of [
    { algorithm: BalancingAlgorithm.ROUND_ROBIN },
    { proxyProtocol: ProxyProtocol.V1 },
    { healthMonitor: HealthMonitor.http() },
    { persistence: SessionPersistence.httpCookie() },
    { weights: { a: 2 } },
  ]) {
    const error = ovn(({ lb, web }) => lb.addListener(Port.tcp(1), { clients }).forwardTo(web, Port.tcp(1), options));
    expect(error.code).toBe("SCSBP-2101");
  }
  expect(ovn(({ lb }) => lb.addListener(Port.tcp(1)).addRoute("a", { pathPrefix: "/" })).code).toBe("SCSBP-2101");
  expect(ovn(({ lb, web }) => lb.addListener(Port.tcp(1)).forwardTo(web, Port.tcp(1))).code).toBe("SCSBP-2109");
  expect(errorWith({ provider: LoadBalancerProvider.OVN, flavorId: "f" }, () => undefined).code).toBe("SCSBP-2101");
});

test("fails on what amphora cannot do", () => {
  const algorithm = BalancingAlgorithm.SOURCE_IP_PORT;
  expect(
    errorWith({ provider: LoadBalancerProvider.AMPHORA }, ({ lb, web }) =>
      lb.addListener(Port.tcp(443)).forwardTo(web, Port.tcp(1), { algorithm }),
    ),
  ).toMatchObject({ code: "SCSBP-2101", got: "SOURCE_IP_PORT", allowed: "ROUND_ROBIN, LEAST_CONNECTIONS, SOURCE_IP" });
  for (const name of ["", "ovn", "amphora"]) {
    expect(errorOf(() => LoadBalancerProvider.fromName(name)).code).toBe("SCSBP-2100");
  }
  expect(LoadBalancerProvider.fromName("f5").name).toBe("f5");
});

test("fails on listeners that contradict themselves", () => {
  const code = (use: (parts: Parts) => void) => errorWith({}, use).code;
  const { HTTP, HTTPS, TERMINATED_HTTPS, UDP } = ListenerProtocol;
  expect(code(({ lb }) => lb.addListener(Port.tcpRange(1, 2)))).toBe("SCSBP-2102");
  expect(code(({ lb }) => lb.addListener(Port.icmp()))).toBe("SCSBP-2102");
  expect(code(({ lb }) => [lb.addListener(Port.tcp(1)), lb.addListener(Port.tcp(1))])).toBe("SCSBP-2103");
  expect(code(({ lb }) => lb.addListener(Port.tcp(1), { connectionLimit: 0 }))).toBe("SCSBP-2103");
  expect(code(({ lb }) => lb.addListener(Port.tcp(1), { protocol: UDP }))).toBe("SCSBP-2105");
  expect(code(({ lb }) => lb.addListener(Port.udp(1), { protocol: HTTP }))).toBe("SCSBP-2105");
  expect(code(({ lb }) => lb.addListener(Port.tcp(1), { forwardedHeaders: true }))).toBe("SCSBP-2105");
  expect(code(({ lb }) => lb.addListener(Port.tcp(1), { protocol: TERMINATED_HTTPS }))).toBe("SCSBP-2108");
  expect(code(({ lb }) => lb.addListener(Port.tcp(1), { protocol: HTTPS, certificate }))).toBe("SCSBP-2108");
  expect(code(({ lb }) => lb.addListener(Port.tcp(1), { tlsVersions: [TlsVersion.V1_2] }))).toBe("SCSBP-2108");
  expect(code(({ lb }) => lb.addListener(Port.tcp(1), { allowedCidrs: [] }))).toBe("SCSBP-2110");
  expect(code(({ lb }) => lb.addListener(Port.tcp(1), { allowedCidrs: ["10.0.0.0/8"], clients: [] }))).toBe(
    "SCSBP-2110",
  );
  expect(code(({ lb }) => lb.addListener(Port.tcp(1), { allowedCidrs: ["10.0.0.1"] }))).toBe("SCSBP-1001");
  const groups = ({ web }: Parts) => [Peer.securityGroup(web.connections.securityGroup)];
  expect(code((parts) => parts.lb.addListener(Port.tcp(1), { clients: groups(parts) }))).toBe("SCSBP-2110");
  expect(code(({ lb }) => lb.addListener(Port.tcp(1), { clients: [Peer.cidr("fd00::/8")] }))).toBe("SCSBP-2110");
});

test("fails on pools, members and routes that cannot be", () => {
  const code = (use: (parts: Parts) => void) => errorWith({}, use).code;
  const tcp = Port.tcp(1);
  expect(code(({ lb, web }) => lb.addListener(tcp).forwardTo(web, Port.all()))).toBe("SCSBP-2102");
  expect(
    code(({ lb, web }) => {
      const listener = lb.addListener(tcp);
      listener.forwardTo(web, tcp);
      listener.addPool();
    }),
  ).toBe("SCSBP-2104");
  expect(code(({ lb, web }) => lb.addListener(tcp).forwardTo(web, tcp).addServers(web, tcp))).toBe("SCSBP-2106");
  expect(code(({ lb }) => lb.addListener(tcp).forwardTo(new SecurityGroup(lb, "group"), tcp))).toBe("SCSBP-2107");
  expect(code(({ lb, web }) => lb.addListener(tcp).forwardTo(web, tcp, { weights: { z: 1 } }))).toBe("SCSBP-2113");
  expect(code(({ lb, web }) => lb.addListener(tcp).forwardTo(web, tcp, { weights: { a: 257 } }))).toBe("SCSBP-2113");
  const udp = { proxyProtocol: ProxyProtocol.V1 };
  expect(code(({ lb, web }) => lb.addListener(Port.udp(1)).forwardTo(web, Port.udp(1), udp))).toBe("SCSBP-2105");
  const hello = { healthMonitor: HealthMonitor.tlsHello() };
  expect(code(({ lb, web }) => lb.addListener(Port.udp(1)).forwardTo(web, Port.udp(1), hello))).toBe("SCSBP-2111");
  const cookie = { persistence: SessionPersistence.httpCookie() };
  expect(code(({ lb, web }) => lb.addListener(tcp).forwardTo(web, tcp, cookie))).toBe("SCSBP-2112");
  expect(code(({ lb }) => lb.addListener(tcp).addRoute("a", { pathPrefix: "/" }))).toBe("SCSBP-2105");
  const http = (parts: Parts) => parts.lb.addListener(tcp, { protocol: ListenerProtocol.HTTP });
  expect(code((parts) => http(parts).addRoute("a", {}))).toBe("SCSBP-2114");
  expect(code((parts) => http(parts).addRoute("a", { pathPrefix: "x" }))).toBe("SCSBP-2114");
  expect(code((parts) => http(parts).addRoute("a", { hostName: "a" }).redirectTo("https://a/b"))).toBe("SCSBP-2114");
  expect(
    code((parts) => {
      const listener = http(parts);
      listener.addRoute("a", { hostName: "a" });
      listener.addRoute("a", { hostName: "b" });
    }),
  ).toBe("SCSBP-2114");
  expect(
    code((parts) => {
      const route = http(parts).addRoute("a", { hostName: "a" });
      route.redirectTo("https://a");
      route.redirectTo("https://b");
    }),
  ).toBe("SCSBP-2104");
});
