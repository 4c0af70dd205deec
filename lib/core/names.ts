import { createHash } from "node:crypto";
import type { Construct } from "constructs";
import { TerraformStack } from "./engine";

/** Path components that group or hide and say nothing to a reader of a cloud's resource list. */
const SILENT = new Set(["Resource", "Default", "members"]);

/**
 * Longest name that every OpenStack service accepts as a host name label, in characters.
 * RFC 1123 section 2.1 (63 octets a label); Nova derives the guest's host name from the server's name.
 */
const MAX_LENGTH = 63;

/**
 * Names of resources in the cloud.
 */
export class Names {
  /**
   * The default name of what a construct defines: stack and path, joined by hyphens, `shop-web-1` for the member `1`
   * of the pool `web` in the stack `shop`.
   *
   * Valid as a host name: letters, digits and hyphens, at most 63 characters; a longer one is cut and ends with a
   * digest of the whole path, so that two long names that differ stay different.
   */
  public static ofConstruct(construct: Construct): string {
    const stack = TerraformStack.of(construct);
    const own = construct.node.scopes.slice(stack.node.scopes.length).map((scope) => scope.node.id);
    return Names.join([stack.node.id, ...own.filter((id) => !SILENT.has(id))]);
  }

  /** Joins parts to a name under the rules of {@link Names.ofConstruct}. */
  public static join(parts: string[]): string {
    const whole = parts.join("-");
    const name = whole.replace(/[^A-Za-z0-9-]+/g, "-").replace(/^-+|-+$/g, "");
    if (name.length <= MAX_LENGTH) {
      return name;
    }
    const digest = createHash("sha256").update(whole).digest("hex").slice(0, 8);
    return `${name.slice(0, MAX_LENGTH - digest.length - 1).replace(/-+$/, "")}-${digest}`;
  }
}
