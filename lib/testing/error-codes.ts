import type { ErrorCode } from "../core/error-codes";

/** Every code that lib/testing raises, in the order of the codes. */
export const TESTING_ERROR_CODES: readonly ErrorCode[] = [
  {
    code: "SCSBP-8501",
    title: "The stack has nothing like that",
    explanation:
      "An assertion of a Template found no resource, look-up, output or variable that meets the pattern. The message shows the nearest one and where it differs.",
  },
  {
    code: "SCSBP-8502",
    title: "The stack has something it should not have",
    explanation: "An assertion of a Template found what was to be absent; the message names the addresses.",
  },
  {
    code: "SCSBP-8503",
    title: "The provider has no such type",
    explanation:
      "Types are written as Terraform names them, such as openstack_networking_network_v2. A misspelt one would make every assertion of absence true.",
  },
  {
    code: "SCSBP-8504",
    title: "Another number than expected",
    explanation: "A Template counted resources or look-ups; the message names those that are there.",
  },
  {
    code: "SCSBP-8505",
    title: "Not a pattern",
    explanation:
      "A pattern holds undefined, or a text that is no regular expression: the assertion would say something else than its author meant.",
  },
  {
    code: "SCSBP-8506",
    title: "There is no such stack to look at",
    explanation: "The app has no stack, or several: name the one that is meant.",
  },
  {
    code: "SCSBP-8507",
    title: "A construct's validation failed",
    explanation: "Constructs check themselves at synth; a Template runs the same checks, as `app.synth()` does.",
  },
  {
    code: "SCSBP-8510",
    title: "Nothing was checked",
    explanation: "A compliance assertion on code without any resource would hold, and say nothing.",
  },
  {
    code: "SCSBP-8511",
    title: "The rule is not violated",
    explanation: "A test expected a violation; a rule that cannot fail is no rule.",
  },
  {
    code: "SCSBP-8520",
    title: "The deployment to the sandbox failed",
    explanation:
      "The fixture runs `scs-blueprints start`; the message has its own error, or what the second plan would change.",
  },
];
