import { BlueprintError } from "../core/errors";
import { Quote } from "./quote";

/** Why a text is no flavor name. */
export interface FlavorNameProblem {
  /** `SCSBP-5001`: not an SCS name at all; `SCSBP-5002`: starts with `SCS-` and breaks the grammar. */
  readonly code: string;
  /** What is wrong, one sentence without full stop. */
  readonly what: string;
  /** The first character that does not fit, counted from 1. */
  readonly position: number;
  /** The name received, control characters escaped, shortened when long. */
  readonly got: string;
  /** What would be accepted there. */
  readonly allowed: string;
  /** What to do. @default - nothing beyond writing what is allowed */
  readonly fix?: string;
}

/** How the parser gives up; never leaves it. Not an Error: a stack trace would cost more than the parsing. @internal */
export class FlavorRefusal {
  public static notScs(text: string): FlavorRefusal {
    const almost = text.slice(0, 12).trim().toUpperCase().startsWith("SCS-");
    return new FlavorRefusal({
      code: "SCSBP-5001",
      what: "not an SCS flavor name",
      position: 1,
      got: Quote.text(text),
      allowed: "a name that starts with SCS- (upper case, nothing before it)",
      fix: almost ? "write the prefix as SCS-" : "names without the prefix are outside scs-0100: they promise nothing",
    });
  }

  public static at(
    text: string,
    index: number,
    what: string,
    allowed: string,
    fix: string | undefined,
    received: string | undefined,
  ): FlavorRefusal {
    const found = received ?? text.charAt(index);
    return new FlavorRefusal({
      code: "SCSBP-5002",
      what,
      position: index + 1,
      got: `${Quote.text(text)}, at character ${index + 1}: ${found === "" ? "the end" : Quote.text(found)}`,
      allowed,
      fix,
    });
  }

  private constructor(public readonly problem: FlavorNameProblem) {}

  /** The problem as the error that `FlavorName.parse` throws. */
  public static toError(problem: FlavorNameProblem): BlueprintError {
    return new BlueprintError({
      code: problem.code,
      what: problem.what,
      got: problem.got,
      allowed: problem.allowed,
      fix: problem.fix ?? "see scs-0100-v3, or compose the name with FlavorName.compose",
    });
  }
}
