import { BlueprintError } from "../core/errors";
import { FlavorDiskType } from "./flavor-types";
import type { FlavorName } from "./flavor-name";

/** Nova attaches far fewer; keeps a name like SCS-1V-1-999999999x from filling the memory. */
const MOST_DISKS = 256;

/** Extra specs of scs-0103-v1. @internal */
export class FlavorExtraSpecs {
  public static derive(name: FlavorName): Record<string, string> {
    const specs: Record<string, string> = { "scs:cpu-type": name.cpuType };
    const { disks } = name;
    const count = disks?.count ?? 0;
    if (count > MOST_DISKS) {
      throw new BlueprintError({
        code: "SCSBP-5004",
        what: "too many disks to list one extra spec for each",
        got: `${count} disks in ${name.canonical.slice(0, 80)}`,
        allowed: `up to ${MOST_DISKS}`,
        fix: "use a name with fewer disks",
      });
    }
    for (let index = 0; index < count; index += 1) {
      specs[`scs:disk${index}-type`] = disks?.type ?? FlavorDiskType.NETWORK;
    }
    // both spellings of a name are equally long and a short name is shorter, so this is "longest first, v1 before v2"
    const names = [...new Set([name.nameV1, name.canonical, name.shortV1, name.short])];
    names.forEach((each, index) => {
      specs[`scs:name-v${index + 1}`] = each;
    });
    return specs;
  }
}
