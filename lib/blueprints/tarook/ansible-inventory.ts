import { Fn } from "../../core/engine";

/** A host as Ansible sees it. @internal */
export interface InventoryHost {
  readonly name: string;
  /** Where Ansible logs in. */
  readonly host: string;
  /** Its address in the cluster's network. */
  readonly address: string;
}

/** @internal */
export interface InventoryHosts {
  readonly gateways: readonly InventoryHost[];
  readonly masters: readonly InventoryHost[];
  readonly workers: readonly InventoryHost[];
}

/**
 * The file `inventory/yaook-k8s/hosts`: groups and variables as Tarook's playbooks read them (alasca-association/tarook
 * `terraform/templates/inventory.tpl` at 018412d).
 *
 * @internal
 */
export function inventoryHosts({ gateways, masters, workers }: InventoryHosts): string {
  return [
    section("all:vars", [
      "ansible_python_interpreter=/usr/bin/python3",
      "on_openstack=True",
      "ipv4_enabled=True",
      "ipv6_enabled=False",
    ]),
    section("orchestrator", [
      'localhost ansible_connection=local ansible_python_interpreter="{{ ansible_playbook_python }}"',
    ]),
    section("frontend:children", ["gateways"]),
    section("k8s_nodes:children", ["masters", "workers"]),
    section("gateways", gateways.map(line)),
    section("masters", masters.map(line)),
    section("workers", workers.map(line)),
  ].join("\n");
}

/** What the playbooks read of the network (`group_vars/all/terraform_networking*.yaml`). @internal */
export interface InventoryNetworking {
  readonly subnetId: string;
  readonly floatingIpNetworkId: string;
  readonly subnetCidr: string;
  readonly fixedIp: string;
  readonly floatingIp: string;
}

/** The file `terraform_networking.yaml`, for the load balancers of Services. @internal */
export function finalNetworking(networking: InventoryNetworking): string {
  const { subnetId, floatingIpNetworkId, subnetCidr } = networking;
  return Fn.yamlencode({
    ch_k8s_lbaas_subnet_id: subnetId,
    ch_k8s_lbaas_floating_ip_network_id: floatingIpNetworkId,
    openstack_lbaas_subnet_id: subnetId,
    openstack_lbaas_floating_ip_network_id: floatingIpNetworkId,
    subnet_cidr: subnetCidr,
  });
}

/** The file `terraform_networking-trampoline.yaml`, for the gateways. @internal */
export function trampolineNetworking({ subnetCidr, fixedIp, floatingIp }: InventoryNetworking): string {
  return Fn.yamlencode({
    networking_fixed_ip: fixedIp,
    networking_floating_ip: floatingIp,
    subnet_cidr: subnetCidr,
  });
}

function section(name: string, lines: readonly string[]): string {
  return [`[${name}]`, ...lines, ""].join("\n");
}

function line({ name, host, address }: InventoryHost): string {
  return `${name} ansible_host=${host} local_ipv4_address=${address}`;
}
