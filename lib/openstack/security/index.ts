export * from "./address-group";
export * from "./connections";
export { Peer, PeerKind } from "./peer";
export * from "./port";
export * from "./reachability";
export {
  type ISecurityGroup,
  SecurityGroup,
  type SecurityGroupLookup,
  type SecurityGroupProps,
} from "./security-group";
