import { Construct } from "constructs";
import type { ScsStack } from "../../cloud/index";
import { KnownCloud } from "../../cloud/known-cloud";
import { Fn, type TerraformResource, TerraformStack } from "../../core/engine";
import { ignoreChanges } from "../../core/ignore-changes";
import { Cidr, Names, refuse } from "../../core/index";
import {
  AntiAffinity,
  type Connections,
  type DataVolumeOptions,
  Flavor,
  type IConnectable,
  type IExternalNetwork,
  type IKeyPair,
  type Image,
  type NetworkTier,
  type Peer,
  Port,
  ProjectNetwork,
  SecurityGroup,
  Server,
  ServerGroup,
  type ServerProps,
  VirtualIp,
  type VolumeType,
} from "../../openstack/index";
import { checkedPeers } from "../../openstack/security/peer";

/** What a node of a Tarook cluster is for. */
export enum TarookRole {
  /** Control plane: API, etcd, Vault. */
  MASTER = "master",
  /** Workloads. */
  WORKER = "worker",
}

/** What all nodes of a role have, where one has nothing of its own. */
export interface TarookDefaults {
  /** Size. @default - see the role */
  readonly flavor?: Flavor;
  /** What it is made from. @default - the cluster's image */
  readonly image?: Image;
  /** Root volume in GiB, for flavors without a disk. @default - see the role */
  readonly rootDiskGiB?: number;
  /** Type of the root volume. @default - the cloud's default type */
  readonly rootDiskVolumeType?: VolumeType;
}

/** A gateway. */
export interface TarookGateway extends TarookDefaults {
  /** Its zone; later changes do not move it. @default - the cloud chooses */
  readonly zone?: string;
  /** Its address in the cluster's network. @default - one that Neutron chooses and that then stays */
  readonly fixedIp?: string;
  /** Any change replaces this gateway alone, with the image of that day. @default - it is not replaced */
  readonly imageRevision?: string;
}

/** A node: a master or a worker. */
export interface TarookNode extends TarookGateway {
  /** What it is for. */
  readonly role: TarookRole;
  /** Workers of one group are on different hosts, or not at all. A later change does not move them. @default - none */
  readonly antiAffinityGroup?: string;
  /** Volumes for data, which survive the node's replacement: for Rook, for instance. @default - none */
  readonly dataVolumes?: DataVolumeOptions[];
}

/** Properties of a {@link TarookInfra}. */
export interface TarookInfraProps {
  /** Nodes by the ends of their host names; any of them can go, and none of the others changes. */
  readonly nodes: { [key: string]: TarookNode };
  /** What nodes and gateways are made from. */
  readonly image: Image;
  /** Where Ansible and people come from: SSH and WireGuard of the gateways. At least one, and not the whole internet. */
  readonly allowedSources: Peer[];
  /** Key pair of those who log in; Tarook works by SSH. @default - keys come with the image */
  readonly keyPair?: IKeyPair;
  /** Name of the cluster, which host names begin with. @default "managed-k8s", as Tarook has it */
  readonly clusterName?: string;
  /** Gateways by the ends of their host names. @default - one for each of two or more zones, else `a`, `b`, `c` */
  readonly gateways?: { [key: string]: TarookGateway };
  /** Zones of the cluster. @default - those of the cloud's profile, else the cloud chooses */
  readonly zones?: string[];
  /** What gateways have in common. @default - SCS-1V-2 with 10 GiB */
  readonly gatewayDefaults?: TarookDefaults;
  /** What masters have in common. @default - SCS-4V-16-100s: etcd wants a local SSD (scs-0110) */
  readonly masterDefaults?: TarookDefaults;
  /** What workers have in common. @default - SCS-4V-8 with 50 GiB */
  readonly workerDefaults?: TarookDefaults;
  /** How masters are kept apart on the hosts. @default AntiAffinity.HARD (scs-0214) */
  readonly masterAntiAffinity?: AntiAffinity;
  /** How gateways are kept apart on the hosts. @default AntiAffinity.HARD: gateways on one host fail together */
  readonly gatewayAntiAffinity?: AntiAffinity;
  /** Block of nodes and gateways. @default "172.30.154.0/24", as Tarook has it */
  readonly subnetCidr?: string;
  /** Block of WireGuard's clients, for whom the gateways answer. @default "172.30.153.64/26", as Tarook has it */
  readonly wireguardCidr?: string;
  /** Block of the pods, for whom the nodes answer. @default "10.244.0.0/16", as Tarook has it */
  readonly podCidr?: string;
  /** Block of the services. @default "10.96.0.0/12", as Tarook has it */
  readonly serviceCidr?: string;
  /** Largest packet in bytes. @default - the cloud's; Tarook's own default of 1450 fits few of them */
  readonly mtu?: number;
  /** Resolvers for the nodes. @default - the cloud's */
  readonly dnsNameservers?: string[];
  /** The public network. @default - the cloud's only external network */
  readonly externalNetwork?: IExternalNetwork;
  /**
   * Whether security groups hold. Tarook of 2024 switches them off for its ports; here the group of the cluster lets its
   * members talk to each other freely, and nobody else in.
   * @default true
   */
  readonly portSecurity?: boolean;
  /** Why `portSecurity` is false; needed then, because gateways have public addresses. @default - no reason */
  readonly portSecurityOffReason?: string;
}

