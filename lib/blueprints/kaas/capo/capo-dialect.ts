import { CapiVersion, CapoVersion } from "../capi-version";
import type { KaasClusterDescription } from "../kaas-cluster";
import type { NodeRule } from "./node-rules";

type Json = Record<string, unknown>;

/** Groups of the kinds. */
export const CORE = "cluster.x-k8s.io";
export const BOOTSTRAP = "bootstrap.cluster.x-k8s.io";
export const CONTROL_PLANE = "controlplane.cluster.x-k8s.io";
export const INFRASTRUCTURE = "infrastructure.cluster.x-k8s.io";

/** Label by which a cluster gets the add-ons. */
export const MANAGED_ADDONS: Readonly<Record<string, string>> = { "managed-addons": "all" };

/** What a machine is made of. */
export interface MachineShape {
  readonly flavor: string;
  readonly image: string;
  /** 0 where the flavor brings a disk. */
  readonly rootDiskGB: number;
  /** @default - on any host */
  readonly serverGroup?: string;
  /** @default - none */
  readonly sshKeyName?: string;
}

/** Which login, of the Secret's clouds.yaml. */
export interface Identity {
  readonly secretName: string;
  readonly cloudName: string;
}

/**
 * The kinds of Cluster API and of its OpenStack provider in one version each: what differs between the versions, and
 * nothing else (cluster-api docs/book/src/developer/providers/migrations/v1.10-to-v1.11.md;
 * cluster-api-provider-openstack docs/book/src/topics/crd-changes/v1beta1-to-v1beta2.md).
 */
export class CapoDialect {
  public constructor(
    private readonly capi: CapiVersion,
    private readonly capo: CapoVersion,
  ) {}

  /** `cluster.x-k8s.io/v1beta2`. */
  public apiVersion(group: string): string {
    return `${group}/${group === INFRASTRUCTURE ? this.capo : this.capi}`;
  }

  /** How one object names another. */
  public reference(group: string, kind: string, name: string): Json {
    return this.isOld ? { apiVersion: this.apiVersion(group), kind, name } : { apiGroup: group, kind, name };
  }

  /** Arguments of a component or of the kubelet. */
  public commandLine(values: Record<string, string>): Json | Json[] {
    const sorted = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
    return this.isOld ? Object.fromEntries(sorted) : sorted.map(([name, value]) => ({ name, value }));
  }

  /** `spec.machineTemplate` of a KubeadmControlPlane. */
  public controlPlaneMachines(template: string): Json {
    const infrastructureRef = this.reference(INFRASTRUCTURE, "OpenStackMachineTemplate", template);
    return this.isOld ? { infrastructureRef } : { spec: { infrastructureRef } };
  }

  /** One node less while one is renewed, in place of one more. */
  public withoutSurge(): Json {
    const strategy = { type: "RollingUpdate", rollingUpdate: { maxSurge: 0 } };
    return this.isOld ? { rolloutStrategy: strategy } : { rollout: { strategy } };
  }

  /** Nodes that were not ready for some seconds are replaced, as long as no more than `atMost` are so at once. */
  public healthCheck(seconds: number, atMost: string | number): Json {
    const conditions = ["Unknown", "False"].map((status) => ({ type: "Ready", status }));
    return this.isOld
      ? {
          maxUnhealthy: atMost,
          unhealthyConditions: conditions.map((one) => ({ ...one, timeout: `${seconds}s` })),
        }
      : {
          checks: { unhealthyNodeConditions: conditions.map((one) => ({ ...one, timeoutSeconds: seconds })) },
          remediation: { triggerIf: { unhealthyLessThanOrEqualTo: atMost } },
        };
  }

  /** `spec` of an OpenStackCluster. */
  public cluster(cluster: KaasClusterDescription, identity: Identity, rules: readonly NodeRule[]): Json {
    const { api, network, controlPlaneZones } = cluster;
    const { asked } = network;
    const balancer = {
      enabled: true,
      ...(api.loadBalancer?.name !== undefined && { provider: api.loadBalancer.name }),
      ...(api.allowedCidrs !== undefined && api.allowedCidrs.length > 0 && { allowedCIDRs: [...api.allowedCidrs] }),
    };
    const subnet = {
      cidr: network.nodeCidr,
      ...(asked.dnsServers !== undefined && { dnsNameservers: [...asked.dnsServers] }),
    };
    return {
      identityRef: this.identity(identity),
      managedSubnets: [subnet],
      ...(asked.externalNetworkId !== undefined && { externalNetwork: { id: asked.externalNetworkId } }),
      ...(controlPlaneZones.length > 0 && { controlPlaneAvailabilityZones: [...controlPlaneZones] }),
      ...(this.capo === CapoVersion.V1BETA1
        ? {
            apiServerLoadBalancer: balancer,
            ...(api.publicAddress === false && { disableAPIServerFloatingIP: true }),
            ...(asked.mtu !== undefined && { networkMTU: asked.mtu }),
            managedSecurityGroups: { allowAllInClusterTraffic: false, allNodesSecurityGroupRules: [...rules] },
          }
        : {
            apiServer: {
              managedLoadBalancer: balancer,
              ...(api.publicAddress === false && { enableFloatingIP: false }),
            },
            ...(asked.mtu !== undefined && { managedNetwork: { mtu: asked.mtu } }),
            managedSecurityGroups: { allowAllInClusterTraffic: false, clusterNodesSecurityGroupRules: [...rules] },
          }),
    };
  }

  /** `spec.template.spec` of an OpenStackMachineTemplate. */
  public machine({ flavor, image, rootDiskGB, serverGroup, sshKeyName }: MachineShape): Json {
    return {
      flavor: this.capo === CapoVersion.V1BETA1 ? flavor : { filter: { name: flavor } },
      image: { filter: { name: image } },
      ...(rootDiskGB > 0 && { rootVolume: { sizeGiB: rootDiskGB } }),
      ...(serverGroup !== undefined && { serverGroup: { filter: { name: serverGroup } } }),
      ...(sshKeyName !== undefined && { sshKeyName }),
    };
  }

  private identity({ secretName, cloudName }: Identity): Json {
    return { type: "Secret", name: secretName, cloudName };
  }

  private get isOld(): boolean {
    return this.capi === CapiVersion.V1BETA1;
  }
}
