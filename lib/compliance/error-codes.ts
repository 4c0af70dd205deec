/** One documented error of the compliance checker. */
export interface ComplianceErrorCode {
  readonly code: string;
  readonly title: string;
  readonly explanation: string;
}

/** Every code that `lib/compliance` raises, as data: docs/errors.md is made from it. A code is never reused. */
export const COMPLIANCE_ERROR_CODES: readonly ComplianceErrorCode[] = [
  {
    code: "SCSBP-4001",
    title: "Unknown rule",
    explanation:
      "The id is neither a testcase of the SCS standards nor a rule of good practice, nor one that a profile brings along. Ids are written as in the standards, such as scs-0103-flavor-1v-4.",
  },
  {
    code: "SCSBP-4002",
    title: "Unknown profile",
    explanation:
      "A profile is the id of a scope, such as iaas-v5.1, or good-practice. Own profiles are passed as objects, not by name.",
  },
  {
    code: "SCSBP-4003",
    title: "Unknown parameter of a profile",
    explanation:
      "No rule of the profile reads a parameter of this name, or it does not take this value; a misspelt parameter would silently check less.",
  },
  {
    code: "SCSBP-4004",
    title: "A profile is narrowed or changed without reason",
    explanation:
      "Leaving rules out, or changing their level, changes what a report means. The reason is shown in each report; ten characters are the least.",
  },
  {
    code: "SCSBP-4005",
    title: "Two rules with the same id",
    explanation: "Results and waivers are told apart by the rule's id, so a profile has each id once.",
  },
  {
    code: "SCSBP-4010",
    title: "A waiver is incomplete",
    explanation:
      "A waiver says which rule, why (ten characters at least), who answers for it, and the last day on which it holds (YYYY-MM-DD). A waiver without these is no decision but a hole.",
  },
  {
    code: "SCSBP-4011",
    title: "A waiver names an unknown rule",
    explanation:
      "A waiver for a misspelt rule would never cover anything, and the rule would fail without explanation.",
  },
  {
    code: "SCSBP-4012",
    title: "The waiver file cannot be read",
    explanation:
      "The file is JSON or YAML with a list `waivers`; each has rule, reason, owner, expires, and optionally path: a pattern of construct paths or Terraform addresses, in which * stands for one level and ** for any number.",
  },
  {
    code: "SCSBP-4020",
    title: "No synthesized stacks",
    explanation:
      "The directory holds no cdk.tf.json, or one that cannot be read. It is what `cdktf synth` writes, by default cdktf.out.",
  },
  {
    code: "SCSBP-4021",
    title: "Nothing to check",
    explanation: "The construct is neither an app nor within a stack.",
  },
  {
    code: "SCSBP-4022",
    title: "Not a plan in JSON",
    explanation:
      "The file is not what `terraform show -json` writes of a saved plan. The saved plan itself is binary, and `terraform plan -json` writes a log: neither can be read here.",
  },
  {
    code: "SCSBP-4023",
    title: "Plan of another format version",
    explanation:
      "Plans of Terraform and OpenTofu 1.x have format 1.x. Another major version may mean something else by the same words, so nothing is concluded from it.",
  },
  {
    code: "SCSBP-4024",
    title: "The planning failed",
    explanation: "Terraform marked the plan as errored: it holds only a part of the resources.",
  },
  {
    code: "SCSBP-4030",
    title: "The code violates what it requires",
    explanation:
      "`Compliance.of(app).require(…)` found violations at synth. Correct them, or waive them with reason, owner and last day.",
  },
  {
    code: "SCSBP-4040",
    title: "A service of the cloud does not answer as expected",
    explanation:
      "Raised within the collection of facts and reported as `could not be looked at`, with the service and its answer.",
  },
  {
    code: "SCSBP-4050",
    title: "Unknown format of a report",
    explanation:
      "Reports are written as text, json, sarif, junit, markdown or html; without a format the ending of the file's name decides.",
  },
  {
    code: "SCSBP-4060",
    title: "The kubeconfig cannot be used",
    explanation:
      "The file, or a certificate, key or token file that it names, is missing or malformed. Relative paths are relative to the kubeconfig. No content of it is shown, because it holds secrets.",
  },
  {
    code: "SCSBP-4061",
    title: "No such context in the kubeconfig",
    explanation:
      "The context of --context, or the file's current-context, is not in the file, or it names a cluster or user that is not.",
  },
  {
    code: "SCSBP-4062",
    title: "A way to log in to a cluster that the check does not know",
    explanation:
      "Known are client certificates, tokens, passwords, and programs by `exec` (client.authentication.k8s.io/v1 and v1beta1). Not known: auth-provider, proxy-url, and credentials without TLS to another machine.",
  },
  {
    code: "SCSBP-4063",
    title: "The cluster does not accept the credential",
    explanation: "The API answered 401. Tokens and client certificates expire: get a new kubeconfig.",
  },
  {
    code: "SCSBP-4064",
    title: "The cluster does not answer",
    explanation:
      "There was no connection to the server of the kubeconfig, or its certificate is not one of the authority that the kubeconfig names.",
  },
  {
    code: "SCSBP-4065",
    title: "The kubeconfig's program gave no credential",
    explanation:
      "The kubeconfig names a program by `exec`. It was run as kubectl runs it, and is missing, failed, or printed something else than an ExecCredential of the version it was asked for.",
  },
  {
    code: "SCSBP-4066",
    title: "A part of the cluster cannot be read",
    explanation:
      "Raised within the collection of facts and reported as `could not be looked at`, with the path of the API and its answer.",
  },
  {
    code: "SCSBP-4090",
    title: "Rules and data of the library do not fit together",
    explanation: "A defect of the library: please report it.",
  },
];
