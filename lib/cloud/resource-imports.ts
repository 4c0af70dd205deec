import type { TerraformStack } from "../core/engine";
import { TerraformResource } from "../core/engine";
import { refuse } from "@scs-blueprints/standards/errors";
import { ignoreChanges } from "../core/ignore-changes";
import { Memory } from "../core/memory";
import { readTakeover } from "@scs-blueprints/checker/reading";
import { importExisting } from "../core/terraform-data";
import { Suggestions } from "@scs-blueprints/standards/internal";
import { unreadAttributes } from "./unread-attributes";

/**
 * Resources that a cloud has already, made by hand or by another Terraform program. A stack that gets them imports them
 * and does not create them (`import` blocks: Terraform 1.5, OpenTofu 1.6).
 *
 * The provider cannot read every attribute of what it imports: the ports that a server was made with, its user data, its
 * server group. Changes of such attributes are ignored in imported resources, because they would replace them. Keep the
 * file in git for as long as these resources live; to replace a resource, take it out of the file.
 *
 * A `terraform_data` that records a value (the image revision of a server, the name of a container) is imported with
 * that value in place of an id. Without it OpenTofu from 1.12 on would replace the server.
 *
 * @example
 * stack.importResources(
 *   ResourceImports.fromIds({ "openstack_networking_network_v2.network_98BD8F48": "3cb8a7c6-5f1d-4d0a-9d0e-0b1f0e7a1c55" }),
 * );
 */
export class ResourceImports {
  /**
   * From a file that `scs-blueprints import state` wrote.
   *
   * @param path relative to the folder that the program runs in, such as `takeover.json`
   * @throws BlueprintError SCSBP-1012 when it cannot be read or is no such file
   */
  public static fromFile(path: string): ResourceImports {
    return ResourceImports.fromIds(readTakeover(path) as Record<string, string>);
  }

  /**
   * @param resources ids as the provider's import takes them, or recorded values, by address as a plan shows it
   * @throws BlueprintError SCSBP-1012 when an id is no text or empty
   */
  public static fromIds(resources: { readonly [address: string]: string }): ResourceImports {
    for (const [address, id] of Object.entries(resources)) {
      if (typeof id !== "string" || id.trim() === "") {
        throw refuse("SCSBP-1012", {
          what: "a resource to import has no id",
          got: `${address}: ${JSON.stringify(id)}`,
          allowed: "an id as the provider's import takes it",
          fix: "write the id, or leave the resource out: it is created then",
        });
      }
    }
    return new ResourceImports(resources);
  }

  private constructor(
    /** Ids, or recorded values, by address. */
    public readonly resources: { readonly [address: string]: string },
  ) {}

  /**
   * Imports the resources into a stack.
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
        throw refuse(stack, "SCSBP-1032", {
          got: address,
          ...(near.length > 0 && { allowed: near.join(", ") }),
          fix: "write the file again by `scs-blueprints import state`, or take the address out: nothing in the cloud changes by that",
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
