import { Construct } from "constructs";
import { stringify } from "yaml";
import { Fn } from "../../../core/engine";
import { TerraformData } from "../../../core/terraform-data";
import { CloudInit } from "../../../openstack/compute/cloud-init";
import type { Port } from "../../../openstack/security/port";
import { Cni, type KaasClusterDescription } from "../kaas-cluster";
import type { NodePool } from "../node-pool";
import { oidcArguments } from "../oidc-arguments";
import {
  ADD_ONS_PROGRAM,
  CERTIFICATES_PROGRAM,
  CERTIFICATES_SCRIPT,
  CERTIFICATES_UNITS,
  FOLDER,
  JOIN_PROGRAM,
  LEAVE_PROGRAM,
  LEAVE_SCRIPT,
  addOnsScript,
  joinScript,
} from "./kubeadm-scripts";
import type { INodeSoftware } from "./node-software";
import { type AddOnChart, cloudConfigSecret, openstackCharts, secretFile } from "./openstack-add-ons";
import type { KubeadmSources } from "./self-managed-props";

/** What all nodes of a cluster know. @internal */
export interface KubeadmSettings extends KubeadmSources {
  /** Address of the balancer in the nodes' network. */
  readonly vip: string;
  /** Names in the API's certificate. */
  readonly certSans: readonly string[];
  /** What nodes log in to the cluster with. */
  readonly token: string;
  /** What the certificates of the control plane are encrypted with in the cluster. */
  readonly certificateKey: string;
  /** cloud.conf of the cloud controller manager and of Cinder CSI. */
  readonly cloudConf: string;
  /** Node that begins the cluster when none is there. */
  readonly firstNode: string;
  /** Network plugin. */
  readonly cni: string;
}

const API_VERSION = "kubeadm.k8s.io/v1beta4";
const ENDPOINT_PORT = 6443;
/** Metadata (Nova) of a node that says which release it installs at its first boot, `v1.36.4`. */
const RELEASE_METADATA = "kubernetes-release";

/**
 * User data of nodes that kubeadm sets up (kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4).
 *
 * Defines: a `terraform_data` whose preconditions hold token and key against what kubeadm takes.
 *
 * @internal
 */
export class KubeadmNode extends Construct implements INodeSoftware {
  public readonly joinPort: Port | undefined = undefined;

  public constructor(
    scope: Construct,
    private readonly settings: KubeadmSettings,
    private readonly cluster: KaasClusterDescription,
  ) {
    super(scope, "kubeadm");
    const { token, certificateKey } = settings;
    const fits = (pattern: string, secret: string) => Fn.can(Fn.regex(pattern, secret));
    new TerraformData(this, "secrets", {
      lifecycle: {
        precondition: [
          {
            condition: fits("^[a-z0-9]{6}[.][a-z0-9]{16}$", token),
            errorMessage:
              "SCSBP-6463: the token is none that kubeadm takes: six and sixteen lower-case letters or digits with a dot between; `kubeadm token generate` makes one",
          },
          {
            condition: fits("^[0-9a-f]{64}$", certificateKey),
            errorMessage:
              "SCSBP-6463: the certificate key is none that kubeadm takes: 64 hexadecimal digits; `kubeadm certs certificate-key` makes one",
          },
        ],
      },
    });
  }

  public get release(): { readonly [key: string]: string } {
    return { [RELEASE_METADATA]: this.cluster.version.tag };
  }

  public kubeconfigCommand(firstNode: string, address: string): string {
    return `ssh ${firstNode} sudo sed s/${this.settings.vip}/${address}/ /etc/kubernetes/admin.conf`;
  }

  public server(): CloudInit {
    const init = this.userData("server", { controlPlane: { certificateKey: this.settings.certificateKey } }, {});
    secretFile(init, `${FOLDER}/init.yaml`, Fn.yamlencode(this.initConfiguration()));
    init.addFile({ path: `${FOLDER}/cluster.yaml`, content: yaml(this.clusterConfiguration()), permissions: "0600" });
    secretFile(init, `${FOLDER}/cloud-config.yaml`, cloudConfigSecret(this.settings.cloudConf));
    const charts = this.charts();
    for (const { name, values } of charts) {
      init.addFile({ path: `${FOLDER}/values-${name}.yaml`, content: yaml(values), permissions: "0600" });
    }
    const script = (path: string, content: string) => init.addFile({ path, content, permissions: "0700" });
    script(ADD_ONS_PROGRAM, addOnsScript(charts, this.settings.helmUrl ?? "https://get.helm.sh"));
    script(CERTIFICATES_PROGRAM, CERTIFICATES_SCRIPT);
    script(LEAVE_PROGRAM, LEAVE_SCRIPT);
    for (const [path, content] of Object.entries(CERTIFICATES_UNITS)) {
      init.addFile({ path, content });
    }
    return init;
  }

