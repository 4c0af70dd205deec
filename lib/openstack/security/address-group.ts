import { NetworkingAddressGroupV2 } from "@scs-blueprints/provider-openstack/lib/networking-address-group-v2";
import { Construct } from "constructs";
import { KnownCloud } from "../../cloud/known-cloud";
import { inWords } from "@scs-blueprints/standards/errors";
import { Cidr, Names, refuse } from "../../core/index";
import { addressesUnknown, checkId, Connections, type IAddressGroup, Peer } from "./peer";

/** Properties of an {@link AddressGroup}. */
export interface AddressGroupProps {
  /** Blocks in CIDR notation; a single address is a /32 or /128. */
  readonly addresses: string[];
  /** Name in the cloud. @default - stack and path */
  readonly name?: string;
}

/**
 * A list of addresses (offices, monitoring hosts) that many rules refer to: one change of the list changes them all.
 *
 * Defines: an address group.
 *
 * @example
 * const offices = new AddressGroup(stack, "offices", { addresses: ["192.0.2.0/25", "198.51.100.7/32"] });
 * server.connections.allowFrom(offices, Port.tcp(22));
 */
export class AddressGroup extends Construct implements IAddressGroup {
  /**
   * A group that is there already; the provider has no look-up by name. Rules are made for IPv4 and IPv6. Its addresses
   * are not known to the program: rules that open SSH or RDP for it need a description (SCSBP-2057).
   *
   * @throws BlueprintError SCSBP-2016 for an empty id
   */
  public static fromAddressGroupId(scope: Construct, id: string, addressGroupId: string): IAddressGroup {
    checkId(addressGroupId, "an address group", scope.node.path);
    const group = new ImportedAddressGroup(scope, id, addressGroupId);
    addressesUnknown(group);
    return group;
  }

  public readonly addressGroupId: string;
  public readonly ipVersions: number[];
  public readonly connections = Connections.define(() => Peer.addressGroup(this));

  /** @throws BlueprintError SCSBP-1001 for what is no block, SCSBP-2013 for no addresses at all or the whole internet */
  public constructor(scope: Construct, id: string, props: AddressGroupProps) {
    super(scope, id);
    KnownCloud.of(this).networkExtension("address-group", this.node.path);
    const addresses: unknown = (props as AddressGroupProps | undefined)?.addresses;
    const blocks = Array.isArray(addresses) ? addresses.map((address: string) => Cidr.parse(address)) : [];
    if (blocks.length === 0 || blocks.some((block) => block.isInternetWide)) {
      throw refuse(this, "SCSBP-2013", {
        what:
          blocks.length === 0
            ? "the address group has no list of addresses"
            : "the address group is the internet, or a large part of it",
        got: Array.isArray(addresses) ? JSON.stringify(addresses) : inWords(addresses),
        allowed: "the blocks of those who need access",
        fix: 'name them, or say why it has to be open: Peer.anywhere("public website")',
      });
    }
    this.ipVersions = [4, 6].filter((version) => blocks.some((block) => block.ipVersion === version));
    this.addressGroupId = new NetworkingAddressGroupV2(this, "Resource", {
      name: props.name ?? Names.ofConstruct(this),
      addresses: blocks.map((block) => block.text).sort(),
    }).id;
  }
}

/** A group that is there already. */
class ImportedAddressGroup extends Construct implements IAddressGroup {
  public readonly ipVersions = [4, 6];
  public readonly connections = Connections.define(() => Peer.addressGroup(this));

  public constructor(
    scope: Construct,
    id: string,
    public readonly addressGroupId: string,
  ) {
    super(scope, id);
  }
}
