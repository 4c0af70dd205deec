import { inWords, refuse } from "@scs-blueprints/standards/errors";

/** Highest port number: 16 bits (RFC 793 section 3.1, RFC 768). */
const HIGHEST = 65535;

/** Each Port, all made by the factories below: nothing else gets into a rule. */
const PORTS = new WeakSet<object>();

/**
 * A protocol with its ports, as a security group rule or a listener takes it.
 */
export class Port {
  /** One TCP port. */
  public static tcp(port: number): Port {
    return Port.range("tcp", port, port);
  }

  /** TCP ports from `first` to `last`, both included. */
  public static tcpRange(first: number, last: number): Port {
    return Port.range("tcp", first, last);
  }

  /** One UDP port. */
  public static udp(port: number): Port {
    return Port.range("udp", port, port);
  }

  /** UDP ports from `first` to `last`, both included. */
  public static udpRange(first: number, last: number): Port {
    return Port.range("udp", first, last);
  }

  /** One SCTP port. */
  public static sctp(port: number): Port {
    return Port.range("sctp", port, port);
  }

  /** ICMP of the address family of the peer (ICMP or ICMPv6), all types. */
  public static icmp(): Port {
    return new Port("icmp");
  }

  /** VRRP, IP protocol 112 (RFC 3768 section 5.2.4): routers that share an address, keepalived. */
  public static vrrp(): Port {
    return new Port("vrrp");
  }

  /** Every protocol and port. */
  public static all(): Port {
    return new Port("any");
  }

  private static range(protocol: string, first: number, last: number): Port {
    const valid = (port: number) => Number.isInteger(port) && port >= 1 && port <= HIGHEST;
    if (!valid(first) || !valid(last) || first > last) {
      throw refuse("SCSBP-2010", {
        what: first > last ? "the port range is reversed" : "no such port",
        got: first === last ? String(first) : `${first} to ${last}`,
        allowed: `whole numbers from 1 to ${HIGHEST}, the lower one first`,
        fix: first > last ? `write ${last}, ${first}` : "correct the port",
      });
    }
    return new Port(protocol, first, last);
  }

  private constructor(
    /** `tcp`, `udp`, `sctp`, `icmp`, `vrrp` or `any`. */
    public readonly protocol: string,
    /** Lowest port. @default - no ports (icmp, vrrp, any) */
    public readonly first?: number,
    /** Highest port. @default - no ports (icmp, vrrp, any) */
    public readonly last?: number,
  ) {
    // Not frozen: other languages' runtimes mark the objects that they know.
    for (const field of Object.keys(this)) {
      Object.defineProperty(this, field, { writable: false, configurable: false });
    }
    PORTS.add(this);
  }

  /**
   * Whether a rule names no ports: protocols without any, and all ports of the protocol. Neutron keeps 1 to 65535 as no
   * range, so that a rule with it would be planned anew each time.
   * @internal
   * @jsii ignore
   */
  public get isWholeRange(): boolean {
    return this.first === undefined || (this.first === 1 && this.last === HIGHEST);
  }

  /** Short text, part of the ids of rules: `tcp-443`, `udp-8000-8010`, `icmp`, `vrrp`, `any`. */
  public get id(): string {
    if (this.first === undefined) {
      return this.protocol;
    }
    return this.first === this.last ? `${this.protocol}-${this.first}` : `${this.protocol}-${this.first}-${this.last}`;
  }
}

/**
 * The port, if it is one: programs in JavaScript can pass anything, and a rule without a protocol opens every port.
 *
 * @throws BlueprintError SCSBP-2014 for anything else
 * @internal
 */
export function checkedPort(value: unknown, path?: string): Port {
  if (typeof value === "object" && value !== null && PORTS.has(value)) {
    return value as Port;
  }
  const number = typeof value === "string" ? Number(value) : value;
  const valid = Number.isInteger(number) && Number(number) >= 1 && Number(number) <= HIGHEST;
  const ofAnotherCopy = !Array.isArray(value) && inWords(value).endsWith(" Port");
  throw refuse("SCSBP-2014", {
    what: ofAnotherCopy ? "the Port is not of this copy of scs-blueprints" : "not a Port",
    got: inWords(value),
    allowed: "Port.tcp(443), Port.tcpRange(8000, 8010), Port.udp(53), Port.icmp() …; every port: Port.all()",
    fix: ofAnotherCopy
      ? "install the package once (`npm ls scs-blueprints` lists its copies), and import Port from it"
      : `write ${valid ? `Port.tcp(${Number(number)})` : "Port.tcp(443), with the number of the port"}`,
    ...(path === undefined ? {} : { path }),
  });
}
