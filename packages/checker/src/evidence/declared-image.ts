import type { ImageFacts } from "@scs-blueprints/standards";
import type { Declared } from "./declared";
import type { DeclaredResource } from "../assembly/declared";
import type { DeclaredValue } from "../assembly/declared";

const TYPE = "openstack_images_image_v2";

/** Glance attributes that the provider names differently; everything else of scs-0102 is a property. */
const ATTRIBUTES: Readonly<Record<string, string>> = { min_disk: "min_disk_gb", min_ram: "min_ram_mb" };

/** An image that a stack offers to other projects. @internal */
export class DeclaredImage {
  /** The images that stacks make public or community; those whose visibility is not known yet are contained. */
  public static offered(declared: Declared): DeclaredImage[] {
    return declared
      .resources(TYPE)
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
