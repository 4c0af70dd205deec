import type { ErrorCode } from "../core/error-codes";

/** Every code that lib/cloud raises: 102x and 103x, 11xx. */
export const CLOUD_ERROR_CODES: readonly ErrorCode[] = [
  { code: "SCSBP-1020", title: "The cloud has no name", explanation: "An entry of clouds.yaml is named by its key." },
  {
    code: "SCSBP-1030",
    title: "Unfit id of a stack",
    explanation: "The id names the stack's directory and begins the names of its resources in the cloud.",
  },
  {
    code: "SCSBP-1031",
    title: "Two outputs of one name",
    explanation: "The name of an output is its name in Terraform, so it can be there once a stack.",
  },
];
