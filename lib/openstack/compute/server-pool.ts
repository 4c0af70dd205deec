import { Construct } from "constructs";
import { KnownCloud } from "../../cloud/known-cloud";
import { Names, refuse } from "../../core/index";
import { SecurityGroup } from "../security/security-group";
import type { BootVolumeOptions } from "./boot-disk";
import type { CloudInit } from "./cloud-init";
import type { Flavor } from "./flavor";
import type { Image } from "./image";
import type { INetworkTier } from "../network/network-tier";
import type { Connections, IConnectable, ISecurityGroup } from "../security/peer";
import { Server, type ServerOptions } from "./server";
import { AntiAffinity, ServerGroup } from "./server-group";

/** What one member of a pool has of its own, in place of what all have. */
export interface PoolMemberOverrides {
  /** Its size. @default - the pool's */
  readonly flavor?: Flavor;
  /** What it is made from. @default - the pool's */
  readonly image?: Image;
  /** The volume it boots from. @default - the pool's */
  readonly bootVolume?: BootVolumeOptions;
  /** Any change replaces this member alone: a pool is renewed one by one in as many applies. @default - the pool's */
  readonly imageRevision?: string;
  /** Its availability zone; later changes do not move it. @default - from its key and the pool's zones */
  readonly zone?: string;
  /** Its address in the tier. @default - one that Neutron chooses and that then stays */
  readonly fixedIp?: string;
  /** What it does at its first boot. @default - the pool's */
  readonly cloudInit?: CloudInit;
  /** Its metadata (Nova), all of it. @default - the pool's */
  readonly metadata?: { [key: string]: string };
}

/** Properties of a {@link ServerPool}. */
export interface ServerPoolProps extends ServerOptions {
  /** Number of members; their keys are `1`, `2` … @default 1 */
  readonly size?: number;
  /**
   * Keys of the members, in place of `size`: a member is its key, so any of them can be removed, in the middle too,
   * and none of the others changes.
   * @default - counted by `size`
   */
  readonly members?: string[];
  /**
   * Compute availability zones to spread the members over. A member's zone follows from its own key and is a decision
   * of its creation: changing this list moves nobody.
   * @default - the zones of the cloud's profile when there are two or more, else the cloud chooses
   */
  readonly zones?: string[];
  /** How members are kept apart on the hosts. @default AntiAffinity.SOFT */
  readonly antiAffinity?: AntiAffinity;
  /** What single members have of their own, by their keys. @default - all are alike */
  readonly overrides?: { [key: string]: PoolMemberOverrides };
  /**
   * Whether each member is made only when the one before it runs. It does not make replacements go one by one:
   * Terraform destroys what depends on a server before the server. See docs/servers.md for that.
   * @default false
   */
  readonly startInOrder?: boolean;
  /** Name of the pool, the prefix of its members' names. @default - stack and path, `shop-web` */
  readonly name?: string;
}

/**
 * Servers of one kind that can stand in for each other, each known by a key.
 *
 * Defines: for each member a {@link Server}; a security group for all that lets nothing in; a server group.
 *
 * @example
 * const web = new ServerPool(stack, "web", {
 *   tier: network.tier("web"),
 *   flavor: Flavor.SCS_2V_4,
 *   image: Image.ubuntu("24.04"),
 *   size: 3,
 * });
 * web.connections.allowFrom(Peer.cidr("192.0.2.0/24"), Port.tcp(22));
 */
export class ServerPool extends Construct implements IConnectable {
  public readonly connections: Connections;
  public readonly additionalSecurityGroups?: ISecurityGroup[];
  /** Keys of the members. */
  public readonly keys: string[];
  /** Name of the pool. */
  public readonly name: string;

  private readonly servers = new Map<string, Server>();

