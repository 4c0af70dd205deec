import type { FlavorPieces } from "./flavor-pieces";
import { FlavorGrammar, type FlavorSeparators } from "./flavor-grammar";
import { FlavorSyntax } from "./flavor-types";
import { FlavorNameProblem } from "./flavor-name-problem";

/** What the parser says: pieces or problem, never both. @internal */
export interface FlavorScan {
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
    this.separators = FlavorGrammar.separators(syntax);
  }

  private read(): FlavorPieces {
    if (!this.text.startsWith(FlavorGrammar.PREFIX)) {
      throw FlavorNameProblem.notScs(this.text);
    }
    this.position = FlavorGrammar.PREFIX.length;
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
    if (!FlavorGrammar.CPU_TYPES.has(letter)) {
      throw this.refuse(
        "no CPU type after the number of vCPUs",
        "L (crowded core), V (shared core), T (dedicated thread) or C (dedicated core)",
        FlavorGrammar.CPU_TYPES.has(letter.toUpperCase()) ? "write the CPU type in upper case" : undefined,
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
    const hasType = FlavorGrammar.DISK_TYPES.has(letter);
    if (hasType) {
      this.position += 1;
    }
    return { count: count === "1" ? "" : count, size, letter: hasType ? letter : "" };
  }

  private hypervisor(): string {
    if (this.text.charAt(this.position) !== this.separators.extension) {
      return "";
    }
    const found = FlavorGrammar.hypervisors(this.syntax).find((each) => this.acceptExtension(each));
    return found ?? "";
  }

  /** Stands only when the end or another extension follows, so that `ib` is not read as Intel. */
  private cpu(): FlavorPieces["cpu"] {
    const { extension } = this.separators;
    const start = this.position;
    const letter = this.text.charAt(start + 1);
    const known = FlavorGrammar.cpuGenerations(letter);
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
    if (marks > FlavorGrammar.MAX_CPU_MARKS) {
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
    const known = FlavorGrammar.gpuGenerations(letter);
    if (known.length === 0) {
      throw this.refuse("no GPU vendor", "N (Nvidia), A (AMD) or I (Intel)", undefined);
    }
    this.position += 1;
    const generation = known.find((each) => this.text.startsWith(each, this.position)) ?? "";
    this.position += generation.length;
    const units = this.gpuNumber("number of GPU units");
    const frequencyMarks = this.marks(FlavorGrammar.MAX_GPU_MARKS);
    const vram = this.gpuNumber("video memory");
    const bandwidthMarks = this.marks(FlavorGrammar.MAX_GPU_MARKS);
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
        FlavorGrammar.hypervisors(this.syntax).some((each) => each === word) ||
        /^[izar]\d{0,3}h{0,3}$|^[Gg][NAI]/.test(word);
      return this.refuse(
        misplaced ? "an extension stands out of order or twice" : "unknown extension",
        misplaced
          ? `each at most once, in the order ${ORDER.join(", ")}`
          : `${FlavorGrammar.hypervisors(this.syntax).join(", ")}, hwv, a CPU (i, z, a, r), a GPU (G, g) or ib`,
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
