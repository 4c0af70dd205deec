import { Construct } from "constructs";
import { stringify } from "yaml";
import { Fn } from "../../core/engine";
import { TerraformData } from "../../core/terraform-data";
import { CloudInit } from "../../openstack/compute/cloud-init";
import type { Port } from "../../openstack/security/port";
import { Cni, type KaasClusterDescription, oidcArguments } from "./kaas-cluster";
import type { NodePool } from "./node-pool";
import { type AddOnChart, cloudConfigSecret, openstackCharts, secretFile } from "./openstack-add-ons";
import type { INodeSoftware, KubeadmSources } from "./self-managed-props";

/** What all nodes of a cluster know. @internal */
interface KubeadmSettings extends KubeadmSources {
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

/** What a node keeps of what it was told. @internal */
const FOLDER = "/etc/scs-kubeadm";
const PROGRAMS = "/usr/local/sbin/scs-kubeadm";
/** @internal */
const JOIN_PROGRAM = `${PROGRAMS}-join`;
/** @internal */
const ADD_ONS_PROGRAM = `${PROGRAMS}-add-ons`;
/** @internal */
const CERTIFICATES_PROGRAM = `${PROGRAMS}-certificates`;
/** @internal */
const LEAVE_PROGRAM = `${PROGRAMS}-leave`;

/** Helm that installs the add-ons once, when the cluster begins. */
const HELM_VERSION = "v4.3.1";

/** @internal */
interface KubeadmJoin {
  readonly role: "server" | "agent";
  /** The API at the balancer, `https://…:6443`. */
  readonly endpoint: string;
  readonly firstNode: string;
  /** Key of the metadata that names the release. */
  readonly metadata: string;
  readonly kubernetesUrl: string;
  readonly containerdUrl: string;
}

/**
 * Installs containerd, kubelet and kubeadm, and joins the cluster that answers at the balancer. Only the first node
 * begins one, and only when none answers for two minutes: a first node that is replaced later joins like every other.
 *
 * @internal
 */
function joinScript({ role, endpoint, firstNode, metadata, kubernetesUrl, containerdUrl }: KubeadmJoin): string {
  return `#!/bin/sh
set -eu
umask 022
fetch() { curl --fail --silent --show-error --location --retry 10 --retry-all-errors "$@"; }
fetch http://169.254.169.254/openstack/latest/meta_data.json --output /run/scs-metadata.json
release="$(python3 -c 'import json; print(json.load(open("/run/scs-metadata.json"))["meta"]["${metadata}"])')"
version="\${release#v}"
minor="v\${version%.*}"
modprobe overlay
modprobe br_netfilter
sysctl --quiet --system
. /etc/os-release
install -d -m 0755 /etc/apt/keyrings
fetch "${containerdUrl}/$ID/gpg" --output /etc/apt/keyrings/containerd.asc
fetch "${kubernetesUrl}/$minor/deb/Release.key" --output /etc/apt/keyrings/kubernetes.asc
printf 'deb [signed-by=/etc/apt/keyrings/containerd.asc] %s %s stable\\n' "${containerdUrl}/$ID" "$VERSION_CODENAME" \\
  > /etc/apt/sources.list.d/containerd.list
printf 'deb [signed-by=/etc/apt/keyrings/kubernetes.asc] %s /\\n' "${kubernetesUrl}/$minor/deb/" \\
  > /etc/apt/sources.list.d/kubernetes.list
export DEBIAN_FRONTEND=noninteractive
apt-get -o DPkg::Lock::Timeout=600 -o Acquire::Retries=10 update
apt-get -o DPkg::Lock::Timeout=600 -o Acquire::Retries=10 install --yes --no-install-recommends \\
  containerd.io "kubelet=$version-*" "kubeadm=$version-*" "kubectl=$version-*"
apt-mark hold kubelet kubeadm kubectl
containerd config default | sed 's/SystemdCgroup = false/SystemdCgroup = true/' > /etc/containerd/config.toml
systemctl restart containerd
${role === "server" ? SERVER_CONFIG : ""}answers() { curl --silent --insecure --max-time 5 --output /dev/null "${endpoint}/livez"; }
tries=0
until answers; do
${role === "server" ? begin(firstNode) : ""}  sleep 10
done
# Certificates of the control plane are in the cluster within the hour at the latest: two hours of trying.
tries=0
until kubeadm join --config ${FOLDER}/join.yaml; do
  tries=$((tries + 1))
  [ "$tries" -lt 120 ]
  kubeadm reset --force
  sleep 60
done
${role === "server" ? "systemctl enable --now scs-kubeadm-certificates.timer\n" : ""}`;
}

const begin = (firstNode: string) => `  tries=$((tries + 1))
  if [ "$(hostname)" = "${firstNode}" ] && [ "$tries" -ge 12 ]; then
    kubeadm init --config ${FOLDER}/config.yaml --upload-certs
    systemctl enable --now scs-kubeadm-certificates.timer
    exec ${ADD_ONS_PROGRAM}
  fi
`;

/** The whole configuration, with the version that the node was told. */
const SERVER_CONFIG = `umask 077
{ cat ${FOLDER}/init.yaml; echo ---; cat ${FOLDER}/cluster.yaml; echo "kubernetesVersion: $release"; } \\
  > ${FOLDER}/config.yaml
umask 022
`;

/**
 * kubeadm keeps the certificates of the control plane in the cluster, encrypted, for two hours. They are put there again
 * each hour, so that a control-plane node can join at any time.
 *
 * @internal
 */
const CERTIFICATES_SCRIPT = `#!/bin/sh
set -eu
exec kubeadm init phase upload-certs --upload-certs --config ${FOLDER}/config.yaml
`;

/** @internal */
const CERTIFICATES_UNITS: { readonly [path: string]: string } = {
  "/etc/systemd/system/scs-kubeadm-certificates.service": `[Unit]
Description=Certificates of the control plane for nodes that join
[Service]
Type=oneshot
ExecStart=${CERTIFICATES_PROGRAM}
`,
  "/etc/systemd/system/scs-kubeadm-certificates.timer": `[Unit]
Description=Certificates of the control plane for nodes that join, each hour
[Timer]
OnActiveSec=1h
OnUnitActiveSec=1h
RandomizedDelaySec=10min
[Install]
WantedBy=timers.target
`,
};

/**
 * Takes a control-plane node out before its server is replaced: its member leaves etcd, its node the cluster.
 *
 * @internal
 */
const LEAVE_SCRIPT = `#!/bin/sh
set -eu
umask 077
node="$(hostname)"
cp /etc/kubernetes/admin.conf /run/scs-admin.conf
export KUBECONFIG=/run/scs-admin.conf
kubectl drain "$node" --ignore-daemonsets --delete-emptydir-data
systemctl disable --now scs-kubeadm-certificates.timer
kubeadm reset --force
kubectl delete node "$node"
rm /run/scs-admin.conf
`;

/** Installs the charts, once the API is there. @internal */
function addOnsScript(charts: readonly AddOnChart[], helmUrl: string): string {
  const installs = charts.map(
    ({ name, repo, namespace }) => `install ${name} ${repo} ${namespace} ${FOLDER}/values-${name}.yaml`,
  );
  return `#!/bin/sh
set -eu
export KUBECONFIG=/etc/kubernetes/admin.conf
archive="helm-${HELM_VERSION}-linux-$(dpkg --print-architecture).tar.gz"
cd /run
for file in "$archive" "$archive.sha256sum"; do
  curl --fail --silent --show-error --location --retry 10 --retry-all-errors "${helmUrl}/$file" --output "$file"
done
sha256sum --check "$archive.sha256sum"
tar --extract --gzip --file "$archive" --strip-components 1 --directory /usr/local/bin --wildcards '*/helm'
kubectl apply --filename ${FOLDER}/cloud-config.yaml
install() {
  tries=0
  until helm upgrade --install "$1" "$1" --repo "$2" --namespace "$3" --create-namespace --values "$4"; do
    tries=$((tries + 1))
    [ "$tries" -lt 20 ]
    sleep 30
  done
}
${installs.join("\n")}
`;
}
