import type { ObservedFlavor } from "@scs-blueprints/standards";
import type { Declared } from "./declared";
import type { DeclaredResource } from "../assembly/declared";
import type { DeclaredValue } from "../assembly/declared";

const TYPE = "openstack_compute_flavor_v2";

/** A flavor that a stack makes, as far as it is known. @internal */
export interface DeclaredFlavor {
  readonly resource: DeclaredResource;
  readonly name: DeclaredValue;
  /** @default - a part is not known yet: `unknown` says which */
  readonly facts?: ObservedFlavor;
  readonly unknown: readonly string[];
  /** Whether all projects see it; undefined when that is not known yet. The provider's default is false. */
  readonly isPublic?: boolean;
}

/** A place in code that names a flavor to use. @internal */
export interface FlavorUse {
  readonly resource: DeclaredResource;
  readonly name: DeclaredValue;
}

/** Flavors in code. @internal */
export class DeclaredFlavors {
  /** Those that the stacks make. */
  public static made(declared: Declared): DeclaredFlavor[] {
    return declared.resources(TYPE).map((resource) => {
      const parts = ["name", "vcpus", "ram", "disk", "extra_specs"] as const;
      const unknown = parts.filter((part) => resource.attribute(part).isUnknown);
      const visible = resource.attribute("is_public");
      const [vcpus, ram, disk] = (["vcpus", "ram", "disk"] as const).map((part) => resource.attribute(part).number);
      const name = resource.attribute("name");
      const complete = unknown.length === 0 && name.text !== undefined && vcpus !== undefined && ram !== undefined;
      return {
        resource,
        name,
        unknown,
        isPublic: visible.isUnknown ? undefined : visible.isTrue,
        facts: complete
          ? {
              name: name.text ?? "",
              vcpus: vcpus ?? 0,
              ramMiB: ram ?? 0,
              diskGB: disk ?? 0,
              extraSpecs: resource.map("extra_specs"),
            }
          : undefined,
      };
    });
  }

  /** Names that the stacks look up or order servers with. */
  public static used(declared: Declared): FlavorUse[] {
    const lookups = declared.lookups(TYPE).map((resource) => ({ resource, name: resource.attribute("name") }));
    const servers = declared
      .resources("openstack_compute_instance_v2")
      .map((resource) => ({ resource, name: resource.settled("flavor_name") }));
    return [...lookups, ...servers].filter(({ name }) => !name.isAbsent);
  }
}
