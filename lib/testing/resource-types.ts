import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { refuse } from "@scs-blueprints/standards/errors";
import { Suggestions } from "@scs-blueprints/standards/internal";

let known: readonly string[] | undefined;

/** Types of the OpenStack provider, look-ups with `data.` in front: one folder of the bindings is one type. */
function openstackTypes(): readonly string[] {
  known ??= readdirSync(dirname(dirname(require.resolve("@scs-blueprints/provider-openstack/lib/provider"))), {
    withFileTypes: true,
  })
    .filter((entry) => entry.isDirectory() && entry.name !== "provider")
    .map(({ name }) => name.replaceAll("-", "_"))
    .map((name) => name.replace(/^data_openstack_/, "data.openstack_"))
    .map((name) => (name.startsWith("data.") ? name : `openstack_${name}`))
    .sort();
  return known;
}

/**
 * Refuses a type that cannot be: an assertion that it is absent would always hold.
 *
 * @param type such as `openstack_networking_network_v2`
 * @param here types that the stack has
 * @throws BlueprintError SCSBP-8503
 * @internal
 */
export function requireType(type: string, isData: boolean, here: readonly string[]): void {
  const name = isData ? `data.${type}` : type;
  const checked = type.startsWith("openstack_") || !/^[a-z][a-z0-9-]*_[a-z0-9_]+$/.test(type);
  if (here.includes(type) || !checked || openstackTypes().includes(name)) {
    return;
  }
  const all = openstackTypes()
    .filter((each) => each.startsWith("data.") === isData)
    .map((each) => each.replace(/^data\./, ""));
  const nearest = Suggestions.nearest(type, [...new Set([...here, ...all])]);
  throw refuse("SCSBP-8503", {
    what: `the provider has no such ${isData ? "data source" : "resource type"}`,
    got: JSON.stringify(type),
    allowed: "a type as Terraform names it, such as openstack_networking_network_v2",
    fix: nearest.length > 0 ? `did you mean ${nearest.join(", ")}?` : "look it up in the provider's documentation",
  });
}