/** WireGuard of the gateways (Tarook's `[wireguard]` section). */
const WIREGUARD = Port.udp(7777);
/** Root disks of Tarook's Terraform: gateways, other nodes. */
const GATEWAY_DISK_GIB = 10;
const NODE_DISK_GIB = 50;

/**
 * The servers and networks that Tarook (formerly yaook/k8s) sets Kubernetes up on, in the shape of its own Terraform:
 * gateways with a virtual IP in front, masters and workers behind, and the inventory that its playbooks read.
 *
 * What changes in place with Tarook does so here: another key pair or another server group replaces no node.
 *
 * Defines: a network with a router; a virtual IP with a public address; for each gateway a server with a public
 * address, for each node a server; security groups; server groups for masters, gateways and each group of workers.
 *
 * Source: alasca-association/tarook `terraform/` at 018412d (2024-10-23).
 *
 * @example
 * const cluster = new TarookInfra(stack, "cluster", {
 *   image: Image.ubuntu("24.04"),
 *   allowedSources: [Peer.cidr("192.0.2.0/24")],
 *   nodes: {
 *     "master-a": { role: TarookRole.MASTER },
 *     "worker-a": { role: TarookRole.WORKER },
 *     "worker-b": { role: TarookRole.WORKER, flavor: Flavor.SCS_8V_16 },
 *   },
 * });
 * cluster.addOutputs();
 */
export class TarookInfra extends Construct implements IConnectable {
  /** Who may connect to the gateways, and so to Services of type LoadBalancer. */
  public readonly connections: Connections;
  /** The cluster's network. */
  public readonly tier: NetworkTier;
  /** The address that the gateways share, by keepalived. */
  public readonly vip: VirtualIp;
  /** The gateways by their keys. */
  public readonly gateways: { [key: string]: Server };
  /** The masters by their keys. */
  public readonly masters: { [key: string]: Server };
  /** The workers by their keys. */
  public readonly workers: { [key: string]: Server };
  /** The file `inventory/yaook-k8s/hosts`. */
  public readonly hosts: string;
  /** The file `inventory/yaook-k8s/group_vars/all/terraform_networking.yaml`. */
  public readonly networking: string;
  /** The file `inventory/yaook-k8s/group_vars/all/terraform_networking-trampoline.yaml`. */
  public readonly networkingTrampoline: string;
  /** Id of the public network. */
  public readonly floatingIpNetworkId: string;

  private readonly clusterName: string;
  private readonly groups: Construct;

