import type { IConstruct } from "constructs";
import { dependable, type TerraformDataSource, TerraformResource } from "./engine";

const known = new WeakMap<IConstruct, Set<IConstruct>>();

/**
 * Has a resource made, or a data source read, after all that constructs define, and destroyed before it (`depends_on`), in the order of their paths,
 * each once. The engine does not carry `node.addDependency` into Terraform.
 *
 * @internal
 */
export function makeAfter(resource: TerraformResource | TerraformDataSource, constructs: readonly IConstruct[]): void {
  const before = known.get(resource) ?? new Set();
  const further = new Set(constructs.flatMap((one) => one.node.findAll()).filter((one) => !before.has(one)));
  const resources = [...further].filter((one) => TerraformResource.isTerraformResource(one));
  resources.sort((a, b) => (a.node.path < b.node.path ? -1 : 1));
  if (resources.length > 0) {
    resource.dependsOn = [...(resource.dependsOn ?? []), ...resources.map((one) => dependable(one))];
    known.set(resource, new Set([...before, ...resources]));
  }
}
