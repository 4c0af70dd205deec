import { FlavorCpuType, FlavorDiskType, FlavorHypervisor, FlavorSyntax } from "./flavor-types";
import { ScsData } from "./data";

/** The characters that separate parts and extensions in one syntax. @internal */
export interface FlavorSeparators {
  /** Before RAM, disk, GPU units and video memory. */
  readonly part: string;
  /** Before each extension. */
  readonly extension: string;
}

/**
 * Letters and tables of scs-0100-v3 (revision v3.3, commit in scs-flavor-grammar.json).
 *
 * @internal
 */
export class FlavorGrammar {
  /** Every SCS name starts like this, in this case. */
  public static readonly PREFIX = "SCS-";

  /** Highest number of h marks: CPU frequency, and each GPU mark. */
  public static readonly MAX_CPU_MARKS = 3;
  public static readonly MAX_GPU_MARKS = 2;

  public static readonly CPU_TYPES: ReadonlyMap<string, FlavorCpuType> = new Map([
    ["L", FlavorCpuType.CROWDED_CORE],
    ["V", FlavorCpuType.SHARED_CORE],
    ["T", FlavorCpuType.DEDICATED_THREAD],
    ["C", FlavorCpuType.DEDICATED_CORE],
  ]);

  public static readonly DISK_TYPES: ReadonlyMap<string, FlavorDiskType> = new Map([
    ["n", FlavorDiskType.NETWORK],
    ["h", FlavorDiskType.HDD],
    ["s", FlavorDiskType.SSD],
    ["p", FlavorDiskType.NVME],
  ]);

  public static separators(syntax: FlavorSyntax): FlavorSeparators {
    return syntax === FlavorSyntax.V1 ? FlavorGrammar.SEPARATORS_V1 : FlavorGrammar.SEPARATORS_V3;
  }

  public static hypervisors(syntax: FlavorSyntax): readonly FlavorHypervisor[] {
    return syntax === FlavorSyntax.V1 ? FlavorGrammar.HYPERVISORS_V1 : FlavorGrammar.HYPERVISORS_V3;
  }

  /** The letter that stands for `value`, in one of the maps above. */
  public static letterOf(map: ReadonlyMap<string, string>, value: string): string | undefined {
    return [...map].find(([, each]) => each === value)?.[0];
  }

  /** Highest known generation of a CPU vendor letter; all from 0 to it are known. */
  public static cpuGenerations(letter: string): number[] {
    return FlavorGrammar.tables().cpu.get(letter) ?? [];
  }

  /** Known generations of a GPU vendor letter, longest first, so that the first that fits is the right one. */
  public static gpuGenerations(letter: string): string[] {
    return FlavorGrammar.tables().gpu.get(letter) ?? [];
  }

  private static readonly SEPARATORS_V1: FlavorSeparators = { part: ":", extension: "-" };
  private static readonly SEPARATORS_V3: FlavorSeparators = { part: "-", extension: "_" };
  private static readonly HYPERVISORS_V3: readonly FlavorHypervisor[] = Object.values(FlavorHypervisor);
  private static readonly HYPERVISORS_V1: readonly FlavorHypervisor[] = FlavorGrammar.HYPERVISORS_V3.filter(
    (each) => each !== FlavorHypervisor.CLOUD_HYPERVISOR,
  );

  private static cached?: { readonly cpu: Map<string, number[]>; readonly gpu: Map<string, string[]> };

  private static tables(): { readonly cpu: Map<string, number[]>; readonly gpu: Map<string, string[]> } {
    if (FlavorGrammar.cached === undefined) {
      const data = ScsData.flavorGrammar();
      FlavorGrammar.cached = {
        cpu: new Map(data.cpuVendors.map((row) => [row.letter, row.generations.map((each) => each.value)])),
        gpu: new Map(
          data.gpuVendors.map((row) => [
            row.letter,
            row.generations.map((each) => each.value).sort((a, b) => b.length - a.length),
          ]),
        ),
      };
    }
    return FlavorGrammar.cached;
  }
}