  /** @throws BlueprintError SCSBP-6700 to SCSBP-6706 for what `props` get wrong; those of Server and ProjectNetwork */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: TarookInfraProps,
  ) {
    super(scope, id);
    const zones = props.zones ?? KnownCloud.of(this).profile.zones ?? [];
    const gateways = props.gateways ?? defaultGateways(zones);
    const { subnetCidr = "172.30.154.0/24", wireguardCidr = "172.30.153.64/26" } = props;
    const { podCidr = "10.244.0.0/16", serviceCidr = "10.96.0.0/12" } = props;
    this.clusterName = props.clusterName ?? "managed-k8s";
    checkTarook({
      clusterName: this.clusterName,
      zones,
      nodes: props.nodes,
      gateways,
      allowedSources: props.allowedSources,
      blocks: { subnetCidr, wireguardCidr, podCidr, serviceCidr },
      path: this.node.path,
    });
    const network = this.defineNetwork(subnetCidr);
    this.tier = network.addTier("network", { cidr: subnetCidr });
    this.floatingIpNetworkId = network.externalNetwork?.networkId ?? "";
    this.vip = new VirtualIp(this, "vip", {
      tier: this.tier,
      name: Names.join([this.clusterName, "gateway-vip"]),
      floatingIp: true,
    });
    const [front, inside] = this.defineSecurityGroups();
    this.connections = front.connections;
    this.groups = new Construct(this, "server-groups");
    const gatewayGroup = this.serverGroup("gateways", props.gatewayAntiAffinity ?? AntiAffinity.HARD);
    const masterGroup = this.serverGroup("masters", props.masterAntiAffinity ?? AntiAffinity.HARD);
    this.gateways = this.defineServers("gateways", Object.keys(gateways), (key) => ({
      name: Names.join([this.clusterName, "gateway", key]),
      ...this.serverOf({ flavor: Flavor.SCS_1V_2, ...props.gatewayDefaults }, GATEWAY_DISK_GIB, gateways[key]),
      ...(gatewayGroup === undefined ? {} : { serverGroup: gatewayGroup }),
      securityGroup: front,
      virtualIps: [this.vip],
      allowedAddresses: [wireguardCidr],
      floatingIp: true,
    }));
    this.masters = this.defineServers("masters", this.keysOf(TarookRole.MASTER), (key) => ({
      ...this.nodeOf(key, { flavor: Flavor.SCS_4V_16_100S, ...props.masterDefaults }, podCidr, inside),
      ...(masterGroup === undefined ? {} : { serverGroup: masterGroup }),
    }));
    this.workers = this.defineServers("workers", this.keysOf(TarookRole.WORKER), (key) => {
      const group = props.nodes[key]?.antiAffinityGroup;
      return {
        ...this.nodeOf(key, { flavor: Flavor.SCS_4V_8, ...props.workerDefaults }, podCidr, inside),
        ...(group === undefined ? {} : { serverGroup: this.serverGroup(`workers-${group}`, AntiAffinity.HARD) }),
      };
    });
    const listed = (servers: { [key: string]: Server }): InventoryHost[] =>
      Object.values(servers).map(({ name, floatingIp, privateIp }) => ({
        name,
        host: floatingIp ?? privateIp,
        address: privateIp,
      }));
    this.hosts = inventoryHosts({
      gateways: listed(this.gateways),
      masters: listed(this.masters),
      workers: listed(this.workers),
    });
    const facts = {
      subnetId: this.tier.subnetId,
      floatingIpNetworkId: this.floatingIpNetworkId,
      subnetCidr,
      fixedIp: this.vip.address,
      floatingIp: this.vip.floatingIp ?? "",
    };
    this.networking = finalNetworking(facts);
    this.networkingTrampoline = trampolineNetworking(facts);
  }

  /**
   * Adds outputs under the names that Tarook has: `subnet_id`, `floating_ip_network_id`, `networking_fixed_ip`,
   * `networking_floating_ip`; and the files of the inventory, `hosts`, `terraform_networking` and
   * `terraform_networking_trampoline`, for `terraform output -raw`.
   *
   * @param prefix what the names begin with, for a second cluster of a stack
   * @throws BlueprintError SCSBP-1031 when the stack has such outputs
   */
  public addOutputs(prefix = ""): void {
    const stack = TerraformStack.of(this) as ScsStack;
    const outputs: Record<string, string> = {
      subnet_id: this.tier.subnetId,
      floating_ip_network_id: this.floatingIpNetworkId,
      networking_fixed_ip: this.vip.address,
      networking_floating_ip: this.vip.floatingIp ?? "",
      hosts: this.hosts,
      terraform_networking: this.networking,
      terraform_networking_trampoline: this.networkingTrampoline,
    };
    Object.entries(outputs).forEach(([name, value]) => stack.addOutput(`${prefix}${name}`, value));
  }

  private defineNetwork(cidr: string): ProjectNetwork {
    const { mtu, dnsNameservers, externalNetwork, portSecurity, portSecurityOffReason } = this.props;
    return new ProjectNetwork(this, "network", {
      cidr,
      tiers: [],
      name: this.clusterName,
      ...(mtu === undefined ? {} : { mtu }),
      ...(dnsNameservers === undefined ? {} : { dnsNameservers }),
      ...(externalNetwork === undefined ? {} : { externalNetwork }),
      ...(portSecurity === undefined ? {} : { portSecurity }),
      ...(portSecurityOffReason === undefined ? {} : { portSecurityOffReason }),
    });
  }

  /** Gateways and nodes talk to each other as they like: balancers, BGP, Vault, etcd, the overlay. */
  private defineSecurityGroups(): readonly [SecurityGroup, SecurityGroup] {
    const front = new SecurityGroup(this, "gateway-group", { name: Names.join([this.clusterName, "gateways"]) });
    const inside = new SecurityGroup(this, "node-group", { name: Names.join([this.clusterName, "nodes"]) });
    front.connections.allowInternally(Port.all());
    inside.connections.allowInternally(Port.all());
    front.connections.allowTo(inside, Port.all());
    inside.connections.allowTo(front, Port.all());
    for (const source of this.props.allowedSources) {
      front.connections.allowFrom(source, Port.tcp(22));
      front.connections.allowFrom(source, WIREGUARD);
    }
    return [front, inside];
  }

  private serverGroup(key: string, antiAffinity: AntiAffinity): ServerGroup | undefined {
    const there = this.groups.node.tryFindChild(key) as ServerGroup | undefined;
    return antiAffinity === AntiAffinity.NONE
      ? undefined
      : (there ?? new ServerGroup(this.groups, key, { antiAffinity, name: Names.join([this.clusterName, key]) }));
  }

  private keysOf(role: TarookRole): string[] {
    return Object.keys(this.props.nodes).filter((key) => this.props.nodes[key]?.role === role);
  }

  private nodeOf(key: string, defaults: TarookDefaults, podCidr: string, securityGroup: SecurityGroup): ServerProps {
    const node = this.props.nodes[key];
    return {
      name: Names.join([this.clusterName, key]),
      ...this.serverOf(defaults, NODE_DISK_GIB, node),
      securityGroup,
      // Calico sends packets of pods as they are within a subnet.
      allowedAddresses: [podCidr],
      ...(node?.dataVolumes === undefined ? {} : { dataVolumes: node.dataVolumes }),
    };
  }

  private serverOf(defaults: TarookDefaults, diskGiB: number, own: TarookGateway = {}) {
    const { flavor = Flavor.SCS_4V_8, image, rootDiskGiB, rootDiskVolumeType } = { ...defaults, ...own };
    const { keyPair } = this.props;
    const { zone, fixedIp, imageRevision } = own;
    return {
      tier: this.tier,
      flavor,
      image: image ?? this.props.image,
      configDrive: true,
      ...(flavor.hasDisk && own.rootDiskGiB === undefined
        ? {}
        : {
            bootVolume: {
              sizeGiB: rootDiskGiB ?? diskGiB,
              ...(rootDiskVolumeType === undefined ? {} : { volumeType: rootDiskVolumeType }),
            },
          }),
      ...(keyPair === undefined ? {} : { keyPair }),
      ...(zone === undefined ? {} : { zone }),
      ...(fixedIp === undefined ? {} : { fixedIp }),
      ...(imageRevision === undefined ? {} : { imageRevision }),
    };
  }

  private defineServers(id: string, keys: readonly string[], propsOf: (key: string) => ServerProps) {
    const parent = new Construct(this, id);
    const guarded = this.props.portSecurity !== false;
    return Object.fromEntries(
      keys.map((key) => {
        const { allowedAddresses, virtualIps, ...props } = propsOf(key);
        const server = new Server(parent, key, { ...props, ...(guarded ? { allowedAddresses, virtualIps } : {}) });
        ignoreChanges(server.node.findChild("Resource") as TerraformResource, KEPT_IN_PLACE);
        return [key, server] as const;
      }),
    );
  }
}

