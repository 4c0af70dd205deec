import { Fn } from "../../core/engine";
import { CloudInit } from "../../openstack/index";

/** What the manager needs to know of the testbed that it deploys. @internal */
export interface TestbedVariables {
  readonly cephStack: string;
  readonly cephVersion: string;
  readonly configurationVersion: string;
  readonly deployMode: string;
  readonly externalApi: boolean;
  readonly imageUser: string;
  readonly managerVersion: string;
  readonly openstackVersion: string;
  /** Known when Terraform runs. */
  readonly publicAddress: string;
}

const SETTLE = "/usr/local/bin/osism-testbed.sh";
/** Where the testbed's scripts read what they are to deploy (osism/testbed at a8a90cc). */
const VARIABLES = "/opt/manager-vars.sh";

/** First boot of all machines: the time, the user's home, and a network that OSISM will configure, not cloud-init. */
function common(user: string): CloudInit {
  const init = new CloudInit({ packageUpdate: true, commands: [SETTLE] });
  init.addFile({
    path: SETTLE,
    permissions: "0755",
    content: [
      "#!/bin/sh",
      "chronyc -a makestep",
      "# apt's lists are fresh",
      "touch /var/lib/apt/periodic/update-success-stamp",
      "# from now on the network is netplan's as OSISM writes it",
      "echo 'network: {config: disabled}' >/etc/cloud/cloud.cfg.d/99-disable-network-config.cfg",
      `chown -R ${user}: /home/${user}`,
      "",
    ].join("\n"),
  });
  init.addCloudConfig("#cloud-config\nntp:\n  enabled: true\n  ntp_client: chrony\n");
  return init;
}

/** First boot of a node. Ceph and Cinder are to find disks that nobody mounted. @internal */
export function nodeCloudInit(user: string): CloudInit {
  const init = common(user);
  init.addCloudConfig("#cloud-config\nmounts:\n  - [ephemeral0, null]\n");
  return init;
}

/**
 * First boot of the manager. How many nodes there are is not in it: each node more or less would replace the manager.
 *
 * @param nodeKey reference to the private key that the manager logs in to nodes with
 * @internal
 */
export function managerCloudInit(variables: TestbedVariables, nodeKey: string | undefined): CloudInit {
  const init = common(variables.imageUser);
  const exports: [string, string][] = [
    ["CEPH_STACK", variables.cephStack],
    ["CEPH_VERSION", variables.cephVersion],
    ["CONFIGURATION_VERSION", variables.configurationVersion],
    ["DEPLOY_MODE", variables.deployMode],
    ["EXTERNAL_API", String(variables.externalApi)],
    ["IMAGE_NODE_USER", variables.imageUser],
    ["IMAGE_USER", variables.imageUser],
    ["MANAGER_PUBLIC_IP_ADDRESS", variables.publicAddress],
    ["MANAGER_VERSION", variables.managerVersion],
    ["OPENSTACK_VERSION", variables.openstackVersion],
  ];
  init.addFile({
    path: VARIABLES,
    permissions: "0644",
    content: exports.map(([name, value]) => `export ${name}=${value}\n`).join(""),
  });
  if (nodeKey !== undefined) {
    init.addFile({
      path: `/home/${variables.imageUser}/.ssh/id_rsa`,
      permissions: "0600",
      base64: true,
      content: Fn.base64encode(nodeKey),
    });
  }
  return init;
}
