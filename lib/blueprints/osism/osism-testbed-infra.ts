import { NetworkingNetworkV2 } from "@scs-blueprints/provider-openstack/lib/networking-network-v2";
import { NetworkingRouterInterfaceV2 } from "@scs-blueprints/provider-openstack/lib/networking-router-interface-v2";
import { NetworkingRouterV2 } from "@scs-blueprints/provider-openstack/lib/networking-router-v2";
import { NetworkingSubnetV2 } from "@scs-blueprints/provider-openstack/lib/networking-subnet-v2";
import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { Construct } from "constructs";
import { dependable, Fn, Lazy, type TerraformResource, Token } from "../../core/engine";
import { BlueprintError, Cidr, refuse, RemovalPolicy, Secret } from "../../core/index";
import {
  CloudInit,
  Flavor,
  type IExternalNetwork,
  type IKeyPair,
  Image,
  type INetworkTier,
  Peer,
  Port,
  SecurityGroup,
  Server,
  Volume,
  type VolumeType,
} from "../../openstack/index";
import { defaultExternalNetwork } from "../../openstack/network/external-network";
import { checkedPeers, Connections } from "../../openstack/security/peer";

/** Places in the management network, as numbers from its first address (osism/terraform-base, testbed-default at a4e86b2). */
const MANAGER = 5;
const API = 8;
const INTERNAL_API = 9;
const NODES = 10;
const FURTHER_VIP = 254;
/** The pool, counted from the end: 192.168.31.200 to 192.168.31.250 in the testbed's /20. */
const POOL_FIRST = -56;
const POOL_LAST = -6;
/** All places are within the first and the last 256 addresses. */
const LONGEST_PREFIX = 24;

/**
 * Who has which address in a testbed: all of it follows from the network's block and the numbers of the nodes.
 * @internal
 */
class TestbedAddresses {
  private readonly block: Cidr;

  /** @throws BlueprintError SCSBP-6601 for a block that is too small or not known */
  public constructor(
    cidr: string,
    private readonly path: string,
  ) {
    const block = Token.isUnresolved(cidr) ? undefined : Cidr.parsePrivate(cidr);
    if (block === undefined || block.ipVersion !== 4 || block.prefix > LONGEST_PREFIX) {
      throw refuse(path, "SCSBP-6601", {
        got: block === undefined ? "a value known only when Terraform runs" : cidr,
        allowed: `a private IPv4 block of /${LONGEST_PREFIX} or larger, written in the program`,
        fix: "leave cidr out: 192.168.16.0/20 is what the testbed's own configuration has",
      });
    }
    this.block = block;
  }

  public get cidr(): string {
    return this.block.text;
  }
  public get manager(): string {
    return this.block.address(MANAGER);
  }
  /** Virtual IP of the API for the outside. */
  public get api(): string {
    return this.block.address(API);
  }
  /** Virtual IP of the API within. */
  public get internalApi(): string {
    return this.block.address(INTERNAL_API);
  }
  /** Virtual IPs that nodes may answer for. */
  public get virtualIps(): string[] {
    return [this.api, this.internalApi, this.block.address(FURTHER_VIP)];
  }
  public get poolStart(): string {
    return this.block.address(POOL_FIRST);
  }
  public get poolEnd(): string {
    return this.block.address(POOL_LAST);
  }

  /** Address of a node. @throws BlueprintError SCSBP-6600 for what is no number, SCSBP-6602 for an address that is taken */
  public node(number: number): string {
    const size = 2 ** (this.block.bits - this.block.prefix);
    if (!Number.isInteger(number) || number < 0 || NODES + number >= size + POOL_FIRST) {
      throw refuse(this.path, "SCSBP-6600", {
        what: "not a number of a testbed node",
        got: String(number),
        allowed: `whole numbers from 0 to ${size + POOL_FIRST - NODES - 1}`,
        fix: "nodes: [0, 1, 2]",
      });
    }
    if (NODES + number === FURTHER_VIP) {
      throw refuse(this.path, "SCSBP-6602", {
        what: `node ${number} would have the address of a virtual IP`,
        got: this.block.address(FURTHER_VIP),
        allowed: "any other number",
        fix: `call the node ${number + 1}`,
      });
    }
    return this.block.address(NODES + number);
  }
}

