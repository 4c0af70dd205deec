import type { TerraformStack } from "../core/engine";
import { TerraformResource } from "../core/engine";
import { BlueprintError } from "@scs-blueprints/standards/errors";
import { ignoreChanges } from "../core/ignore-changes";
import { Memory } from "../core/memory";
import { readTakeover } from "../core/takeover-file";
import { importExisting } from "../core/terraform-data";
import { Suggestions } from "@scs-blueprints/standards/internal";
import { unreadAttributes } from "./unread-attributes";

/**
 * What a cloud has already, made by hand or by another program of Terraform's: a stack that gets it imports it in
 * place of making it anew (`import` blocks: Terraform 1.5, OpenTofu 1.6).
 *
 * The provider can't find out everything of what it imports: a server's ports by which it was made, its user data, its
 * server group. Such attributes are passed over in resources that were taken over, as otherwise they would be deleted and made
 * anew. So the file is kept in git as long as these resources live; a resource that is to be made anew is taken out of it.
 *
 * A memory (the `terraform_data` of a server's image revision, of a container's name) is taken over with its value in place
 * of an id: the revision that the server has already. Without it OpenTofu from 1.12 on would replace the server.
 *
 * @example
 * stack.takeOver(
 *   Takeover.of({ "openstack_networking_network_v2.network_98BD8F48": "3cb8a7c6-5f1d-4d0a-9d0e-0b1f0e7a1c55" }),
 * );
 */
export class Takeover {
  /**
   * From a file that `scs-blueprints import state` wrote.
   *
   * @param path relative to the folder that the program runs in, such as `takeover.json`
   * @throws BlueprintError SCSBP-1012 when it cannot be read or is no such file
   */
  public static fromFile(path: string): Takeover {
    return Takeover.of(readTakeover(path) as Record<string, string>);
  }

  /**
   * @param resources ids as the provider's import takes them, or values of memories, by address as a plan shows it
   * @throws BlueprintError SCSBP-1012 when an id is no text or empty
   */
  public static of(resources: { readonly [address: string]: string }): Takeover {
    for (const [address, id] of Object.entries(resources)) {
      if (typeof id !== "string" || id.trim() === "") {
        throw new BlueprintError({
          code: "SCSBP-1012",
          what: "what is taken over has no id",
          got: `${address}: ${JSON.stringify(id)}`,
          allowed: "an id as the provider's import takes it",
          fix: "write the id, or leave the resource out: it is made anew then",
        });
      }
    }
    return new Takeover(resources);
  }

  private constructor(
    /** Ids, or values of memories, by address. */
    public readonly resources: { readonly [address: string]: string },
  ) {}

  /**
   * Has the resources of a stack import what is theirs.
   *
   * @throws BlueprintError SCSBP-1032 when the stack has no resource of an address
   * @internal
   * @jsii ignore
   */
  public applyTo(stack: TerraformStack): void {
    const byAddress = new Map(
      stack.node
        .findAll()
        .filter((one) => TerraformResource.isTerraformResource(one))
        .map((one) => [`${one.terraformResourceType}.${one.friendlyUniqueId}`, one]),
    );
    for (const [address, id] of Object.entries(this.resources)) {
      const resource = byAddress.get(address);
      if (resource === undefined) {
        const type = address.split(".")[0];
        const near = Suggestions.nearest(
          address,
          [...byAddress.keys()].filter((one) => one.startsWith(`${type}.`)),
        );
        throw new BlueprintError({
          code: "SCSBP-1032",
          what: "the stack has no resource of this address to take over",
          got: address,
          ...(near.length > 0 && { allowed: near.join(", ") }),
          fix: "make the file anew by `scs-blueprints import state`, or take the address out: nothing in the cloud changes by that",
          path: stack.node.path,
        });
      }
      if (resource instanceof Memory) {
        resource.alreadyHeld(id);
        continue;
      }
      importExisting(resource, id);
      ignoreChanges(resource, unreadAttributes(resource.terraformResourceType));
    }
  }
}
