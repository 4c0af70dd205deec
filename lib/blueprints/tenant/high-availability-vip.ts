import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { Construct } from "constructs";
import { createHash } from "node:crypto";
import { Lazy } from "../../core/engine";
import { BlueprintError, refuse } from "../../core/index";
import {
  AntiAffinity,
  CloudInit,
  type Connections,
  Flavor,
  type IConnectable,
  type IKeyPair,
  type Image,
  type INetworkTier,
  Port,
  ServerPool,
  VirtualIp,
} from "../../openstack/index";
import { followMetadata, PROGRAM_HEAD } from "./metadata-follower";

/** Properties of a {@link HighAvailabilityVip}. */
export interface HighAvailabilityVipProps {
  /** Where the nodes and the address are. */
  readonly tier: INetworkTier;
  /** What nodes are made from: a Debian or Ubuntu, for their packages and paths. */
  readonly image: Image;
  /** Keys of the nodes, two or more. @default ["a", "b"] */
  readonly nodes?: string[];
  /** Size of the nodes. @default Flavor.SCS_1V_2 */
  readonly flavor?: Flavor;
  /** The service that the address is for, HAProxy for instance. @default - keepalived alone */
  readonly cloudInit?: CloudInit;
  /** Shell command that succeeds while the node can serve; asked every 2 s, three failures move the address. @default - a node serves while it runs */
  readonly healthCheck?: string;
  /** The address. @default - one that Neutron chooses and that then stays */
  readonly fixedIp?: string;
  /** Whether the address has a public one too. @default false */
  readonly floatingIp?: boolean;
  /** VRRP's number of the address, 1 to 255, for more than one on the same nodes' network. @default 51 */
  readonly virtualRouterId?: number;
  /** Priorities of nodes by their keys, 1 to 254; the highest takes the address. @default - from 100 to 199, by the key */
  readonly priorities?: { [key: string]: number };
  /** Whether a node of higher priority takes the address back when it returns. @default false: the address does not move without need */
  readonly preempt?: boolean;
  /** Compute availability zones to spread the nodes over. @default - the cloud chooses */
  readonly zones?: string[];
  /** How nodes are kept apart on the hosts. @default AntiAffinity.HARD: nodes on one host fail together */
  readonly antiAffinity?: AntiAffinity;
  /** Key pair of those who log in. @default - none */
  readonly keyPair?: IKeyPair;
  /** Any change of this text replaces the nodes with the image of that day, all at once. @default - they are not replaced */
  readonly imageRevision?: string;
}

/** RFC 3768 section 5.3.4: 255 is the owner of the address, 0 gives up. */
const HIGHEST_PRIORITY = 254;

/**
 * An address that one of several nodes answers for, by keepalived: when it fails, another one takes over within
 * seconds.
 *
 * Nodes learn of each other by their metadata in Nova, so that one more or less replaces none of the others. VRRP
 * (protocol 112) is open among the nodes only. Its password is no secret, and VRRP's is none on the wire either
 * (RFC 3768 section 10 took it away): it keeps apart what would be mixed up, the security group keeps out.
 *
 * Defines: a {@link VirtualIp}; a {@link ServerPool} with hard anti-affinity, whose ports may use the address; rules for
 * VRRP.
 *
 * @example
 * const entry = new HighAvailabilityVip(stack, "entry", {
 *   tier: network.tier("web"),
 *   image: Image.ubuntu("24.04"),
 *   cloudInit: new CloudInit({ packages: ["haproxy"] }),
 *   healthCheck: "systemctl is-active --quiet haproxy",
 *   floatingIp: true,
 * });
 * entry.connections.allowFrom(Peer.anywhere("public website"), Port.tcp(443));
 */
export class HighAvailabilityVip extends Construct implements IConnectable {
  /** The address and its port. */
  public readonly vip: VirtualIp;
  /** The nodes. */
  public readonly nodes: ServerPool;
  /** Who may connect to the nodes, and so to the address. */
  public readonly connections: Connections;

