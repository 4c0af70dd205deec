import { refuse } from "@scs-blueprints/standards/errors";
import { Construct } from "constructs";
import { TerraformLocal } from "../../core/engine";
import { Secret } from "../../core/secret";
import { AntiAffinity } from "../../openstack/compute/server-group";
import { type PoolMemberOverrides, ServerPool, type ServerPoolProps } from "../../openstack/compute/server-pool";
import { LoadBalancer } from "../../openstack/load-balancing/load-balancer";
import { Peer } from "../../openstack/security/peer";
import { Port } from "../../openstack/security/port";
import {
  Cni,
  CONTROL_PLANE_FLAVOR,
  type IKaasPlatform,
  type KaasClusterDescription,
  type KaasClusterParts,
  unsupported,
} from "./kaas-cluster";
import type { NodePool } from "./node-pool";
import { KubeadmNode } from "./kubeadm-node";
import { Rke2Node } from "./rke2-node";
import {
  type INodeSoftware,
  INSTALL_URL,
  KubernetesDistribution,
  RKE2_REVISION,
  type SelfManagedPlatformProps,
} from "./self-managed-props";

/** Properties of a {@link SelfManagedCluster}. */
export interface SelfManagedClusterProps {
  /** How clusters are made. */
  readonly platform: SelfManagedPlatformProps;
  /** What is wanted. */
  readonly cluster: KaasClusterDescription;
}

const API_PORT = 6443;

/**
 * Ports between nodes (kubernetes.io/docs/reference/networking/ports-and-protocols; docs.rke2.io/install/requirements,
 * "Inbound Network Rules"; Cilium: docs.cilium.io operations/system_requirements, "Firewall Rules").
 */
const AMONG_ALL: Record<string, readonly Port[]> = {
  [Cni.CILIUM]: [Port.udp(8472), Port.tcp(4240), Port.tcp(4244), Port.icmp()],
  [Cni.CALICO]: [Port.udp(4789), Port.tcp(179), Port.tcp(5473)],
};
const KUBELET = Port.tcp(10250);
const ETCD = Port.tcpRange(2379, 2381);
/** NodePorts, which the balancers of Services forward to. */
const NODE_PORTS = [Port.tcpRange(30000, 32767), Port.udpRange(30000, 32767)];

/**
 * A cluster of servers that run RKE2 or kubeadm's Kubernetes: what {@link KaasCluster} makes with a
 * SelfManagedPlatform.
 *
 * Defines: a {@link LoadBalancer} for the API and for nodes that join; a {@link ServerPool} for the control plane and
 * one for each pool; rules between them.
 */
export class SelfManagedCluster extends Construct {
  /** The balancer in front of the API. */
  public readonly loadBalancer: LoadBalancer;
  /** The control plane. */
  public readonly controlPlane: ServerPool;
  /** The workers by pool. */
  public readonly workers: { [key: string]: ServerPool };
  /** Where the API is. */
  public readonly address: string;
  /** Address of the node that begins the cluster. */
  public readonly firstNode: string;
  /** Command that prints the administrator's kubeconfig. */
  public readonly kubeconfigCommand: string;

