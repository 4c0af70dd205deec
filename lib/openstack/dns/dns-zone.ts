import { DataOpenstackDnsZoneV2 } from "@scs-blueprints/provider-openstack/lib/data-openstack-dns-zone-v2";
import { DnsRecordsetV2 } from "@scs-blueprints/provider-openstack/lib/dns-recordset-v2";
import { DnsZoneV2 } from "@scs-blueprints/provider-openstack/lib/dns-zone-v2";
import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { Construct, type IConstruct } from "constructs";
import { Address4, Address6 } from "ip-address";
import { KnownCloud } from "../../cloud/known-cloud";
import { Token } from "../../core/engine";
import { BlueprintError, refuse, RemovalPolicy } from "../../core/index";
import type { ILoadBalancer } from "../load-balancing/load-balancer";

/** A server as the DNS needs it: a Server is one. */
export interface IAddressedServer {
  /** Its address in its tier. */
  readonly privateIp: string;
  /** Its public address. @default - none */
  readonly floatingIp?: string;
}

/** Options of all records. */
export interface RecordOptions {
  /** Seconds that resolvers may keep it. @default - the zone's */
  readonly ttlSeconds?: number;
  /** What it is for. @default - none */
  readonly description?: string;
}

/** A zone, owned or looked up. Names of records are relative to it: `www`, `*.app`, `@` for the zone itself. */
export interface IDnsZone extends IConstruct {
  /** Id of the zone, known after apply. */
  readonly zoneId: string;
  /** Its name with the final dot. */
  readonly zoneName: string;
  /** IPv4 addresses of a name. */
  addA(name: string, addresses: string[], options?: RecordOptions): DnsRecord;
  /** IPv6 addresses of a name. */
  addAaaa(name: string, addresses: string[], options?: RecordOptions): DnsRecord;
  /** Another name for what `target` is; one label is a name within the zone, more are fully qualified. */
  addCname(name: string, target: string, options?: RecordOptions): DnsRecord;
  /** Texts; quotes and parts of 255 characters are made here. */
  addTxt(name: string, texts: string[], options?: RecordOptions): DnsRecord;
  /** Where mail goes. */
  addMx(name: string, values: MxRecord[], options?: RecordOptions): DnsRecord;
  /** Where a service is found; the name is `_service._protocol` or begins with it. */
  addSrv(name: string, values: SrvRecord[], options?: RecordOptions): DnsRecord;
  /** Who may issue certificates. */
  addCaa(name: string, values: CaaRecord[], options?: RecordOptions): DnsRecord;
  /** Name servers of a part that is delegated. */
  addNs(name: string, hosts: string[], options?: RecordOptions): DnsRecord;
  /** An A record of a balancer: its public address, else the one in its tier. */
  addLoadBalancer(name: string, balancer: ILoadBalancer, options?: RecordOptions): DnsRecord;
  /** An A record of a server: its public address, else the one in its tier. */
  addServer(name: string, server: IAddressedServer, options?: RecordOptions): DnsRecord;
}

/** Properties of a {@link DnsZone}. */
export interface DnsZoneProps {
  /** Name, such as `shop.example.org`. */
  readonly name: string;
  /** Mail address of who is responsible; it is public, in the SOA record. */
  readonly email: string;
  /** Seconds that resolvers may keep records that say nothing else. @default - the cloud's (Designate: 3600) */
  readonly ttlSeconds?: number;
  /** What the zone is for. @default - none */
  readonly description?: string;
  /** What happens when a plan would destroy the zone, whose delegation may be hard to get back. @default RemovalPolicy.DESTROY */
  readonly removalPolicy?: RemovalPolicy;
}

/** How to find a zone. */
export interface DnsZoneLookup {
  /** Its name. */
  readonly name: string;
}

/** Highest TTL: RFC 2181 section 8, 31 bits. */
const LONGEST_TTL = 2 ** 31 - 1;

function checkTtl(ttl: number | undefined, path: string): void {
  if (ttl !== undefined && !(Number.isInteger(ttl) && ttl >= 1 && ttl <= LONGEST_TTL)) {
    throw unfit(
      "SCSBP-2123",
      "not a TTL",
      String(ttl),
      `whole seconds from 1 to ${LONGEST_TTL}`,
      "correct ttlSeconds",
      path,
    );
  }
}

/** @internal */
export interface DnsRecordProps extends RecordOptions {
  readonly fullName: string;
  readonly type: string;
  readonly records: string[];
}

/**
 * One record set: a name with all its values of one type; made by the `add…` methods of a zone.
 *
 * Defines: a record set.
 */