/** @internal */
interface TestbedNetworkProps {
  readonly prefix: string;
  readonly addresses: TestbedAddresses;
  readonly externalNetwork: IExternalNetwork;
  readonly dnsNameservers: string[];
  readonly zone?: string;
  readonly snat?: boolean;
}

/**
 * The management network with its router, under the names that the testbed's own tools look for. A ProjectNetwork names
 * and numbers by rules of its own, so this is made of its own resources.
 * @internal
 */
class TestbedNetwork extends Construct implements INetworkTier {
  public readonly tierName = "management";
  public readonly networkId: string;
  public readonly subnetId: string;
  public readonly routerId: string;
  public readonly cidr: string;
  public readonly externalNetwork: IExternalNetwork;
  public readonly uplinks: string[];
  public readonly connections = Connections.define(() => Peer.tier(this));

  public constructor(scope: Construct, id: string, props: TestbedNetworkProps) {
    super(scope, id);
    const { prefix, addresses, externalNetwork, zone, snat } = props;
    const hints = zone === undefined ? {} : { availabilityZoneHints: [zone] };
    this.networkId = new NetworkingNetworkV2(this, "Resource", { name: `net-${prefix}-management`, ...hints }).id;
    this.subnetId = new NetworkingSubnetV2(this, "subnet", {
      name: `subnet-${prefix}-management`,
      networkId: this.networkId,
      cidr: addresses.cidr,
      ipVersion: 4,
      dnsNameservers: props.dnsNameservers,
      allocationPool: [{ start: addresses.poolStart, end: addresses.poolEnd }],
    }).id;
    this.routerId = new NetworkingRouterV2(this, "router", {
      name: prefix,
      externalNetworkId: externalNetwork.networkId,
      ...(snat === undefined ? {} : { enableSnat: snat }),
      ...hints,
    }).id;
    const uplink = new NetworkingRouterInterfaceV2(this, "router-interface", {
      routerId: this.routerId,
      subnetId: this.subnetId,
    });
    this.uplinks = [dependable(uplink)];
    this.cidr = addresses.cidr;
    this.externalNetwork = externalNetwork;
  }
}

/** What the manager needs to know of the testbed that it deploys. @internal */
interface TestbedVariables {
  readonly cephStack: string;
  readonly cephVersion: string;
  readonly configurationVersion: string;
  readonly deployMode: string;
  readonly externalApi: boolean;
  readonly imageUser: string;
  readonly managerVersion: string;
  readonly openstackVersion: string;
  /** Known when Terraform runs. */
  readonly publicAddress: string;
}

const SETTLE = "/usr/local/bin/osism-testbed.sh";
/** Where the testbed's scripts read what they are to deploy (osism/testbed at a8a90cc). */
const VARIABLES = "/opt/manager-vars.sh";

/** First boot of all machines: the time, the user's home, and a network that OSISM will configure, not cloud-init. */
function common(user: string): CloudInit {
  const init = new CloudInit({ packageUpdate: true, commands: [SETTLE] });
  init.addFile({
    path: SETTLE,
    permissions: "0755",
    content: [
      "#!/bin/sh",
      "chronyc -a makestep",
      "# apt's lists are fresh",
      "touch /var/lib/apt/periodic/update-success-stamp",
      "# from now on the network is netplan's as OSISM writes it",
      "echo 'network: {config: disabled}' >/etc/cloud/cloud.cfg.d/99-disable-network-config.cfg",
      `chown -R ${user}: /home/${user}`,
      "",
    ].join("\n"),
  });
  init.addCloudConfig("#cloud-config\nntp:\n  enabled: true\n  ntp_client: chrony\n");
  return init;
}

/** First boot of a node. Ceph and Cinder are to find disks that nobody mounted. @internal */
function nodeCloudInit(user: string): CloudInit {
  const init = common(user);
  init.addCloudConfig("#cloud-config\nmounts:\n  - [ephemeral0, null]\n");
  return init;
}