  /**
   * @throws BlueprintError SCSBP-2060 for an impossible size, SCSBP-2061 for unfit keys, SCSBP-2062 for both at once,
   *   SCSBP-2064 for overrides of a member that there is not
   */
  public constructor(scope: Construct, id: string, props: ServerPoolProps) {
    super(scope, id);
    this.name = props.name ?? Names.ofConstruct(this);
    this.keys = [...memberKeys(props, this.node.path)];
    const securityGroup = new SecurityGroup(this, "security-group", { name: this.name });
    this.connections = securityGroup.connections;
    this.additionalSecurityGroups = props.additionalSecurityGroups ?? [];
    const {
      size,
      members,
      zones = defaultZones(props.tier, this),
      antiAffinity = AntiAffinity.SOFT,
      name,
      overrides,
      startInOrder,
      ...shared
    } = props;
    this.checkOverrides(Object.keys(overrides ?? {}));
    let previous: Server | undefined;
    const serverGroup =
      antiAffinity === AntiAffinity.NONE
        ? undefined
        : new ServerGroup(this, "server-group", { antiAffinity, name: this.name });
    const group = new Construct(this, "members");
    for (const key of this.keys) {
      const server = new Server(group, key, {
        ...shared,
        name: Names.join([this.name, key]),
        securityGroup,
        ...(serverGroup === undefined ? {} : { serverGroup }),
        ...(zones === undefined || zones.length === 0 ? {} : { zone: zoneOf(key, zones) }),
        ...overrides?.[key],
      });
      if (startInOrder === true && previous !== undefined) {
        server.startAfter(previous);
      }
      previous = server;
      this.servers.set(key, server);
    }
  }

  /** Addresses of the members, in the order of {@link ServerPool.keys}. */
  public get privateIps(): string[] {
    return [...this.servers.values()].map((server) => server.privateIp);
  }

  /** Public addresses of the members, in the order of {@link ServerPool.keys}; none without `floatingIp`. */
  public get floatingIps(): string[] {
    return [...this.servers.values()].flatMap((server) => (server.floatingIp === undefined ? [] : [server.floatingIp]));
  }

  /**
   * A member by its key.
   *
   * @throws BlueprintError SCSBP-2063 when there is none
   */
  public server(key: string): Server {
    const server = this.servers.get(key);
    if (server === undefined) {
      throw refuse(this, "SCSBP-2063", {
        got: JSON.stringify(key),
        allowed: this.keys.join(", "),
        fix: "use one of the keys, or add the member",
      });
    }
    return server;
  }

  private checkOverrides(keys: readonly string[]): void {
    const unknown = keys.filter((key) => !this.keys.includes(key));
    if (unknown.length > 0) {
      throw refuse(this, "SCSBP-2064", {
        got: unknown.join(", "),
        allowed: this.keys.join(", "),
        fix: "take them out, or add the members",
      });
    }
  }
}

function memberKeys(props: ServerPoolProps, path: string): readonly string[] {
  const { size, members } = props;
  if (members === undefined) {
    const count = size ?? 1;
    if (!Number.isInteger(count) || count < 0) {
      throw refuse(path, "SCSBP-2060", {
        got: String(count),
        allowed: "a whole number, 0 or more",
        fix: "correct size",
      });
    }
    return Array.from({ length: count }, (_, index) => String(index + 1));
  }
  if (size !== undefined) {
    throw refuse(path, "SCSBP-2062", {
      got: `size ${size} and members ${members.join(", ")}`,
      allowed: "one of them",
      fix: "leave size out",
    });
  }
  const unfit = members.find(
    (key, index) => !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(key) || members.indexOf(key) !== index,
  );
  if (unfit !== undefined) {
    throw refuse(path, "SCSBP-2061", {
      got: JSON.stringify(unfit),
      allowed: "lower-case letters, digits and hyphens, as in a host name; each key once",
      fix: "rename the member",
    });
  }
  return members;
}

/** Zones of the cloud's profile, as far as the tier has subnets for them. */
function defaultZones(tier: INetworkTier, scope: Construct): readonly string[] {
  const zones = KnownCloud.of(scope).profile.zones ?? [];
  const usable = zones.filter((zone) => tier.zones === undefined || tier.zones.some((part) => part.zone === zone));
  return usable.length < 2 ? [] : usable;
}

/** Counted members go round the zones; named ones have their zone by the sum of their characters' codes. */
function zoneOf(key: string, zones: readonly string[]): string {
  const number = /^\d+$/.test(key)
    ? Number(key) - 1
    : [...key].reduce((sum, char) => sum + (char.codePointAt(0) ?? 0), 0);
  return zones[((number % zones.length) + zones.length) % zones.length] ?? "";
}
