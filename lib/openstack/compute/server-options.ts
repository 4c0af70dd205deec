import type { BootVolumeOptions } from "./boot-disk";
import type { CloudInit } from "./cloud-init";
import type { Flavor } from "./flavor";
import type { Image } from "./image";
import type { IKeyPair } from "./key-pair";
import type { INetworkTier } from "../network/network-tier";
import type { ISecurityGroup } from "../security/peer";
import type { IVirtualIp } from "../network/virtual-ip";
import type { VolumeOptions } from "../storage/volume";

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