export class DnsRecord extends Construct {
  /** @internal @jsii ignore */
  public static define(scope: Construct, id: string, zoneId: string, props: DnsRecordProps): DnsRecord {
    return new DnsRecord(scope, id, zoneId, props);
  }
  /** The full name, without the final dot. */
  public readonly domainName: string;
  /** Type, such as `A`. */
  public readonly type: string;

  /** @internal */
  private constructor(scope: Construct, id: string, zoneId: string, props: DnsRecordProps) {
    super(scope, id);
    const { fullName, type, records, ttlSeconds, description } = props;
    checkTtl(ttlSeconds, this.node.path);
    if (records.length === 0) {
      throw unfit("SCSBP-2122", "a record without a value", "none", "one value or more", "add a value", this.node.path);
    }
    this.domainName = fullName.replace(/\.$/, "");
    this.type = type;
    new DnsRecordsetV2(this, "Resource", {
      zoneId,
      name: fullName,
      type,
      records: [...new Set(records)],
      ...(ttlSeconds === undefined ? {} : { ttl: ttlSeconds }),
      ...(description === undefined ? {} : { description }),
    });
  }
}

abstract class DnsZoneBase extends Construct implements IDnsZone {
  public abstract readonly zoneId: string;
  public readonly zoneName: string;

  private readonly typesOf = new Map<string, string[]>();

  public constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    KnownCloud.of(this).service("DNS", ["dns"], this.node.path);
    this.zoneName = qualified(name, "SCSBP-2120", this.node.path);
    if (!this.zoneName.slice(0, -1).includes(".")) {
      const allowed = "a name of two labels or more, such as shop.example.org";
      throw unfit("SCSBP-2120", "not a zone for a project", name, allowed, "give the whole name", this.node.path);
    }
  }

  public addA(name: string, addresses: string[], options: RecordOptions = {}): DnsRecord {
    return this.add(name, "A", options, (text) => addresses.map((one) => text.ipv4(one)));
  }

  public addAaaa(name: string, addresses: string[], options: RecordOptions = {}): DnsRecord {
    return this.add(name, "AAAA", options, (text) => addresses.map((one) => text.ipv6(one)));
  }

  public addCname(name: string, target: string, options: RecordOptions = {}): DnsRecord {
    return this.add(name, "CNAME", options, (text) => [text.host(target)]);
  }

  public addTxt(name: string, texts: string[], options: RecordOptions = {}): DnsRecord {
    return this.add(name, "TXT", options, (text) => texts.map((one) => text.txt(one)));
  }

  public addMx(name: string, values: MxRecord[], options: RecordOptions = {}): DnsRecord {
    return this.add(name, "MX", options, (text) => values.map((one) => text.mx(one)));
  }

  public addSrv(name: string, values: SrvRecord[], options: RecordOptions = {}): DnsRecord {
    if (!/^_[^.]+\._[^.]+(\.|$)/.test(name)) {
      const allowed = "_service._protocol, such as _sip._tcp (RFC 2782)";
      throw unfit("SCSBP-2121", "not a name for an SRV record", name, allowed, "rename the record", this.node.path);
    }
    return this.add(name, "SRV", options, (text) => values.map((one) => text.srv(one)));
  }

  public addCaa(name: string, values: CaaRecord[], options: RecordOptions = {}): DnsRecord {
    return this.add(name, "CAA", options, (text) => values.map((one) => text.caa(one)));
  }

  public addNs(name: string, hosts: string[], options: RecordOptions = {}): DnsRecord {
    if (name === "@") {
      const fix = 'delegate a part of the zone: addNs("dev", …)';
      throw unfit(
        "SCSBP-2121",
        "the name servers of the zone itself are the cloud's",
        name,
        "a part of the zone",
        fix,
        this.node.path,
      );
    }
    return this.add(name, "NS", options, (text) => hosts.map((one) => text.host(one)));
  }

  public addLoadBalancer(name: string, balancer: ILoadBalancer, options: RecordOptions = {}): DnsRecord {
    return this.addA(name, [balancer.address], options);
  }

  public addServer(name: string, server: IAddressedServer, options: RecordOptions = {}): DnsRecord {
    return this.addA(name, [server.floatingIp ?? server.privateIp], options);
  }

  private add(name: string, type: string, options: RecordOptions, values: (text: RecordText) => string[]): DnsRecord {
    const path = this.node.path;
    const fullName = this.fullName(name);
    const types = this.typesOf.get(fullName) ?? [];
    const alone = type === "CNAME" || types.includes("CNAME");
    if (types.includes(type) || (alone && (types.length > 0 || name === "@"))) {
      throw unfit(
        "SCSBP-2124",
        types.includes(type)
          ? "the name has a record of this type already"
          : "a CNAME stands alone (RFC 1034 section 3.6.2)",
        `${type} of ${fullName}${types.length === 0 ? "" : ` beside ${types.join(", ")}`}`,
        "one record set for each name and type, a CNAME with no other, none for the zone itself",
        types.includes(type) ? "give all values at once" : "use an A record, or another name",
        path,
      );
    }
    const records = values(new RecordText(this.zoneName, path));
    this.typesOf.set(fullName, [...types, type]);
    const label = name === "@" ? "apex" : name.toLowerCase().replace("*", "any");
    return DnsRecord.define(this, `${type.toLowerCase()}-${label}`, this.zoneId, {
      ...options,
      fullName,
      type,
      records,
    });
  }

  private fullName(name: string): string {
    const path = this.node.path;
    if (name === "@") {
      return this.zoneName;
    }
    const lower = name.toLowerCase();
    const zone = this.zoneName.slice(0, -1);
    if (lower.endsWith(".") || lower === zone || lower.endsWith(`.${zone}`)) {
      const relative = lower.replace(/\.$/, "").slice(0, -zone.length).replace(/\.$/, "");
      const within = lower.replace(/\.$/, "").endsWith(zone);
      throw unfit(
        "SCSBP-2121",
        "names of records are relative to their zone",
        JSON.stringify(name),
        `a name within ${this.zoneName}, without the zone; @ for the zone itself`,
        within ? `write ${JSON.stringify(relative === "" ? "@" : relative)}` : "add it to the zone it belongs to",
        path,
      );
    }
    return qualified(`${name}.${this.zoneName}`, "SCSBP-2121", path);
  }
}

