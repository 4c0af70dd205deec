import { Construct } from "constructs";
import { refuse } from "../../core/index";
import { CloudStep } from "@scs-blueprints/standards";
import { OutOfBandStep } from "./out-of-band-step";

/** Properties of a {@link ScsKeyManagerPolicy}. */
export interface ScsKeyManagerPolicyProps {
  /** Role that every user of a project has. @default member */
  readonly memberRole?: string;
  /** Role that Barbican without secure RBAC asks for. @default creator */
  readonly creatorRole?: string;
  /** Take the right away again when this is destroyed, whoever had given it. @default false */
  readonly revokeOnDestroy?: boolean;
}

/**
 * Members may use the key manager (scs-0116-v1): whoever has the role `member` has `creator`, too, which is the role that
 * Barbican asks for where its secure RBAC is off. On a cloud without a role `creator` nothing is done: its Barbican knows
 * members by itself.
 *
 * That keys are stored encrypted and the master key elsewhere is the operator's to state: no API shows it.
 *
 * Defines: a step, because the provider has no resource for implied roles.
 *
 * @example
 * new ScsKeyManagerPolicy(stack, "key-manager");
 */
export class ScsKeyManagerPolicy extends Construct {
  /** The step that others can wait for. */
  public readonly step: OutOfBandStep;

  /** @throws BlueprintError SCSBP-6256 for a role that would imply itself */
  public constructor(scope: Construct, id: string, props: ScsKeyManagerPolicyProps = {}) {
    super(scope, id);
    const { memberRole = "member", creatorRole = "creator" } = props;
    if (memberRole === creatorRole || memberRole === "" || creatorRole === "") {
      throw refuse(this, "SCSBP-6256", {
        got: `${JSON.stringify(memberRole)} implies ${JSON.stringify(creatorRole)}`,
        allowed: "two different roles",
        fix: "name the role of members and the one that the key manager asks for",
      });
    }
    this.step = new OutOfBandStep(this, "members-are-creators", {
      step: CloudStep.impliedRole(memberRole, creatorRole),
      ...(props.revokeOnDestroy === undefined ? {} : { undoOnDestroy: props.revokeOnDestroy }),
    });
  }
}
