import { ComputeServergroupV2 } from "@scs-blueprints/provider-openstack/lib/compute-servergroup-v2";
import { Construct, type IConstruct } from "constructs";
import { Names, refuse } from "../../core/index";
import { checkedId } from "../../core/lookups";

/** How servers are kept apart on the cloud's hosts. */
export enum AntiAffinity {
  /** On different hosts as far as there are enough; always schedulable. */
  SOFT = "soft-anti-affinity",
  /** On different hosts, or not at all: a server that finds no host of its own fails. */
  HARD = "anti-affinity",
  /** As the scheduler likes. */
  NONE = "none",
}

/** A server group, owned or looked up. */
export interface IServerGroup extends IConstruct {
  /** Id of the group, known after apply. */
  readonly serverGroupId: string;
}

/** Properties of a {@link ServerGroup}. */
export interface ServerGroupProps {
  /** How its servers are kept apart. @default AntiAffinity.SOFT */
  readonly antiAffinity?: AntiAffinity;
  /** Name in the cloud. @default - stack and path, `shop-web-server-group` */
  readonly name?: string;
}

/**
 * A Nova server group: servers that are to run on different hosts.
 *
 * Defines: a server group.
 *
 * @example
 * const group = new ServerGroup(stack, "etcd", { antiAffinity: AntiAffinity.HARD });
 */
export class ServerGroup extends Construct implements IServerGroup {
  /**
   * A server group that is there already, by its id. Nothing is looked up.
   *
   * @throws BlueprintError SCSBP-2019 for an empty id
   */
  public static fromServerGroupId(scope: Construct, id: string, serverGroupId: string): IServerGroup {
    return new ImportedServerGroup(scope, id, checkedId(serverGroupId, "a server group", scope.node.path));
  }

  public readonly serverGroupId: string;

  /** @throws BlueprintError SCSBP-2051 for AntiAffinity.NONE: that is no group at all */
  public constructor(scope: Construct, id: string, props: ServerGroupProps = {}) {
    super(scope, id);
    const policy = props.antiAffinity ?? AntiAffinity.SOFT;
    if (policy === AntiAffinity.NONE) {
      throw refuse(this, "SCSBP-2051", {
        got: "AntiAffinity.NONE",
        allowed: "AntiAffinity.SOFT, AntiAffinity.HARD",
        fix: "make no server group",
      });
    }
    this.serverGroupId = new ComputeServergroupV2(this, "Resource", {
      name: props.name ?? Names.ofConstruct(this),
      policies: [policy],
    }).id;
  }
}

/** A server group that is there already. */
class ImportedServerGroup extends Construct implements IServerGroup {
  public constructor(
    scope: Construct,
    id: string,
    public readonly serverGroupId: string,
  ) {
    super(scope, id);
  }
}
