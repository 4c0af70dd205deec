import { PROGRAM_HEAD } from "./metadata-follower";

/** Prefix of the metadata that names a gateway's peers. @internal */
export const WIREGUARD_PEER_PREFIX = "wg-peer-";
/** What wg-quick reads: the interface and the peers. @internal */
export const WIREGUARD_FILE = "/etc/wireguard/wg0.conf";
/** The interface alone. @internal */
export const INTERFACE_FILE = "/etc/wireguard/interface.conf";
/** What peers may do on and by the gateway. @internal */
export const FILTER_FILE = "/etc/wireguard/filter.nft";

/** Seconds after which a client behind NAT shows itself again (wg(8), PersistentKeepalive). */
const KEEPALIVE_SECONDS = 25;

/** The gateway's `[Interface]`. @internal */
export function gatewayInterface(address: string, prefix: number, port: number, privateKey: string): string {
  return lines(
    "[Interface]",
    `Address = ${address}/${prefix}`,
    `ListenPort = ${port}`,
    `PrivateKey = ${privateKey}`,
    `PostUp = nft -f ${FILTER_FILE}`,
  );
}

/**
 * nft(8): peers get to the destinations and nowhere else, not to each other and not to the gateway's own services,
 * which no security group sees once packets are out of the tunnel.
 *
 * @internal
 */
export function gatewayFilter(destinations: readonly string[]): string {
  return lines(
    "table inet vpn",
    "delete table inet vpn",
    "table inet vpn {",
    "    chain input {",
    "        type filter hook input priority filter; policy accept;",
    '        iifname "wg0" ct state established,related accept',
    '        iifname "wg0" icmp type echo-request accept',
    '        iifname "wg0" drop',
    "    }",
    "    chain forward {",
    "        type filter hook forward priority filter; policy drop;",
    "        ct state established,related accept",
    `        iifname "wg0" oifname != "wg0" ip daddr { ${destinations.join(", ")} } accept`,
    '        iifname != "wg0" oifname "wg0" accept',
    "    }",
    "}",
  );
}

/** What a peer needs to know. @internal */
export interface ClientConfig {
  readonly address: string;
  /** @default - the key lies beside the configuration, where it was made */
  readonly privateKey?: string;
  readonly gatewayKey: string;
  readonly endpoint: string;
  readonly port: number;
  readonly allowedIps: readonly string[];
}

/** wg-quick(8) configuration of a peer. @internal */
export function clientConfig(config: ClientConfig): string {
  return lines(
    "[Interface]",
    `Address = ${config.address}/32`,
    config.privateKey === undefined
      ? "PostUp = wg set %i private-key /etc/wireguard/%i.key"
      : `PrivateKey = ${config.privateKey}`,
    "",
    "[Peer]",
    `PublicKey = ${config.gatewayKey}`,
    `Endpoint = ${config.endpoint}:${config.port}`,
    `AllowedIPs = ${config.allowedIps.join(", ")}`,
    `PersistentKeepalive = ${KEEPALIVE_SECONDS}`,
  );
}

/** Writes interface and peers for wg-quick, and the routes to networks behind peers. @internal */
export const WIREGUARD_PEERS_PROGRAM = `${PROGRAM_HEAD}
SOURCE = os.environ.get("INTERFACE_FILE", "${INTERFACE_FILE}")
TARGET = os.environ.get("WIREGUARD_FILE", "${WIREGUARD_FILE}")


def ip(*arguments):
    return subprocess.run(["ip", "-4", *arguments], check=True, capture_output=True, text=True).stdout


with open(SOURCE) as file:
    text = file.read()
networks = set()
for name, value in metadata("${WIREGUARD_PEER_PREFIX}").items():
    key, allowed = value.split()
    networks.update(allowed.split(",")[1:])
    text += f"\\n[Peer]\\n# {name}\\nPublicKey = {key}\\nAllowedIPs = {allowed}\\n"
changed = write(TARGET, text)
if changed and sys.argv[1:] != ["render"]:
    subprocess.run(["systemctl", "reload-or-restart", "wg-quick@wg0"], check=True)
    routes = {route["dst"] for route in json.loads(ip("-j", "route", "show", "dev", "wg0")) if route.get("protocol") != "kernel"}
    for network in routes - networks:
        ip("route", "del", network, "dev", "wg0")
    for network in networks - routes:
        ip("route", "replace", network, "dev", "wg0")
`;

function lines(...all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
