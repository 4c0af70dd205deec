import type { IConstruct } from "constructs";
import { dependable, TerraformResource } from "./engine";

/**
 * What `depends_on` says for "after all that these constructs define". The engine does not carry `node.addDependency`
 * into Terraform.
 *
 * @returns addresses, sorted, each once
 * @internal
 */
export function addressesIn(constructs: readonly IConstruct[]): string[] {
  const resources = constructs
    .flatMap((one) => one.node.findAll())
    .filter((one) => TerraformResource.isTerraformResource(one));
  return [...new Set(resources.map((one) => dependable(one)))].sort();
}
