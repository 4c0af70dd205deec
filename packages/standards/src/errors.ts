import { join, sep } from "node:path";
import { type ErrorCode, ERRORS } from "./error-codes";

/**
 * What a {@link BlueprintError} tells.
 */
export interface BlueprintErrorProps {
  /** Stable code, `SCSBP-` and four digits; listed in docs/errors.md. */
  readonly code: ErrorCode;
  /** What is wrong, in the user's terms: one sentence without a full stop. */
  readonly what: string;
  /** The value received. @default - not shown */
  readonly got?: string;
  /** What would be accepted. @default - not shown */
  readonly allowed?: string;
  /** What to do about it. @default - not shown */
  readonly fix?: string;
  /** Path of the construct that refused. @default - not shown */
  readonly path?: string;
}

/** Folders of our packages where they are not installed but lie in their repository, sources and compiled. */
const OURS = ["lib", "dist", "packages"].map((name) => join(__dirname, "../../..", name) + sep);

/**
 * Every error the library raises on purpose: what, got, allowed, do this.
 *
 * Codes are stable and documented (docs/errors.md):
 * 1xxx core and cloud, 2xxx OpenStack constructs, 3xxx Kubernetes, 4xxx compliance, 5xxx SCS knowledge, 6xxx blueprints, 70xx–74xx pictures, 75xx fleets,
 * 8xxx command line, 9xxx sandbox.
 *
 * @example
 * throw new BlueprintError({
 *   code: "SCSBP-1001",
 *   what: "not a CIDR",
 *   got: "10.0.0.0",
 *   allowed: "address/prefix, such as 10.8.0.0/20",
 *   fix: "append the prefix length",
 * });
 *
 * @jsii ignore
 */
export class BlueprintError extends Error {
  private static readonly MARK = Symbol.for("scs-blueprints.BlueprintError");

  /** Whether `value` is a BlueprintError, of whichever copy of this library. */
  public static isBlueprintError(value: unknown): value is BlueprintError {
    return typeof value === "object" && value !== null && BlueprintError.MARK in value;
  }

  public readonly code: ErrorCode;
  public readonly what: string;
  public readonly got?: string;
  public readonly allowed?: string;
  public readonly fix?: string;
  public readonly path?: string;

  public constructor(props: BlueprintErrorProps) {
    super(BlueprintError.render(props));
    Object.defineProperty(this, BlueprintError.MARK, { value: true });
    this.name = "BlueprintError";
    this.code = props.code;
    this.what = props.what;
    this.got = props.got;
    this.allowed = props.allowed;
    this.fix = props.fix;
    this.path = props.path;
    this.stack = BlueprintError.stackOfTheProgram(this);
  }

  /** The parts as an object, for `--json`. */
  public toJSON(): BlueprintErrorProps {
    const { code, what, got, allowed, fix, path } = this;
    return { code, what, got, allowed, fix, path };
  }

  /** The stack without the frames of this library, of other packages and of Node.js: the first one left is the program's. */
  private static stackOfTheProgram(error: BlueprintError): string {
    const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
    const own = frames.filter(
      (line) => !/node_modules|node:/.test(line) && !OURS.some((folder) => line.includes(folder)),
    );
    return [`${error.name}: ${error.message}`, ...own].join("\n");
  }

  private static render(props: BlueprintErrorProps): string {
    const lines = [`${props.code}: ${props.what}`];
    const rows: [string, string | undefined][] = [
      ["at", props.path],
      ["got", props.got],
      ["allowed", props.allowed],
      ["do", props.fix],
    ];
    for (const [label, value] of rows) {
      if (value !== undefined) {
        lines.push(`  ${`${label}:`.padEnd(9)}${value}`);
      }
    }
    return lines.join("\n");
  }
}

/**
 * What an error tells beside its code; `what` is the title of the code where it says all.
 *
 * @internal
 */
export interface Refusal {
  readonly what?: string;
  readonly got?: string;
  readonly allowed?: string;
  readonly fix?: string;
}

/** A construct, or the path of one. */
type Place = { readonly node: { readonly path: string } } | string | undefined;

/**
 * An error to throw: `throw refuse(this, "SCSBP-2041", { got, allowed, fix })`. Its code is one of the table.
 *
 * @internal
 */
export function refuse(code: ErrorCode, details: Refusal): BlueprintError;
/** @internal */
export function refuse(at: Place, code: ErrorCode, details: Refusal): BlueprintError;
export function refuse(...args: [ErrorCode, Refusal] | [Place, ErrorCode, Refusal]): BlueprintError {
  const [at, code, details] = args.length === 2 ? [undefined, ...args] : args;
  const title = ERRORS[code].title.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());
  const path = at === undefined ? {} : { path: typeof at === "string" ? at : at.node.path };
  return new BlueprintError({ what: title, ...details, code, ...path });
}

/** Longest text that an error repeats, in characters. */
const MOST = 60;

/**
 * What a caller gave, for errors about a value of a wrong type: `the number 443`, `the text "web"`, `a list`, `a Server`.
 *
 * @internal
 */
export function inWords(value: unknown): string {
  if (value === undefined || value === null) {
    return `nothing (${String(value)})`;
  }
  if (typeof value === "string") {
    return `the text ${JSON.stringify(value.length > MOST ? `${value.slice(0, MOST)}…` : value)}`;
  }
  if (Array.isArray(value)) {
    return "a list";
  }
  if (typeof value === "object") {
    const name = (value as { constructor?: { name?: string } }).constructor?.name ?? "Object";
    return name === "Object" ? "an object" : `an object of the class ${name}`;
  }
  return typeof value === "number" ? `the number ${value}` : `a value of the type ${typeof value}`;
}
