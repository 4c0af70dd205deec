import { ComputeInstanceV2 } from "@scs-blueprints/provider-openstack/lib/compute-instance-v2";
import { NetworkingPortV2 } from "@scs-blueprints/provider-openstack/lib/networking-port-v2";
import { Construct, type IConstruct } from "constructs";
import { Fn, TerraformData, dependable } from "../core/engine";
import { Names } from "../core/index";
import { type BootVolumeOptions, bootDisk } from "./boot-disk";
import type { Connections, IConnectable } from "./connections";
import type { Flavor } from "./flavor";
import { FloatingIp } from "./floating-ip";
import type { BoundImage, Image } from "./image";
import type { INetworkTier } from "./network-tier";
import { SecurityGroup } from "./security-group";
import type { IServerGroup } from "./server-group";

/** A server, owned or looked up. */
export interface IServer extends IConstruct {
  /** Id of the server, known after apply. */
  readonly serverId: string;
  /** Its address in the tier, known after apply. */
  readonly privateIp: string;
}

/** What a {@link Server} and the members of a ServerPool have in common. */
export interface ServerOptions {
  /** Where the server is placed in the network. */
  readonly tier: INetworkTier;
  /** Its size. */
  readonly flavor: Flavor;
  /** What it is made from. */
  readonly image: Image;
  /** The volume it boots from; only for flavors without a disk. @default - 20 GiB of the cloud's default type */
  readonly bootVolume?: BootVolumeOptions;
  /** Name of a key pair in the project. @default - none: nobody logs in by SSH */
  readonly keyPairName?: string;
  /** User data, such as a `#cloud-config`. @default - none */
  readonly userData?: string;
  /** A public address for the server. @default false */
  readonly floatingIp?: boolean;
  /**
   * Servers keep the image they were made from, also when the cloud has a newer one. Any change of this text replaces
   * them, with the image of that day: a date or a ticket, `2026-11`.
   * @default - servers are not replaced
   */
  readonly imageRevision?: string;
  /** Tags of the server (Nova). @default - none */
  readonly tags?: string[];
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
}

/**
 * One server with one port.
 *
 * A flavor with a disk boots from it, any other from a volume. A newer image in the cloud does not replace the server.
 *
 * Defines: a server, a port, a security group, a `terraform_data` that remembers the image revision; with `floatingIp`
 * a floating IP and its association; data sources for flavor and image, once a stack.
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
  public readonly serverId: string;
  public readonly privateIp: string;
  /** Name in the cloud. */
  public readonly name: string;
  /** Id of the Neutron port. */
  public readonly portId: string;
  /** The public address. @default - none: `floatingIp` is not set */
  public readonly floatingIp?: string;
  public readonly connections: Connections;

  public constructor(scope: Construct, id: string, props: ServerProps) {
    super(scope, id);
    this.name = props.name ?? Names.ofConstruct(this);
    const securityGroup = props.securityGroup ?? new SecurityGroup(this, "security-group", { name: this.name });
    this.connections = securityGroup.connections;
    const tags = props.tags === undefined ? {} : { tags: props.tags };

    const port = new NetworkingPortV2(this, "port", {
      name: this.name,
      networkId: props.tier.networkId,
      fixedIp: [{ subnetId: props.tier.subnetId }],
      securityGroupIds: [securityGroup.securityGroupId],
      ...tags,
    });
    this.portId = port.id;
    this.privateIp = Fn.element(port.allFixedIps, 0);

    const image = props.image.bind(this);
    const boot = bootDisk(props.flavor, image, props.bootVolume, this.node.path);
    const revision = new TerraformData(
      this,
      "image-revision",
      props.imageRevision === undefined ? {} : { input: { revision: props.imageRevision } },
    );
    const instance = new ComputeInstanceV2(this, "Resource", {
      name: this.name,
      flavorId: props.flavor.flavorIdIn(this),
      ...(boot.imageId === undefined ? {} : { imageId: boot.imageId }),
      ...(boot.blockDevice === undefined ? {} : { blockDevice: boot.blockDevice }),
      network: [{ port: port.id }],
      ...(props.keyPairName === undefined ? {} : { keyPair: props.keyPairName }),
      ...(props.userData === undefined ? {} : { userData: props.userData }),
      ...(props.zone === undefined ? {} : { availabilityZone: props.zone }),
      ...(props.serverGroup === undefined ? {} : { schedulerHints: [{ group: props.serverGroup.serverGroupId }] }),
      ...tags,
      lifecycle: {
        ignoreChanges: [...boot.ignoreChanges, ...(props.zone === undefined ? [] : ["availability_zone"])],
        replaceTriggeredBy: [dependable(revision)],
        precondition: preconditions(props, image, boot.sizeGB),
      },
    });
    this.serverId = instance.id;
    if (props.floatingIp === true) {
      this.floatingIp = new FloatingIp(this, "floating-ip", { tier: props.tier, portId: port.id }).address;
    }
  }
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
