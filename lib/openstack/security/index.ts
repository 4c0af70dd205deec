export * from "./address-group";
export { Connections, type IConnectable } from "./connections";
export { Peer, PeerKind } from "./peer";
export { Port } from "./port";
export * from "./reachability";
export {
  type ISecurityGroup,
  SecurityGroup,
  type SecurityGroupLookup,
  type SecurityGroupProps,
} from "./security-group";