  public agent(pool: NodePool): CloudInit {
    const labels = Object.entries(pool.labels).map(([key, value]) => `${key}=${value}`);
    return this.userData(
      "agent",
      {},
      {
        ...(labels.length === 0 ? {} : { "node-labels": labels.join(",") }),
      },
      pool.taints,
    );
  }

  private userData(
    role: "server" | "agent",
    join: object,
    kubeletArguments: Record<string, string>,
    taints: readonly object[] = [],
  ): CloudInit {
    const { vip, token, firstNode, kubernetesUrl, containerdUrl } = this.settings;
    const init = new CloudInit();
    init.addFile({ path: "/etc/modules-load.d/kubernetes.conf", content: "overlay\nbr_netfilter\n" });
    init.addFile({
      path: "/etc/sysctl.d/60-kubernetes.conf",
      content: "net.ipv4.ip_forward = 1\nnet.bridge.bridge-nf-call-iptables = 1\n",
    });
    const joinConfiguration = {
      apiVersion: API_VERSION,
      kind: "JoinConfiguration",
      nodeRegistration: {
        ...nodeRegistration(kubeletArguments),
        ...(taints.length === 0 ? {} : { taints }),
      },
      discovery: {
        bootstrapToken: {
          token,
          apiServerEndpoint: Fn.join(":", [vip, String(ENDPOINT_PORT)]),
          // The authority is made by the first node at its first boot: no digest of it can be known here. What the token
          // signs (cluster-info) is trusted in its place.
          unsafeSkipCAVerification: true,
        },
      },
      ...join,
    };
    secretFile(init, `${FOLDER}/join.yaml`, Fn.yamlencode(joinConfiguration));
    init.addFile({
      path: JOIN_PROGRAM,
      permissions: "0700",
      content: joinScript({
        role,
        endpoint: `https://${vip}:${ENDPOINT_PORT}`,
        firstNode,
        metadata: RELEASE_METADATA,
        kubernetesUrl: kubernetesUrl ?? "https://pkgs.k8s.io/core:/stable:",
        containerdUrl: containerdUrl ?? "https://download.docker.com/linux",
      }),
    });
    init.addCommand(JOIN_PROGRAM);
    return init;
  }

  private initConfiguration(): object {
    const { token, certificateKey } = this.settings;
    return {
      apiVersion: API_VERSION,
      kind: "InitConfiguration",
      // Nodes come later, too: the token stays valid.
      bootstrapTokens: [
        {
          token,
          ttl: "0s",
          usages: ["signing", "authentication"],
          groups: ["system:bootstrappers:kubeadm:default-node-token"],
        },
      ],
      certificateKey,
      nodeRegistration: nodeRegistration({}),
    };
  }

  private clusterConfiguration(): object {
    const { vip, certSans } = this.settings;
    const { network, oidc, name } = this.cluster;
    const serviceDomain = network.asked.serviceDomain;
    return {
      apiVersion: API_VERSION,
      kind: "ClusterConfiguration",
      clusterName: name,
      controlPlaneEndpoint: `${vip}:${ENDPOINT_PORT}`,
      networking: {
        podSubnet: network.podCidr,
        serviceSubnet: network.serviceCidr,
        ...(serviceDomain === undefined ? {} : { dnsDomain: serviceDomain }),
      },
      apiServer: {
        certSANs: [...certSans],
        ...(oidc === undefined
          ? {}
          : { extraArgs: oidcArguments(oidc).map(([argument, value]) => ({ name: argument, value })) }),
      },
    };
  }

  /** The network plugin and the cloud's parts, in the order of their installation. */
  private charts(): readonly AddOnChart[] {
    const { podCidr } = this.cluster.network;
    const plugin: AddOnChart =
      this.settings.cni === String(Cni.CALICO)
        ? {
            name: "tigera-operator",
            repo: "https://docs.tigera.io/calico/charts",
            namespace: "tigera-operator",
            values: {
              installation: {
                cni: { type: "Calico" },
                calicoNetwork: { bgp: "Disabled", ipPools: [{ cidr: podCidr, encapsulation: "VXLAN" }] },
              },
            },
          }
        : {
            name: "cilium",
            repo: "https://helm.cilium.io",
            namespace: "kube-system",
            // The controller manager gives each node its part of podCidr; Cilium takes it.
            values: { ipam: { mode: "kubernetes" } },
          };
    return [plugin, ...openstackCharts(this.cluster.name)];
  }
}

const nodeRegistration = (kubeletArguments: Record<string, string>) => ({
  criSocket: "unix:///run/containerd/containerd.sock",
  kubeletExtraArgs: Object.entries({ "cloud-provider": "external", ...kubeletArguments }).map(([name, value]) => ({
    name,
    value,
  })),
});

const yaml = (value: object) => stringify(value, { lineWidth: 0 });
