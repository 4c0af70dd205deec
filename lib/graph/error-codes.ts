/** One documented error of the pictures. */
export interface GraphErrorCode {
  readonly code: string;
  readonly title: string;
  readonly explanation: string;
}

/** Every code that `lib/graph` raises, as data: docs/errors.md is made from it. A code is never reused. */
export const GRAPH_ERROR_CODES: readonly GraphErrorCode[] = [
  {
    code: "SCSBP-7001",
    title: "No synthesized stacks to draw",
    explanation:
      "A picture is made of what `cdktf synth` writes, by default cdktf.out. An app that fails to synthesize has no picture.",
  },
  {
    code: "SCSBP-7002",
    title: "Unknown format of a picture",
    explanation:
      "Pictures are written as svg, html, mermaid, drawio or json; without a format the ending of the file's name decides.",
  },
  {
    code: "SCSBP-7003",
    title: "No such stack to draw",
    explanation: "The app has stacks of other names.",
  },
  {
    code: "SCSBP-7010",
    title: "Not a plan in JSON",
    explanation:
      "Actions are read from `terraform show -json` of a saved plan. The saved plan itself is binary, and `terraform plan -json` writes a log: neither can be read here.",
  },
  {
    code: "SCSBP-7011",
    title: "The plan is of another program",
    explanation: "None of the plan's addresses is in the synthesized stacks: it would colour nothing.",
  },
  {
    code: "SCSBP-7020",
    title: "Not a compliance report",
    explanation: "States are read from the JSON report of `scs-blueprints check --json`.",
  },
  {
    code: "SCSBP-7030",
    title: "Nothing of that name in the picture",
    explanation:
      "`--from` and `--to` take the name of a server, pool, balancer, tier or network, its construct path or a Terraform address, `anywhere`, or an address block such as 192.0.2.0/24.",
  },
  {
    code: "SCSBP-7031",
    title: "Several things have that name",
    explanation: "The construct path tells them apart.",
  },
];