  private readonly software: INodeSoftware;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: SelfManagedClusterProps,
  ) {
    super(scope, id);
    const { platform, cluster } = props;
    const { name } = cluster;
    const { tier } = platform;
    const { api } = cluster;
    this.loadBalancer = new LoadBalancer(this, "api", {
      tier,
      name: `${name}-api`,
      floatingIp: api.publicAddress ?? true,
      ...(api.loadBalancer === undefined ? {} : { provider: api.loadBalancer }),
    });
    this.address = this.loadBalancer.address;
    const keys =
      platform.controlPlaneMembers ?? Array.from({ length: cluster.controlPlaneReplicas }, (_, i) => String(i + 1));
    this.software = this.nodeSoftware(keys);
    this.controlPlane = new ServerPool(this, "control-plane", {
      ...this.common(cluster.controlPlaneZones),
      name: `${name}-control-plane`,
      flavor: cluster.controlPlaneFlavor ?? CONTROL_PLANE_FLAVOR,
      ...rootVolume(cluster.controlPlaneRootDiskGB),
      members: [...keys],
      antiAffinity: cluster.antiAffinity && keys.length > 1 ? AntiAffinity.HARD : AntiAffinity.NONE,
      cloudInit: this.software.server(),
      overrides: this.overrides(),
    });
    this.firstNode = this.controlPlane.privateIps[0] ?? "";
    this.kubeconfigCommand = this.software.kubeconfigCommand(this.firstNode, this.address);
    this.workers = Object.fromEntries(cluster.pools.map((pool) => [pool.name, this.addWorkers(pool)]));
    this.openApi();
    this.openNodes();
  }

  private nodeSoftware(keys: readonly string[]): INodeSoftware {
    const { platform, cluster } = this.props;
    const { installUrl = INSTALL_URL, token, cloudConf, certificateKey, sources = {} } = platform;
    const { vipAddress, floatingIp } = this.loadBalancer;
    const shared = {
      vip: vipAddress,
      certSans: [vipAddress, ...(floatingIp === undefined ? [] : [floatingIp]), ...(cluster.api.certSans ?? [])],
      token: Secret.resolve(token, this),
      // A local value: functions of the engine take references, not texts with references in them.
      cloudConf: new TerraformLocal(this, "cloud-conf", Secret.resolve(cloudConf, this)).asString,
      firstNode: `${cluster.name}-control-plane-${keys[0] ?? ""}`,
      cni: cluster.cni ?? Cni.CILIUM,
    };
    if (platform.distribution === KubernetesDistribution.KUBEADM && certificateKey !== undefined) {
      return new KubeadmNode(
        this,
        { ...shared, ...sources, certificateKey: Secret.resolve(certificateKey, this) },
        cluster,
      );
    }
    const release = `${cluster.version.tag}+${platform.rke2Revision ?? RKE2_REVISION}`;
    return new Rke2Node({ ...shared, installUrl, release }, cluster);
  }

  private overrides(): { [key: string]: PoolMemberOverrides } {
    const given = Object.entries(this.props.platform.controlPlaneOverrides ?? {});
    return Object.fromEntries(
      given.map(([key, one]) => [
        key,
        one.metadata === undefined ? one : { ...one, metadata: { ...one.metadata, ...this.software.release } },
      ]),
    );
  }

  private common(zones: readonly string[]): Pick<ServerPoolProps, "tier" | "image" | "keyPair" | "zones" | "metadata"> {
    const { tier, image, keyPair } = this.props.platform;
    return {
      tier,
      image,
      metadata: this.software.release,
      ...(keyPair === undefined ? {} : { keyPair }),
      ...(zones.length === 0 ? {} : { zones: [...zones] }),
    };
  }

  private addWorkers(pool: NodePool): ServerPool {
    return new ServerPool(this, `pool-${pool.name}`, {
      ...this.common(pool.zones),
      name: `${this.props.cluster.name}-${pool.name}`,
      flavor: pool.flavor,
      ...rootVolume(pool.rootDiskGB),
      ...(pool.members === undefined ? { size: pool.size ?? 1 } : { members: [...pool.members] }),
      antiAffinity: this.props.cluster.antiAffinity ? AntiAffinity.SOFT : AntiAffinity.NONE,
      cloudInit: this.software.agent(pool),
    });
  }

  /** The API for those who may reach it, and the port that nodes join at for nodes only. */
  private openApi(): void {
    const { api } = this.props.cluster;
    const { tier } = this.props.platform;
    const allowed = api.allowedCidrs ?? [];
    const anybody = Peer.anywhere("the API of Kubernetes, which asks for a certificate or a token");
    this.loadBalancer
      .addListener(
        Port.tcp(API_PORT),
        allowed.length > 0 ? { allowedCidrs: [...allowed, tier.cidr] } : { clients: [anybody] },
      )
      .forwardTo(this.controlPlane, Port.tcp(API_PORT));
    const { joinPort } = this.software;
    if (joinPort !== undefined) {
      this.loadBalancer.addListener(joinPort, { clients: [Peer.tier(tier)] }).forwardTo(this.controlPlane, joinPort);
    }
  }

  private openNodes(): void {
    const { cluster, platform } = this.props;
    const pools = [this.controlPlane, ...Object.values(this.workers)];
    const among = [KUBELET, ...(AMONG_ALL[cluster.cni ?? Cni.CILIUM] ?? [])];
    this.controlPlane.connections.allowInternally(ETCD);
    for (const from of pools) {
      for (const to of pools) {
        among.forEach((port) => from.connections.allowTo(to, port));
      }
      NODE_PORTS.forEach((port) => from.connections.allowFrom(platform.tier, port));
    }
  }
}

const rootVolume = (sizeGiB: number | undefined) =>
  sizeGiB === undefined || sizeGiB === 0 ? {} : { bootVolume: { sizeGiB } };

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
