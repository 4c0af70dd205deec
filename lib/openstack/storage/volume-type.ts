import { refuse } from "../../core/index";
import { type VolumeAspect, VolumeAspects } from "@scs-blueprints/standards";

/**
 * A Cinder volume type, by its name in the cloud: names differ from cloud to cloud, aspects are what SCS standardizes
 * (scs-0114). The provider cannot list volume types, so the aspects that a program relies on are written into the
 * metadata of its volumes (`scs-aspects`), where a check of the live cloud can hold them against the type's
 * description.
 *
 * @example
 * const type = VolumeType.fromName("ceph-luks", [VolumeAspect.ENCRYPTED, VolumeAspect.REPLICATED]);
 * new Volume(stack, "vault", { sizeGiB: 10, volumeType: type });
 */
export class VolumeType {
  /**
   * @param name as `openstack volume type list` shows it
   * @param aspects what the program relies on the type for
   * @throws BlueprintError SCSBP-2046 when the name is empty, SCSBP-5030 for an aspect that scs-0114 does not know
   */
  public static fromName(name: string, aspects: VolumeAspect[] = []): VolumeType {
    if (name.trim() === "") {
      throw refuse("SCSBP-2046", {
        got: JSON.stringify(name),
        allowed: "a name as `openstack volume type list` shows it",
        fix: "leave volumeType out to get the cloud's default type",
      });
    }
    VolumeAspects.compose(aspects);
    return new VolumeType(name, [...new Set(aspects)].sort());
  }

  private constructor(
    /** Name in the cloud. */
    public readonly name: string,
    /** What the program relies on, sorted. */
    public readonly aspects: VolumeAspect[],
  ) {}
}
