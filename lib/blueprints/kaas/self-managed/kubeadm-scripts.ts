import type { AddOnChart } from "./openstack-add-ons";

/** What a node keeps of what it was told. @internal */
export const FOLDER = "/etc/scs-kubeadm";
const PROGRAMS = "/usr/local/sbin/scs-kubeadm";
/** @internal */
export const JOIN_PROGRAM = `${PROGRAMS}-join`;
/** @internal */
export const ADD_ONS_PROGRAM = `${PROGRAMS}-add-ons`;
/** @internal */
export const CERTIFICATES_PROGRAM = `${PROGRAMS}-certificates`;
/** @internal */
export const LEAVE_PROGRAM = `${PROGRAMS}-leave`;

/** Helm that installs the add-ons once, when the cluster begins. */
const HELM_VERSION = "v4.3.1";

/** @internal */
export interface KubeadmJoin {
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
export function joinScript({ role, endpoint, firstNode, metadata, kubernetesUrl, containerdUrl }: KubeadmJoin): string {
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
export const CERTIFICATES_SCRIPT = `#!/bin/sh
set -eu
exec kubeadm init phase upload-certs --upload-certs --config ${FOLDER}/config.yaml
`;

/** @internal */
export const CERTIFICATES_UNITS: { readonly [path: string]: string } = {
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
export const LEAVE_SCRIPT = `#!/bin/sh
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
export function addOnsScript(charts: readonly AddOnChart[], helmUrl: string): string {
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
