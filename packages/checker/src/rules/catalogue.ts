import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { Quote, Suggestions } from "@scs-blueprints/standards/internal";
import { RuleLevel } from "../report-model";
import type { Rule } from "../rule";
import { GOOD_PRACTICE } from "./good-practice";
import { CncfConformance } from "./kaas/cncf-k8s-conformance";
import { KaasNetworking } from "./kaas/kaas-networking-check";
import { NodeDistributionCheck } from "./kaas/node-distribution-check";
import { VersionPolicy } from "./kaas/version-policy-check";
import { ManualRule } from "./manual";
import { FlavorSemanticsCheck } from "./scs-0100/scs-0100-semantics-check";
import { FlavorSyntaxCheck } from "./scs-0100/scs-0100-syntax-check";
import { EntropyAvail } from "./scs-0101/scs-0101-entropy-avail";
import { FipsTest } from "./scs-0101/scs-0101-fips-test";
import { ImageRecencyRule } from "./scs-0102/scs-0102-image-recency";
import { OsPurposeUniqueness } from "./scs-0102/scs-0102-os_purpose-uniqueness";
import { ImagePropertyRule } from "./scs-0102/scs-0102-prop";
import { StandardFlavorRule } from "./scs-0103/scs-0103-flavor";
import { StandardImagePresence } from "./scs-0104/scs-0104-image";
import { StandardImageSource } from "./scs-0104/scs-0104-source";
import { VolumeAspectSyntax } from "./scs-0114/scs-0114-syntax-check";
import { VolumeTypeWithAspect } from "./scs-0114/scs-0114-type";
import { DefaultRulesCheck } from "./scs-0115/scs-0115-default-rules";
import { KeyManagerPermissions } from "./scs-0116/scs-0116-permissions";
import { KeyManagerPresence } from "./scs-0116/scs-0116-presence";
import { VolumeBackup } from "./scs-0117/scs-0117-test-backup";
import { ServicePresence } from "./scs-0123/scs-0123-service";
import { StorageApis } from "./scs-0123/scs-0123-storage-apis";
import { SwiftS3 } from "./scs-0123/scs-0123-swift-s3";

/** A rule of good practice with its level in `Profile.goodPractice()`. */
export interface GoodPracticeEntry {
  readonly rule: Rule;
  readonly level: RuleLevel;
}

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
    RuleCatalogue.cached ??= new Map(RuleCatalogue.make().map((rule) => [rule.id, rule]));
    return RuleCatalogue.cached;
  }

  private static make(): Rule[] {
    return [
      new FlavorSyntaxCheck(),
      new FlavorSemanticsCheck(),
      new EntropyAvail(),
      new FipsTest(),
      ...ImagePropertyRule.all(),
      new ImageRecencyRule(),
      new OsPurposeUniqueness(),
      ...StandardFlavorRule.all(),
      ...StandardImageSource.all(),
      ...StandardImagePresence.all(),
      new VolumeAspectSyntax(),
      ...VolumeTypeWithAspect.all(),
      new DefaultRulesCheck(),
      new KeyManagerPermissions(),
      new KeyManagerPresence(),
      new VolumeBackup(),
      ...ServicePresence.all(),
      new StorageApis(),
      new SwiftS3(),
      new CncfConformance(),
      new VersionPolicy(),
      new KaasNetworking(),
      new NodeDistributionCheck(),
      ...ManualRule.all(),
      ...GOOD_PRACTICE.map(({ rule }) => rule),
    ];
  }
}
