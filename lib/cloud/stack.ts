import { OpenstackProvider } from "@scs-blueprints/provider-openstack/lib/provider";
import type { Construct } from "constructs";
import { hiddenScope } from "../core/lookups";
import { BaseStack } from "./base-stack";
import type { Cloud } from "./cloud";
import type { CloudContext } from "@scs-blueprints/standards";
import { ContextComment } from "@scs-blueprints/standards/internal";
import { KnownCloud } from "./known-cloud";
import { StateBackend } from "./state-backend";

/** Properties of a {@link ScsStack}. */
export interface ScsStackProps {
  /** The cloud to work on. */
  readonly cloud: Cloud;
  /**
   * What the cloud offers, as `scs-blueprints lookup` wrote it down: what it does not have is refused at synth. With and
   * without it the same resources come out; a comment in the JSON tells later checks of the cloud's volume types.
   * @default - what the cloud has is found out when Terraform plans
   */
  readonly context?: CloudContext;
  /** Where the state lies. @default StateBackend.local() */
  readonly state?: StateBackend;
}

/**
 * A Terraform stack on one OpenStack cloud: provider and state are set up.
 *
 * Defines: the provider configuration, the backend.
 *
 * @example
 * const app = new App();
 * new ScsStack(app, "shop", { cloud: Cloud.fromCloudsYaml("regio") });
 * app.synth();
 */
export class ScsStack extends BaseStack {
  /** @internal @jsii ignore */
  public readonly cloud: Cloud;

  /**
   * @throws BlueprintError SCSBP-1030 when the id cannot be the name of a directory and a prefix of resource names,
   *   SCSBP-1112 when the context is of another cloud
   */
  public constructor(scope: Construct, id: string, props: ScsStackProps) {
    super(scope, id);
    this.cloud = props.cloud;
    KnownCloud.attach(this, props.cloud.profile, props.context);
    if (props.context !== undefined) {
      this.addOverride(`//.${ContextComment.KEY}`, ContextComment.of(props.context));
    }
    new OpenstackProvider(hiddenScope(this), "openstack", props.cloud.providerConfig(this));
    (props.state ?? StateBackend.local()).attachTo(this);
  }
}
