import { FlavorGrammar } from "./flavor-grammar";
import type { FlavorSyntax } from "./flavor-types";

/**
 * The pieces of a name as normalised text: numbers without leading zeros, letters as in the name. Text rather than
 * numbers, so that printing is exact for any size and no parsed piece is ever formatted twice.
 *
 * @internal
 */
export interface FlavorPieces {
  readonly cpus: string;
  readonly cpuLetter: string;
  readonly insecure: boolean;
  readonly ram: string;
  readonly noEcc: boolean;
  readonly ramOversubscribed: boolean;
  readonly disk?: {
    /** Empty when 1. */
    readonly count: string;
    /** Empty when not given. */
    readonly size: string;
    /** Empty when not given. */
    readonly letter: string;
  };
  /** Empty when not given. */
  readonly hypervisor: string;
  readonly hwv: boolean;
  readonly cpu?: {
    readonly letter: string;
    /** Empty when 0. */
    readonly generation: string;
    readonly marks: number;
  };
  readonly gpu?: {
    readonly mode: string;
    readonly letter: string;
    readonly generation: string;
    readonly units: string;
    readonly frequencyMarks: number;
    readonly vram: string;
    readonly bandwidthMarks: number;
  };
  readonly infiniband: boolean;
}

/** CPU vendors whose letter stays in the short name, because it carries the architecture. */
const ARCHITECTURE_LETTERS = "ar";

/**
 * Writes pieces as a name.
 *
 * @internal
 */
export class FlavorText {
  /** The full name. */
  public static full(pieces: FlavorPieces, syntax: FlavorSyntax): string {
    const { part, extension } = FlavorGrammar.separators(syntax);
    const { disk, cpu, gpu } = pieces;
    let text =
      `${FlavorGrammar.PREFIX}${pieces.cpus}${pieces.cpuLetter}${pieces.insecure ? "i" : ""}` +
      `${part}${pieces.ram}${pieces.noEcc ? "u" : ""}${pieces.ramOversubscribed ? "o" : ""}`;
    if (disk !== undefined) {
      text += `${part}${disk.count === "" ? "" : `${disk.count}x`}${disk.size}${disk.letter}`;
    }
    if (pieces.hypervisor !== "") {
      text += `${extension}${pieces.hypervisor}`;
    }
    if (pieces.hwv) {
      text += `${extension}hwv`;
    }
    if (cpu !== undefined) {
      text += `${extension}${cpu.letter}${cpu.generation}${"h".repeat(cpu.marks)}`;
    }
    if (gpu !== undefined) {
      text +=
        `${extension}${gpu.mode}${gpu.letter}${gpu.generation}` +
        `${gpu.units === "" ? "" : `${part}${gpu.units}`}${"h".repeat(gpu.frequencyMarks)}` +
        `${gpu.vram === "" ? "" : `${part}${gpu.vram}`}${"h".repeat(gpu.bandwidthMarks)}`;
    }
    return pieces.infiniband ? `${text}${extension}ib` : text;
  }

  /**
   * The pieces of the short name (scs-0100-v3): without hypervisor, hwv, Intel or AMD CPU and GPU marks; of an ARM or
   * RISC-V CPU only the letter.
   */
  public static shorten(pieces: FlavorPieces): FlavorPieces {
    const { cpu, gpu } = pieces;
    const keepsCpu = cpu !== undefined && ARCHITECTURE_LETTERS.includes(cpu.letter);
    return {
      ...pieces,
      hypervisor: "",
      hwv: false,
      cpu: keepsCpu ? { letter: cpu.letter, generation: "", marks: 0 } : undefined,
      gpu: gpu === undefined ? undefined : { ...gpu, frequencyMarks: 0, bandwidthMarks: 0 },
    };
  }
}
