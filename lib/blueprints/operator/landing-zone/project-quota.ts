import { BlockstorageQuotasetV3 } from "@scs-blueprints/provider-openstack/lib/blockstorage-quotaset-v3";
import { ComputeQuotasetV2 } from "@scs-blueprints/provider-openstack/lib/compute-quotaset-v2";
import { LbQuotaV2 } from "@scs-blueprints/provider-openstack/lib/lb-quota-v2";
import { NetworkingQuotaV2 } from "@scs-blueprints/provider-openstack/lib/networking-quota-v2";
import { Construct } from "constructs";
import { QUOTA_KEYS, QUOTA_KINDS, type QuotaLimits, QuotaService } from "./quota-limits";

/**
 * The quotas of a project, a resource for each service that limits are given for.
 *
 * @internal
 */
export class ProjectQuota extends Construct {
  /** Id of the project, for what has to wait for Neutron's quotas. */
  public readonly projectIdAfterNetworkQuota: string;

  public constructor(scope: Construct, id: string, projectId: string, limits: QuotaLimits) {
    super(scope, id);
    this.projectIdAfterNetworkQuota = projectId;
    const compute = argumentsOf(limits, QuotaService.COMPUTE);
    if (compute !== undefined) {
      new ComputeQuotasetV2(this, "compute", { projectId, ...compute });
    }
    const volume = argumentsOf(limits, QuotaService.VOLUME);
    if (volume !== undefined) {
      new BlockstorageQuotasetV3(this, "volume", { projectId, ...volume });
    }
    const network = argumentsOf(limits, QuotaService.NETWORK);
    if (network !== undefined) {
      this.projectIdAfterNetworkQuota = new NetworkingQuotaV2(this, "network", { projectId, ...network }).projectId;
    }
    const balancer = argumentsOf(limits, QuotaService.LOAD_BALANCER);
    if (balancer !== undefined) {
      new LbQuotaV2(this, "load-balancer", { projectId, ...balancer });
    }
  }
}

/** Arguments of a service's resource. @returns undefined when no limits of the service are given */
function argumentsOf(limits: QuotaLimits, service: QuotaService): Record<string, number> | undefined {
  const given = QUOTA_KEYS.filter((key) => QUOTA_KINDS[key].service === service && limits[key] !== undefined);
  return given.length === 0
    ? undefined
    : Object.fromEntries(given.map((key) => [QUOTA_KINDS[key].argument, limits[key] as number]));
}
