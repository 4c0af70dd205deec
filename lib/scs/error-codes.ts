import type { ErrorCode } from "../core/error-codes";

/** Every code that lib/scs raises: SCSBP-5001 to SCSBP-5099. */
export const SCS_ERROR_CODES: readonly ErrorCode[] = [
  {
    code: "SCSBP-5001",
    title: "not an SCS flavor name",
    explanation:
      "The name does not start with `SCS-` in upper case, so scs-0100 does not apply to it and it promises nothing. " +
      "Use a name with the prefix where the library must know the vCPUs, the RAM and the disk.",
  },
  {
    code: "SCSBP-5002",
    title: "a flavor name breaks the grammar of scs-0100",
    explanation:
      "The message shows the first character that does not fit and what may stand there. Names in v1 spelling " +
      "(`SCS-2V:4`) must be read as such. Own extensions are forbidden after `SCS-`.",
  },
  {
    code: "SCSBP-5003",
    title: "parts that make no flavor name",
    explanation: "A part given to `FlavorName.compose` is out of range or unknown; the message names the field.",
  },
  {
    code: "SCSBP-5004",
    title: "too many disks to list their extra specs",
    explanation: "scs-0103 wants one extra spec for each disk; the library stops at 256.",
  },
  {
    code: "SCSBP-5005",
    title: "not a standard flavor",
    explanation: "Only the 31 flavors of scs-0103 are standard; the message names the nearest of them.",
  },
  {
    code: "SCSBP-5010",
    title: "not a date",
    explanation: "Dates are UTC texts: `YYYY-MM-DD`, optionally with a time. The library never reads the clock itself.",
  },
  {
    code: "SCSBP-5011",
    title: "unknown scope",
    explanation: "A scope is named by layer and version, such as `iaas-v5.1`; the message lists all known ones.",
  },
  {
    code: "SCSBP-5012",
    title: "no scope in force on that day",
    explanation: "The timeline of the scope starts later. Name a version instead of a day.",
  },
  {
    code: "SCSBP-5020",
    title: "unknown cloud",
    explanation: "The list of clouds is that of SCS; any other cloud is named by its entry in clouds.yaml.",
  },
  {
    code: "SCSBP-5021",
    title: "unknown SCS document",
    explanation: "Documents are named like `scs-0100-v3`; the message names the nearest.",
  },
  {
    code: "SCSBP-5030",
    title: "unknown aspect of a volume type",
    explanation: "scs-0114 knows `encrypted` and `replicated` only. Anything else belongs into the text.",
  },
  {
    code: "SCSBP-5031",
    title: "a volume type's text starts with a list of aspects",
    explanation: "The list is written from the aspects; pass the text without it.",
  },
  {
    code: "SCSBP-5040",
    title: "not a version of Kubernetes",
    explanation: "Versions are `major.minor.patch`, with or without `v`, as the cluster's version endpoint shows.",
  },
  {
    code: "SCSBP-5050",
    title: "the context file cannot be read",
    explanation:
      "What a cloud offers is in a file that `scs-blueprints lookup` writes; its path is relative to the folder that the program runs in.",
  },
  {
    code: "SCSBP-5051",
    title: "not a context file",
    explanation: "A context file is JSON that `scs-blueprints lookup` wrote; its `format` says so.",
  },
  {
    code: "SCSBP-5052",
    title: "another version of the context file's format",
    explanation: "The file was made by another release of scs-blueprints: make it anew with the one in use.",
  },
  {
    code: "SCSBP-5053",
    title: "a broken context file",
    explanation:
      "The message names the place in the file and what should be there. The file is made by `scs-blueprints lookup`, not by hand.",
  },
  {
    code: "SCSBP-5060",
    title: "no data files of the standards",
    explanation: "The directory to compare with must hold the same files as lib/scs/data, in the same form.",
  },
  {
    code: "SCSBP-5065",
    title: "Not a step of this library",
    explanation:
      "A step beside Terraform is written by a construct and run by `scs-blueprints step`: both have to come from the same version of the library.",
  },
  {
    code: "SCSBP-5070",
    title: "the file of what to adopt cannot be read",
    explanation:
      "Flavors and images that a cloud has already are in a file that `scs-blueprints adopt` writes; its path is relative to the folder that the program runs in.",
  },
  {
    code: "SCSBP-5071",
    title: "not a file of what to adopt",
    explanation:
      "It is JSON that `scs-blueprints adopt` wrote, of this release's format; the message names the place that is not as it must be.",
  },
  {
    code: "SCSBP-5090",
    title: "a data file of the library cannot be read",
    explanation: "The package is incomplete, or a bundler left out scs/data/*.json, which are read on first use.",
  },
  {
    code: "SCSBP-5091",
    title: "the data of a scope are inconsistent",
    explanation: "A scope includes a module that the data do not describe: an error of the library, please report it.",
  },
];
