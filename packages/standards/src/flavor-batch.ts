import { FlavorName } from "./flavor-name";
import { FlavorSyntax } from "./flavor-types";

/**
 * One name read by the batch form. A wire format: every key is always there, in this order, with null for what is
 * unknown or does not apply.
 * @jsii ignore
 */
export interface FlavorBatchRow {
  /** The name as received. */
  readonly name: string;
  /** Whether it is a valid SCS name; false also for names that do not start with `SCS-`. */
  readonly ok: boolean;
  /** The normalised name in v2/v3 spelling. */
  readonly canonical: string | null;
  /** The short name in v2/v3 spelling. */
  readonly short: string | null;
  /** The normalised name in v1 spelling. */
  readonly nameV1: string | null;
  readonly vcpus: number | null;
  /** crowded-core, shared-core, dedicated-thread or dedicated-core. */
  readonly cpuType: string | null;
  readonly ramGiB: number | null;
  /** Null without disk and when the cloud chooses the size. */
  readonly diskGB: number | null;
  /** network, hdd, ssd or nvme; null without disk and when the name leaves it open. */
  readonly diskType: string | null;
  /** What is wrong, in one line; null when ok. */
  readonly error: string | null;
}

/** Reading many names for other programs. @jsii ignore */
export class FlavorBatch {
  /**
   * Reads one name.
   *
   * @param text one line without its line end
   *
   * @example
   * FlavorBatch.row("SCS-2V-4-20s", FlavorSyntax.V3).diskType; // "ssd"
   */
  public static row(text: string, syntax: FlavorSyntax = FlavorSyntax.V3): FlavorBatchRow {
    const { name, problem } = FlavorName.tryParse(text, syntax);
    const disks = name?.disks;
    return {
      name: text,
      ok: name !== undefined,
      canonical: name?.canonical ?? null,
      short: name?.short ?? null,
      nameV1: name?.nameV1 ?? null,
      vcpus: name?.vcpus ?? null,
      cpuType: name?.cpuType ?? null,
      ramGiB: name?.ramGiB ?? null,
      diskGB: disks?.sizeGB ?? null,
      diskType: disks?.type ?? null,
      error:
        problem === undefined ? null : `${problem.what} at character ${problem.position}; allowed: ${problem.allowed}`,
    };
  }

  /** The row as one line of JSON, without line end. */
  public static line(text: string, syntax: FlavorSyntax = FlavorSyntax.V3): string {
    return JSON.stringify(FlavorBatch.row(text, syntax));
  }
}
