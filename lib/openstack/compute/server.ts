import { ComputeInstanceV2 } from "@scs-blueprints/provider-openstack/lib/compute-instance-v2";
import { ComputeVolumeAttachV2 } from "@scs-blueprints/provider-openstack/lib/compute-volume-attach-v2";
import { DataOpenstackComputeInstanceV2 } from "@scs-blueprints/provider-openstack/lib/data-openstack-compute-instance-v2";
import { inWords } from "@scs-blueprints/standards/errors";
import { Construct, type IConstruct } from "constructs";
import { KnownCloud } from "../../cloud/known-cloud";
import { dependable, Token } from "../../core/engine";
import { Names, refuse } from "../../core/index";
import { checkedId } from "../../core/lookups";
import { Memory } from "../../core/memory";
import { FloatingIp } from "../network/floating-ip";
import type { INetworkTier } from "../network/network-tier";
import type { IVirtualIp } from "../network/virtual-ip";
import type { Connections, IConnectable, ISecurityGroup } from "../security/peer";
import { SecurityGroup } from "../security/security-group";
import { type IVolume, Volume, type VolumeOptions } from "../storage/volume";
import { VolumeType } from "../storage/volume-type";
import { bootDisk, type BootVolumeOptions } from "./boot-disk";
import { checkedUserData, type CloudInit } from "./cloud-init";
import type { Flavor } from "./flavor";
import type { BoundImage, Image } from "./image";
import type { IKeyPair } from "./key-pair";
import type { IServerGroup } from "./server-group";
import { definePort, ipv4Of, ipv6Of } from "./server-port";

/** A server, owned or looked up. */
export interface IServer extends IConstruct {
  /** Id of the server, known after apply. */
  readonly serverId: string;
  /** Its address in the tier, known after apply. */
  readonly privateIp: string;
}

/** Properties of a {@link Server}. */
export interface ServerProps extends ServerOptions {
  /** Name in the cloud. @default - stack and path, `shop-bastion` */
  readonly name?: string;
  /** Compute availability zone to make it in; later changes do not move it. @default - the cloud chooses */
  readonly zone?: string;
  /** Security group of the server. @default - one of its own that lets nothing in */
  readonly securityGroup?: SecurityGroup;
  /** Server group, for anti-affinity with others. @default - none */
  readonly serverGroup?: IServerGroup;
  /** Address in the tier. @default - one that Neutron chooses and that then stays, with the port */
  readonly fixedIp?: string;
  /** Servers on whose hosts it shall not be made; later changes do not move it. @default - any */
  readonly differentHostThan?: IServer[];
  /** Servers on whose host it shall be made; later changes do not move it. @default - any */
  readonly sameHostAs?: IServer[];
}

/**
 * One server with one port.
 *
 * A flavor with a disk boots from it, any other from a volume. A newer image in the cloud does not replace the server.
 *
 * Defines: a server, a port, a security group, a `terraform_data` that remembers the image revision; with `floatingIp`
 * a floating IP and its association; for each data volume a volume and its attachment; data sources for flavor and
 * image, once a stack.
 *
 * @example
 * const server = new Server(stack, "bastion", {
 *   tier: network.tier("web"),
 *   flavor: Flavor.SCS_1V_2,
 *   image: Image.ubuntu("24.04"),
 *   floatingIp: true,
 * });
 * server.connections.allowFrom(Peer.cidr("192.0.2.0/24"), Port.tcp(22));
 */
export class Server extends Construct implements IServer, IConnectable {
  /**
   * A server that is there already, by its id. Its address is looked up when Terraform plans, where something asks for
   * it. Rules for it are made at its security group, which its id does not tell.
   *
   * Defines: a data source, where the address is asked for.
   *
   * @example
   * const old = Server.fromServerId(stack, "old", "6f5b3a0e-9d6c-4b0a-8a54-6f1c2d3e4f50");
   * new Server(stack, "new", {
   *   tier: network.tier("web"),
   *   flavor: Flavor.SCS_1V_2,
   *   image: Image.ubuntu("24.04"),
   *   differentHostThan: [old],
   * });
   *
   * @throws BlueprintError SCSBP-2019 for an empty id
   */
  public static fromServerId(scope: Construct, id: string, serverId: string): IServer {
    return new ImportedServer(scope, id, checkedId(serverId, "a server", scope.node.path));
  }

