import { Construct } from "constructs";
import { BlueprintError, Names } from "../core/index";
import type { Connections, IConnectable } from "./connections";
import { SecurityGroup } from "./security-group";
import { type IServer, Server, type ServerOptions } from "./server";
import { AntiAffinity, ServerGroup } from "./server-group";

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
   * @default - the cloud chooses
   */
  readonly zones?: string[];
  /** How members are kept apart on the hosts. @default AntiAffinity.SOFT */
  readonly antiAffinity?: AntiAffinity;
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
  /** Keys of the members. */
  public readonly keys: readonly string[];
  /** Name of the pool. */
  public readonly name: string;

  private readonly servers = new Map<string, Server>();

  /** @throws BlueprintError SCSBP-2060 for an impossible size, SCSBP-2061 for unfit keys, SCSBP-2062 for both at once */
  public constructor(scope: Construct, id: string, props: ServerPoolProps) {
    super(scope, id);
    this.name = props.name ?? Names.ofConstruct(this);
    this.keys = memberKeys(props, this.node.path);
    const securityGroup = new SecurityGroup(this, "security-group", { name: this.name });
    this.connections = securityGroup.connections;
    const { size, members, zones, antiAffinity = AntiAffinity.SOFT, name, ...shared } = props;
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
      });
      this.servers.set(key, server);
    }
  }

  /** Addresses of the members, in the order of {@link ServerPool.keys}. */
  public get privateIps(): string[] {
    return [...this.servers.values()].map((server) => server.privateIp);
  }

  /**
   * A member by its key.
   *
   * @throws BlueprintError SCSBP-2063 when there is none
   */
  public server(key: string): IServer {
    const server = this.servers.get(key);
    if (server === undefined) {
      throw new BlueprintError({
        code: "SCSBP-2063",
        what: "the pool has no such member",
        got: JSON.stringify(key),
        allowed: this.keys.join(", "),
        fix: "use one of the keys, or add the member",
        path: this.node.path,
      });
    }
    return server;
  }
}

function memberKeys(props: ServerPoolProps, path: string): readonly string[] {
  const { size, members } = props;
  if (members === undefined) {
    const count = size ?? 1;
    if (!Number.isInteger(count) || count < 0) {
      throw new BlueprintError({
        code: "SCSBP-2060",
        what: "not a size for a pool",
        got: String(count),
        allowed: "a whole number, 0 or more",
        fix: "correct size",
        path,
      });
    }
    return Array.from({ length: count }, (_, index) => String(index + 1));
  }
  if (size !== undefined) {
    throw new BlueprintError({
      code: "SCSBP-2062",
      what: "size and members both say which members the pool has",
      got: `size ${size} and members ${members.join(", ")}`,
      allowed: "one of them",
      fix: "leave size out",
      path,
    });
  }
  const unfit = members.find(
    (key, index) => !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(key) || members.indexOf(key) !== index,
  );
  if (unfit !== undefined) {
    throw new BlueprintError({
      code: "SCSBP-2061",
      what: "not a key for a member, or one that is there twice",
      got: JSON.stringify(unfit),
      allowed: "lower-case letters, digits and hyphens, as in a host name; each key once",
      fix: "rename the member",
      path,
    });
  }
  return members;
}

/** Counted members go round the zones; named ones have their zone by the sum of their characters' codes. */
function zoneOf(key: string, zones: readonly string[]): string {
  const number = /^\d+$/.test(key)
    ? Number(key) - 1
    : [...key].reduce((sum, char) => sum + (char.codePointAt(0) ?? 0), 0);
  return zones[((number % zones.length) + zones.length) % zones.length] ?? "";
}
