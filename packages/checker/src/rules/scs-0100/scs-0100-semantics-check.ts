import { Findings, FindingResult, FlavorName, FlavorSyntax, type ObservedFlavor } from "@scs-blueprints/standards";
import type { Declared } from "../../evidence/declared";
import { DeclaredFlavors } from "../../evidence/declared-flavor";
import type { LiveEvidence } from "../../evidence/live";
import type { FindingSubject } from "../../assembly/declared";
import { EvidenceKind, Outcome } from "../../report-model";
import { Rule, type Observation } from "../../rule";
import { fromFindings } from "../from-findings";
import { Testcases } from "../testcases";

/** scs-0100-semantics-check: no flavor gives less than its SCS name says. */
export class FlavorSemanticsCheck extends Rule {
  public constructor() {
    super(
      Testcases.props("scs-0100-semantics-check", {
        rationale: "Users size their servers by the name; a flavor that has less than its name says breaks them",
        clause: "Proposal: a flavor name must not promise more than the flavor gives (understating is allowed)",
        fix: "give the flavor at least what its name says, or rename it",
        evidence: [EvidenceKind.SYNTH, EvidenceKind.PLAN, EvidenceKind.LIVE],
      }),
    );
  }

  public override synth(declared: Declared): Observation[] {
    return DeclaredFlavors.made(declared).flatMap(({ resource, name, facts, unknown }) => {
      const subject = resource.subject("flavor");
      if (facts !== undefined) {
        return this.judge(facts, subject);
      }
      const outOfScope = name.text !== undefined && !FlavorName.isScs(name.text);
      return outOfScope
        ? []
        : [{ outcome: Outcome.DEFERRED, subject, message: `known only later: ${unknown.join(", ") || "its values"}` }];
    });
  }

  public override live(live: LiveEvidence): Observation[] {
    const { flavors } = live.facts;
    if (flavors === undefined) {
      return [this.notLookedAt(live, "flavors")];
    }
    return flavors.flatMap((flavor) => this.judge(flavor, live.subject("flavor", flavor.name)));
  }

  /** Names that break the grammar are the matter of scs-0100-syntax-check. */
  private judge(flavor: ObservedFlavor, subject: FindingSubject): Observation[] {
    const name =
      FlavorName.tryParse(flavor.name, FlavorSyntax.V3).name ?? FlavorName.tryParse(flavor.name, FlavorSyntax.V1).name;
    if (name === undefined) {
      return [];
    }
    const findings = name.promises(flavor);
    if (Findings.worst(findings) === FindingResult.PASS) {
      return [{ outcome: Outcome.PASS, subject, message: `${flavor.name} gives what its name says` }];
    }
    return fromFindings(
      findings.filter((each) => each.result !== FindingResult.PASS),
      () => subject,
    );
  }
}
