import {
  DnsZone,
  type DnsZoneProps,
  Flavor,
  type IDnsZone,
  Image,
  LoadBalancer,
  ProjectNetwork,
  Server,
} from "../../../../lib/openstack/index";
import { RemovalPolicy } from "../../../../lib/core/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { synth } from "../../../support/synth";

const RECORD = "openstack_dns_recordset_v2";
const PROPS: DnsZoneProps = { name: "shop.example.org", email: "hostmaster@example.org" };

function synthZone(use: (zone: DnsZone) => void, props: Partial<DnsZoneProps> = {}) {
  const stack = synth((scope) => use(new DnsZone(scope, "zone", { ...PROPS, ...props })));
  expect(schemaProblems(stack.json)).toEqual([]);
  return stack;
}

const records = (use: (zone: DnsZone) => void) => synthZone(use).one(RECORD).config["records"];
const codeOf = (use: (zone: DnsZone) => void, props: Partial<DnsZoneProps> = {}) =>
  errorOf(() => synthZone(use, props)).code;

test("a zone has its name with the final dot, in lower case", () => {
  const zone = (props: Partial<DnsZoneProps>) => synthZone(() => undefined, props).one("openstack_dns_zone_v2").config;
  expect(zone({ name: "Shop.Example.org" })).toMatchObject({
    name: "shop.example.org.",
    email: "hostmaster@example.org",
  });
  expect(Object.keys(zone({ name: "shop.example.org." })).sort()).toEqual(["//", "email", "name"]);
  expect(zone({ ttlSeconds: 300, description: "shop", removalPolicy: RemovalPolicy.RETAIN })).toMatchObject({
    ttl: 300,
    description: "shop",
    lifecycle: { prevent_destroy: true },
  });
});

test("names are relative to the zone", () => {
  const named = (name: string) => synthZone((zone) => zone.addA(name, ["192.0.2.1"])).one(RECORD);
  expect(named("www").config).toMatchObject({ name: "www.shop.example.org.", type: "A", records: ["192.0.2.1"] });
  expect(named("@")).toMatchObject({ path: "test/zone/a-apex/Resource", config: { name: "shop.example.org." } });
  expect(named("*.app")).toMatchObject({
    path: "test/zone/a-any.app/Resource",
    config: { name: "*.app.shop.example.org." },
  });
});

test("values have the form that Designate keeps", () => {
  expect(records((zone) => zone.addA("www", ["192.0.2.1", "192.0.2.1"]))).toEqual(["192.0.2.1"]);
  expect(records((zone) => zone.addAaaa("www", ["2001:DB8:0::0010"]))).toEqual(["2001:db8::10"]);
  expect(records((zone) => zone.addCname("www", "web"))).toEqual(["web.shop.example.org."]);
  expect(records((zone) => zone.addCname("www", "Web.example.net"))).toEqual(["web.example.net."]);
  expect(records((zone) => zone.addMx("@", [{ preference: 10, host: "mail.example.org" }]))).toEqual([
    "10 mail.example.org.",
  ]);
  expect(records((zone) => zone.addSrv("_sip._tcp", [{ priority: 0, weight: 5, port: 5060, host: "sip" }]))).toEqual([
    "0 5 5060 sip.shop.example.org.",
  ]);
  expect(records((zone) => zone.addCaa("@", [{ tag: "issue", value: "letsencrypt.org" }]))).toEqual([
    "0 issue letsencrypt.org",
  ]);
  expect(records((zone) => zone.addNs("dev", ["ns1.example.net"]))).toEqual(["ns1.example.net."]);
});

test("texts are quoted, escaped and cut so that each part with its quotes has at most 255 characters", () => {
  expect(records((zone) => zone.addTxt("@", ["v=spf1 -all", 'say "hi" \\', ""]))).toEqual([
    '"v=spf1 -all"',
    '"say \\"hi\\" \\\\"',
    '""',
  ]);
  const [long] = records((zone) => zone.addTxt("@", ["x".repeat(300)])) as [string];
  expect(long.split('" "').map((part) => part.replaceAll('"', "").length)).toEqual([253, 47]);
});

