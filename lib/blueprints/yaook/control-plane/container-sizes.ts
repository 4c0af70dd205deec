import type { ContainerResources } from "../resources/container-resources";

const size = (cpuRequest: string, memoryRequest: string, memoryLimit?: string): ContainerResources => ({
  cpuRequest,
  memoryRequest,
  ...(memoryLimit !== undefined && { memoryLimit }),
});

const API = size("200m", "512Mi", "2Gi");

/**
 * Requests and limits by container, so that nothing runs as BestEffort: such pods are the first to starve beside
 * hypervisors and Ceph, and took OVN and DNS down with them (RPCU/argus infrastructure/yaook/README.md and comments, at bc3f511,
 * whose measured values these follow). No CPU limits: throttled databases and raft members lose their elections; RabbitMQ's
 * sets its number of schedulers. Only containers that a public cloud sets are here: Yaook refuses others. ovs-vswitchd has no memory limit, because its end is the end of the node's networks.
 */
const SIZES: Record<string, ContainerResources> = {
  keystone: API,
  "glance-api": size("200m", "512Mi", "4Gi"),
  "cinder-api": API,
  "cinder-scheduler": size("200m", "512Mi", "1Gi"),
  "cinder-volume": size("200m", "1Gi", "2Gi"),
  "nova-api": API,
  "nova-conductor": API,
  "nova-scheduler": size("200m", "512Mi", "1Gi"),
  "nova-metadata": size("100m", "512Mi", "1536Mi"),
  "nova-novncproxy": size("100m", "256Mi", "512Mi"),
  placement: size("100m", "1Gi", "2Gi"),
  "neutron-api": size("200m", "512Mi", "3Gi"),
  horizon: size("200m", "256Mi", "1Gi"),
  "mariadb-galera": size("200m", "512Mi", "2Gi"),
  "backup-creator": size("10m", "64Mi", "256Mi"),
  "backup-shifter": size("10m", "96Mi", "256Mi"),
  "mysqld-exporter": size("10m", "32Mi", "128Mi"),
  haproxy: size("50m", "192Mi", "512Mi"),
  "service-reload": size("10m", "32Mi", "64Mi"),
  "create-ca-bundle": size("10m", "32Mi", "64Mi"),
  rabbitmq: { cpuRequest: "250m", cpuLimit: "1", memoryRequest: "1Gi", memoryLimit: "2Gi" },
  ovsdb: size("300m", "1Gi", "3Gi"),
  "ssl-terminator": size("100m", "64Mi", "256Mi"),
  "ovn-relay": size("200m", "256Mi", "1Gi"),
  northd: size("200m", "256Mi", "1Gi"),
  "ovn-controller": size("300m", "512Mi", "2Gi"),
  "ovs-vswitchd": size("300m", "512Mi"),
  "ovs-vswitchd-monitoring": size("50m", "64Mi", "256Mi"),
  "ovsdb-server": size("100m", "128Mi", "512Mi"),
  "neutron-ovn-metadata-agent": size("100m", "256Mi", "1Gi"),
};

/** Containers that have a size. */
export const CONTAINERS = Object.keys(SIZES);

/** Sizes of containers, the library's with one's own in their place. */
export class ContainerSizes {
  public constructor(private readonly own: Record<string, ContainerResources>) {}

  /** The sizes of these containers; undefined for none. */
  public of(...containers: string[]): Record<string, ContainerResources> | undefined {
    if (containers.length === 0) {
      return undefined;
    }
    return Object.fromEntries(containers.map((one) => [one, this.own[one] ?? SIZES[one] ?? {}]));
  }
}
