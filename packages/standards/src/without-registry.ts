/** Variable that `scs-blueprints start` sets where no registry of providers is in reach. @internal */
export const WITHOUT_REGISTRY = "SCS_BLUEPRINTS_WITHOUT_REGISTRY";

/**
 * Whether hashicorp/kubernetes and hashicorp/helm are not to be had. Then what a program does not choose itself does without
 * them: the kubectl provider, which Go builds from its module, sends all objects; charts are not installed.
 *
 * @internal
 */
export function withoutRegistry(): boolean {
  return (process.env[WITHOUT_REGISTRY] ?? "") !== "";
}
