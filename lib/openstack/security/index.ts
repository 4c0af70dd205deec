export * from "./address-group";
export { Connections, type IAddressGroup, type IConnectable, type ISecurityGroup, Peer, PeerKind } from "./peer";
export { Port } from "./port";
export * from "./reachability";
export { SecurityGroup, type SecurityGroupLookup, type SecurityGroupProps } from "./security-group";
