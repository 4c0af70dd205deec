import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { Construct } from "constructs";
import { createHash } from "node:crypto";
import type { ScsStack } from "../../cloud/index";
import { TerraformStack, Token } from "../../core/engine";
import { BlueprintError, Cidr, refuse, Secret } from "../../core/index";
import {
  CloudInit,
  type Connections,
  Flavor,
  type IConnectable,
  type IKeyPair,
  type Image,
  type INetworkTier,
  type IProjectNetwork,
  Peer,
  Port,
  ProjectNetwork,
  Server,
} from "../../openstack/index";
import { defineRoute } from "../../openstack/network/router";
import { checkedPeers } from "../../openstack/security/peer";
import { followMetadata, PROGRAM_HEAD } from "./metadata-follower";

/** Somebody or some network at the other end of a {@link VpnGateway}. */
export interface VpnPeer {
  /** Public key, as `wg pubkey` prints it. */
  readonly publicKey: string;
  /** Address in the tunnel. @default - from the peer's name; other peers do not move it */
  readonly address?: string;
  /** Networks behind the peer, of an office for instance; the project's servers get routes to them. @default - none */
  readonly networks?: string[];
  /** Private key, for configurations that are handed out ready to use. @default - it stays where it was made: the configuration names its file */
  readonly privateKey?: Secret;
}

/** Properties of a {@link VpnGateway}. */
export interface VpnGatewayProps {
  /** What the gateway is made from: a Debian or Ubuntu, for their packages and paths. */
  readonly image: Image;
  /** The gateway's private key, as `wg genkey` prints it. */
  readonly privateKey: Secret;
  /** The gateway's public key, which its peers are told: `wg pubkey` of the private one. */
  readonly publicKey: string;
  /** From where peers come; `Peer.anywhere("road warriors")` where nobody knows. */
  readonly allowedSources: Peer[];
  /** Peers by their names. A change is a change of the gateway's metadata: it goes on running. @default - none yet */
  readonly peers?: { [name: string]: VpnPeer };
  /** The network that peers get into. @default - a new one, for the project to use */
  readonly network?: IProjectNetwork;
  /** A tier that is there, in place of one of the gateway's own. @default - one of its own */
  readonly tier?: INetworkTier;
  /** Name of the gateway's own tier. @default "vpn" */
  readonly tierName?: string;
  /** Block of the tunnel, private, in use nowhere else. @default "10.99.0.0/16" */
  readonly tunnelCidr?: string;
  /** Blocks that peers send through the tunnel. @default - the network's block */
  readonly destinations?: string[];
  /** UDP port that the gateway listens at. @default 51820, WireGuard's usual one (wg(8), ListenPort) */
  readonly listenPort?: number;
  /** Size of the gateway. @default Flavor.SCS_1V_2 */
  readonly flavor?: Flavor;
  /** Key pair of those who look after the gateway. @default - none */
  readonly keyPair?: IKeyPair;
  /** What else it does at its first boot. @default - nothing */
  readonly cloudInit?: CloudInit;
  /** Any change of this text replaces the gateway with the image of that day. @default - it is not replaced */
  readonly imageRevision?: string;
}

/** A peer with all that was decided. */
interface PlacedPeer {
  readonly peer: VpnPeer;
  readonly address: string;
  readonly networks: readonly string[];
}

/** 32 bytes in base64: the last character carries four bits. */
const KEY = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;

/** Nova holds 128 items of 255 characters a server (nova/conf/quota.py, `metadata_items`; the schema of metadata). */
const MOST_PEERS = 120;
const LONGEST_METADATA = 255;

/**
 * A WireGuard gateway into a project's network. Each peer has an address in the tunnel that follows from its own name;
 * servers see it, and are opened for it.
 *
 * The gateway's private key is in its user data, which the gateway itself and members of the project can read, and in
 * Terraform's state. Peers' private keys stay with them unless they are given. Neutron's rules end at the tunnel, so
 * the gateway filters what comes out of it: peers reach the `destinations`, not each other and not the gateway.
 *
 * Defines: a {@link Server} with a public address, whose port may use the tunnel's addresses; a tier, or a
 * {@link ProjectNetwork}; a route for the tunnel and for each network behind a peer; a rule for each source.
 *
 * @example
 * const vpn = new VpnGateway(stack, "vpn", {
 *   image: Image.ubuntu("24.04"),
 *   network,
 *   privateKey: Secret.fromVariable("vpn_private_key"),
 *   publicKey: "HIgo9xNzJMWLKASShiTqIybxZ0U3wGLiUeJ1PKf8ykw=",
 *   allowedSources: [Peer.anywhere("people who travel")],
 *   peers: { ada: { publicKey: "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=" } },
 * });
 * vpn.grantTo(server, Port.tcp(443));
 * vpn.addressOf("ada"); // "10.99.60.226"
 * vpn.addOutputs("vpn");
 */
