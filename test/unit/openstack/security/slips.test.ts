import { OsismTestbedInfra } from "../../../../lib/blueprints/osism/index";
import { KaasV1ManagementHost } from "../../../../lib/blueprints/kaas/index";
import { TarookInfra, TarookRole } from "../../../../lib/blueprints/tarook/index";
import {
  HighAvailabilityVip,
  JumpHostProject,
  ThreeTierWebService,
  VpnGateway,
  WebEntry,
} from "../../../../lib/blueprints/tenant/index";
import { ScsStack, Secret } from "../../../../lib/index";
import {
  AddressGroup,
  Bastion,
  Flavor,
  Image,
  Peer,
  Port,
  ProjectNetwork,
  SecurityGroup,
  Server,
  type ServerProps,
} from "../../../../lib/openstack/index";
import { errorOf } from "../../../support/errors";
import { synth } from "../../../support/synth";

/** What a program in JavaScript, or one that nobody type-checks, gives by a slip. */
type Any = never;
const RULE = "openstack_networking_secgroup_rule_v2";
const OFFICE = Peer.cidr("192.0.2.0/24");
const image = Image.ubuntu("24.04");

/** The same names from another copy of the package. */
function otherCopy(): typeof import("../../../../lib/openstack/index") {
  let copy: unknown;
  jest.isolateModules(() => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a second time
    copy = require("../../../../lib/openstack/index");
  });
  return copy as typeof import("../../../../lib/openstack/index");
}
const other = otherCopy();

const notPorts: [string, unknown, string][] = [
  ["a number", 443, "write Port.tcp(443)"],
  ["a text", "443", "write Port.tcp(443)"],
  ["another text", "https", "write Port.tcp(443), with the number of the port"],
  ["no number of a port", 70000, "write Port.tcp(443), with the number of the port"],
  ["nothing", undefined, "write Port.tcp(443), with the number of the port"],
  ["null", null, "write Port.tcp(443), with the number of the port"],
  ["an object", {}, "write Port.tcp(443), with the number of the port"],
  ["a copy of one", { ...Port.tcp(443) }, "write Port.tcp(443), with the number of the port"],
  ["a list", [Port.tcp(443)], "write Port.tcp(443), with the number of the port"],
  ["a function", () => Port.tcp(443), "write Port.tcp(443), with the number of the port"],
  ["the class", Port, "write Port.tcp(443), with the number of the port"],
  ["true", true, "write Port.tcp(443), with the number of the port"],
  ["what only inherits", Object.create(Port.prototype), expect.stringContaining("npm ls scs-blueprints")],
  ["a Port of another copy", other.Port.tcp(443), expect.stringContaining("npm ls scs-blueprints")],
] as never;

describe.each(notPorts)("%s for a Port", (_, value, fix) => {
  const calls: Record<string, (group: SecurityGroup, second: SecurityGroup) => void> = {
    allowFrom: (group) => group.connections.allowFrom(OFFICE, value as Any),
    allowTo: (group, second) => group.connections.allowTo(second, value as Any),
    "allowTo addresses": (group) => group.connections.allowTo(OFFICE, value as Any),
    allowInternally: (group) => group.connections.allowInternally(value as Any),
    addIngress: (group) => group.addIngress(OFFICE.rules[0]!, value as Any),
  };
  test.each(Object.keys(calls))("is refused by %s, and nothing is written", (call) => {
    const stack = synth((scope) => {
      const group = new SecurityGroup(scope, "one");
      const act = () => calls[call]!(group, new SecurityGroup(scope, "two"));
      if (call === "addIngress") {
        expect(errorOf(act).code).toMatch(/^SCSBP-2014$/);
        return;
      }
      expect(errorOf(act)).toMatchObject({ code: "SCSBP-2014", fix, path: "test/one" });
      expect(group.ingress).toEqual([]);
    });
    expect(stack.all(RULE).filter((rule) => rule.config["direction"] === "ingress")).toEqual([]);
  });
});

test("what a port opens cannot be changed afterwards", () => {
  expect(() => Object.assign(Port.tcp(443), { protocol: "any" })).toThrow(TypeError);
});

const notPeers: [string, unknown][] = [
  ["a block", "0.0.0.0/0"],
  ["another text", "office"],
  ["nothing", undefined],
  ["an object", {}],
  ["what has rules", { rules: [{ kind: "cidr", id: "x", ethertype: "IPv4" }] }],
  ["a list", [OFFICE]],
  ["a function", () => OFFICE],
  ["a Peer of another copy", other.Peer.cidr("192.0.2.0/24")],
];