/**
 * First boot of the manager. How many nodes there are is not in it: each node more or less would replace the manager.
 *
 * @param nodeKey reference to the private key that the manager logs in to nodes with
 * @internal
 */
function managerCloudInit(variables: TestbedVariables, nodeKey: string | undefined): CloudInit {
  const init = common(variables.imageUser);
  const exports: [string, string][] = [
    ["CEPH_STACK", variables.cephStack],
    ["CEPH_VERSION", variables.cephVersion],
    ["CONFIGURATION_VERSION", variables.configurationVersion],
    ["DEPLOY_MODE", variables.deployMode],
    ["EXTERNAL_API", String(variables.externalApi)],
    ["IMAGE_NODE_USER", variables.imageUser],
    ["IMAGE_USER", variables.imageUser],
    ["MANAGER_PUBLIC_IP_ADDRESS", variables.publicAddress],
    ["MANAGER_VERSION", variables.managerVersion],
    ["OPENSTACK_VERSION", variables.openstackVersion],
  ];
  init.addFile({
    path: VARIABLES,
    permissions: "0644",
    content: exports.map(([name, value]) => `export ${name}=${value}\n`).join(""),
  });
  if (nodeKey !== undefined) {
    init.addFile({
      path: `/home/${variables.imageUser}/.ssh/id_rsa`,
      permissions: "0600",
      base64: true,
      content: Fn.base64encode(nodeKey),
    });
  }
  return init;
}

/** Properties of {@link OsismTestbedInfra}. Sources of the defaults: osism/terraform-base testbed-default at a4e86b2, unless said. */
export interface OsismTestbedInfraProps {
  /** Key pair of those who log in to manager and nodes. */
  readonly keyPair: IKeyPair;
  /** From where the manager is reached: SSH, WireGuard, ping. At least one. */
  readonly operators: Peer[];
  /** Beginning of all names. @default "testbed" */
  readonly prefix?: string;
  /** Numbers of the nodes; node 3 has the address .13, whichever others there are. @default [0, 1, 2, 3, 4, 5] */
  readonly nodes?: number[];
  /**
   * Nodes with volumes for Ceph.
   * @default - all; terraform-base itself leaves the first three of more than three without
   */
  readonly storageNodes?: number[];
  /** Volumes of each storage node. @default 3 */
  readonly volumesPerNode?: number;
  /** Size of such a volume in GiB. @default 20 */
  readonly storageVolumeGiB?: number;
  /** What becomes of these volumes. @default RemovalPolicy.DESTROY: what a testbed stores is made to be thrown away */
  readonly storageRemovalPolicy?: RemovalPolicy;
  /** Size of nodes. One with a disk boots from it, any other from a volume. @default Flavor.SCS_8V_32, as on regio.cloud */
  readonly nodeFlavor?: Flavor;
  /** Size of the manager. @default Flavor.SCS_4V_16, as on regio.cloud */
  readonly managerFlavor?: Flavor;
  /** Boot volumes in GiB, for flavors without a disk. @default 80 */
  readonly bootVolumeGiB?: number;
  /** Type of all volumes. @default - that of the cloud's profile, else the cloud's default type */
  readonly volumeType?: VolumeType;
  /** What nodes and manager are made from. @default Image.ubuntu("24.04") */
  readonly image?: Image;
  /** Another text replaces manager and nodes, with the image of that day. @default - they keep theirs */
  readonly imageRevision?: string;
  /** The image's user. @default "ubuntu" */
  readonly imageUser?: string;
  /** Block of the management network, of /24 or larger. The testbed's own configuration expects the default. @default "192.168.16.0/20" */
  readonly cidr?: string;
  /** Where the router leads. @default - the cloud's only external network */
  readonly externalNetwork?: IExternalNetwork;
  /** Resolvers of the machines. @default ["8.8.8.8", "9.9.9.9"] */
  readonly dnsNameservers?: string[];
  /** Whether the router translates addresses; by Neutron's default policy for administrators only. @default - the cloud's */
  readonly snat?: boolean;
  /** Availability zone of the servers. @default - the cloud chooses */
  readonly computeZone?: string;
  /** Availability zone of the storage volumes. @default - the cloud's default */
  readonly volumeZone?: string;
  /** Availability zone that network and router ask for. @default - none */
  readonly networkZone?: string;
  /** Whether the manager has a public address. @default true */
  readonly floatingIp?: boolean;
  /** Whether user data comes on a disk too. @default true */
  readonly configDrive?: boolean;
  /** Who reaches the APIs of the cloud in the testbed by the manager's address. @default - nobody */
  readonly externalApi?: Peer[];
  /** Private key that the manager logs in to nodes with; it is in the manager's user data, and so in the state. @default - none: brought by other means */
  readonly nodeKey?: Secret;
  /** Ceph of the cloud. @default "reef" (osism/testbed Makefile at a8a90cc) */
  readonly cephVersion?: string;
  /** How Ceph is deployed. @default "ceph-ansible" */
  readonly cephStack?: string;
  /** OpenStack of the cloud. @default "2024.2" (osism/testbed Makefile at a8a90cc) */
  readonly openstackVersion?: string;
  /** Release of the manager. @default "latest" */
  readonly managerVersion?: string;
  /** Branch or tag of the testbed's configuration. @default "main" */
  readonly configurationVersion?: string;
  /** How the manager deploys. @default "manager" */
  readonly deployMode?: string;
}

