export { YaookControlPlane } from "./control-plane/yaook-control-plane";
export type { YaookBackend, YaookGateway } from "./control-plane/gateway-routes";
export type { YaookControlPlaneOptions, YaookControlPlaneProps } from "./control-plane/yaook-control-plane-props";
export { YaookDefinitions } from "./definitions/yaook-definitions";
export { YaookCephAccess, type YaookCephAccessProps } from "./platform/yaook-ceph-access";
export { YaookExpectations, type YaookExpectationsProps } from "./platform/yaook-expectations";
export { YaookObjectStore, type YaookObjectStoreProps } from "./platform/yaook-object-store";
export { YaookPlatform } from "./platform/yaook-platform";
export type { YaookPlatformOptions, YaookPlatformProps } from "./platform/yaook-platform-props";
export * from "./resources/barbican";
export * from "./resources/cinder";
export type { ComponentOptions, EndpointOptions } from "./resources/component";
export { type ContainerResources, ScheduleRule } from "./resources/container-resources";
export type { DatabaseBackupTarget, DatabaseOptions, MysqlConfig } from "./resources/database";
export * from "./resources/designate";
export * from "./resources/disruption-budget";
export * from "./resources/further-deployments";
export * from "./resources/glance";
export * from "./resources/horizon";
export * from "./resources/infrastructure";
export type { IngressOptions } from "./resources/ingress";
export * from "./resources/keystone";
export * from "./resources/keystone-objects";
export type { MemcachedOptions } from "./resources/memcached";
export type { MessageQueueOptions } from "./resources/message-queue";
export * from "./resources/neutron";
export type {
  NeutronOvnOptions,
  OvnBridge,
  OvnControllerTemplate,
  OvnNorthdOptions,
  OvnRelayOptions,
  OvsdbOptions,
} from "./resources/neutron-ovn";
export * from "./resources/nova";
export * from "./resources/octavia";
export {
  type IYaookResource,
  YaookCustomResource,
  type YaookCustomResourceProps,
  type YaookResourceOptions,
} from "./resources/yaook-custom-resource";
export type {
  DatabaseClientProps,
  KeystoneClientProps,
  QueueClientProps,
  YaookDeploymentProps,
  YaookServiceProps,
} from "./resources/yaook-deployment";
export { YaookCeph, type YaookCephProps } from "./yaook-ceph";
export { YaookComputePool, type YaookComputePoolProps, YaookCpuMode, YaookVirtType } from "./yaook-compute-pool";
export { YaookKind } from "./yaook-kind";
export { YaookProfile, type YaookSizes } from "./yaook-profile";
export { YaookRelease } from "./yaook-release";
export { YaookService } from "./yaook-service";
export { ScsOnYaook, type ScsOnYaookProps, YaookLogin } from "./scs-on-yaook/scs-on-yaook";
