/** One documented error. */
export interface ErrorCode {
  /** Stable code; never reused. */
  readonly code: string;
  /** What is wrong, in a few words. */
  readonly title: string;
  /** Why it is an error and what to do. */
  readonly explanation: string;
}

/** Every code that lib/core raises: docs/errors.md and `explain` are made from these lists. */
export const CORE_ERROR_CODES: readonly ErrorCode[] = [
  {
    code: "SCSBP-1001",
    title: "Not a CIDR",
    explanation:
      "An address block is written as network address, slash, prefix length. Bits behind the prefix have to be zero: they usually mean that an address was written in place of its network.",
  },
  {
    code: "SCSBP-1002",
    title: "The block is not private",
    explanation:
      "Project networks take their addresses from RFC 1918 or RFC 4193. Public addresses come from the cloud's external network as floating IPs.",
  },
  {
    code: "SCSBP-1003",
    title: "No such block within the network",
    explanation: "A block was asked for that the network is too small for.",
  },
  {
    code: "SCSBP-1004",
    title: "The block has no such address",
    explanation:
      "An address was counted beyond the end of a block, such as reserved ones in a subnet too small for them.",
  },
  {
    code: "SCSBP-1010",
    title: "Not a name of a Terraform variable",
    explanation: "A secret is given as the name of a sensitive variable, never as its value.",
  },
  {
    code: "SCSBP-1011",
    title: "A secret in clear",
    explanation:
      "Passwords, tokens and keys are given as Secret: the name of a sensitive variable or a reference that only Terraform resolves. A plain value would stand in the synthesized files.",
  },
  {
    code: "SCSBP-1012",
    title: "Not a file of what to take over",
    explanation:
      "`scs-blueprints import state` writes it: ids of what the cloud has, by the address of the resource that takes it over.",
  },
  {
    code: "SCSBP-1013",
    title: "An id that the library takes",
    explanation:
      "Data sources and variables that a stack has once are its direct children, with ids that begin with `lookup-` and `secret-`. Every other id is the program's.",
  },
];
