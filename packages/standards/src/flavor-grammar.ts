// The grammar of flavor names: letters and tables of scs-0100-v3 (revision v3.3, commit in scs-flavor-grammar.json), parser, composer.
import { BlueprintError, refuse } from "./errors";
import { ScsData } from "./data";
import {
  type FlavorCpu,
  FlavorCpuType,
  FlavorCpuVendor,
  FlavorDiskType,
  type FlavorDisks,
  type FlavorGpu,
  FlavorGpuVendor,
  FlavorHypervisor,
  type FlavorNameParts,
  FlavorNameProblem,
  FlavorSyntax,
} from "./flavor-types";

/** The characters that separate parts and extensions in one syntax. */
interface FlavorSeparators {
  /** Before RAM, disk, GPU units and video memory. */
  readonly part: string;
  /** Before each extension. */
  readonly extension: string;
}

/** Every SCS name starts like this, in this case. */
export const PREFIX = "SCS-";

/** Highest number of h marks: CPU frequency, and each GPU mark. */
const MAX_CPU_MARKS = 3;
const MAX_GPU_MARKS = 2;

export const CPU_LETTERS: ReadonlyMap<string, FlavorCpuType> = new Map([
  ["L", FlavorCpuType.CROWDED_CORE],
  ["V", FlavorCpuType.SHARED_CORE],
  ["T", FlavorCpuType.DEDICATED_THREAD],
  ["C", FlavorCpuType.DEDICATED_CORE],
]);

export const DISK_LETTERS: ReadonlyMap<string, FlavorDiskType> = new Map([
  ["n", FlavorDiskType.NETWORK],
  ["h", FlavorDiskType.HDD],
  ["s", FlavorDiskType.SSD],
  ["p", FlavorDiskType.NVME],
]);

function separators(syntax: FlavorSyntax): FlavorSeparators {
  return syntax === FlavorSyntax.V1 ? SEPARATORS_V1 : SEPARATORS_V3;
}

function hypervisors(syntax: FlavorSyntax): readonly FlavorHypervisor[] {
  return syntax === FlavorSyntax.V1 ? HYPERVISORS_V1 : HYPERVISORS_V3;
}

/** The letter that stands for `value`, in one of the maps above. */
function letterOf(map: ReadonlyMap<string, string>, value: string): string | undefined {
  return [...map].find(([, each]) => each === value)?.[0];
}

/** Highest known generation of a CPU vendor letter; all from 0 to it are known. */
function cpuGenerations(letter: string): number[] {
  return tables().cpu.get(letter) ?? [];
}

/** Known generations of a GPU vendor letter, longest first, so that the first that fits is the right one. */
function gpuGenerations(letter: string): string[] {
  return tables().gpu.get(letter) ?? [];
}

const SEPARATORS_V1: FlavorSeparators = { part: ":", extension: "-" };
const SEPARATORS_V3: FlavorSeparators = { part: "-", extension: "_" };
const HYPERVISORS_V3: readonly FlavorHypervisor[] = Object.values(FlavorHypervisor);
const HYPERVISORS_V1: readonly FlavorHypervisor[] = HYPERVISORS_V3.filter(
  (each) => each !== FlavorHypervisor.CLOUD_HYPERVISOR,
);

let cached: { readonly cpu: Map<string, number[]>; readonly gpu: Map<string, string[]> } | undefined;

function tables(): { readonly cpu: Map<string, number[]>; readonly gpu: Map<string, string[]> } {
  if (cached === undefined) {
    const data = ScsData.flavorGrammar();
    cached = {
      cpu: new Map(data.cpuVendors.map((row) => [row.letter, row.generations.map((each) => each.value)])),
      gpu: new Map(
        data.gpuVendors.map((row) => [
          row.letter,
          row.generations.map((each) => each.value).sort((a, b) => b.length - a.length),
        ]),
      ),
    };
  }
  return cached;
}

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

