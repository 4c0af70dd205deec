import {
  AddressGroup,
  Bastion,
  Flavor,
  FloatingIp,
  type ListenerOptions,
  Image,
  LoadBalancer,
  Peer,
  Port,
  ProjectNetwork,
  SecurityGroup,
  Server,
  VirtualIp,
} from "../../../lib/openstack/index";
import type { ScsStack } from "../../../lib/index";
import { errorOf } from "../../support/errors";
import { synth } from "../../support/synth";

const LISTENER = "openstack_lb_listener_v2";
const image = Image.ubuntu("24.04");
const flavor = Flavor.SCS_1V_2;
const OFFICE = Peer.cidr("203.0.113.0/24");

function balancer(stack: ScsStack, floatingIp: boolean): LoadBalancer {
  const network = new ProjectNetwork(stack, "net", { tiers: ["web"] });
  return new LoadBalancer(stack, "lb", { tier: network.tier("web"), floatingIp });
}
/** `allowed_cidrs` of a listener, or the code of the refusal. */
function listener(floatingIp: boolean, options?: ListenerOptions): unknown {
  const act = () => synth((stack) => balancer(stack, floatingIp).addListener(Port.tcp(22), options));
  try {
    return act().one(LISTENER).config["allowed_cidrs"];
  } catch (error) {
    return (error as { code?: string }).code;
  }
}

test("a listener with a public address names its clients; `undefined` and a list without any are no names", () => {
  expect(listener(true)).toBe("SCSBP-2116");
  expect(listener(true, {})).toBe("SCSBP-2116");
  expect(listener(true, { clients: undefined as never })).toBe("SCSBP-2116");
  expect(listener(true, { clients: [] })).toBe("SCSBP-2110");
  expect(listener(true, { clients: [OFFICE] })).toEqual(["203.0.113.0/24"]);
  expect(listener(true, { allowedCidrs: ["203.0.113.0/24"] })).toEqual(["203.0.113.0/24"]);
  expect(listener(true, { clients: [Peer.anywhere("public website")] })).toEqual(["0.0.0.0/0"]);
});

test("a listener without a public address takes whoever reaches its tier", () => {
  expect(listener(false)).toBeUndefined();
});

test.each(["before", "after"])("a FloatingIp of its own, made %s the listener, makes the balancer public", (when) => {
  const program = (options?: ListenerOptions) => () =>
    synth((stack) => {
      const network = new ProjectNetwork(stack, "net", { tiers: ["web"] });
      const tier = network.tier("web");
      const lb = new LoadBalancer(stack, "lb", { tier });
      const publish = () => new FloatingIp(stack, "ip", { tier, portId: lb.vipPortId });
      if (when === "before") publish();
      lb.addListener(Port.tcp(80), options);
      if (when === "after") publish();
    });
  expect(errorOf(program()).code).toBe("SCSBP-2116");
  expect(program({ clients: [OFFICE] })().one(LISTENER).config["allowed_cidrs"]).toEqual(["203.0.113.0/24"]);
});

test("a FloatingIp of something else makes no balancer public", () => {
  const stack = synth((scope) => {
    const lb = balancer(scope, false);
    lb.addListener(Port.tcp(80));
    const tier = new ProjectNetwork(scope, "other", { tiers: ["web"], cidr: "10.9.0.0/20" }).tier("web");
    new FloatingIp(scope, "ip", { tier, portId: "6f5b3a0e-9d6c-4b0a-8a54-6f1c2d3e4f50" });
  });
  expect(stack.all(LISTENER)).toHaveLength(1);
});

const publicAddresses: [string, (stack: ScsStack, network: ProjectNetwork) => unknown][] = [
  ["Server", (stack, net) => new Server(stack, "x", { tier: net.tier("web"), flavor, image, floatingIp: true })],
  ["VirtualIp", (stack, net) => new VirtualIp(stack, "x", { tier: net.tier("web"), floatingIp: true })],
  ["LoadBalancer", (stack, net) => new LoadBalancer(stack, "x", { tier: net.tier("web"), floatingIp: true })],
  ["FloatingIp", (stack, net) => new FloatingIp(stack, "x", { tier: net.tier("web"), portId: "p" })],
  ["Bastion", (stack, net) => new Bastion(stack, "x", { tier: net.tier("web"), image, allowedSources: [OFFICE] })],
];

describe.each(publicAddresses)("a public address of a %s in a tier without port security", (_, make) => {
  const FLOATING = "openstack_networking_floatingip_v2";
  test("is refused without a reason", () => {
    const act = () =>
      synth((stack) => make(stack, new ProjectNetwork(stack, "net", { tiers: ["web"], portSecurity: false })));
    expect(errorOf(act)).toMatchObject({
      code: "SCSBP-2056",
      fix: expect.stringContaining("portSecurityOffReason") as string,
    });
  });

  test("is made with one, of the network or of the tier", () => {
    const why = { portSecurity: false, portSecurityOffReason: "the firewall appliance filters" };
    const ofNetwork = synth((stack) => make(stack, new ProjectNetwork(stack, "net", { tiers: ["web"], ...why })));
    expect(ofNetwork.all(FLOATING)).toHaveLength(1);
    const ofTier = synth((stack) => {
      const network = new ProjectNetwork(stack, "net", { tiers: [] });
      network.addTier("web", why);
      make(stack, network);
    });
    expect(ofTier.all(FLOATING)).toHaveLength(1);
  });
});

test("the reason stands where somebody asks who can reach the server", () => {
  synth((stack) => {
    const portSecurityOffReason = "the firewall appliance filters";
    const network = new ProjectNetwork(stack, "net", { tiers: ["web"], portSecurity: false, portSecurityOffReason });
    const server = new Server(stack, "x", { tier: network.tier("web"), flavor, image });
    expect(network.whoCanReach(server)).toMatchObject([
      { source: "anywhere", reason: 'port security is off in tier "web": the firewall appliance filters' },
    ]);
  });
});

test.each(["", "x", 5, {}, "x".repeat(256)])("fails on %j as the reason for no port security", (reason) => {
  const act = () =>
    synth(
      (stack) => new ProjectNetwork(stack, "net", { portSecurity: false, portSecurityOffReason: reason as string }),
    );
  expect(errorOf(act).code).toBe("SCSBP-2012");
});

describe("an address group that is known by its id", () => {
  const rules = (port: Port, description?: string, own = false) => {
    const stack = synth((scope) => {
      const offices = own
        ? new AddressGroup(scope, "offices", { addresses: ["203.0.113.0/24"] })
        : AddressGroup.fromAddressGroupId(scope, "offices", "6f5b3a0e");
      const { connections } = new SecurityGroup(scope, "one");
      connections.allowFrom(own ? offices : Peer.addressGroup(offices), port, description);
    });
    return stack.all("openstack_networking_secgroup_rule_v2").filter((rule) => rule.config["direction"] === "ingress")
      .length;
  };

  test.each([Port.tcp(22), Port.tcp(3389), Port.tcpRange(20, 25), Port.tcpRange(1, 65535), Port.all()])(
    "opens no SSH and no RDP without a description: %s",
    (port) => {
      expect(errorOf(() => rules(port)).code).toBe("SCSBP-2057");
      expect(rules(port, "VPN of the operators")).toBe(2);
      expect(rules(port, undefined, true)).toBe(1);
    },
  );

  test.each([Port.tcp(443), Port.udp(22), Port.icmp(), Port.tcpRange(23, 3388)])("opens other ports: %s", (port) => {
    expect(rules(port)).toBe(2);
  });
});
