import { Findings, KeyManager } from "@scs-blueprints/standards";
import type { Declared } from "../../evidence/declared";
import type { LiveEvidence } from "../../evidence/live";
import { EvidenceKind } from "../../report-model";
import { Rule, type Observation, type RuleContext } from "../../rule";
import { fromFindings } from "../from-findings";
import { observeService } from "../scs-0123/declared-services";
import { Testcases } from "../testcases";

/** scs-0116-presence: there is a key manager. */
export class KeyManagerPresence extends Rule {
  public constructor() {
    super(
      Testcases.props("scs-0116-presence", {
        title: "A key manager is in the catalogue",
        rationale: "Encrypted volumes need keys that the user can manage",
        clause: "Key manager (recommended): the API is offered",
        fix: "deploy Barbican and register it as key-manager",
        evidence: [EvidenceKind.SYNTH, EvidenceKind.PLAN, EvidenceKind.LIVE],
        universal: false,
      }),
    );
  }

  public override synth(declared: Declared, context: RuleContext): Observation[] {
    return observeService(declared, context, ["key-manager"]);
  }

  public override live(live: LiveEvidence): Observation[] {
    const { serviceTypes } = live.facts;
    if (serviceTypes === undefined) {
      return [this.notLookedAt(live, "serviceTypes")];
    }
    const findings = KeyManager.check({ present: serviceTypes.includes("key-manager") }, true);
    return fromFindings(Findings.ofTestcase(findings, this.id), () => live.subject("service", "key-manager"));
  }
}
