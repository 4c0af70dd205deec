import { refuse } from "@scs-blueprints/standards/errors";
import { Quote } from "@scs-blueprints/standards/internal";

/** Parameters that rules of the library understand; see `Profile.withParameters`. */
export class RuleParameter {
  /**
   * "true" when the stacks declare all of a cloud's content: what they lack is then missing, and not merely to be
   * found on the cloud already. Default "false".
   */
  public static readonly WHOLE_CLOUD = "whole-cloud";

  /** Ports that must not be open to the world, separated by commas. Default: SSH, RDP, databases and caches. */
  public static readonly GUARDED_PORTS = "guarded-ports";

  /**
   * "yes" when the cloud offers an encrypted volume type, "no" when not. Default: what the live cloud says when it is
   * asked, else known later; a type that a stack makes counts in any case.
   */
  public static readonly ENCRYPTION_OFFERED = "encryption-offered";

  /** All names. */
  public static all(): string[] {
    return [RuleParameter.WHOLE_CLOUD, RuleParameter.GUARDED_PORTS, RuleParameter.ENCRYPTION_OFFERED];
  }

  /**
   * Refuses values that a parameter does not take.
   *
   * @throws BlueprintError SCSBP-4003
   */
  public static validate(name: string, value: string): void {
    const allowed: Readonly<Record<string, readonly [RegExp, string]>> = {
      [RuleParameter.WHOLE_CLOUD]: [/^(?:true|false)$/, "true or false"],
      [RuleParameter.ENCRYPTION_OFFERED]: [/^(?:yes|no)$/, "yes or no"],
      [RuleParameter.GUARDED_PORTS]: [/^\d{1,5}(?:,\d{1,5})*$/, "port numbers separated by commas, such as 22,5432"],
    };
    const [pattern, words] = allowed[name] ?? [/^/, ""];
    if (!pattern.test(value)) {
      throw refuse("SCSBP-4003", {
        what: `the parameter ${name} does not take this value`,
        got: Quote.text(value),
        allowed: words,
        fix: "correct the value",
      });
    }
  }
}