export class VpnGateway extends Construct implements IConnectable {
  /** The network, given or made. */
  public readonly network: IProjectNetwork;
  /** Where the gateway is. */
  public readonly tier: INetworkTier;
  /** The gateway. */
  public readonly server: Server;
  /** The public address, where peers find it. */
  public readonly publicIp: string;
  public readonly connections: Connections;
  /** Names of the peers. */
  public readonly peerNames: string[];
  /** Block of the tunnel. */
  public readonly tunnelCidr: string;

  private readonly addresses: TunnelAddresses;
  private readonly destinations: readonly string[];
  private readonly placed: ReadonlyMap<string, PlacedPeer>;
  private readonly listenPort: number;

  /**
   * @throws BlueprintError SCSBP-6130 for unfit names and keys, SCSBP-6131 and SCSBP-6132 for addresses in the tunnel,
   *   SCSBP-6133 for blocks that overlap, SCSBP-6134 for destinations that are not known, SCSBP-6135 for more than
   *   metadata holds, SCSBP-6136 for a network without a router or a tier without its network, SCSBP-6137 for no sources, SCSBP-1011 for a
   *   private key in clear, SCSBP-2010 for an impossible port
   */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: VpnGatewayProps,
  ) {
    super(scope, id);
    const { tier, tierName = "vpn", image, keyPair, imageRevision } = props;
    const allowedSources = checkedPeers(props.allowedSources, "allowedSources", this.node.path);
    const port = Port.udp(props.listenPort ?? 51820);
    this.listenPort = port.first ?? 0;
    this.checkKeys();
    if (allowedSources.length === 0) {
      throw this.refused(
        "SCSBP-6137",
        "nobody could connect to the gateway",
        "no sources",
        "blocks, or the internet with a reason",
        'name them: allowedSources: [Peer.cidr("192.0.2.0/24")], or [Peer.anywhere("people who travel")]',
      );
    }
    this.addresses = new TunnelAddresses(props.tunnelCidr ?? "10.99.0.0/16", this.node.path);
    this.tunnelCidr = this.addresses.cidr;
    this.placed = this.place();
    this.peerNames = [...this.placed.keys()];

    if (tier !== undefined && props.network === undefined) {
      throw this.refused(
        "SCSBP-6136",
        "routes into the tunnel belong to the network's router",
        "tier without network",
        "tier with the network that it is in",
        "give the network too",
      );
    }
    this.network = props.network ?? new ProjectNetwork(this, "network", { tiers: [] });
    const block = "cidr" in this.network ? (this.network as ProjectNetwork).cidr : undefined;
    this.destinations = this.checkedDestinations(props.destinations ?? (block === undefined ? [] : [block]));
    this.checkOverlaps(block);
    this.tier = tier ?? this.ownTier(tierName);
    const { routerId } = this.network;
    if (routerId === undefined) {
      throw this.refused(
        "SCSBP-6136",
        "routes into the tunnel belong to the network's router",
        "a network without a router",
        "a network with one",
        "leave internetAccess to its default",
      );
    }

    this.server = new Server(this, "gateway", {
      tier: this.tier,
      image,
      flavor: props.flavor ?? Flavor.SCS_1V_2,
      floatingIp: true,
      cloudInit: this.cloudInit(),
      metadata: this.metadata(),
      allowedAddresses: [this.tunnelCidr, ...this.peerNetworks],
      ...(keyPair === undefined ? {} : { keyPair }),
      ...(imageRevision === undefined ? {} : { imageRevision }),
    });
    this.publicIp = this.server.floatingIp ?? "";
    this.connections = this.server.connections;
    for (const source of allowedSources) {
      this.connections.allowFrom(source, port);
    }
    for (const destination of [this.tunnelCidr, ...this.peerNetworks]) {
      defineRoute(this, routerId, destination, this.server.privateIp, this.tier.uplinks);
    }
  }

  /**
   * Address of a peer in the tunnel.
   *
   * @throws BlueprintError SCSBP-6138 when there is no such peer
   */
  public addressOf(name: string): string {
    return this.peer(name).address;
  }

  /** Lets all peers, and the networks behind them, connect to something. */
  public grantTo(target: IConnectable, port: Port): void {
    for (const block of [this.tunnelCidr, ...this.peerNetworks]) {
      target.connections.allowFrom(Peer.cidr(block), port);
    }
  }

  /**
   * Lets one peer, and the networks behind it, connect to something.
   *
   * @throws BlueprintError SCSBP-6138 when there is no such peer
   */
  public grantPeerTo(name: string, target: IConnectable, port: Port): void {
    const { address, networks } = this.peer(name);
    for (const block of [`${address}/32`, ...networks]) {
      target.connections.allowFrom(Peer.cidr(block), port);
    }
  }

  /**
   * Configuration of a peer for wg-quick. Without a private key of its own it looks for one beside itself:
   * `/etc/wireguard/wg0.key` for `wg0.conf`.
   *
   * @throws BlueprintError SCSBP-6138 when there is no such peer
   */
  public configurationOf(name: string): string {
    const { peer, address } = this.peer(name);
    return clientConfig({
      address,
      gatewayKey: this.props.publicKey,
      endpoint: this.publicIp,
      port: this.listenPort,
      allowedIps: [`${this.addresses.gateway}/32`, ...this.destinations],
      ...(peer.privateKey === undefined ? {} : { privateKey: Secret.resolve(peer.privateKey, this) }),
    });
  }

  /**
   * Adds outputs `<prefix>_address` and, hidden by Terraform, `<prefix>_peer_<name>` with each peer's configuration.
   *
   * @throws BlueprintError SCSBP-1031 when the stack has such outputs
   */
  public addOutputs(prefix: string): void {
    const stack = TerraformStack.of(this) as ScsStack;
    stack.addOutput(`${prefix}_address`, `${this.publicIp}:${this.listenPort}`);
    for (const name of this.peerNames) {
      stack.addOutput(`${prefix}_peer_${name.replaceAll("-", "_")}`, this.configurationOf(name), { sensitive: true });
    }
  }

  private get peerNetworks(): string[] {
    return [...this.placed.values()].flatMap((one) => one.networks);
  }

  private peer(name: string): PlacedPeer {
    const placed = this.placed.get(name);
    if (placed === undefined) {
      throw this.refused(
        "SCSBP-6138",
        "the gateway has no such peer",
        JSON.stringify(name),
        this.peerNames.join(", ") || "none: there are no peers",
        "use one of the names, or add the peer",
      );
    }
    return placed;
  }

  private place(): ReadonlyMap<string, PlacedPeer> {
    return new Map(
      Object.entries(this.props.peers ?? {}).map(([name, peer]) => [
        name,
        {
          peer,
          address: this.addresses.add(name, peer.address),
          networks: (peer.networks ?? []).map((text) => Cidr.parse(text).text),
        },
      ]),
    );
  }

  private ownTier(name: string): INetworkTier {
    if (!("addTier" in this.network)) {
      throw this.refused(
        "SCSBP-6136",
        "a network that was looked up cannot get a tier here",
        `tier "${name}" in it`,
        "a tier that is there",
        "give the tier: tier: network.tier(...)",
      );
    }
    return (this.network as ProjectNetwork).addTier(name);
  }

  private metadata(): { [key: string]: string } {
    return Object.fromEntries(
      [...this.placed].map(([name, { peer, address, networks }]) => {
        const value = `${peer.publicKey} ${[`${address}/32`, ...networks].join(",")}`;
        if (value.length > LONGEST_METADATA || this.placed.size > MOST_PEERS) {
          throw this.refused(
            "SCSBP-6135",
            "Nova's metadata does not hold the peers",
            value.length > LONGEST_METADATA
              ? `${networks.length} networks behind "${name}"`
              : `${this.placed.size} peers`,
            `${MOST_PEERS} peers, ${LONGEST_METADATA} characters for the key and the blocks of each`,
            value.length > LONGEST_METADATA ? "join blocks to larger ones" : "add a second gateway",
          );
        }
        return [`${WIREGUARD_PEER_PREFIX}${name}`, value];
      }),
    );
  }

  private cloudInit(): CloudInit {
    const { privateKey, cloudInit } = this.props;
    const init = new CloudInit({ packages: ["wireguard-tools", "nftables"] });
    if (cloudInit !== undefined) {
      init.include(cloudInit);
    }
    init.addFile({
      path: INTERFACE_FILE,
      permissions: "0600",
      content: gatewayInterface(
        this.addresses.gateway,
        this.addresses.prefix,
        this.listenPort,
        Secret.resolve(privateKey, this),
      ),
    });
    init.addFile({ path: FILTER_FILE, permissions: "0600", content: gatewayFilter(this.destinations) });
    init.addFile({ path: "/etc/sysctl.d/60-vpn-gateway.conf", content: "net.ipv4.ip_forward = 1\n" });
    init.addCommand("sysctl --system");
    followMetadata(init, {
      name: "wg-peers",
      program: WIREGUARD_PEERS_PROGRAM,
      service: "wg-quick@wg0",
      renders: WIREGUARD_FILE,
    });
    init.addCommand("systemctl enable --now wg-quick@wg0");
    return init;
  }

  private checkKeys(): void {
    const { publicKey, peers = {} } = this.props;
    const seen = new Map<string, string>();
    for (const [name, key] of [
      ["the gateway", publicKey],
      ...Object.entries(peers).map(([n, p]) => [n, p.publicKey]),
    ]) {
      const fits = typeof key === "string" && KEY.test(key);
      const other = fits ? seen.get(key) : undefined;
      if (!fits || other !== undefined) {
        throw this.refused(
          "SCSBP-6130",
          fits ? `${other} and ${name} have the same public key` : `not a public key of WireGuard: ${name}`,
          JSON.stringify(key),
          "32 bytes in base64, as `wg pubkey` prints it, a different one for each",
          "make one where the peer is: wg genkey | tee private.key | wg pubkey",
        );
      }
      seen.set(key as string, name as string);
    }
    const unfit = Object.keys(peers).find((name) => !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name));
    if (unfit !== undefined) {
      throw this.refused(
        "SCSBP-6130",
        "not a name for a peer",
        JSON.stringify(unfit),
        "lower-case letters, digits and hyphens, at most 63",
        "rename the peer",
      );
    }
  }

  private checkedDestinations(destinations: readonly string[]): readonly string[] {
    if (destinations.length === 0) {
      throw this.refused(
        "SCSBP-6134",
        "it is not known what peers send through the tunnel",
        this.props.destinations === undefined ? "a network whose block is not known" : "no destinations",
        "blocks",
        'name them: destinations: ["10.8.0.0/20"]',
      );
    }
    return destinations.map((text) => {
      const cidr = Cidr.parse(text);
      if (cidr.ipVersion !== 4) {
        throw this.refused("SCSBP-6134", "the tunnel carries IPv4", text, "IPv4 blocks", "leave it out");
      }
      return cidr.text;
    });
  }

  /** A packet has one way: into the tunnel, to one peer, or to the network. */
  private checkOverlaps(network: string | undefined): void {
    const tierBlock = this.props.tier?.cidr;
    const blocks: [string, string][] = [
      ["the tunnel", this.tunnelCidr],
      ...(network === undefined || Token.isUnresolved(network) ? [] : [["the network", network] as [string, string]]),
      ...(network !== undefined || tierBlock === undefined || Token.isUnresolved(tierBlock)
        ? []
        : [["the tier", tierBlock] as [string, string]]),
      ...[...this.placed].flatMap(([name, { networks }]) =>
        networks.map((text): [string, string] => [`a network behind "${name}"`, text]),
      ),
    ];
    blocks.forEach(([name, text], index) => {
      const other = blocks.slice(0, index).find(([, before]) => Cidr.parse(before).overlaps(Cidr.parse(text)));
      if (other !== undefined) {
        throw this.refused(
          "SCSBP-6133",
          `${other[0]} and ${name} share addresses`,
          `${other[1]} and ${text}`,
          "blocks that are apart",
          "choose another block: a packet has one way",
        );
      }
    });
  }

  private refused(code: ErrorCode, what: string, got: string, allowed: string, fix: string): BlueprintError {
    return refuse(this, code, { what, got, allowed, fix });
  }
}

