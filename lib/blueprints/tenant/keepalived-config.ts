import { PROGRAM_HEAD } from "./metadata-follower";

/** Where keepalived finds the interface and the peers of a node. @internal */
export const PEERS_FILE = "/etc/keepalived/peers.conf";
/** The health check. @internal */
export const HEALTH_CHECK_FILE = "/etc/keepalived/health-check";

/** Prefix of the metadata that names a node's peers. @internal */
export const PEER_PREFIX = "vrrp-peer-";

/** What keepalived does on one node. @internal */
export interface KeepalivedConfig {
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
export function keepalivedConfig(config: KeepalivedConfig): string {
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
export const VRRP_PEERS_PROGRAM = `${PROGRAM_HEAD}
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
