import { YaookService } from "../yaook-service";

/**
 * Labels that Yaook's pods look for; each is the key of a taint that they tolerate as well (docs.yaook.cloud
 * user/explanations/concepts/scheduling). A fresh cluster schedules nothing. For the control plane as in phily-me/alasca2025-yaook-workshop
 * at 15b4db4, with those of the image service of lanixx/talos-aws at b86dadc.
 */
const CONTROL = [
  "any.yaook.cloud/api",
  "infra.yaook.cloud/any",
  "infra.yaook.cloud/caching",
  "operator.yaook.cloud/any",
  "compute.yaook.cloud/nova-any-service",
  "image.yaook.cloud/glance-any-service",
  "network.yaook.cloud/neutron-northd",
  "network.yaook.cloud/neutron-ovn-agent",
];

const BY_SERVICE: Partial<Record<YaookService, readonly string[]>> = {
  [YaookService.CINDER]: ["block-storage.yaook.cloud/cinder-any-service"],
  [YaookService.BARBICAN]: [
    "key-manager.yaook.cloud/barbican-any-service",
    "key-manager.yaook.cloud/barbican-keystone-listener",
  ],
  [YaookService.DESIGNATE]: ["central", "mdns", "producer", "worker"].map((one) => `designate.yaook.cloud/${one}`),
};

/** Key of hypervisors. */
export const HYPERVISOR = "compute.yaook.cloud/hypervisor";
const HYPERVISOR_TYPE = "compute.yaook.cloud/hypervisor-type";

/** Labels of a control node. */
export function controlLabels(services: readonly YaookService[]): Record<string, string> {
  const keys = [...CONTROL, ...services.flatMap((one) => BY_SERVICE[one] ?? [])];
  return Object.fromEntries(keys.map((key) => [key, "true"]));
}

/** Labels of a hypervisor. */
export function hypervisorLabels(nodeSelector: Record<string, string>): Record<string, string> {
  return { [HYPERVISOR]: "true", [HYPERVISOR_TYPE]: "qemu", ...nodeSelector };
}
