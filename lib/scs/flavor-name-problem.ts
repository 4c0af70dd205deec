import { BlueprintError } from "../core/errors";
import { Quote } from "./quote";

/** What a problem is made of. @internal */
export interface FlavorNameProblemProps {
  readonly code: string;
  readonly what: string;
  /** Counted from 0. */
  readonly index: number;
  readonly text: string;
  /** What was found there; the character itself when not given. */
  readonly found?: string;
  readonly allowed: string;
  readonly fix?: string;
}

/** Why a text is no flavor name. */
export class FlavorNameProblem {
  /** @internal @jsii ignore */
  public static define(props: FlavorNameProblemProps): FlavorNameProblem {
    return new FlavorNameProblem(props);
  }

  /** @internal @jsii ignore */
  public static notScs(text: string): FlavorNameProblem {
    const almost = text.slice(0, 12).trim().toUpperCase().startsWith("SCS-");
    return new FlavorNameProblem({
      code: "SCSBP-5001",
      what: "not an SCS flavor name",
      index: 0,
      text,
      allowed: "a name that starts with SCS- (upper case, nothing before it)",
      fix: almost ? "write the prefix as SCS-" : "names without the prefix are outside scs-0100: they promise nothing",
    });
  }

  /** `SCSBP-5001`: not an SCS name at all; `SCSBP-5002`: starts with `SCS-` and breaks the grammar. */
  public readonly code: string;
  /** What is wrong, one sentence without full stop. */
  public readonly what: string;
  /** The first character that does not fit, counted from 1. */
  public readonly position: number;
  /** What would be accepted there. */
  public readonly allowed: string;
  /** What to do. @default - nothing beyond writing what is allowed */
  public readonly fix?: string;

  /** @internal */
  private constructor(private readonly props: FlavorNameProblemProps) {
    this.code = props.code;
    this.what = props.what;
    this.position = props.index + 1;
    this.allowed = props.allowed;
    this.fix = props.fix;
  }

  /** The name received and what stands at the position; control characters escaped, shortened when long. */
  public get got(): string {
    const { text, index, found = text.charAt(index), code } = this.props;
    return code === "SCSBP-5001"
      ? Quote.text(text)
      : `${Quote.text(text)}, at character ${this.position}: ${found === "" ? "the end" : Quote.text(found)}`;
  }

  /** The problem as the error that `FlavorName.parse` throws. @jsii ignore */
  public toError(): BlueprintError {
    return new BlueprintError({
      code: this.code,
      what: this.what,
      got: this.got,
      allowed: this.allowed,
      fix: this.fix ?? "see scs-0100-v3, or compose the name with FlavorName.compose",
    });
  }
}
