import type { TerraformResource } from "./engine";

/** Has Terraform pass over changes of more attributes of a resource. @internal */
export function ignoreChanges(resource: TerraformResource, attributes: readonly string[]): void {
  const { ignoreChanges: ignored = [], ...lifecycle } = resource.lifecycle ?? {};
  if (ignored !== "all") {
    resource.lifecycle = { ...lifecycle, ignoreChanges: [...new Set([...ignored, ...attributes])] };
  }
}
