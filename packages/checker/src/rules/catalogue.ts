import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { Quote, Suggestions } from "@scs-blueprints/standards/internal";
import { RuleLevel } from "../report-model";
import type { Rule } from "../rule";
import { clearTextSecret, httpEndpoint, planConditions } from "./good-practice-code";
import { clusterAddressOverlap, clusterApiOpen, defaultStorageClass, etcdLocalSsd } from "./good-practice-clusters";
import { guardedPortOpen, worldOpenUndescribed } from "./good-practice-network";
import { flavorPortability, noAntiAffinity, unencryptedVolume } from "./good-practice-servers";
import { kaas } from "./kaas";
import { manualRules } from "./manual";
import { scs0100 } from "./scs-0100";
import { scs0101 } from "./scs-0101";
import { scs0102 } from "./scs-0102";
import { scs0103 } from "./scs-0103";
import { scs0104 } from "./scs-0104";
import { scs0114 } from "./scs-0114";
import { scs0115 } from "./scs-0115";
import { scs0116 } from "./scs-0116";
import { scs0117 } from "./scs-0117";
import { scs0123 } from "./scs-0123";

/** A rule of good practice with its level in `Profile.goodPractice()`. */
export interface GoodPracticeEntry {
  readonly rule: Rule;
  readonly level: RuleLevel;
}

/** Rules of the standards, in the order of reports: a file each. */
const STANDARDS: readonly (() => Rule[])[] = [
  scs0100,
  scs0101,
  scs0102,
  scs0103,
  scs0104,
  scs0114,
  scs0115,
  scs0116,
  scs0117,
  scs0123,
  kaas,
  manualRules,
];

const GOOD_PRACTICE: readonly GoodPracticeEntry[] = [
  { rule: guardedPortOpen, level: RuleLevel.MANDATORY },
  { rule: clearTextSecret, level: RuleLevel.MANDATORY },
  { rule: httpEndpoint, level: RuleLevel.MANDATORY },
  { rule: planConditions, level: RuleLevel.RECOMMENDED },
  { rule: unencryptedVolume, level: RuleLevel.RECOMMENDED },
  { rule: noAntiAffinity, level: RuleLevel.RECOMMENDED },
  { rule: worldOpenUndescribed, level: RuleLevel.RECOMMENDED },
  { rule: clusterAddressOverlap, level: RuleLevel.RECOMMENDED },
  { rule: clusterApiOpen, level: RuleLevel.RECOMMENDED },
  { rule: defaultStorageClass, level: RuleLevel.RECOMMENDED },
  { rule: etcdLocalSsd, level: RuleLevel.RECOMMENDED },
  { rule: flavorPortability, level: RuleLevel.HINT },
];

/** All rules of the library. */
export class RuleCatalogue {
  private static cached?: ReadonlyMap<string, Rule>;

  /** Those of the standards first, in the order of the standards. */
  public static all(): Rule[] {
    return [...RuleCatalogue.map().values()];
  }

  /** Rules that every user of a cloud needs, beyond SCS. */
  public static goodPractice(): GoodPracticeEntry[] {
    return [...GOOD_PRACTICE];
  }

  /** The rule of an id, or undefined. */
  public static find(id: string): Rule | undefined {
    return RuleCatalogue.map().get(id);
  }

  /**
   * The rule of an id.
   *
   * @throws BlueprintError SCSBP-4001, naming the nearest
   */
  public static get(id: string): Rule {
    const rule = RuleCatalogue.find(id);
    if (rule === undefined) {
      throw RuleCatalogue.unknown(id, "SCSBP-4001", "unknown rule");
    }
    return rule;
  }

  /** @internal @jsii ignore */
  public static unknown(id: string, code: ErrorCode, what: string, further: readonly string[] = []): BlueprintError {
    const nearest = Suggestions.nearest(id, [...RuleCatalogue.map().keys(), ...further]);
    return refuse(code, {
      what,
      got: Quote.text(id),
      allowed: "a testcase id of the SCS standards, or a rule of good practice",
      fix: nearest.length > 0 ? `did you mean ${nearest.join(", ")}?` : "list them: npx scs-blueprints explain",
    });
  }

  private static map(): ReadonlyMap<string, Rule> {
    RuleCatalogue.cached ??= new Map(
      [...STANDARDS.flatMap((rules) => rules()), ...GOOD_PRACTICE.map(({ rule }) => rule)].map((rule) => [
        rule.id,
        rule,
      ]),
    );
    return RuleCatalogue.cached;
  }
}