/** What Tarook's Terraform does not replace a server for, beside the image (`lifecycle` of its instances). */
const KEPT_IN_PLACE = ["key_pair", "config_drive", "scheduler_hints"];

function defaultGateways(zones: readonly string[]): { [key: string]: TarookGateway } {
  return zones.length < 2 ? { a: {}, b: {}, c: {} } : Object.fromEntries(zones.map((zone) => [keyOf(zone), { zone }]));
}

/** What is asked of a Tarook cluster, as far as it can be wrong at synth. @internal */
interface TarookQuestions {
  readonly clusterName: string;
  readonly zones: readonly string[];
  readonly nodes: Record<string, TarookNode>;
  readonly gateways: Record<string, TarookGateway>;
  readonly allowedSources: readonly Peer[];
  /** Blocks by what they are for. */
  readonly blocks: Record<string, string>;
  readonly path: string;
}

/** @throws BlueprintError SCSBP-6700 to SCSBP-6706 @internal */
function checkTarook(asked: TarookQuestions): void {
  requireName(asked);
  requireKeys(asked);
  requireMasters(asked);
  requireGroups(asked);
  requireZones(asked);
  requireApart(asked);
  requireSources(asked);
}

const KEY = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

function requireName({ clusterName, path }: TarookQuestions): void {
  if (!/^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/.test(clusterName)) {
    throw refuse(path, "SCSBP-6700", {
      got: JSON.stringify(clusterName),
      allowed: "a lower-case letter, then lower-case letters, digits and hyphens, at most 32, known at synth",
      fix: "correct clusterName",
    });
  }
}