/** Prefix of the metadata that names a gateway's peers. @internal */
const WIREGUARD_PEER_PREFIX = "wg-peer-";
/** What wg-quick reads: the interface and the peers. @internal @jsii ignore */
export const WIREGUARD_FILE = "/etc/wireguard/wg0.conf";
/** The interface alone. @internal @jsii ignore */
export const INTERFACE_FILE = "/etc/wireguard/interface.conf";
/** What peers may do on and by the gateway. @internal */
const FILTER_FILE = "/etc/wireguard/filter.nft";

/** Seconds after which a client behind NAT shows itself again (wg(8), PersistentKeepalive). */
const KEEPALIVE_SECONDS = 25;

/** The gateway's `[Interface]`. @internal */
function gatewayInterface(address: string, prefix: number, port: number, privateKey: string): string {
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
function gatewayFilter(destinations: readonly string[]): string {
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
interface ClientConfig {
  readonly address: string;
  /** @default - the key lies beside the configuration, where it was made */
  readonly privateKey?: string;
  readonly gatewayKey: string;
  readonly endpoint: string;
  readonly port: number;
  readonly allowedIps: readonly string[];
}

/** wg-quick(8) configuration of a peer. @internal */
function clientConfig(config: ClientConfig): string {
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
const WIREGUARD_PEERS_PROGRAM = `${PROGRAM_HEAD}
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

/**
 * Addresses in the block of a tunnel: the gateway has the first one, each peer the one that follows from its own name.
 * No peer's address depends on which others there are. The price: two names can fall on one address, which is an
 * error answered by giving one of them an address of its own.
 *
 * @internal @jsii ignore
 */
export class TunnelAddresses {
  private readonly block: Cidr;
  private readonly taken = new Map<string, string>();

  /** @throws BlueprintError SCSBP-1001 and SCSBP-1002 for no private block, SCSBP-6131 for IPv6 or one too small */
  public constructor(
    cidr: string,
    private readonly path: string,
  ) {
    this.block = Cidr.parsePrivate(cidr);
    if (this.block.ipVersion !== 4 || this.block.prefix > 28) {
      throw this.refused(
        "not a block for a tunnel",
        this.block.text,
        "a private IPv4 block of /28 or larger",
        "use the default, unless it is in use elsewhere",
      );
    }
  }

  /** The block in CIDR notation. */
  public get cidr(): string {
    return this.block.text;
  }

  /** Prefix length of the block. */
  public get prefix(): number {
    return this.block.prefix;
  }

  /** The gateway's address. */
  public get gateway(): string {
    return this.block.address(1);
  }

  /** @throws BlueprintError SCSBP-6131 for an address outside, SCSBP-6132 for one that is another peer's */
  public add(peer: string, wanted?: string): string {
    // Without the block's own address, the gateway's, and the last one.
    const count = 2 ** (32 - this.block.prefix) - 3;
    const slot = createHash("sha256").update(peer).digest().readUInt32BE() % count;
    const address = wanted ?? this.block.address(2 + slot);
    const edges = [0, 1, -1].map((index) => this.block.address(index));
    if (!this.block.containsAddress(address) || edges.includes(address)) {
      throw this.refused(
        `not an address for peer "${peer}"`,
        address,
        `${this.block.address(2)} to ${this.block.address(-2)}, without prefix length`,
        "choose an address of the tunnel, or leave it out",
      );
    }
    const other = this.taken.get(address);
    if (other !== undefined) {
      throw refuse(this.path, "SCSBP-6132", {
        what: `the peers "${other}" and "${peer}" have the same address in the tunnel`,
        got: address,
        allowed: "an address for each",
        fix: `give the newer one an address of its own: address: "${this.free()}"`,
      });
    }
    this.taken.set(address, peer);
    return address;
  }

  /** The lowest address that nobody has. */
  private free(): string {
    let index = 2;
    while (this.taken.has(this.block.address(index))) {
      index += 1;
    }
    return this.block.address(index);
  }

  private refused(what: string, got: string, allowed: string, fix: string): BlueprintError {
    return refuse(this.path, "SCSBP-6131", { what, got, allowed, fix });
  }
}