describe.each(notPeers)("%s for a Peer", (_, value) => {
  test("is refused at the call", () => {
    synth((scope) => {
      const { connections } = new SecurityGroup(scope, "one");
      const refused = (act: () => void, code: string) => expect(errorOf(act)).toMatchObject({ code, path: "test/one" });
      refused(() => connections.allowFrom(value as Any, Port.tcp(443)), "SCSBP-2015");
      refused(() => connections.allowTo(value as Any, Port.tcp(443)), "SCSBP-2016");
    });
  });

  test.each<[string, (scope: ScsStack, network: ProjectNetwork) => unknown]>([
    [
      "Bastion",
      (scope, network) => new Bastion(scope, "b", { tier: network.tier("web"), image, allowedSources: [value as Any] }),
    ],
    [
      "JumpHostProject",
      (scope, network) =>
        new JumpHostProject(scope, "b", {
          network,
          image,
          allowedSources: [value as Any],
          users: [
            {
              name: "ada",
              publicKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKGtYy0pyXHfNZtWyH7h1qMxZ0DN1xqyhXXH0MbqSYzU ada"],
            },
          ],
        }),
    ],
    [
      "VpnGateway",
      (scope, network) =>
        new VpnGateway(scope, "b", {
          network,
          image,
          allowedSources: [value as Any],
          privateKey: Secret.fromVariable("key"),
          publicKey: "HIgo9xNzJMWLKASShiTqIybxZ0U3wGLiUeJ1PKf8ykw=",
          peers: { ada: { publicKey: "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=" } },
        }),
    ],
    [
      "ThreeTierWebService",
      (scope) =>
        new ThreeTierWebService(scope, "b", {
          image,
          clients: [value as Any],
          entry: WebEntry.plainHttp("behind a proxy"),
          web: { port: Port.tcp(80) },
          data: { port: Port.tcp(5432) },
        }),
    ],
    [
      "KaasV1ManagementHost",
      (scope) => new KaasV1ManagementHost(scope, "b", { image, allowedSources: [value as Any] } as Any),
    ],
    ["OsismTestbedInfra", (scope) => new OsismTestbedInfra(scope, "b", { operators: [value as Any] } as Any)],
    [
      "OsismTestbedInfra.externalApi",
      (scope) => new OsismTestbedInfra(scope, "b", { operators: [OFFICE], externalApi: [value as Any] } as Any),
    ],
    [
      "TarookInfra",
      (scope) =>
        new TarookInfra(scope, "b", {
          image,
          nodes: { m: { role: TarookRole.MASTER }, w: { role: TarookRole.WORKER } },
          allowedSources: [value as Any],
        }),
    ],
  ])("is refused by %s", (_name, define) => {
    const act = () => synth((scope) => define(scope, new ProjectNetwork(scope, "net", { tiers: ["web"] })));
    expect(errorOf(act).code).toBe("SCSBP-2015");
  });
});

test("a text in place of a list of peers, and what there is to write", () => {
  const act = () =>
    synth((scope) => {
      const tier = new ProjectNetwork(scope, "net", { tiers: ["web"] }).tier("web");
      new Bastion(scope, "b", { tier, image, allowedSources: "192.0.2.0/24" as Any });
    });
  expect(errorOf(act)).toMatchObject({
    code: "SCSBP-2015",
    what: "allowedSources is a list of peers",
    got: 'the text "192.0.2.0/24"',
    fix: 'write allowedSources: [Peer.cidr("192.0.2.0/24")]',
  });
});

test.each([undefined, null, "", "default", {}, [], 5, { securityGroupId: "x" }, { cidr: "10.0.0.0/8" }])(
  "fails on %j as the group, tier or address group of a peer: such a rule would have no source",
  (value) => {
    for (const make of [Peer.securityGroup, Peer.tier, Peer.addressGroup] as ((value: unknown) => Peer)[]) {
      expect(errorOf(() => make(value)).code).toBe("SCSBP-2016");
    }
  },
);

test("fails on empty ids of groups, which Neutron would read as anywhere", () => {
  synth((scope) => {
    for (const id of ["", " ", undefined, null] as string[]) {
      expect(errorOf(() => SecurityGroup.fromSecurityGroupId(scope, "g", id)).code).toBe("SCSBP-2016");
      expect(errorOf(() => AddressGroup.fromAddressGroupId(scope, "a", id)).code).toBe("SCSBP-2016");
    }
  });
});

test.each<[string, object]>([
  ["no source", {}],
  ["an empty block", { remoteIpPrefix: "" }],
  ["a group without an id", { remoteGroup: {} }],
  ["two sources", { remoteIpPrefix: "192.0.2.0/24", remoteGroup: { securityGroupId: "x" } }],
])("never writes a rule with %s", (_, source) => {
  synth((scope) => {
    const group = new SecurityGroup(scope, "one");
    const rule = { kind: "cidr", id: "x", ethertype: "IPv4", ...source } as Any;
    expect(errorOf(() => group.addIngress(rule, Port.tcp(443))).code).toBe("SCSBP-2016");
  });
});