  /**
   * @throws BlueprintError SCSBP-6110 for fewer than two nodes, SCSBP-6111 for an empty health check, SCSBP-6112 for an
   *   impossible router id, SCSBP-6113 for impossible priorities; those of ServerPool and VirtualIp
   */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: HighAvailabilityVipProps,
  ) {
    super(scope, id);
    const { tier, image, floatingIp, fixedIp, zones, keyPair, imageRevision } = props;
    const keys = props.nodes ?? ["a", "b"];
    this.check(keys);
    this.vip = new VirtualIp(this, "vip", {
      tier,
      ...(fixedIp === undefined ? {} : { fixedIp }),
      ...(floatingIp === undefined ? {} : { floatingIp }),
    });
    this.nodes = new ServerPool(this, "nodes", {
      tier,
      image,
      flavor: props.flavor ?? Flavor.SCS_1V_2,
      members: keys,
      virtualIps: [this.vip],
      antiAffinity: props.antiAffinity ?? AntiAffinity.HARD,
      ...(zones === undefined ? {} : { zones }),
      ...(keyPair === undefined ? {} : { keyPair }),
      ...(imageRevision === undefined ? {} : { imageRevision }),
      overrides: Object.fromEntries(
        keys.map((key) => [key, { cloudInit: this.cloudInitOf(key), metadata: this.peersOf(key, keys) }]),
      ),
    });
    this.connections = this.nodes.connections;
    this.connections.allowInternally(Port.vrrp());
  }

  /** The address in the tier. */
  public get address(): string {
    return this.vip.address;
  }

  /** Where clients find it: the public address, else the one in the tier. */
  public get publicAddress(): string {
    return this.vip.floatingIp ?? this.vip.address;
  }

  /** The priority of a node: given, or by its key alone, so that other nodes do not move it. */
  private priorityOf(key: string): number {
    return this.props.priorities?.[key] ?? 100 + (createHash("sha256").update(key).digest().readUInt32BE() % 100);
  }

  /** The other nodes' addresses, which are known once the ports are there. */
  private peersOf(key: string, keys: readonly string[]): { [key: string]: string } {
    return Object.fromEntries(
      keys
        .filter((other) => other !== key)
        .map((other) => [
          `${PEER_PREFIX}${other}`,
          Lazy.stringValue({ produce: () => this.nodes.server(other).privateIp }),
        ]),
    );
  }

  private cloudInitOf(key: string): CloudInit {
    const { cloudInit, healthCheck, virtualRouterId, preempt } = this.props;
    const init = new CloudInit({ packages: ["keepalived"] });
    if (cloudInit !== undefined) {
      init.include(cloudInit);
    }
    init.addFile({
      path: "/etc/keepalived/keepalived.conf",
      permissions: "0600",
      content: keepalivedConfig({
        address: this.vip.address,
        routerId: virtualRouterId ?? 51,
        priority: this.priorityOf(key),
        password: createHash("sha256").update(this.node.path).digest("hex").slice(0, 8),
        healthCheck: healthCheck !== undefined,
        preempt: preempt ?? false,
      }),
    });
    if (healthCheck !== undefined) {
      init.addFile({ path: HEALTH_CHECK_FILE, permissions: "0700", content: `#!/bin/sh\n${healthCheck}\n` });
    }
    // So that services can listen at the address on nodes that do not have it yet.
    init.addFile({ path: "/etc/sysctl.d/60-virtual-ip.conf", content: "net.ipv4.ip_nonlocal_bind = 1\n" });
    init.addCommand("sysctl --system");
    followMetadata(init, {
      name: "vrrp-peers",
      program: VRRP_PEERS_PROGRAM,
      service: "keepalived",
      renders: PEERS_FILE,
    });
    init.addCommand("systemctl enable keepalived");
    init.addCommand("systemctl restart keepalived");
    return init;
  }

  private check(keys: readonly string[]): void {
    const { healthCheck, virtualRouterId, priorities = {} } = this.props;
    if (keys.length < 2) {
      throw this.refused(
        "SCSBP-6110",
        "an address that moves needs nodes to move between",
        keys.length === 0 ? "no nodes" : keys.join(", "),
        "two nodes or more",
        'add a node: nodes: ["a", "b"]',
      );
    }
    if (healthCheck !== undefined && healthCheck.trim() === "") {
      throw this.refused(
        "SCSBP-6111",
        "the health check is empty, and would always succeed",
        JSON.stringify(healthCheck),
        "a shell command",
        'leave healthCheck out, or check something: "curl -sf http://127.0.0.1/"',
      );
    }
    if (virtualRouterId !== undefined && !within(virtualRouterId, 255)) {
      throw this.refused(
        "SCSBP-6112",
        "not a virtual router id",
        String(virtualRouterId),
        "whole numbers from 1 to 255 (RFC 3768 section 5.3.3)",
        "correct virtualRouterId, or leave it out",
      );
    }
    const unfit = Object.entries(priorities).find(
      ([key, priority]) => !keys.includes(key) || !within(priority, HIGHEST_PRIORITY),
    );
    if (unfit !== undefined) {
      throw this.refused(
        "SCSBP-6113",
        keys.includes(unfit[0]) ? "not a priority" : "a priority for a node that there is not",
        `${unfit[0]}: ${unfit[1]}`,
        `whole numbers from 1 to ${HIGHEST_PRIORITY} for ${keys.join(", ")}`,
        "correct priorities",
      );
    }
  }

  private refused(code: ErrorCode, what: string, got: string, allowed: string, fix: string): BlueprintError {
    return refuse(this, code, { what, got, allowed, fix });
  }
}

