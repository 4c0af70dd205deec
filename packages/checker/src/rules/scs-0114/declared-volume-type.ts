import type { VolumeTypeFacts } from "@scs-blueprints/standards";
import type { Declared } from "../../evidence/declared";
import type { DeclaredResource } from "../../assembly/declared";

/** A volume type that a stack makes. @internal */
export interface DeclaredVolumeType {
  readonly resource: DeclaredResource;
  /** @default - the description is not known yet */
  readonly facts?: VolumeTypeFacts;
}

/** @internal */
export function declaredVolumeTypes(declared: Declared): DeclaredVolumeType[] {
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
