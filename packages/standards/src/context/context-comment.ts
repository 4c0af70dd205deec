import { VolumeAspect } from "../volume-aspects";
import type { CloudContext } from "./cloud-context";
import type { ContextVolumeType } from "./cloud-context-facts";

/**
 * What a stack says of its context in the comment (`//`) of its synthesized JSON, where Terraform does not look: what a
 * later check of that JSON cannot find in it otherwise.
 *
 * @internal
 */
export class ContextComment {
  /** Key within `//`. */
  public static readonly KEY = "scs-context";

  /** What a stack writes. */
  public static of(context: CloudContext): object {
    const { cloud, volumeTypes } = JSON.parse(context.render()) as { cloud: string; volumeTypes: object[] };
    return { cloud, volumeTypes };
  }

  /** Volume types that a stack has under the key; undefined where it says nothing, or nothing that can be read. */
  public static volumeTypes(comment: unknown): ContextVolumeType[] | undefined {
    const list = field(comment, "volumeTypes");
    if (!Array.isArray(list)) {
      return undefined;
    }
    return list.flatMap((entry: unknown) => {
      const [name, aspects] = [field(entry, "name"), field(entry, "aspects")];
      return typeof name !== "string" || !Array.isArray(aspects)
        ? []
        : [
            {
              name,
              aspects: Object.values(VolumeAspect).filter((aspect) => aspects.includes(aspect)),
              isDefault: field(entry, "isDefault") === true,
            },
          ];
    });
  }
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
