import type { ErrorCode } from "../../../core/error-codes";

/** Codes of {@link ScsOnYaook}: 656x. */
export const SCS_ON_YAOOK_ERROR_CODES: readonly ErrorCode[] = [
  {
    code: "SCSBP-6560",
    title: "A wait that the kubectl provider cannot do",
    explanation: "It waits for rollouts of workloads, and not for what an operator says of a custom resource.",
  },
  {
    code: "SCSBP-6561",
    title: "The login of the new cloud is not there",
    explanation:
      "Yaook's Keystone operator writes the first administrator's login into the Secret keystone-admin once Keystone runs. A postcondition of the plan.",
  },
  {
    code: "SCSBP-6562",
    title: "Options of a Secret that is not read",
    explanation: "With a login from the environment the Secret is read by `scs-blueprints yaook-login`.",
  },
];
