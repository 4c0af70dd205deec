import { stringify } from "yaml";
import { CloudInit } from "../../openstack/compute/cloud-init";
import { Port } from "../../openstack/security/port";
import { type KaasClusterDescription, oidcArguments } from "./kaas-cluster";
import type { NodePool } from "./node-pool";
import type { INodeSoftware } from "./self-managed-props";
import { cloudConfigSecret, openstackCharts, secretFile } from "./openstack-add-ons";

/** What all nodes of a cluster know. */
export interface Rke2Settings {
  /** Where the installer is fetched from. */
  readonly installUrl: string;
  /** Address of the balancer in the nodes' network. */
  readonly vip: string;
  /** Names in the API's certificate. */
  readonly certSans: readonly string[];
  /** What nodes log in to the cluster with. */
  readonly token: string;
  /** cloud.conf of the cloud controller manager and of Cinder CSI. */
  readonly cloudConf: string;
  /** Node that begins the cluster when none is there. */
  readonly firstNode: string;
  /** Network plugin. */
  readonly cni: string;
  /** Release of RKE2, `v1.36.4+rke2r1`. */
  readonly release: string;
}

/** Port at which a server answers nodes that join (docs.rke2.io/install/requirements, "Inbound Network Rules"). */
const SUPERVISOR_PORT = 9345;
/**
 * Metadata (Nova) of a node that says which release of RKE2 it installs at its first boot, `v1.36.4+rke2r1`. It changes in
 * place, where another text in the user data would replace every node at once.
 */
const RELEASE_METADATA = "rke2-release";
const CONFIG = "/etc/rancher/rke2/config.yaml";
const MANIFESTS = "/var/lib/rancher/rke2/server/manifests";

/** User data of RKE2 nodes. */
export class Rke2Node implements INodeSoftware {
  public readonly joinPort = Port.tcp(SUPERVISOR_PORT);

  public constructor(
    private readonly settings: Rke2Settings,
    private readonly cluster: KaasClusterDescription,
  ) {}

  public get release(): { readonly [key: string]: string } {
    return { [RELEASE_METADATA]: this.settings.release };
  }

  public kubeconfigCommand(firstNode: string, address: string): string {
    return `ssh ${firstNode} sudo sed s/127.0.0.1/${address}/ /etc/rancher/rke2/rke2.yaml`;
  }

  /** A node of the control plane. */
  public server(): CloudInit {
    const { cni, certSans, cloudConf } = this.settings;
    const { network, oidc } = this.cluster;
    const init = this.node("server", {
      cni,
      "tls-san": [...certSans],
      "cluster-cidr": network.podCidr,
      "service-cidr": network.serviceCidr,
      ...(network.asked.serviceDomain !== undefined && { "cluster-domain": network.asked.serviceDomain }),
      "disable-cloud-controller": true,
      "kubelet-arg": ["cloud-provider=external"],
      // Workloads stay off: the control plane of a cluster that others use.
      "node-taint": ["node-role.kubernetes.io/control-plane=:NoSchedule"],
      ...(oidc !== undefined && { "kube-apiserver-arg": oidcArguments(oidc).map((one) => one.join("=")) }),
    });
    secretFile(init, `${MANIFESTS}/cloud-config.yaml`, cloudConfigSecret(cloudConf));
    init.addFile({
      path: `${MANIFESTS}/openstack.yaml`,
      content: helmCharts(this.cluster.name),
      permissions: "0600",
    });
    return init;
  }

  /** A worker of a pool. */
  public agent(pool: NodePool): CloudInit {
    const labels = Object.entries(pool.labels).map(([key, value]) => `${key}=${value}`);
    const taints = pool.taints.map(({ key, value = "", effect }) => `${key}=${value}:${effect}`);
    return this.node("agent", {
      "kubelet-arg": ["cloud-provider=external"],
      ...(labels.length > 0 && { "node-label": labels }),
      ...(taints.length > 0 && { "node-taint": taints }),
    });
  }

  private node(role: "server" | "agent", config: object): CloudInit {
    const { token, installUrl, vip, firstNode } = this.settings;
    const init = new CloudInit();
    init.addFile({ path: CONFIG, content: stringify(config, { lineWidth: 0 }), permissions: "0600" });
    secretFile(init, "/etc/rancher/rke2/token", token);
    init.addFile({
      path: "/usr/local/sbin/scs-rke2-join",
      permissions: "0700",
      content: joinScript({ role, vip, firstNode, installUrl }),
    });
    init.addCommand("/usr/local/sbin/scs-rke2-join");
    return init;
  }
}

interface Join {
  readonly role: "server" | "agent";
  readonly vip: string;
  readonly firstNode: string;
  readonly installUrl: string;
}

/**
 * Installs RKE2 and joins the cluster that answers at the balancer. Only the first node begins one, and only when none
 * answers for two minutes: a first node that is replaced later joins like every other.
 */
function joinScript({ role, vip, firstNode, installUrl }: Join): string {
  return `#!/bin/sh
set -eu
join="https://${vip}:${SUPERVISOR_PORT}"
mkdir -p /etc/rancher/rke2/config.yaml.d
printf 'token-file: /etc/rancher/rke2/token\\n' > /etc/rancher/rke2/config.yaml.d/10-token.yaml
answers() { curl --silent --insecure --max-time 5 --output /dev/null "$join/cacerts"; }
tries=0
until answers; do
  tries=$((tries + 1))
  if [ "${role}" = server ] && [ "$(hostname)" = "${firstNode}" ] && [ "$tries" -ge 12 ]; then
    join=""
    break
  fi
  sleep 10
done
if [ -n "$join" ]; then
  printf 'server: %s\\n' "$join" > /etc/rancher/rke2/config.yaml.d/20-server.yaml
fi
fetch() { curl --fail --silent --show-error --location --retry 10 --retry-all-errors "$@"; }
fetch http://169.254.169.254/openstack/latest/meta_data.json --output /run/rke2-metadata.json
release="$(python3 -c 'import json; print(json.load(open("/run/rke2-metadata.json"))["meta"]["${RELEASE_METADATA}"])')"
fetch "${installUrl}" --output /run/rke2-install.sh
INSTALL_RKE2_VERSION="$release" INSTALL_RKE2_TYPE="${role}" sh /run/rke2-install.sh
systemctl enable --now --no-block rke2-${role}.service
`;
}

/** Add-ons by RKE2's own chart controller (docs.rke2.io/helm). */
function helmCharts(cluster: string): string {
  const charts = openstackCharts(cluster).map(({ name, repo, namespace, values }) => ({
    apiVersion: "helm.cattle.io/v1",
    kind: "HelmChart",
    metadata: { name, namespace },
    spec: {
      chart: name,
      repo,
      targetNamespace: namespace,
      bootstrap: name === "openstack-cloud-controller-manager",
      valuesContent: stringify(values, { lineWidth: 0 }),
    },
  }));
  return charts.map((one) => stringify(one, { lineWidth: 0 })).join("---\n");
}
