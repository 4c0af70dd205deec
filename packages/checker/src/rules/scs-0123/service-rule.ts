import { Findings, Services, ServicesVersion } from "@scs-blueprints/standards";
import type { Declared } from "../../evidence/declared";
import type { LiveEvidence } from "../../evidence/live";
import { EvidenceKind } from "../../report-model";
import { Rule, type Observation, type RuleContext, type RuleProps } from "../../rule";
import { fromFindings } from "../from-findings";
import { observeService } from "./declared-services";

/** A testcase of scs-0123 that is decided by the catalogue. @internal */
export abstract class ServiceRule extends Rule {
  /** Evidence of a service's presence. */
  protected static readonly EVIDENCE = [EvidenceKind.SYNTH, EvidenceKind.PLAN, EvidenceKind.LIVE];

  protected constructor(
    props: RuleProps,
    private readonly types: readonly string[],
    private readonly version: ServicesVersion,
  ) {
    super(props);
  }

  public override synth(declared: Declared, context: RuleContext): Observation[] {
    return observeService(declared, context, this.types);
  }

  public override live(live: LiveEvidence): Observation[] {
    const { serviceTypes: types } = live.facts;
    return types === undefined
      ? [this.notLookedAt(live, "serviceTypes")]
      : fromFindings(Findings.ofTestcase(Services.check({ types }, this.version), this.id), () =>
          live.subject("service", this.types.join(", ")),
        );
  }
}
