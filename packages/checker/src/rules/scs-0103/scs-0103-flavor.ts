import { Findings, StandardFlavors, type StandardFlavor } from "@scs-blueprints/standards";
import type { Declared } from "../../evidence/declared";
import { DeclaredFlavors } from "../../evidence/declared-flavor";
import type { LiveEvidence } from "../../evidence/live";
import { EvidenceKind, Outcome } from "../../report-model";
import { Rule, type Observation, type RuleContext } from "../../rule";
import { fromFindings } from "../from-findings";
import { notDeclared } from "../presence";
import { Testcases } from "../testcases";

/** scs-0103-flavor-*: one standard flavor is there, exactly as the standard has it. One rule for each testcase. */
export class StandardFlavorRule extends Rule {
  /** One rule for each of the 31 standard flavors. */
  public static all(): Rule[] {
    const ids = new Set(Testcases.withPrefix("scs-0103-flavor-").map((each) => each.id));
    return StandardFlavors.all()
      .filter((flavor) => ids.has(flavor.testcase))
      .map((flavor) => new StandardFlavorRule(flavor));
  }

  private readonly name: string;

  private constructor(flavor: StandardFlavor) {
    const name = flavor.name.canonical;
    const specs = Object.entries(flavor.extraSpecs).map(([key, value]) => `${key}=${value}`);
    super(
      Testcases.props(flavor.testcase, {
        title: `Flavor ${name} is there, exactly as the standard has it`,
        rationale: "Users write the name once and deploy to any SCS-compatible cloud",
        clause: `Properties of standard flavors: ${name} is ${flavor.status}; its values and extra specs must be met exactly`,
        fix: `offer ${name} to all projects: ${flavor.vcpus} vCPUs, ${flavor.ramMiB} MiB, ${flavor.diskGB} GB, ${specs.join(", ")}`,
        evidence: [EvidenceKind.SYNTH, EvidenceKind.PLAN, EvidenceKind.LIVE],
        universal: false,
      }),
    );
    this.name = name;
  }

  public override synth(declared: Declared, context: RuleContext): Observation[] {
    const made = DeclaredFlavors.made(declared);
    const named = made.find(({ name, resource }) => {
      const byKey = resource.entry("extra_specs", "scs:name-v2").text;
      return byKey === this.name || name.text === this.name;
    });
    if (named === undefined) {
      const later = made.filter(({ name }) => name.isUnknown).map(({ resource }) => resource);
      return later.length > 0
        ? later.map((resource) => ({
            outcome: Outcome.DEFERRED,
            subject: resource.subject("flavor"),
            message: `known only later: whether this is ${this.name}`,
          }))
        : notDeclared(declared, context, this.name, { kind: "flavor", name: this.name }, made.length);
    }
    const subject = named.resource.subject("flavor");
    if (named.facts === undefined || named.isPublic === undefined) {
      const what = [...named.unknown, ...(named.isPublic === undefined ? ["is_public"] : [])].join(", ");
      return [{ outcome: Outcome.DEFERRED, subject, message: `known only later: ${what}` }];
    }
    if (!named.isPublic) {
      return [
        {
          outcome: Outcome.FAIL,
          subject,
          message: `${this.name} is not public: projects do not see it`,
          got: "is_public is false, or not set",
          allowed: "true",
          fix: "set is_public to true",
        },
      ];
    }
    const findings = StandardFlavors.compare([named.facts], true);
    return fromFindings(Findings.ofTestcase(findings, this.id), () => subject);
  }

  public override live(live: LiveEvidence): Observation[] {
    const { flavors } = live.facts;
    if (flavors === undefined) {
      return [this.notLookedAt(live, "flavors")];
    }
    const findings = Findings.ofTestcase(StandardFlavors.compare(flavors, true), this.id);
    return fromFindings(findings, () => live.subject("flavor", this.name));
  }
}