/** Ports of the APIs at the manager (testbed-default, customisations/external_api_custom.tf at a4e86b2). */
const API_PORTS = [80, 443, 5000, 5050, 6080, 6385, 6780, 8774, 8776, 8780, 9001, 9292, 9311, 9511, 9696, 9876];
const WIREGUARD = 51820;
/** `vdb` to `vdz`: what a guest calls volumes beside the one it boots from. */
const MOST_VOLUMES = 25;

/**
 * The infrastructure of the OSISM testbed: a manager and nodes on any OpenStack, on which OSISM then deploys an SCS
 * cloud. It is what osism/terraform-base (testbed-default) makes; that one's variants, files copied over each other, are
 * properties here: boot from disk or volume (by the flavor), zones, SNAT, the APIs' ports, with or without a public address.
 *
 * A node is its number: address, volumes and names follow from it, and taking one out touches no other machine. Nothing
 * is open to the world unless `operators` or `externalApi` say so.
 *
 * Defines: a network, its subnet and router; two security groups; a server with its port for the manager and each node;
 * volumes and their attachments; with `floatingIp` a floating IP.
 *
 * @example
 * const testbed = new OsismTestbedInfra(stack, "testbed", {
 *   keyPair: KeyPair.fromName("ops"),
 *   operators: [Peer.cidr("192.0.2.0/24")],
 *   nodes: [0, 1, 2],
 * });
 * testbed.nodeAddress(2); // "192.168.16.12"
 */
export class OsismTestbedInfra extends Construct {
  /** The management network. */
  public readonly network: INetworkTier;
  /** The manager. */
  public readonly manager: Server;
  /** Numbers of the nodes. */
  public readonly nodeNumbers: number[];
  /** Virtual IPs that nodes may answer for; the first two are of the API, outside and inside. */
  public readonly virtualIps: string[];

  private readonly addresses: TestbedAddresses;
  private readonly nodesByNumber = new Map<number, Server>();