test.each([undefined, null, "web", {}, { connections: {} }])(
  "fails on %j as what connects or is connected to",
  (value) => {
    synth((scope) => {
      const { connections } = new SecurityGroup(scope, "one");
      expect(errorOf(() => connections.allowTo(value as Any, Port.tcp(443))).code).toBe("SCSBP-2016");
    });
  },
);

test.each(["0.0.0.0/1", "128.0.0.0/1", "64.0.0.0/7", "2000::/3", "::/1", "2a00::/11"])(
  "fails on %s: two or more of such are the internet",
  (block) => {
    expect(errorOf(() => Peer.cidr(block)).code).toBe("SCSBP-2011");
    synth((scope) =>
      expect(errorOf(() => new AddressGroup(scope, "a", { addresses: ["192.0.2.0/24", block] })).code).toBe(
        "SCSBP-2013",
      ),
    );
  },
);

test.each(["10.0.0.0/8", "100.64.0.0/10", "2a00::/12", "fc00::/7", "fe80::/10"])("takes %s", (block) => {
  expect(Peer.cidr(block).rules).toHaveLength(1);
});

test.each([undefined, null, 5, {}, "x".repeat(256)])("fails on %j as a reason", (reason) => {
  expect(errorOf(() => Peer.anywhere(reason as Any)).code).toBe("SCSBP-2012");
});

test.each(["false", 0, 1, "", {}])(
  "fails on %j as allowAllOutbound: it would count as true or false by chance",
  (value) => {
    synth((scope) =>
      expect(errorOf(() => new SecurityGroup(scope, "one", { allowAllOutbound: value as Any })).code).toBe(
        "SCSBP-2017",
      ),
    );
  },
);

test.each<[string, Partial<Record<keyof ServerProps, unknown>>, string]>([
  ["a name for its security group", { securityGroup: "default" }, "SCSBP-2018"],
  ["names for further groups", { additionalSecurityGroups: ["default"] }, "SCSBP-2018"],
  ["half of the world to answer for", { allowedAddresses: ["0.0.0.0/1"] }, "SCSBP-2054"],
  ["no address to answer for", { allowedAddresses: ["banana"] }, "SCSBP-1001"],
])("a server fails on %s", (_, props, code) => {
  const act = () =>
    synth((scope) => {
      const tier = new ProjectNetwork(scope, "net", { tiers: ["web"] }).tier("web");
      new Server(scope, "s", { tier, flavor: Flavor.SCS_1V_2, image, ...(props as object) });
    });
  expect(errorOf(act).code).toBe(code);
});

test("every port of every protocol is open only where Port.all() says so", () => {
  const open = (port: Port) =>
    synth((scope) => new SecurityGroup(scope, "one").connections.allowFrom(OFFICE, port))
      .all(RULE)
      .filter((rule) => rule.config["direction"] === "ingress" && rule.config["protocol"] === undefined).length;
  const limited = [
    Port.tcp(1),
    Port.tcpRange(1, 65535),
    Port.udp(1),
    Port.udpRange(1, 65535),
    Port.sctp(1),
    Port.icmp(),
    Port.vrrp(),
  ];
  expect(limited.map(open)).toEqual(limited.map(() => 0));
  expect(open(Port.all())).toBe(1);
});

test("one rule for one content: a tier, and its block once more", () => {
  const stack = synth((scope) => {
    const web = new ProjectNetwork(scope, "net", { tiers: ["web"] }).tier("web");
    const { connections } = new SecurityGroup(scope, "one");
    connections.allowFrom(Peer.tier(web), Port.tcp(443));
    connections.allowFrom(Peer.cidr(web.cidr), Port.tcp(443));
    connections.allowFrom(Peer.cidr(web.cidr), Port.tcp(80));
  });
  const paths = stack.all(RULE).map((rule) => rule.path.split("/").pop());
  expect(paths.filter((path) => path?.startsWith("ingress"))).toEqual([
    "ingress-tcp-443-from-tier-net-web-v4",
    expect.stringMatching(/^ingress-tcp-80-from-10-/),
  ]);
});

test("other words for a reason change nothing in the cloud", () => {
  const rule = synth((scope) =>
    new SecurityGroup(scope, "one").connections.allowFrom(Peer.anywhere("public site"), Port.tcp(443)),
  )
    .all(RULE)
    .find((each) => each.config["description"] === "public site");
  expect(rule?.config["lifecycle"]).toEqual({ ignore_changes: ["description"] });
});

test("a virtual address with no Port is refused too", () => {
  const act = () =>
    synth((scope) => {
      const tier = new ProjectNetwork(scope, "net", { tiers: ["web"] }).tier("web");
      new HighAvailabilityVip(scope, "vip", { tier, image }).connections.allowFrom(OFFICE, 443 as Any);
    });
  expect(errorOf(act).code).toBe("SCSBP-2014");
});
