import { constructOf, declaredAddress, instanceKey, type Stack } from "@scs-blueprints/checker/assembly";

/**
 * Translates Terraform's addresses into construct paths, which is what the user wrote:
 * `openstack_networking_network_v2.shop_network_7F3A` → `network`.
 */
export class ConstructPaths {
  /** @param stack whose addresses they are. Default: none, so nothing is known */
  public constructor(private readonly stack?: Stack) {}

  /** @returns the construct path with the kind of resource, the address itself when it is none of ours. */
  public label(address: string): string {
    const path = this.find(address);
    return path === undefined ? address : `${path} (${kindOf(address)})`;
  }

  /** @returns the construct path below the stack, undefined when unknown. Instance keys, as in `x.y["a"]`, are kept. */
  public find(address: string): string | undefined {
    const path = this.stack?.find(declaredAddress(address))?.path;
    return path === undefined ? undefined : `${constructOf(path)}${instanceKey(address)}`;
  }
}

/** `openstack_networking_network_v2.x` → `networking network`. */
export function kindOf(address: string): string {
  const type = address.replace(/^data\./, "").split(".")[0] ?? address;
  const kind = type
    .replace(/^openstack_/, "")
    .replace(/_v\d+$/, "")
    .replaceAll("_", " ");
  return address.startsWith("data.") ? `look-up of ${kind}` : kind;
}