  /**
   * @throws BlueprintError SCSBP-6600 for impossible nodes, SCSBP-6601 for a block that is too small, SCSBP-6602 for an
   *   address used twice, SCSBP-6603 and SCSBP-6604 for volumes, SCSBP-6605 without operators; those of Server and Volume
   */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: OsismTestbedInfraProps,
  ) {
    super(scope, id);
    this.addresses = new TestbedAddresses(props.cidr ?? "192.168.16.0/20", this.node.path);
    this.virtualIps = this.addresses.virtualIps;
    this.nodeNumbers = props.nodes ?? [0, 1, 2, 3, 4, 5];
    this.check();
    this.network = new TestbedNetwork(this, "network", {
      prefix: this.prefix,
      addresses: this.addresses,
      externalNetwork: props.externalNetwork ?? defaultExternalNetwork(this),
      dnsNameservers: props.dnsNameservers ?? ["8.8.8.8", "9.9.9.9"],
      ...(props.networkZone === undefined ? {} : { zone: props.networkZone }),
      ...(props.snat === undefined ? {} : { snat: props.snat }),
    });
    const [nodes, management] = this.securityGroups();
    const user = props.imageUser ?? "ubuntu";
    for (const number of this.nodeNumbers) {
      const server = new Server(this, `node-${number}`, {
        ...this.machine(`node-${number}`, props.nodeFlavor ?? Flavor.SCS_8V_32),
        fixedIp: this.addresses.node(number),
        securityGroup: nodes,
        allowedAddresses: [...this.virtualIps],
        cloudInit: nodeCloudInit(user),
      });
      this.waitForInternet(server);
      this.nodesByNumber.set(number, server);
      this.addVolumes(number, server);
    }
    this.manager = new Server(this, "manager", {
      ...this.machine("manager", props.managerFlavor ?? Flavor.SCS_4V_16),
      fixedIp: this.addresses.manager,
      securityGroup: management,
      allowedAddresses: [this.addresses.api],
      floatingIp: props.floatingIp ?? true,
      cloudInit: managerCloudInit(
        {
          imageUser: user,
          externalApi: (props.externalApi ?? []).length > 0,
          cephStack: props.cephStack ?? "ceph-ansible",
          cephVersion: props.cephVersion ?? "reef",
          configurationVersion: props.configurationVersion ?? "main",
          deployMode: props.deployMode ?? "manager",
          managerVersion: props.managerVersion ?? "latest",
          openstackVersion: props.openstackVersion ?? "2024.2",
          publicAddress: Lazy.stringValue({ produce: () => this.managerAddress }),
        },
        props.nodeKey && Secret.resolve(props.nodeKey, this),
      ),
    });
    this.waitForInternet(this.manager);
  }

  /** Where the manager is reached: its public address, else the one in the network. */
  public get managerAddress(): string {
    return this.manager.floatingIp ?? this.addresses.manager;
  }

  /** Variables beside those that the manager has in /opt/manager-vars.sh, for the run that deploys: they change with the nodes. */
  public get deployVariables(): { [name: string]: string } {
    return { NUMBER_OF_NODES: String(this.nodeNumbers.length) };
  }

  /** The server of a node. @throws BlueprintError SCSBP-6600 when there is none of this number */
  public server(number: number): Server {
    const server = this.nodesByNumber.get(number);
    if (server === undefined) {
      throw this.refuse(
        "SCSBP-6600",
        "the testbed has no such node",
        String(number),
        this.nodeNumbers.join(", "),
        "add it to nodes",
      );
    }
    return server;
  }

  /** The address of a node, known at synth. @throws BlueprintError SCSBP-6600 when there is none of this number */
  public nodeAddress(number: number): string {
    this.server(number);
    return this.addresses.node(number);
  }

  private get prefix(): string {
    return this.props.prefix ?? "testbed";
  }

  private machine(name: string, flavor: Flavor) {
    const { keyPair, computeZone, imageRevision, volumeType } = this.props;
    const bootVolume = { sizeGiB: this.props.bootVolumeGiB ?? 80, ...(volumeType === undefined ? {} : { volumeType }) };
    return {
      name: `${this.prefix}-${name}`,
      tier: this.network,
      flavor,
      image: this.props.image ?? Image.ubuntu("24.04"),
      keyPair,
      configDrive: this.props.configDrive ?? true,
      ...(flavor.hasDisk ? {} : { bootVolume }),
      ...(computeZone === undefined ? {} : { zone: computeZone }),
      ...(imageRevision === undefined ? {} : { imageRevision }),
    };
  }

  /** The first boot installs packages. */
  private waitForInternet(server: Server): void {
    (server.node.defaultChild as TerraformResource).dependsOn = [...this.network.uplinks];
  }

  private securityGroups(): [SecurityGroup, SecurityGroup] {
    const all = [Port.tcpRange(1, 65535), Port.udpRange(1, 65535), Port.icmp()];
    const testbed = Peer.cidr(this.addresses.cidr);
    const nodes = new SecurityGroup(this, "nodes", {
      name: `${this.prefix}-node`,
      description: "Nodes of the testbed",
    });
    const management = new SecurityGroup(this, "management", {
      name: `${this.prefix}-management`,
      description: "Manager of the testbed",
    });
    [...all, Port.vrrp()].forEach((port) => nodes.connections.allowFrom(testbed, port));
    all.forEach((port) => management.connections.allowFrom(testbed, port));
    for (const operator of this.props.operators) {
      [Port.tcp(22), Port.udp(WIREGUARD), Port.icmp()].forEach((port) =>
        management.connections.allowFrom(operator, port),
      );
    }
    for (const user of this.props.externalApi ?? []) {
      API_PORTS.forEach((port) => management.connections.allowFrom(user, Port.tcp(port)));
    }
    return [nodes, management];
  }

  private addVolumes(number: number, server: Server): void {
    if (!(this.props.storageNodes ?? this.nodeNumbers).includes(number)) {
      return;
    }
    const { volumeType, volumeZone } = this.props;
    const volumes = this.node.tryFindChild("storage") ?? new Construct(this, "storage");
    for (let index = 0; index < this.volumesPerNode; index++) {
      const volume = new Volume(volumes as Construct, `node-${number}-${index}`, {
        name: `${this.prefix}-volume-${index}-node-${number}`,
        sizeGiB: this.props.storageVolumeGiB ?? 20,
        removalPolicy: this.props.storageRemovalPolicy ?? RemovalPolicy.DESTROY,
        ...(volumeType === undefined ? {} : { volumeType }),
        ...(volumeZone === undefined ? {} : { zone: volumeZone }),
      });
      server.attachVolume(`storage-${index}`, volume);
    }
  }

  private get volumesPerNode(): number {
    return this.props.volumesPerNode ?? 3;
  }

  private check(): void {
    const { nodeNumbers: nodes, volumesPerNode: volumes } = this;
    const { storageNodes = [] } = this.props;
    const operators = checkedPeers(this.props.operators, "operators", this.node.path);
    checkedPeers(this.props.externalApi ?? [], "externalApi", this.node.path);
    if (nodes.length === 0 || new Set(nodes).size !== nodes.length) {
      throw this.refuse(
        "SCSBP-6600",
        nodes.length === 0 ? "the testbed has no nodes" : "a node is there twice",
        nodes.length === 0 ? "no nodes" : nodes.join(", "),
        "one node or more, each number once",
        "nodes: [0, 1, 2]",
      );
    }
    nodes.forEach((number) => this.addresses.node(number));
    if (!Number.isInteger(volumes) || volumes < 0 || volumes > MOST_VOLUMES) {
      throw this.refuse(
        "SCSBP-6603",
        "not a number of volumes for a node",
        String(volumes),
        `whole numbers from 0 to ${MOST_VOLUMES}`,
        "correct volumesPerNode",
      );
    }
    const unknown = storageNodes.filter((number) => !nodes.includes(number));
    if (unknown.length > 0) {
      throw this.refuse(
        "SCSBP-6604",
        "volumes for nodes that the testbed does not have",
        unknown.join(", "),
        nodes.join(", "),
        "take them out of storageNodes, or add them to nodes",
      );
    }
    if (operators.length === 0) {
      throw this.refuse(
        "SCSBP-6605",
        "the manager would be reached from nowhere",
        "no operators",
        "one peer or more",
        'operators: [Peer.cidr("192.0.2.0/24")]',
      );
    }
  }

  private refuse(code: ErrorCode, what: string, got: string, allowed: string, fix: string): BlueprintError {
    return refuse(this, code, { what, got, allowed, fix });
  }
}
