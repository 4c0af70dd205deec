export * from "./address-group";
export { Connections, type IConnectable } from "./security-group";
export { type IAddressGroup, type ISecurityGroup, Peer, PeerKind } from "./peer";
export { Port } from "./port";
export * from "./reachability";
export { SecurityGroup, type SecurityGroupLookup, type SecurityGroupProps } from "./security-group";