class FoundDnsZone extends DnsZoneBase {
  public readonly zoneId: string;

  public constructor(scope: Construct, id: string, lookup: DnsZoneLookup) {
    super(scope, id, lookup.name);
    this.zoneId = new DataOpenstackDnsZoneV2(this, "Resource", { name: this.zoneName }).id;
  }
}

/**
 * A zone of the DNS in Designate.
 *
 * A record set is known by its type and name: adding and removing touches no other.
 *
 * Defines: a zone; for each record a record set.
 *
 * @example
 * const zone = new DnsZone(stack, "zone", { name: "shop.example.org", email: "hostmaster@example.org" });
 * const lb = new LoadBalancer(stack, "entry", { tier: network.tier("web"), floatingIp: true });
 * zone.addLoadBalancer("@", lb);
 * zone.addCname("www", "shop.example.org");
 * zone.addServer("bastion", server, { ttlSeconds: 300 });
 * zone.addMx("@", [{ preference: 10, host: "mail.example.org" }]);
 * zone.zoneName; // "shop.example.org."
 */
export class DnsZone extends DnsZoneBase {
  /**
   * A zone that exists; records can be added to it.
   *
   * Defines: a data source.
   */
  public static fromLookup(scope: Construct, id: string, lookup: DnsZoneLookup): IDnsZone {
    return new FoundDnsZone(scope, id, lookup);
  }

  public readonly zoneId: string;

  /** @throws BlueprintError SCSBP-2120 for an unfit name, SCSBP-2123 for an impossible TTL, SCSBP-2125 for no mail address */
  public constructor(scope: Construct, id: string, props: DnsZoneProps) {
    super(scope, id, props.name);
    const path = this.node.path;
    checkTtl(props.ttlSeconds, path);
    if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(props.email)) {
      throw unfit(
        "SCSBP-2125",
        "not a mail address",
        JSON.stringify(props.email),
        "user@example.org",
        "correct email",
        path,
      );
    }
    const retain = props.removalPolicy === RemovalPolicy.RETAIN;
    this.zoneId = new DnsZoneV2(this, "Resource", {
      name: this.zoneName,
      email: props.email,
      ...(props.ttlSeconds === undefined ? {} : { ttl: props.ttlSeconds }),
      ...(props.description === undefined ? {} : { description: props.description }),
      ...(retain ? { lifecycle: { preventDestroy: true } } : {}),
    }).id;
  }
}

/** Where mail for a name goes. */
export interface MxRecord {
  /** Lower is tried first, 0 to 65535. */
  readonly preference: number;
  /** The mail server: fully qualified, or one label within the zone. */
  readonly host: string;
}

/** Where a service of a name is found. */
export interface SrvRecord {
  /** Lower is tried first, 0 to 65535. */
  readonly priority: number;
  /** Share among those of one priority, 0 to 65535. */
  readonly weight: number;
  /** Port, 0 to 65535. */
  readonly port: number;
  /** The server: fully qualified, or one label within the zone. */
  readonly host: string;
}