test("a balancer and a server are found at their public address, else at the one in their tier", () => {
  const stack = synth((scope) => {
    const tier = new ProjectNetwork(scope, "network").tier("default");
    const zone = new DnsZone(scope, "zone", PROPS);
    const image = Image.ubuntu("24.04");
    zone.addLoadBalancer("@", new LoadBalancer(scope, "lb", { tier, floatingIp: true }));
    zone.addLoadBalancer("inner", new LoadBalancer(scope, "lb2", { tier }));
    zone.addServer("one", new Server(scope, "one", { tier, image, flavor: Flavor.SCS_1V_2, floatingIp: true }));
    expect(zone.addServer("two", new Server(scope, "two", { tier, image, flavor: Flavor.SCS_1V_2 })).domainName).toBe(
      "two.shop.example.org",
    );
  });
  const kinds = stack
    .all(RECORD)
    .map((one) => String((one.config["records"] as string[])[0]).replace(/_v2\..*\./, "."));
  expect(kinds.sort()).toEqual([
    "${element(openstack_networking_port_v2.two_port_BE56ED6C.all_fixed_ips, 0)}".replace(/_v2\..*\./, "."),
    "${openstack_lb_loadbalancer.vip_address}",
    "${openstack_networking_floatingip.address}",
    "${openstack_networking_floatingip.address}",
  ]);
});

test("a zone that exists takes records", () => {
  const stack = synth((scope) => {
    const zone: IDnsZone = DnsZone.fromLookup(scope, "zone", { name: "example.org" });
    zone.addA("shop", ["192.0.2.1"], { ttlSeconds: 60, description: "shop" });
  });
  expect(stack.one(RECORD).config).toMatchObject({
    zone_id: expect.stringMatching(/^\$\{data\.openstack_dns_zone_v2\./),
    name: "shop.example.org.",
    ttl: 60,
    description: "shop",
  });
});

test("fails on names that are none, or not relative", () => {
  const a = ["192.0.2.1"];
  for (const name of [
    "org",
    "",
    "shop..example.org",
    "-a.example.org",
    "ä.example.org",
    `${"a".repeat(64)}.example.org`,
  ]) {
    expect(codeOf(() => undefined, { name })).toBe("SCSBP-2120");
  }
  expect(errorOf(() => synthZone((zone) => zone.addA("www.shop.example.org", a)))).toMatchObject({
    code: "SCSBP-2121",
    fix: 'write "www"',
    path: "test/zone",
  });
  expect(errorOf(() => synthZone((zone) => zone.addA("shop.example.org.", a))).fix).toBe('write "@"');
  for (const name of ["www.", "a b", "www..x", "a.*"]) {
    expect(codeOf((zone) => zone.addA(name, a))).toBe("SCSBP-2121");
  }
  expect(codeOf((zone) => zone.addSrv("sip", []))).toBe("SCSBP-2121");
  expect(codeOf((zone) => zone.addNs("@", ["ns.example.net"]))).toBe("SCSBP-2121");
});

test("fails on values that do not fit", () => {
  for (const use of [
    (zone: DnsZone) => zone.addA("www", []),
    (zone: DnsZone) => zone.addA("www", ["2001:db8::1"]),
    (zone: DnsZone) => zone.addA("www", ["192.0.2.0/24"]),
    (zone: DnsZone) => zone.addAaaa("www", ["192.0.2.1"]),
    (zone: DnsZone) => zone.addCname("www", "a b.example.org"),
    (zone: DnsZone) => zone.addTxt("www", ["ä"]),
    (zone: DnsZone) => zone.addMx("@", [{ preference: -1, host: "a" }]),
    (zone: DnsZone) => zone.addCaa("@", [{ tag: "x", value: "a" }]),
    (zone: DnsZone) => zone.addCaa("@", [{ tag: "issue", value: 'a"' }]),
  ]) {
    expect(codeOf(use)).toBe("SCSBP-2122");
  }
  for (const ttlSeconds of [0, 1.5, 2 ** 31]) {
    expect(codeOf((zone) => zone.addA("www", ["192.0.2.1"], { ttlSeconds }))).toBe("SCSBP-2123");
    expect(codeOf(() => undefined, { ttlSeconds })).toBe("SCSBP-2123");
  }
  expect(codeOf(() => undefined, { email: "hostmaster" })).toBe("SCSBP-2125");
});

test("fails on records that cannot be side by side", () => {
  const twice = (zone: DnsZone) => [zone.addA("www", ["192.0.2.1"]), zone.addA("WWW", ["192.0.2.2"])];
  expect(codeOf(twice)).toBe("SCSBP-2124");
  expect(codeOf((zone) => zone.addCname("@", "www"))).toBe("SCSBP-2124");
  expect(codeOf((zone) => [zone.addA("www", ["192.0.2.1"]), zone.addCname("www", "a")])).toBe("SCSBP-2124");
  expect(codeOf((zone) => [zone.addCname("www", "a"), zone.addTxt("www", ["a"])])).toBe("SCSBP-2124");
});