  public readonly serverId: string;
  public readonly privateIp: string;
  /** Name in the cloud. */
  public readonly name: string;
  /** Id of the Neutron port. */
  public readonly portId: string;
  /** The public address. @default - none: `floatingIp` is not set */
  public readonly floatingIp?: string;
  /** Its IPv6 address. @default - none: the tier is not dual stack */
  public readonly ipv6Address?: string;
  public readonly connections: Connections;
  public readonly additionalSecurityGroups?: ISecurityGroup[];

  private readonly instance: ComputeInstanceV2;
  private lastAttachment?: ComputeVolumeAttachV2;

  /**
   * @throws BlueprintError SCSBP-2032 for too much user data, SCSBP-2040 and SCSBP-2041 for boot volumes, SCSBP-2044
   *   and SCSBP-2045 for data volumes, SCSBP-2050 for a floating IP without a way outside, SCSBP-2052 to SCSBP-2054
   *   for zones and addresses that the tier does not have, SCSBP-2055 for the same said twice;
   *   SCSBP-1100 to SCSBP-1108 for what the cloud does not have, where the stack has a context
   */
  public constructor(scope: Construct, id: string, props: ServerProps) {
    super(scope, id);
    this.name = props.name ?? Names.ofConstruct(this);
    const { tier, keyPair, keyPairName, cloudInit, userData } = props;
    this.refuseBoth("keyPair", keyPair, "keyPairName", keyPairName);
    this.refuseBoth("cloudInit", cloudInit, "userData", userData);
    if (props.securityGroup !== undefined && !SecurityGroup.isSecurityGroup(props.securityGroup)) {
      throw refuse(this, "SCSBP-2018", {
        what: "the server's own security group is one that this program makes",
        got: inWords(props.securityGroup),
        allowed: "a SecurityGroup; those that are there already: additionalSecurityGroups",
        fix: 'leave securityGroup out, or write new SecurityGroup(stack, "web")',
      });
    }
    const securityGroup = props.securityGroup ?? new SecurityGroup(this, "security-group", { name: this.name });
    this.connections = securityGroup.connections;
    this.additionalSecurityGroups = props.additionalSecurityGroups ?? [];
    const tags = props.tags === undefined ? {} : { tags: props.tags };
    const shared = {
      name: this.name,
      securityGroups: [securityGroup, ...this.additionalSecurityGroups],
      path: this.node.path,
      ...tags,
    };
    const vips = (props.virtualIps ?? []).map((vip) => vip.address);
    const port = definePort(this, "port", {
      ...shared,
      tier,
      zone: props.zone,
      fixedIp: props.fixedIp,
      allowedAddresses: [...(props.allowedAddresses ?? []), ...vips],
    });
    this.portId = port.id;
    this.privateIp = ipv4Of(port, tier);
    this.ipv6Address = tier.ipv6SubnetId === undefined ? undefined : ipv6Of(port);
    const further = (props.additionalTiers ?? []).map((other) =>
      definePort(this, `port-${other.tierName}`, { ...shared, tier: other, zone: props.zone, allowedAddresses: [] }),
    );

    const image = props.image.bind(this);
    const cloud = KnownCloud.of(this);
    const boot = bootDisk(props.flavor, image, withDefaultType(props, cloud), this.node.path);
    checkKnown(props, boot.sizeGB, image, cloud, this.node.path);
    const revision = new Memory(this, "image-revision", props.imageRevision);
    const key = keyPair?.keyPairName ?? keyPairName;
    const data =
      cloudInit?.render() ??
      (userData === undefined || Token.isUnresolved(userData) ? userData : checkedUserData(userData, this.node.path));
    const hints = schedulerHints(props);
    this.instance = new ComputeInstanceV2(this, "Resource", {
      name: this.name,
      flavorId: props.flavor.flavorIdIn(this),
      ...(boot.imageId === undefined ? {} : { imageId: boot.imageId }),
      ...(boot.blockDevice === undefined ? {} : { blockDevice: boot.blockDevice }),
      network: [port, ...further].map((one) => ({ port: one.id })),
      ...(key === undefined ? {} : { keyPair: key }),
      ...(data === undefined ? {} : { userData: data }),
      ...(props.configDrive === undefined ? {} : { configDrive: props.configDrive }),
      ...(props.metadata === undefined ? {} : { metadata: props.metadata }),
      ...(props.zone === undefined ? {} : { availabilityZone: props.zone }),
      ...(hints === undefined ? {} : { schedulerHints: [hints] }),
      ...tags,
      lifecycle: {
        ignoreChanges: [
          ...boot.ignoreChanges,
          ...(props.zone === undefined ? [] : ["availability_zone"]),
          // The ids of other servers are in it: without this the replacement of one would replace the other.
          ...((props.differentHostThan ?? props.sameHostAs) === undefined ? [] : ["scheduler_hints"]),
        ],
        replaceTriggeredBy: [revision.trigger],
        precondition: preconditions(props, image, boot.sizeGB),
      },
    });
    this.serverId = this.instance.id;
    if (props.floatingIp === true) {
      this.floatingIp = new FloatingIp(this, "floating-ip", { tier, portId: port.id }).address;
    }
    for (const { name, ...volume } of props.dataVolumes ?? []) {
      this.attachVolume(
        name,
        new Volume(this.volumesConstruct(), this.checkedKey(name), { ...volume, name: Names.join([this.name, name]) }),
      );
    }
  }

