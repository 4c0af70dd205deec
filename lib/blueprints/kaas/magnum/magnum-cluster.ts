import { ContainerinfraClusterV1 } from "@scs-blueprints/provider-openstack/lib/containerinfra-cluster-v1";
import { ContainerinfraClustertemplateV1 } from "@scs-blueprints/provider-openstack/lib/containerinfra-clustertemplate-v1";
import { ContainerinfraNodegroupV1 } from "@scs-blueprints/provider-openstack/lib/containerinfra-nodegroup-v1";
import { Construct } from "constructs";
import { KnownCloud } from "../../../cloud/known-cloud";
import { Names } from "../../../core/names";
import { RemovalPolicy } from "../../../core/removal-policy";
import { Secret } from "../../../core/secret";
import type { Image } from "../../../openstack/compute/image";
import { ExternalNetwork } from "../../../openstack/network/external-network";
import type { KaasClusterDescription } from "../kaas-cluster";
import type { KubernetesVersion } from "../kubernetes-version";
import type { NodePool } from "../node-pool";
import { clusterLabels } from "./magnum-labels";
import type { MagnumPlatformProps } from "./magnum-platform";

/** Properties of a {@link MagnumCluster}. */
export interface MagnumClusterProps {
  /** How clusters are made. */
  readonly platform: MagnumPlatformProps;
  /** What is wanted. */
  readonly cluster: KaasClusterDescription;
  /** The pool that is the cluster's first group of workers. */
  readonly defaultPool: string;
}

/**
 * A cluster of Magnum: what KaasCluster makes with a MagnumPlatform.
 *
 * Another version makes another template and leaves the cluster as it is: `openstack coe cluster upgrade` moves it over,
 * where Terraform would replace it. What Magnum cannot change at all (labels, flavors, network) would replace the
 * cluster, which the removal policy refuses.
 *
 * Defines: a cluster template for the version, and for each one of before; a cluster; a node group for each pool but
 * the default one.
 */
export class MagnumCluster extends Construct {
  /** The kubeconfig of the cluster's administrator. */
  public readonly kubeconfig: Secret;
  /** Id of the cluster. */
  public readonly clusterId: string;

  /**
   * @throws BlueprintError SCSBP-6465 for labels that are none of the driver's; SCSBP-1100 and SCSBP-1101 for flavors that
   * the context of the stack does not have
   */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: MagnumClusterProps,
  ) {
    super(scope, id);
    const { platform, cluster, defaultPool } = props;
    const templates = new Construct(this, "templates");
    const template = this.defineTemplate(templates, cluster.version, platform.image);
    for (const { version, image } of platform.previousTemplates ?? []) {
      if (version.text !== cluster.version.text) {
        this.defineTemplate(templates, version, image);
      }
    }
    const autoScaling = platform.autoScaling ?? false;
    const labels = clusterLabels(cluster, autoScaling, platform.labels ?? {}, this.node.path);
    const cloud = KnownCloud.of(this);
    [cluster.controlPlaneFlavor, ...cluster.pools.map((one) => one.flavor)].forEach(
      (flavor) => flavor !== undefined && cloud.flavor(flavor, this.node.path),
    );
    const pool = cluster.pools.find((one) => one.name === defaultPool);
    const made = new ContainerinfraClusterV1(this, "Resource", {
      name: cluster.name,
      clusterTemplateId: template.id,
      masterCount: cluster.controlPlaneReplicas,
      nodeCount: pool?.size ?? 1,
      ...(cluster.controlPlaneFlavor === undefined ? {} : { masterFlavor: cluster.controlPlaneFlavor.name }),
      ...(pool === undefined ? {} : { flavor: pool.flavor.name }),
      ...(platform.keyPair === undefined ? {} : { keypair: platform.keyPair.keyPairName }),
      ...(Object.keys(labels).length === 0 ? {} : { labels }),
      mergeLabels: true,
      lifecycle: {
        // Magnum upgrades a cluster to another template; the provider would replace it.
        ignoreChanges: ["cluster_template_id"],
        ...(platform.removalPolicy === RemovalPolicy.DESTROY ? {} : { preventDestroy: true }),
      },
    });
    this.clusterId = made.id;
    this.kubeconfig = Secret.fromReference(made.kubeconfig.lookup("raw_config"));
    const groups = new Construct(this, "pools");
    cluster.pools.filter((one) => one.name !== defaultPool).forEach((one) => this.defineGroup(groups, one));
  }

  private defineTemplate(scope: Construct, version: KubernetesVersion, image: Image): ContainerinfraClustertemplateV1 {
    const { cluster } = this.props;
    const { api, network, cni } = cluster;
    const { dnsServers, externalNetworkId } = network.asked;
    const bound = image.bind(this);
    const name = Names.join([cluster.name, version.tag]);
    return new ContainerinfraClustertemplateV1(scope, version.tag.replaceAll(".", "-"), {
      name,
      coe: "kubernetes",
      image: bound.imageId,
      externalNetworkId: externalNetworkId ?? ExternalNetwork.fromLookup(this).networkId,
      serverType: "vm",
      masterLbEnabled: true,
      volumeDriver: "cinder",
      ...(api.publicAddress === undefined ? {} : { floatingIpEnabled: api.publicAddress }),
      ...(cni === undefined ? {} : { networkDriver: cni }),
      ...(dnsServers === undefined ? {} : { dnsNameserver: dnsServers.join(",") }),
      // For drivers that choose the version by it; this one takes the image's.
      labels: { kube_tag: version.tag },
      lifecycle: {
        // Magnum changes no template that a cluster is of.
        ignoreChanges: ["image"],
        ...(bound.properties === undefined ? {} : { precondition: [imageHas(version, bound.properties)] }),
      },
    });
  }

  private defineGroup(scope: Construct, pool: NodePool): void {
    const { size, min, max } = pool;
    new ContainerinfraNodegroupV1(scope, pool.name, {
      name: pool.name,
      clusterId: this.clusterId,
      flavorId: pool.flavor.name,
      nodeCount: size ?? min ?? 1,
      ...(min === undefined ? {} : { minNodeCount: min }),
      ...(max === undefined ? {} : { maxNodeCount: max }),
      // The autoscaler's count is not the program's.
      ...(size === undefined ? { lifecycle: { ignoreChanges: ["node_count"] } } : {}),
    });
  }
}

/** The driver takes the version from the image. */
function imageHas(version: KubernetesVersion, properties: string) {
  const has = `trimprefix(lookup(${properties.slice(2, -1)}, "kube_version", ""), "v")`;
  return {
    condition: `\${${has} == "${version.text}"}`,
    errorMessage: `SCSBP-6466: the image of the nodes is of Kubernetes \${jsonencode(${has})} by its property kube_version, and the cluster is to be ${version.text}: name the image of this version`,
  };
}
