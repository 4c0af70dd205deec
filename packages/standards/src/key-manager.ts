import { FindingResult, type Finding } from "./finding";

/** What is known of a cloud's key manager. */
export interface KeyManagerFacts {
  /** Whether the catalogue lists a service of type key-manager. */
  readonly present: boolean;
  /** Whether a user with role member could create, list and delete a secret. @default - not tried */
  readonly memberCanUse?: boolean;
  /** Whether keys are stored encrypted and the master key (KEK) elsewhere. @default - not known */
  readonly masterKeyElsewhere?: boolean;
}

const STANDARD = "scs-0116-v1";

/** Key manager (scs-0116-v1): should be there; when it is, members must be able to use it. */
export class KeyManager {
  /**
   * @param withFurther also the recommended presence and the manual check of the master key; @default false
   */
  public static check(facts: KeyManagerFacts, withFurther = false): Finding[] {
    const findings = [KeyManager.permissions(facts)];
    if (withFurther) {
      findings.push(
        {
          testcase: "scs-0116-presence",
          standard: STANDARD,
          clause: "presence (recommended)",
          result: facts.present ? FindingResult.PASS : FindingResult.FAIL,
          message: facts.present ? "a key manager is there" : "no service of type key-manager in the catalogue",
          fix: facts.present ? undefined : "deploy Barbican",
        },
        KeyManager.masterKey(facts),
      );
    }
    return findings;
  }

  private static permissions(facts: KeyManagerFacts): Finding {
    const base = { testcase: "scs-0116-permissions", standard: STANDARD, clause: "usable with role member" };
    if (!facts.present) {
      return { ...base, result: FindingResult.NOT_APPLICABLE, message: "there is no key manager" };
    }
    if (facts.memberCanUse === undefined) {
      return { ...base, result: FindingResult.UNKNOWN, message: "not tried with role member" };
    }
    return facts.memberCanUse
      ? { ...base, result: FindingResult.PASS, message: "a member can create, list and delete secrets" }
      : {
          ...base,
          result: FindingResult.FAIL,
          message: "a member cannot create, list and delete secrets",
          fix: "enable secure RBAC, or set the policy creator = role:member",
        };
  }

  private static masterKey(facts: KeyManagerFacts): Finding {
    const base = {
      testcase: "key-manager-docs-check",
      standard: STANDARD,
      clause: "master key kept elsewhere (manual)",
    };
    if (!facts.present) {
      return { ...base, result: FindingResult.NOT_APPLICABLE, message: "there is no key manager" };
    }
    if (facts.masterKeyElsewhere === undefined) {
      return {
        ...base,
        result: FindingResult.UNKNOWN,
        message: "the operator must state where the master key is kept",
      };
    }
    return facts.masterKeyElsewhere
      ? { ...base, result: FindingResult.PASS, message: "keys are encrypted with a master key kept elsewhere" }
      : {
          ...base,
          result: FindingResult.FAIL,
          message: "keys are stored in clear or next to their master key",
          fix: "use a hardware security module, or another store for the master key",
        };
  }
}
