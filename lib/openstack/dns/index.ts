export type { CaaRecord, MxRecord, SrvRecord } from "./dns-record";
export * from "./dns-zone";
