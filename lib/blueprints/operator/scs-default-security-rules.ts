import { Construct } from "constructs";
import { CloudStep } from "@scs-blueprints/standards";
import { OutOfBandStep } from "./out-of-band-step";

/** Properties of {@link ScsDefaultSecurityRules}. */
export interface ScsDefaultSecurityRulesProps {
  /**
   * Let members of a project's `default` group reach each other, which scs-0115-v1 recommends and Neutron ships.
   * @default true
   */
  readonly ingressWithinDefaultGroup?: boolean;
}

/**
 * What new security groups let in and out before anybody asks (scs-0115-v1): nothing in but from the same group, everything
 * out, over IPv4 and IPv6.
 *
 * The provider has no resource for Neutron's default rules (API of OpenStack 2023.2 and later), so a step looks at them and
 * corrects what the standard forbids or misses; own egress rules stay. Groups that exist already keep their rules. Destroying
 * changes nothing in the cloud.
 *
 * Defines: a step.
 *
 * @example
 * new ScsDefaultSecurityRules(stack, "default-rules");
 */
export class ScsDefaultSecurityRules extends Construct {
  /** The step that others can wait for. */
  public readonly step: OutOfBandStep;

  public constructor(scope: Construct, id: string, props: ScsDefaultSecurityRulesProps = {}) {
    super(scope, id);
    this.step = new OutOfBandStep(this, "rules", {
      step: CloudStep.defaultSecurityRules(props.ingressWithinDefaultGroup ?? true),
    });
  }
}