function requireKeys({ nodes, gateways, path }: TarookQuestions): void {
  const keys = [...Object.keys(nodes), ...Object.keys(gateways)];
  const unfit = keys.find((key) => !KEY.test(key));
  // A node `gateway-a` and the gateway `a` would have one host name.
  const twice = Object.keys(gateways).find((key) => nodes[`gateway-${key}`] !== undefined);
  if (unfit !== undefined || twice !== undefined || Object.keys(gateways).length === 0) {
    const none = unfit === undefined && twice === undefined;
    throw refuse(path, "SCSBP-6706", {
      what: none ? "the cluster has no gateway" : "not a key for a node or a gateway, or one host name for two",
      got: none ? "gateways: {}" : (unfit ?? `node gateway-${twice ?? ""} beside gateway ${twice ?? ""}`),
      allowed: "lower-case letters, digits and hyphens, as in a host name; one gateway at least",
      fix: none ? "leave gateways out to get one for each zone" : "rename it",
    });
  }
}

function requireMasters({ nodes, path }: TarookQuestions): void {
  const masters = Object.keys(nodes).filter((key) => nodes[key]?.role === TarookRole.MASTER);
  if (masters.length % 2 === 0) {
    throw refuse(path, "SCSBP-6701", {
      what:
        masters.length === 0
          ? "the cluster has no master"
          : "a cluster has an odd number of masters: an even one survives no more failures than one less",
      got: masters.join(", ") || "no node with TarookRole.MASTER",
      allowed: "1, 3, 5 …; 3 or more where a host may fail (scs-0214)",
      fix: "take 3; to renew one, change its imageRevision",
    });
  }
}

function requireGroups({ nodes, path }: TarookQuestions): void {
  const unfit = Object.entries(nodes).find(
    ([, { role, antiAffinityGroup }]) =>
      antiAffinityGroup !== undefined && (role !== TarookRole.WORKER || !KEY.test(antiAffinityGroup)),
  );
  if (unfit !== undefined) {
    throw refuse(path, "SCSBP-6702", {
      got: `${unfit[0]}: ${unfit[1].role} in group ${JSON.stringify(unfit[1].antiAffinityGroup)}`,
      allowed: "workers; lower-case letters, digits and hyphens",
      fix: "masters are kept apart by masterAntiAffinity",
    });
  }
}

function requireZones({ zones, nodes, gateways, path }: TarookQuestions): void {
  const all = Object.entries({ ...gateways, ...nodes });
  const unknown = all.find(([, { zone }]) => zone !== undefined && zones.length > 0 && !zones.includes(zone));
  const twice = zones.find((zone, index) => zones.findIndex((one) => keyOf(one) === keyOf(zone)) !== index);
  if (unknown !== undefined || twice !== undefined) {
    throw refuse(path, "SCSBP-6703", {
      what: twice === undefined ? "a zone that the cluster does not have" : "a zone is named twice",
      got: twice ?? `${unknown?.[0] ?? ""} in ${unknown?.[1].zone ?? ""}`,
      allowed: zones.join(", "),
      fix: twice === undefined ? "add the zone to zones, or correct it" : "name each zone once",
    });
  }
}

