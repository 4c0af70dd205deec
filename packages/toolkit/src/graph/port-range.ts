/** Connections that a rule lets through. @internal */
export interface PortRange {
  /** `tcp`, `udp`, `icmp`, …; undefined for all. */
  readonly protocol?: string;
  /** First port; undefined for all. */
  readonly from?: number;
  readonly to?: number;
}

/** @internal */
export class PortRanges {
  /** `tcp 5432`, `tcp 30000–32767`, `all`. */
  public static text({ protocol, from, to }: PortRange): string {
    if (protocol === undefined) {
      return "all";
    }
    const name = { "112": "vrrp", "50": "esp", "51": "ah", "ipv6-icmp": "icmpv6" }[protocol] ?? protocol;
    if (from === undefined || name.startsWith("icmp")) {
      return name;
    }
    return to === undefined || to === from ? `${name} ${from}` : `${name} ${from}–${to}`;
  }

  /** What both let through; undefined when nothing. */
  public static overlap(a: PortRange, b: PortRange): PortRange | undefined {
    if (a.protocol !== undefined && b.protocol !== undefined && a.protocol !== b.protocol) {
      return undefined;
    }
    const from = Math.max(a.from ?? 0, b.from ?? 0);
    const to = Math.min(a.to ?? a.from ?? 65535, b.to ?? b.from ?? 65535);
    if (from > to) {
      return undefined;
    }
    const protocol = a.protocol ?? b.protocol;
    return {
      ...(protocol === undefined ? {} : { protocol }),
      ...(a.from === undefined && b.from === undefined ? {} : { from, to }),
    };
  }
}