  /**
   * Attaches a volume. Volumes are attached one after the other, in the order of these calls, so that the guest sees
   * them in that order. Taking one out detaches it and leaves the server and the others alone.
   *
   * @param key name among the server's volumes, part of the resource address
   * @throws BlueprintError SCSBP-2045 for a key that is unfit or there already
   */
  public attachVolume(key: string, volume: IVolume): void {
    const attachment = new ComputeVolumeAttachV2(this, `attach-${this.checkedKey(key)}`, {
      instanceId: this.serverId,
      volumeId: volume.volumeId,
    });
    if (this.lastAttachment !== undefined) {
      attachment.dependsOn = [dependable(this.lastAttachment)];
    }
    this.lastAttachment = attachment;
  }

  /** @internal @jsii ignore */
  public startAfter(other: Server): void {
    this.instance.dependsOn = [dependable(other.instance)];
  }

  private volumesConstruct(): Construct {
    return (this.node.tryFindChild("volumes") as Construct | undefined) ?? new Construct(this, "volumes");
  }

  private checkedKey(key: string): string {
    if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(key) || this.node.tryFindChild(`attach-${key}`) !== undefined) {
      throw refuse(this, "SCSBP-2045", {
        got: JSON.stringify(key),
        allowed: "lower-case letters, digits and hyphens; each name once",
        fix: "rename the volume",
      });
    }
    return key;
  }

  private refuseBoth(first: string, value: unknown, second: string, other: unknown): void {
    if (value !== undefined && other !== undefined) {
      throw refuse(this, "SCSBP-2055", {
        what: `${first} and ${second} both say the same thing`,
        allowed: "one of them",
        fix: `leave ${second} out`,
      });
    }
  }
}

/** A server that is there already. */
class ImportedServer extends Construct implements IServer {
  public constructor(
    scope: Construct,
    id: string,
    public readonly serverId: string,
  ) {
    super(scope, id);
  }

  public get privateIp(): string {
    const found = this.node.tryFindChild("lookup") as DataOpenstackComputeInstanceV2 | undefined;
    return (found ?? new DataOpenstackComputeInstanceV2(this, "lookup", { id: this.serverId })).accessIpV4;
  }
}

/** A boot volume of the type that the cloud's profile names, where the program names none. */
function withDefaultType({ flavor, bootVolume }: ServerProps, { profile }: KnownCloud): BootVolumeOptions | undefined {
  return flavor.hasDisk || profile.volumeType === undefined || bootVolume?.volumeType !== undefined
    ? bootVolume
    : { ...bootVolume, volumeType: VolumeType.fromName(profile.volumeType) };
}

/** What the context of the stack tells before any plan: zone, type of the boot volume, whether the image fits. */
function checkKnown(
  props: ServerProps,
  diskGB: number | undefined,
  image: BoundImage,
  cloud: KnownCloud,
  path: string,
): void {
  const { flavor, zone } = props;
  cloud.computeZone(zone, path);
  const type = withDefaultType(props, cloud)?.volumeType;
  if (type !== undefined) {
    cloud.volumeType(type.name, type.aspects, path);
  }
  cloud.fit(image.known, flavor, diskGB ?? cloud.flavorDiskGB(flavor.name), path);
}