function requireApart({ blocks, path }: TarookQuestions): void {
  const all = Object.entries(blocks).map(([name, text]) => ({ name, cidr: Cidr.parse(text) }));
  all.forEach((one, index) => {
    const other = all.slice(0, index).find((each) => each.cidr.overlaps(one.cidr));
    if (other !== undefined || one.cidr.ipVersion !== 4) {
      throw refuse(path, "SCSBP-6704", {
        what: other === undefined ? `${one.name} is no block of IPv4` : `${other.name} and ${one.name} overlap`,
        got: `${other === undefined ? "" : `${other.cidr.text} and `}${one.cidr.text}`,
        allowed: "blocks of IPv4 that have no address in common",
        fix: "choose another block for one of them; it cannot be changed later",
      });
    }
  });
}

function requireSources({ allowedSources, path }: TarookQuestions): void {
  const open = checkedPeers(allowedSources, "allowedSources", path).some((peer) => peer.isAnywhere);
  if (open || allowedSources.length === 0) {
    throw refuse(path, "SCSBP-6705", {
      what: open ? "SSH of the gateways is not open to the whole internet" : "nobody reaches the gateways",
      got: open ? "Peer.anywhere as an allowed source" : "no allowed sources",
      allowed: "the addresses that Ansible and people come from",
      fix: 'name them: allowedSources: [Peer.cidr("192.0.2.0/24")]',
    });
  }
}

/** The key of a zone's gateway. @internal */
function keyOf(zone: string): string {
  return zone
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

/** A host as Ansible sees it. @internal */
interface InventoryHost {
  readonly name: string;
  /** Where Ansible logs in. */
  readonly host: string;
  /** Its address in the cluster's network. */
  readonly address: string;
}

/** @internal */
interface InventoryHosts {
  readonly gateways: readonly InventoryHost[];
  readonly masters: readonly InventoryHost[];
  readonly workers: readonly InventoryHost[];
}

/**
 * The file `inventory/yaook-k8s/hosts`: groups and variables as Tarook's playbooks read them (alasca-association/tarook
 * `terraform/templates/inventory.tpl` at 018412d).
 *
 * @internal
 */
function inventoryHosts({ gateways, masters, workers }: InventoryHosts): string {
  return [
    section("all:vars", [
      "ansible_python_interpreter=/usr/bin/python3",
      "on_openstack=True",
      "ipv4_enabled=True",
      "ipv6_enabled=False",
    ]),
    section("orchestrator", [
      'localhost ansible_connection=local ansible_python_interpreter="{{ ansible_playbook_python }}"',
    ]),
    section("frontend:children", ["gateways"]),
    section("k8s_nodes:children", ["masters", "workers"]),
    section("gateways", gateways.map(line)),
    section("masters", masters.map(line)),
    section("workers", workers.map(line)),
  ].join("\n");
}

/** What the playbooks read of the network (`group_vars/all/terraform_networking*.yaml`). @internal */
interface InventoryNetworking {
  readonly subnetId: string;
  readonly floatingIpNetworkId: string;
  readonly subnetCidr: string;
  readonly fixedIp: string;
  readonly floatingIp: string;
}

/** The file `terraform_networking.yaml`, for the load balancers of Services. @internal */
function finalNetworking(networking: InventoryNetworking): string {
  const { subnetId, floatingIpNetworkId, subnetCidr } = networking;
  return Fn.yamlencode({
    ch_k8s_lbaas_subnet_id: subnetId,
    ch_k8s_lbaas_floating_ip_network_id: floatingIpNetworkId,
    openstack_lbaas_subnet_id: subnetId,
    openstack_lbaas_floating_ip_network_id: floatingIpNetworkId,
    subnet_cidr: subnetCidr,
  });
}

/** The file `terraform_networking-trampoline.yaml`, for the gateways. @internal */
function trampolineNetworking({ subnetCidr, fixedIp, floatingIp }: InventoryNetworking): string {
  return Fn.yamlencode({
    networking_fixed_ip: fixedIp,
    networking_floating_ip: floatingIp,
    subnet_cidr: subnetCidr,
  });
}

function section(name: string, lines: readonly string[]): string {
  return [`[${name}]`, ...lines, ""].join("\n");
}

function line({ name, host, address }: InventoryHost): string {
  return `${name} ansible_host=${host} local_ipv4_address=${address}`;
}
