import type { Construct } from "constructs";
import { refuse } from "@scs-blueprints/standards/errors";
import { Cni, type IKaasPlatform, type KaasClusterDescription, type KaasClusterParts } from "../kaas-cluster";
import { unsupported } from "../unsupported";
import { KubernetesDistribution } from "./node-software";
import { SelfManagedCluster } from "./self-managed-cluster";
import { INSTALL_URL, RKE2_REVISION, type SelfManagedPlatformProps } from "./self-managed-props";

/**
 * Clusters on servers of one's own, by RKE2 or kubeadm: a platform for {@link KaasCluster} where a cloud offers none.
 *
 * @example
 * const login = new ApplicationCredential(stack, "kubernetes", { roles: ["member", "load-balancer_member"] });
 * const platform = new SelfManagedPlatform({
 *   tier: network.tier("web"),
 *   image: Image.ubuntu("24.04"),
 *   token: Secret.fromVariable("cluster_token"),
 *   cloudConf: Secret.fromReference(login.cloudConf),
 * });
 * new KaasCluster(stack, "shop", {
 *   platform,
 *   version: KubernetesVersion.parse("1.36.4"),
 *   pools: { web: { flavor: Flavor.SCS_4V_8, size: 3 } },
 * });
 */
export class SelfManagedPlatform implements IKaasPlatform {
  public readonly platformName = "a self-managed cluster";

  /**
   * @throws BlueprintError SCSBP-6430 for an unfit revision or source, SCSBP-6460 for what is another distribution's, or
   * kubeadm without its certificate key
   */
  public constructor(
    /** What was given. */
    public readonly props: SelfManagedPlatformProps,
  ) {
    const { rke2Revision = RKE2_REVISION, installUrl = INSTALL_URL } = props;
    requireOneDistribution(props);
    if (!/^rke2r\d+$/.test(rke2Revision) || !installUrl.startsWith("https://")) {
      throw refuse("SCSBP-6430", {
        got: `${rke2Revision}, ${installUrl}`,
        allowed: "a revision such as rke2r1, an https URL",
        fix: "take the revision from RKE2's releases; mirror the installer over https",
      });
    }
  }

  public provide(scope: Construct, cluster: KaasClusterDescription): KaasClusterParts {
    const path = scope.node.path;
    if (this.props.distribution === KubernetesDistribution.KUBEADM) {
      requireBetaFour(cluster, path);
    }
    const refusal = (wish: string, got: string, allowed: string): never => {
      throw unsupported(this.platformName, wish, got, allowed, path);
    };
    const { network, cni, api, pools, controlPlaneReplicas } = cluster;
    const { nodeCidr, mtu, dnsServers, externalNetworkId } = network.asked;
    if (nodeCidr !== undefined || mtu !== undefined || dnsServers !== undefined || externalNetworkId !== undefined) {
      refusal("change the network of its nodes, which is the tier's", "network", "podCidr, serviceCidr, serviceDomain");
    }
    if (cni === Cni.FLANNEL) {
      refusal("a plugin without NetworkPolicy", cni, "cilium, calico");
    }
    const scaling = pools.find((pool) => pool.size === undefined);
    if (scaling !== undefined) {
      refusal("scale a pool by itself", scaling.name, "size");
    }
    const { controlPlaneMembers: members } = this.props;
    if (members !== undefined && members.length !== controlPlaneReplicas) {
      refusal(
        "have another number of control-plane nodes than of their keys",
        members.join(", "),
        String(controlPlaneReplicas),
      );
    }
    if (api.publicAddress === false && (api.allowedCidrs ?? []).length > 0) {
      refusal(
        "hold off blocks from an API without a public address",
        (api.allowedCidrs ?? []).join(", "),
        "one of the two",
      );
    }
    const made = new SelfManagedCluster(scope, "Cluster", { platform: this.props, cluster });
    return { kubeconfigCommand: made.kubeconfigCommand };
  }
}

function requireOneDistribution({
  distribution,
  certificateKey,
  sources,
  rke2Revision,
  installUrl,
}: SelfManagedPlatformProps): void {
  const kubeadm = distribution === KubernetesDistribution.KUBEADM;
  const foreign = Object.entries(kubeadm ? { rke2Revision, installUrl } : { certificateKey, sources }).filter(
    ([, value]) => value !== undefined,
  );
  if (foreign.length > 0 || (kubeadm && certificateKey === undefined)) {
    const own = kubeadm ? "certificateKey, sources" : "rke2Revision, installUrl";
    throw refuse("SCSBP-6460", {
      what:
        foreign.length > 0
          ? `a setting of another distribution than ${kubeadm ? "kubeadm" : "RKE2"}`
          : "kubeadm without a key for the certificates that its control-plane nodes share",
      got: foreign.map(([name]) => name).join(", ") || "no certificateKey",
      allowed: own,
      fix:
        foreign.length > 0
          ? "leave it out, or choose the other distribution"
          : 'certificateKey: Secret.fromVariable("certificate_key"), made by `kubeadm certs certificate-key`',
    });
  }
  const plain = Object.entries(sources ?? {}).filter(([, url]) => !/^https:\/\/[^\s/]+/.test(String(url)));
  if (plain.length > 0) {
    throw refuse("SCSBP-6461", {
      got: plain.map(([name, url]) => `${name}: ${String(url)}`).join(", "),
      allowed: "https URLs",
      fix: "mirror it over https",
    });
  }
}

function requireBetaFour({ version }: KaasClusterDescription, path: string): void {
  const [major = 0, minor = 0] = version.minor.split(".").map(Number);
  if (major === 1 && minor < 31) {
    throw refuse(path, "SCSBP-6462", {
      got: version.text,
      allowed: "1.31 or newer (kubernetes cmd/kubeadm/app/apis/kubeadm/v1beta4)",
      fix: "take a version that upstream supports, or RKE2",
    });
  }
}