function within(number: number, highest: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= highest;
}

/** Where keepalived finds the interface and the peers of a node. @internal @jsii ignore */
export const PEERS_FILE = "/etc/keepalived/peers.conf";
/** The health check. @internal */
const HEALTH_CHECK_FILE = "/etc/keepalived/health-check";

/** Prefix of the metadata that names a node's peers. @internal */
const PEER_PREFIX = "vrrp-peer-";

/** What keepalived does on one node. @internal */
interface KeepalivedConfig {
  readonly address: string;
  readonly routerId: number;
  readonly priority: number;
  readonly password: string;
  readonly healthCheck: boolean;
  readonly preempt: boolean;
}

/**
 * keepalived.conf(5). VRRP goes by unicast: Neutron's networks need not carry multicast, and who may speak is known.
 *
 * @internal
 */
function keepalivedConfig(config: KeepalivedConfig): string {
  const check = config.healthCheck
    ? [
        "vrrp_script health {",
        `    script "${HEALTH_CHECK_FILE}"`,
        "    interval 2",
        "    timeout 2",
        "    fall 3",
        "    rise 2",
        "}",
      ]
    : [];
  return [
    "global_defs {",
    "    enable_script_security",
    "    script_user root",
    "}",
    ...check,
    "vrrp_instance vip {",
    `    include ${PEERS_FILE}`,
    "    state BACKUP",
    ...(config.preempt ? [] : ["    nopreempt"]),
    `    virtual_router_id ${config.routerId}`,
    `    priority ${config.priority}`,
    "    advert_int 1",
    "    authentication {",
    "        auth_type PASS",
    `        auth_pass ${config.password}`,
    "    }",
    "    virtual_ipaddress {",
    `        ${config.address}`,
    "    }",
    ...(config.healthCheck ? ["    track_script {", "        health", "    }"] : []),
    "}",
    "",
  ].join("\n");
}

/** Writes the interface and the peers for keepalived to include. @internal */
const VRRP_PEERS_PROGRAM = `${PROGRAM_HEAD}
PEERS = os.environ.get("PEERS_FILE", "${PEERS_FILE}")


def interface():
    """The interface of the default route: the server has one port."""
    with open("/proc/net/route") as routes:
        for line in routes:
            name, destination = line.split()[:2]
            if destination == "00000000":
                return name
    sys.exit("there is no default route")


peers = metadata("${PEER_PREFIX}").values()
if not peers:
    sys.exit("the metadata names no peers")
lines = [f"interface {interface()}", "unicast_peer {", *(f"    {peer}" for peer in peers), "}"]
changed = write(PEERS, "\\n".join(lines) + "\\n")
if changed and sys.argv[1:] != ["render"]:
    subprocess.run(["systemctl", "try-reload-or-restart", "keepalived"], check=True)
`;
