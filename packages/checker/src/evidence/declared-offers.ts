import type { ImageFacts, ObservedFlavor, VolumeTypeFacts } from "@scs-blueprints/standards";
import type { DeclaredResource, DeclaredValue } from "../assembly/declared";
import type { Declared } from "./declared";

const FLAVOR = "openstack_compute_flavor_v2";
const IMAGE = "openstack_images_image_v2";

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

/** Flavors that the stacks make. @internal */
export function flavorsMade(declared: Declared): DeclaredFlavor[] {
  return declared.resources(FLAVOR).map((resource) => {
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

/** Flavor names that the stacks look up or order servers with. @internal */
export function flavorsUsed(declared: Declared): FlavorUse[] {
  const lookups = declared.lookups(FLAVOR).map((resource) => ({ resource, name: resource.attribute("name") }));
  const servers = declared
    .resources("openstack_compute_instance_v2")
    .map((resource) => ({ resource, name: resource.settled("flavor_name") }));
  return [...lookups, ...servers].filter(({ name }) => !name.isAbsent);
}

/** Glance attributes that the provider names differently; everything else of scs-0102 is a property. */
const ATTRIBUTES: Readonly<Record<string, string>> = { min_disk: "min_disk_gb", min_ram: "min_ram_mb" };

/** An image that a stack offers to other projects. @internal */
export class DeclaredImage {
  /** The images that stacks make public or community; those whose visibility is not known yet are contained. */
  public static offered(declared: Declared): DeclaredImage[] {
    return declared
      .resources(IMAGE)
      .map((resource) => new DeclaredImage(resource))
      .filter((image) => image.isOffered);
  }

  private constructor(public readonly resource: DeclaredResource) {}

  /** Whether visibility and hidden are known. */
  public get isVisibilityKnown(): boolean {
    return !this.resource.attribute("visibility").isUnknown && !this.resource.attribute("hidden").isUnknown;
  }

  /** One property or attribute of scs-0102. */
  public value(name: string): DeclaredValue {
    const attribute = ATTRIBUTES[name];
    return attribute === undefined ? this.resource.entry("properties", name) : this.resource.attribute(attribute);
  }

  public get facts(): ImageFacts {
    const { resource } = this;
    return {
      name: resource.attribute("name").text ?? "",
      properties: resource.map("properties"),
      visibility: resource.attribute("visibility").text ?? "public",
      hidden: resource.attribute("hidden").isTrue,
      minDiskGiB: resource.attribute("min_disk_gb").number ?? 0,
      minRamMiB: resource.attribute("min_ram_mb").number ?? 0,
      sizeBytes: resource.attribute("size_bytes").number,
    };
  }

  /** The provider's default is private. */
  private get isOffered(): boolean {
    const visibility = this.resource.attribute("visibility");
    const listed = visibility.isUnknown || ["public", "community"].includes(visibility.text ?? "private");
    return listed && !this.resource.attribute("hidden").isTrue;
  }
}

/** A volume type that a stack makes. @internal */
export interface DeclaredVolumeType {
  readonly resource: DeclaredResource;
  /** @default - the description is not known yet */
  readonly facts?: VolumeTypeFacts;
}

/** Volume types that the stacks make. @internal */
export function volumeTypesMade(declared: Declared): DeclaredVolumeType[] {
  return declared.resources("openstack_blockstorage_volume_type_v3").map((resource) => {
    const description = resource.attribute("description");
    return {
      resource,
      facts: description.isUnknown
        ? undefined
        : { name: resource.attribute("name").text ?? resource.address, description: description.text ?? "" },
    };
  });
}