/** Which authority may issue certificates for a name (RFC 8659). */
export interface CaaRecord {
  /** `issue`, `issuewild` or `iodef`. */
  readonly tag: string;
  /** Domain of the authority; for iodef a URL, `mailto:` or `https:`. */
  readonly value: string;
}

/** Longest label and name: RFC 1035 section 2.3.4, the name in its text form without the final dot. */
const LONGEST_LABEL = 63;
const LONGEST_NAME = 253;
/** Longest character-string of a TXT record (RFC 1035 section 3.3), in Designate with its quotes (objects/rrdata_txt.py). */
const LONGEST_STRING = 255;
/** Numbers of 16 bits. */
const HIGHEST = 65535;

/** What is wrong with a record. @internal */
function unfit(code: ErrorCode, what: string, got: string, allowed: string, fix: string, path: string) {
  return refuse(path, code, { what, got, allowed, fix });
}

/** A name of the DNS in lower case with its final dot. @internal */
function qualified(name: string, code: ErrorCode, path: string): string {
  const text = name.replace(/\.$/, "").toLowerCase();
  const labels = text.split(".");
  const good = labels.every(
    (label, index) =>
      (label === "*" && index === 0) ||
      (/^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/.test(label) && label.length <= LONGEST_LABEL),
  );
  if (!good || text.length > LONGEST_NAME) {
    throw unfit(
      code,
      "not a name of the DNS",
      JSON.stringify(name),
      `labels of at most ${LONGEST_LABEL} letters, digits, hyphens and underscores between dots, ${LONGEST_NAME} characters in all`,
      "correct the name; other scripts are written in their ASCII form (xn--…)",
      path,
    );
  }
  return `${text}.`;
}

/** Turns values into the text that Designate keeps, so that the next plan is empty. @internal */
class RecordText {
  public constructor(
    private readonly zoneName: string,
    private readonly path: string,
  ) {}

  public ipv4(value: string): string {
    return this.address(value, (text) => new Address4(text), "an IPv4 address such as 203.0.113.10");
  }

  public ipv6(value: string): string {
    return this.address(value, (text) => new Address6(text), "an IPv6 address such as 2001:db8::10");
  }

  /** A host: one label is a name within the zone, more are a name of the whole DNS. */
  public host(value: string): string {
    const text = value.endsWith(".") || value.includes(".") ? value : `${value}.${this.zoneName}`;
    return qualified(text, "SCSBP-2122", this.path);
  }

  /** Character-strings in quotes, as many as are needed; Designate counts the quotes and backslashes too. */
  public txt(value: string): string {
    if (!/^[\x20-\x7e]*$/.test(value)) {
      throw this.refuse(JSON.stringify(value), "printable ASCII characters", "encode the text");
    }
    const parts = [""];
    for (const char of value) {
      const escaped = /["\\]/.test(char) ? `\\${char}` : char;
      const last = parts[parts.length - 1] ?? "";
      if (last.length + escaped.length > LONGEST_STRING - 2) {
        parts.push(escaped);
      } else {
        parts[parts.length - 1] = last + escaped;
      }
    }
    return parts.map((part) => `"${part}"`).join(" ");
  }

  public mx(value: MxRecord): string {
    return `${this.number(value.preference)} ${this.host(value.host)}`;
  }

  public srv(value: SrvRecord): string {
    const numbers = [value.priority, value.weight, value.port].map((number) => this.number(number));
    return [...numbers, this.host(value.host)].join(" ");
  }

  /** Without quotes: Designate refuses them (designate/objects/fields.py, CaaPropertyField). */
  public caa(value: CaaRecord): string {
    if (!["issue", "issuewild", "iodef"].includes(value.tag) || !/^[^\s"\\]+$/.test(value.value)) {
      throw this.refuse(`${value.tag} ${value.value}`, "issue, issuewild or iodef, and a domain or URL", "correct it");
    }
    return `0 ${value.tag} ${value.value}`;
  }

  private address(value: string, parse: (text: string) => Address4 | Address6, allowed: string): string {
    if (Token.isUnresolved(value)) {
      return value;
    }
    try {
      const address = parse(value);
      if (!value.includes("/")) {
        return address.correctForm();
      }
    } catch {
      // told below
    }
    throw this.refuse(JSON.stringify(value), allowed, "correct the address; use addA for IPv4, addAaaa for IPv6");
  }

  private number(value: number): number {
    if (!Number.isInteger(value) || value < 0 || value > HIGHEST) {
      throw this.refuse(String(value), `whole numbers from 0 to ${HIGHEST}`, "correct the number");
    }
    return value;
  }

  private refuse(got: string, allowed: string, fix: string): BlueprintError {
    return unfit("SCSBP-2122", "not a value for such a record", got, allowed, fix, this.path);
  }
}