/** The full name. */
export function writeFlavorName(pieces: FlavorPieces, syntax: FlavorSyntax): string {
  const { part, extension } = separators(syntax);
  const { disk, cpu, gpu } = pieces;
  let text =
    `${PREFIX}${pieces.cpus}${pieces.cpuLetter}${pieces.insecure ? "i" : ""}` +
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
export function shortenFlavorName(pieces: FlavorPieces): FlavorPieces {
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

/** What the parser says: pieces or problem, never both. @internal */
interface FlavorScan {
  readonly pieces?: FlavorPieces;
  readonly problem?: FlavorNameProblem;
}

/** The extensions in the order in which they must stand. */
const ORDER = ["hypervisor", "hwv", "CPU", "GPU", "ib"];

/**
 * Reads a flavor name left to right (grammar: scs-0100-v3; verdicts: those of the reference parser). Each character is
 * looked at a bounded number of times: no regular expression, no backtracking.
 *
 * @internal
 */
export class FlavorNameParser {
  public static scan(text: string, syntax: FlavorSyntax): FlavorScan {
    try {
      return { pieces: new FlavorNameParser(text, syntax).read() };
    } catch (problem) {
      // thrown inside only, and no Error: a stack trace would cost more than the parsing
      if (problem instanceof FlavorNameProblem) {
        return { problem };
      }
      throw problem;
    }
  }

  private readonly separators: FlavorSeparators;
  private position = 0;

  private constructor(
    private readonly text: string,
    private readonly syntax: FlavorSyntax,
  ) {
    this.separators = separators(syntax);
  }

  private read(): FlavorPieces {
    if (!this.text.startsWith(PREFIX)) {
      throw FlavorNameProblem.notScs(this.text);
    }
    this.position = PREFIX.length;
    const cpus = this.positiveInteger("number of vCPUs");
    const cpuLetter = this.cpuLetter();
    const insecure = this.accept("i");
    this.ramSeparator();
    const ram = this.ram();
    const noEcc = this.accept("u");
    const ramOversubscribed = this.accept("o");
    const disk = this.disk();
    const hypervisor = this.hypervisor();
    const hwv = this.acceptExtension("hwv");
    const cpu = this.cpu();
    const gpu = this.gpu();
    const infiniband = this.acceptExtension("ib");
    if (this.position < this.text.length) {
      throw this.leftOver();
    }
    return { cpus, cpuLetter, insecure, ram, noEcc, ramOversubscribed, disk, hypervisor, hwv, cpu, gpu, infiniband };
  }

  private cpuLetter(): string {
    const letter = this.text.charAt(this.position);
    if (!CPU_LETTERS.has(letter)) {
      throw this.refuse(
        "no CPU type after the number of vCPUs",
        "L (crowded core), V (shared core), T (dedicated thread) or C (dedicated core)",
        CPU_LETTERS.has(letter.toUpperCase()) ? "write the CPU type in upper case" : undefined,
      );
    }
    this.position += 1;
    return letter;
  }

  private ramSeparator(): void {
    if (!this.accept(this.separators.part)) {
      throw this.refuse(
        "no RAM after the CPU part",
        `${JSON.stringify(this.separators.part)} and the RAM in GiB`,
        undefined,
      );
    }
  }

  /** Digits and points, read as a decimal number the lenient way the reference does: `4.` and `.5` are numbers too. */
  private ram(): string {
    const start = this.position;
    while (this.isDigit(this.position) || this.text.charAt(this.position) === ".") {
      this.position += 1;
    }
    const written = this.text.slice(start, this.position);
    const value = written === "" ? Number.NaN : Number(written);
    if (Number.isFinite(value * 2) && value > 0 && Number.isInteger(value * 2)) {
      return FlavorNameParser.decimal(value);
    }
    this.position = start;
    const whole = Math.floor(value * 2) / 2;
    throw this.refuse(
      written === "" ? "the RAM is missing" : "the RAM is not a positive multiple of 0.5 GiB",
      "GiB such as 4 or 4.5",
      Number.isFinite(whole) && whole > 0 ? `write ${whole} or ${whole + 0.5}` : undefined,
      written,
    );
  }

  private disk(): FlavorPieces["disk"] {
    if (!this.accept(this.separators.part)) {
      return undefined;
    }
    const start = this.position;
    let size = this.digits();
    let count = "";
    if (this.accept("x")) {
      count = this.checked(size, start, "number of disks");
      const sizeStart = this.position;
      size = this.digits();
      if (size !== "") {
        size = this.checked(size, sizeStart, "disk size");
      }
    } else if (size !== "") {
      size = this.checked(size, start, "disk size");
    }
    const letter = this.text.charAt(this.position);
    const hasType = DISK_LETTERS.has(letter);
    if (hasType) {
      this.position += 1;
    }
    return { count: count === "1" ? "" : count, size, letter: hasType ? letter : "" };
  }

  private hypervisor(): string {
    if (this.text.charAt(this.position) !== this.separators.extension) {
      return "";
    }
    const found = hypervisors(this.syntax).find((each) => this.acceptExtension(each));
    return found ?? "";
  }

  /** Stands only when the end or another extension follows, so that `ib` is not read as Intel. */
  private cpu(): FlavorPieces["cpu"] {
    const { extension } = this.separators;
    const start = this.position;
    const letter = this.text.charAt(start + 1);
    const known = cpuGenerations(letter);
    if (this.text.charAt(start) !== extension || known.length === 0) {
      return undefined;
    }
    this.position = start + 2;
    const digits = this.digits();
    const marks = this.marks();
    if (this.position < this.text.length && this.text.charAt(this.position) !== extension) {
      this.position = start;
      return undefined;
    }
    const generation = digits === "" ? 0 : Number(digits);
    if (!known.includes(generation)) {
      this.position = start + 2;
      const highest = Math.max(...known);
      throw this.refuse(
        "unknown CPU generation",
        `for ${letter}: ${highest === 0 ? "0 or none" : `0 to ${highest}, or none`}`,
        undefined,
        digits,
      );
    }
    if (marks > MAX_CPU_MARKS) {
      this.position -= marks;
      throw this.refuse("too many frequency marks", "h, hh or hhh", undefined, "h".repeat(marks));
    }
    return { letter, generation: generation === 0 ? "" : String(generation), marks };
  }

  private gpu(): FlavorPieces["gpu"] {
    const mode = this.text.charAt(this.position + 1);
    if (this.text.charAt(this.position) !== this.separators.extension || (mode !== "G" && mode !== "g")) {
      return undefined;
    }
    this.position += 2;
    const letter = this.text.charAt(this.position);
    const known = gpuGenerations(letter);
    if (known.length === 0) {
      throw this.refuse("no GPU vendor", "N (Nvidia), A (AMD) or I (Intel)", undefined);
    }
    this.position += 1;
    const generation = known.find((each) => this.text.startsWith(each, this.position)) ?? "";
    this.position += generation.length;
    const units = this.gpuNumber("number of GPU units");
    const frequencyMarks = this.marks(MAX_GPU_MARKS);
    const vram = this.gpuNumber("video memory");
    const bandwidthMarks = this.marks(MAX_GPU_MARKS);
    return { mode, letter, generation, units, frequencyMarks, vram, bandwidthMarks };
  }

  private gpuNumber(what: string): string {
    return this.accept(this.separators.part) ? this.positiveInteger(what) : "";
  }

  private positiveInteger(what: string): string {
    const start = this.position;
    return this.checked(this.digits(), start, what);
  }

  /** The digits without leading zeros; refuses none, zero, and what no number can hold. */
  private checked(digits: string, start: number, what: string): string {
    let zeros = 0;
    while (zeros < digits.length && digits.charAt(zeros) === "0") {
      zeros += 1;
    }
    const normalized = digits.slice(zeros);
    if (normalized === "" || !Number.isFinite(Number(normalized))) {
      this.position = start;
      throw this.refuse(
        `the ${what} is ${digits === "" ? "missing" : normalized === "" ? "zero" : "too large"}`,
        "a whole number from 1 up",
        undefined,
        digits === "" ? undefined : digits,
      );
    }
    return normalized;
  }

  private digits(): string {
    const start = this.position;
    while (this.isDigit(this.position)) {
      this.position += 1;
    }
    return this.text.slice(start, this.position);
  }

  /** Counts h marks, all of them or up to `most`. */
  private marks(most = Number.POSITIVE_INFINITY): number {
    const start = this.position;
    while (this.text.charAt(this.position) === "h" && this.position - start < most) {
      this.position += 1;
    }
    return this.position - start;
  }

  private accept(character: string): boolean {
    const fits = this.text.charAt(this.position) === character;
    this.position += fits ? 1 : 0;
    return fits;
  }

  private acceptExtension(word: string): boolean {
    const fits = this.accept(this.separators.extension);
    if (fits && this.text.startsWith(word, this.position)) {
      this.position += word.length;
      return true;
    }
    this.position -= fits ? 1 : 0;
    return false;
  }

  /** ASCII digits only. */
  private isDigit(position: number): boolean {
    const code = this.text.charCodeAt(position);
    return code >= 48 && code <= 57;
  }

  private leftOver(): FlavorNameProblem {
    const { part, extension } = this.separators;
    const rest = this.text.slice(this.position, this.position + 200);
    if (rest.trim() === "") {
      return this.refuse("white space after the name", "nothing", "remove it", rest);
    }
    const other = this.syntax === FlavorSyntax.V1 ? FlavorSyntax.V3 : FlavorSyntax.V1;
    if (this.text.includes(":") && this.syntax !== FlavorSyntax.V1) {
      return this.refuse(
        `unexpected ${JSON.stringify(rest.charAt(0))}`,
        `the spelling of ${this.syntax}`,
        `this looks like syntax ${other}: parse it as that, or write - for : and _ for -`,
        rest,
      );
    }
    if (rest.startsWith(extension)) {
      const word = rest.slice(1).split(extension, 1).join("");
      const misplaced =
        ["hwv", "ib"].includes(word) ||
        hypervisors(this.syntax).some((each) => each === word) ||
        /^[izar]\d{0,3}h{0,3}$|^[Gg][NAI]/.test(word);
      return this.refuse(
        misplaced ? "an extension stands out of order or twice" : "unknown extension",
        misplaced
          ? `each at most once, in the order ${ORDER.join(", ")}`
          : `${hypervisors(this.syntax).join(", ")}, hwv, a CPU (i, z, a, r), a GPU (G, g) or ib`,
        misplaced ? undefined : "own extensions are forbidden: choose a name that does not start with SCS-",
        rest,
      );
    }
    return this.refuse(
      "text is left over",
      `the end, or ${JSON.stringify(extension)} and an extension${rest.startsWith(part) ? "; there is one disk part" : ""}`,
      undefined,
      rest,
    );
  }

  private refuse(what: string, allowed: string, fix: string | undefined, found?: string): FlavorNameProblem {
    return FlavorNameProblem.define({
      code: "SCSBP-5002",
      what,
      index: this.position,
      text: this.text,
      found,
      allowed,
      fix,
    });
  }

  /** Whole numbers without decimals, else one; exact for any size. */
  private static decimal(value: number): string {
    return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(1);
  }
}

/**
 * Turns parts into pieces; refuses (SCSBP-5003) whatever the parser would refuse.
 *
 * @internal
 */
export class FlavorNameComposer {
  public static pieces(parts: FlavorNameParts): FlavorPieces {
    const compose = new FlavorNameComposer();
    return {
      cpus: compose.whole("vcpus", parts.vcpus),
      cpuLetter: compose.letter("cpuType", CPU_LETTERS, parts.cpuType ?? FlavorCpuType.SHARED_CORE),
      insecure: parts.insecure ?? false,
      ram: compose.ram(parts.ramGiB),
      noEcc: parts.noEcc ?? false,
      ramOversubscribed: parts.ramOversubscribed ?? false,
      disk: parts.disks === undefined ? undefined : compose.disk(parts.disks),
      hypervisor: compose.oneOf("hypervisor", Object.values(FlavorHypervisor), parts.hypervisor),
      hwv: parts.hwVirtualization ?? false,
      cpu: parts.cpu === undefined ? undefined : compose.cpu(parts.cpu),
      gpu: parts.gpu === undefined ? undefined : compose.gpu(parts.gpu),
      infiniband: parts.infiniband ?? false,
    };
  }

  private disk(disks: FlavorDisks): FlavorPieces["disk"] {
    const count = disks.count === undefined ? "1" : this.whole("disks.count", disks.count);
    return {
      count: count === "1" ? "" : count,
      size: disks.sizeGB === undefined ? "" : this.whole("disks.sizeGB", disks.sizeGB),
      letter: disks.type === undefined ? "" : this.letter("disks.type", DISK_LETTERS, disks.type),
    };
  }

  private cpu(cpu: FlavorCpu): FlavorPieces["cpu"] {
    const letter = this.oneOf("cpu.vendor", Object.values(FlavorCpuVendor), cpu.vendor);
    const known = cpuGenerations(letter);
    const generation = cpu.generation ?? 0;
    if (!known.includes(generation)) {
      throw this.refuse("cpu.generation", String(generation), known.join(", "));
    }
    return {
      letter,
      generation: generation === 0 ? "" : String(generation),
      marks: this.marks("cpu.frequencyMarks", cpu.frequencyMarks, MAX_CPU_MARKS),
    };
  }

  private gpu(gpu: FlavorGpu): FlavorPieces["gpu"] {
    const letter = this.oneOf("gpu.vendor", Object.values(FlavorGpuVendor), gpu.vendor);
    const generation = gpu.generation ?? "";
    const known = gpuGenerations(letter);
    if (generation !== "" && !known.includes(generation)) {
      throw this.refuse("gpu.generation", generation, known.join(", "));
    }
    const pieces = {
      mode: gpu.isVirtual === true ? "g" : "G",
      letter,
      generation,
      units: gpu.units === undefined ? "" : this.whole("gpu.units", gpu.units),
      frequencyMarks: this.marks("gpu.frequencyMarks", gpu.frequencyMarks, MAX_GPU_MARKS),
      vram: gpu.vramGiB === undefined ? "" : this.whole("gpu.vramGiB", gpu.vramGiB),
      bandwidthMarks: this.marks("gpu.bandwidthMarks", gpu.bandwidthMarks, MAX_GPU_MARKS),
    };
    if (pieces.vram !== "" && pieces.units === "" && pieces.frequencyMarks === 0) {
      throw this.refuse("gpu.vramGiB", pieces.vram, "gpu.units as well: a single number is read as the units");
    }
    if (pieces.vram === "" && pieces.bandwidthMarks > 0 && pieces.frequencyMarks < MAX_GPU_MARKS) {
      throw this.refuse(
        "gpu.bandwidthMarks",
        String(pieces.bandwidthMarks),
        "gpu.vramGiB as well: without it the marks are read as the clock's",
      );
    }
    return pieces;
  }

  private ram(ramGiB: number): string {
    if (!Number.isFinite(ramGiB * 2) || ramGiB <= 0 || !Number.isInteger(ramGiB * 2)) {
      throw this.refuse("ramGiB", String(ramGiB), "a positive multiple of 0.5, in GiB");
    }
    return Number.isInteger(ramGiB) ? BigInt(ramGiB).toString() : ramGiB.toFixed(1);
  }

  private whole(field: string, value: number): string {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw this.refuse(field, String(value), "a whole number from 1 up");
    }
    return String(value);
  }

  private marks(field: string, value: number | undefined, most: number): number {
    const marks = value ?? 0;
    if (!Number.isInteger(marks) || marks < 0 || marks > most) {
      throw this.refuse(field, String(marks), `0 to ${most}`);
    }
    return marks;
  }

  private letter(field: string, map: ReadonlyMap<string, string>, value: string): string {
    const letter = letterOf(map, value);
    if (letter === undefined) {
      throw this.refuse(field, String(value), [...map.values()].join(", "));
    }
    return letter;
  }

  private oneOf(field: string, known: readonly string[], value: string | undefined): string {
    if (value !== undefined && !known.includes(value)) {
      throw this.refuse(field, String(value), known.join(", "));
    }
    return value ?? "";
  }

  private refuse(field: string, got: string, allowed: string): BlueprintError {
    return refuse("SCSBP-5003", { got: `${field}: ${got}`, allowed, fix: `change ${field}` });
  }
}