/** Where Nova shall and shall not put the server. */
function schedulerHints(props: ServerProps) {
  const ids = (servers: readonly IServer[] | undefined) => servers?.map((server) => server.serverId);
  const differentHost = ids(props.differentHostThan);
  const sameHost = ids(props.sameHostAs);
  const hints = {
    ...(props.serverGroup === undefined ? {} : { group: props.serverGroup.serverGroupId }),
    ...(differentHost === undefined ? {} : { differentHost }),
    ...(sameHost === undefined ? {} : { sameHost }),
  };
  return Object.keys(hints).length === 0 ? undefined : hints;
}

/** What only the plan can tell: whether the image fits the flavor and the disk. */
function preconditions(props: ServerOptions, image: BoundImage, diskGB: number | undefined) {
  const checks: { condition: string; errorMessage: string }[] = [];
  const flavor = props.flavor;
  if (image.minDiskGB !== undefined && diskGB !== undefined) {
    checks.push({
      condition: `\${${inner(image.minDiskGB)} <= ${diskGB}}`,
      errorMessage: `SCSBP-2042: the image needs a disk of ${image.minDiskGB} GB and ${flavor.name} boots from ${diskGB} GB: enlarge bootVolume.sizeGiB or take a flavor with a larger disk`,
    });
  }
  if (image.minRamMiB !== undefined) {
    const ramMiB = flavor.ramGiB * 1024;
    checks.push({
      condition: `\${${inner(image.minRamMiB)} <= ${ramMiB}}`,
      errorMessage: `SCSBP-2043: the image needs ${image.minRamMiB} MiB of memory and ${flavor.name} has ${ramMiB} MiB: take a larger flavor`,
    });
  }
  return checks;
}

/** The expression within `${}`. */
function inner(reference: string): string {
  return reference.slice(2, -1);
}

/** A volume that belongs to a server by its name, and survives the server's replacement. */
export interface DataVolumeOptions extends VolumeOptions {
  /** Name among the server's volumes: lower-case letters, digits and hyphens. */
  readonly name: string;
}

/** What a {@link Server} and the members of a ServerPool have in common. */
export interface ServerOptions {
  /** Where the server is placed in the network. */
  readonly tier: INetworkTier;
  /** Its size. Another one with the same kind of disk is a resize in place: the server restarts and stays. */
  readonly flavor: Flavor;
  /** What it is made from. */
  readonly image: Image;
  /** The volume it boots from; only for flavors without a disk. @default - 20 GiB of the cloud's default type */
  readonly bootVolume?: BootVolumeOptions;
  /** Volumes for data. @default - none */
  readonly dataVolumes?: DataVolumeOptions[];
  /** Name of a key pair in the project. @default - none: nobody logs in by SSH */
  readonly keyPairName?: string;
  /** Key pair, in place of its name. @default - none: nobody logs in by SSH */
  readonly keyPair?: IKeyPair;
  /**
   * User data as it is, such as a `#cloud-config`; `${…}` in it is Terraform's. Another text replaces the server.
   * @default - none
   */
  readonly userData?: string;
  /** What the server does at its first boot, in place of `userData`. Another one replaces the server. @default - nothing */
  readonly cloudInit?: CloudInit;
  /** A public address for the server. @default false */
  readonly floatingIp?: boolean;
  /**
   * Servers keep the image they were made from, also when the cloud has a newer one. Any change of this text replaces
   * them, with the image of that day: a date or a ticket, `2026-11`.
   * @default - servers are not replaced
   */
  readonly imageRevision?: string;
  /** Security groups beside the server's own. @default - none */
  readonly additionalSecurityGroups?: ISecurityGroup[];
  /** Further tiers that the server has a port in; a change replaces the server. @default - none */
  readonly additionalTiers?: INetworkTier[];
  /** Addresses or blocks that the server may answer for beside its own: those of containers, of a VPN. @default - none */
  readonly allowedAddresses?: string[];
  /** Virtual IPs that the server may answer for. @default - none */
  readonly virtualIps?: IVirtualIp[];
  /** Whether user data and metadata come on a small disk too, for images that do not ask the network. @default false */
  readonly configDrive?: boolean;
  /** Metadata of the server (Nova), readable from within. @default - none */
  readonly metadata?: { [key: string]: string };
  /** Tags of the server (Nova). @default - none */
  readonly tags?: string[];
}
