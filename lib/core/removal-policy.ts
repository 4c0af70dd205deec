/** What becomes of a stateful resource when a plan would destroy it. */
export enum RemovalPolicy {
  /**
   * The plan is refused (Terraform's `prevent_destroy`): neither a replacement nor `destroy` gets at the data. It holds
   * as long as the construct is in the program; one that is taken out of the program is destroyed.
   */
  RETAIN = "retain",
  /** It is destroyed, with what it holds. */
  DESTROY = "destroy",
}
