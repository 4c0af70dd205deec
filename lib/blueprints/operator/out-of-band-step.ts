import { Construct } from "constructs";
import type { ScsStack } from "../../cloud/stack";
import { TerraformStack } from "../../core/engine";
import { refuse } from "../../core/index";
import { TerraformData } from "../../core/terraform-data";
import type { CloudStep } from "@scs-blueprints/standards";

/** Properties of an {@link OutOfBandStep}. */
export interface OutOfBandStepProps {
  /** What is to be so. References of constructs within it make the step wait for them. */
  readonly step: CloudStep;
  /**
   * Take the step back when its resource is destroyed. Kinds that leave what they did do so all the same.
   * @default false
   */
  readonly undoOnDestroy?: boolean;
}

const PROGRAM = 'require("scs-blueprints/step")';
const UNDO = 'process.argv.push("--undo"); require("scs-blueprints/step")';

/**
 * A state of the cloud that Terraform's OpenStack provider has no resource for, brought about while Terraform applies.
 *
 * The step runs when it is new and whenever what it says changes; it looks first, so that running it again changes
 * nothing. It logs in as the stack's provider does. The state holds what the step says, and no secret. Terraform does not
 * see when somebody changes the cloud back: `terraform show -json | npx scs-blueprints step --verify -` does.
 *
 * The machine that applies needs Node.js, and the package `scs-blueprints` in the project's folder or above it.
 *
 * Defines: a `terraform_data` with a provisioner.
 *
 * @example
 * new OutOfBandStep(stack, "members-keep-secrets", { step: CloudStep.impliedRole("member", "creator") });
 */
export class OutOfBandStep extends Construct {
  /** The resource that others can depend on. */
  public readonly resource: Construct;

  /** @throws BlueprintError SCSBP-6250 in a stack that is no ScsStack: it says no cloud to log in to */
  public constructor(scope: Construct, id: string, props: OutOfBandStepProps) {
    super(scope, id);
    const stack = TerraformStack.of(this);
    const { cloud } = stack as Partial<ScsStack>;
    if (cloud === undefined) {
      throw refuse(this, "SCSBP-6250", {
        got: `${stack.node.path}, a stack of another class`,
        allowed: "an ScsStack",
        fix: "define it in `new ScsStack(app, id, { cloud })`",
      });
    }
    const login = cloud.environment(this);
    // not secret, and all that a step needs when it is taken back: its secret has to be in the environment then
    const kept = Object.fromEntries(Object.entries(login).filter(([name]) => !/_(SECRET|PASSWORD)$/.test(name)));
    const undo = props.undoOnDestroy === true;
    this.resource = new TerraformData(this, "Resource", {
      triggersReplace: props.step.toJson(),
      ...(undo && Object.keys(kept).length > 0 ? { input: kept } : {}),
      provisioners: [
        {
          type: "local-exec",
          interpreter: ["node", "-e"],
          command: PROGRAM,
          environment: { ...login, SCS_BLUEPRINTS_STEP: "${self.triggers_replace}" },
        },
        ...(undo
          ? [
              {
                type: "local-exec" as const,
                when: "destroy" as const,
                interpreter: ["node", "-e"],
                command: UNDO,
                environment: {
                  ...Object.fromEntries(Object.keys(kept).map((name) => [name, `\${self.input.${name}}`])),
                  SCS_BLUEPRINTS_STEP: "${self.triggers_replace}",
                },
              },
            ]
          : []),
      ],
    });
  }
}
