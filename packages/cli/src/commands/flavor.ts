import { Option, type Command } from "commander";
import type { FlavorComposeOptions, FlavorFindOptions } from "../actions/flavor";
import type { FlavorSyntax } from "@scs-blueprints/standards";
import { amount, json, whole, type Json } from "./options";

const EXAMPLES = `
Examples:
  scs-blueprints flavor explain SCS-4C-16-2x200p_a1
  scs-blueprints flavor find --vcpus 2 --ram-gib 6 --local-ssd
  scs-blueprints flavor compose --vcpus 4 --ram-gib 16 --disk-gb 100 --disk-type ssd
  openstack flavor list -f value -c Name | scs-blueprints flavor parse --json

Exit codes:
  0 done   1 a name is not valid, or no flavor fits   2 wrong command line
`;

const SYNTAXES = ["v1", "v2", "v3"];
const CPU_TYPES = ["crowded-core", "shared-core", "dedicated-thread", "dedicated-core"];
const DISK_TYPES = ["network", "hdd", "ssd", "nvme"];
const HYPERVISORS = ["kvm", "chy", "xen", "vmw", "hyv", "bms"];

/** Names and options of `flavor …`; nothing of the standards is loaded before one of them runs. */
export function addFlavor(program: Command): void {
  const flavor = program
    .command("flavor")
    .description("SCS flavor names and standard flavors (scs-0100, scs-0103); contacts no cloud.")
    .addHelpText("after", EXAMPLES);
  addParse(flavor);
  addExplain(flavor);
  addCompose(flavor);
  addFind(flavor);
  addList(flavor);
}

const syntax = (preset?: string): Option =>
  new Option("--syntax <version>", "how the names are spelled; v2 and v3 are the same")
    .choices(SYNTAXES)
    .default(preset);

function addParse(flavor: Command): void {
  json(
    flavor
      .command("parse")
      .summary("check names and show their facts")
      .description(
        "Checks each NAME and shows its facts; without NAME, each line of standard input, in the same order. With names on the\n" +
          "command line the exit code is 1 if one is invalid; with standard input it is 0, and the results are in the rows.",
      )
      .argument("[name...]", "flavor names")
      .addOption(syntax("v3")),
    "one JSON object per name and line",
  ).action(async (names: string[], options: Json & { syntax: FlavorSyntax }) => {
    const { runKnowledge } = await import("../actions/run.js");
    const { flavorParse } = await import("../actions/flavor-batch.js");
    await runKnowledge(options.json, () => flavorParse(names, { json: options.json === true, syntax: options.syntax }));
  });
}

function addExplain(flavor: Command): void {
  json(
    flavor
      .command("explain")
      .summary("explain a name: its parts, spellings and extra specs")
      .argument("<name>", "flavor name")
      .addOption(syntax()),
  ).action(async (name: string, options: Json & { syntax?: FlavorSyntax }) => {
    const { runKnowledge } = await import("../actions/run.js");
    const { flavorExplain } = await import("../actions/flavor.js");
    await runKnowledge(options.json, (reporter) => flavorExplain(name, options.syntax, reporter));
  });
}

function addCompose(flavor: Command): void {
  json(
    flavor
      .command("compose")
      .summary("the name of a flavor")
      .requiredOption("--vcpus <n>", "number of vCPUs", whole)
      .requiredOption("--ram-gib <n>", "RAM, a multiple of 0.5", amount)
      .addOption(new Option("--cpu-type <type>", "what a vCPU is (default: shared-core)").choices(CPU_TYPES))
      .option("--insecure", "CPU vulnerabilities are not fully mitigated", false)
      .option("--no-ecc", "RAM without error correction")
      .option("--ram-oversubscribed", "RAM is oversubscribed", false)
      .option("--disk", "a disk; alone, of a size the cloud chooses", false)
      .option("--disk-gb <n>", "size of each disk", whole)
      .addOption(new Option("--disk-type <type>", "where the disk lives").choices(DISK_TYPES))
      .option("--disk-count <n>", "number of disks of that size", whole)
      .addOption(new Option("--hypervisor <name>", "hypervisor").choices(HYPERVISORS))
      .option("--hw-virtualization", "nested virtualization works", false)
      .addOption(new Option("--cpu-vendor <name>", "CPU").choices(["intel", "amd", "arm", "risc-v"]))
      .option("--cpu-generation <n>", "generation in the table of scs-0100", whole)
      .option("--cpu-frequency-marks <n>", "0 to 3", whole)
      .addOption(new Option("--gpu-vendor <name>", "GPU").choices(["nvidia", "amd", "intel"]))
      .option("--gpu-virtual", "a virtual GPU, no pass-through", false)
      .option("--gpu-generation <text>", "generation in the table of scs-0100")
      .option("--gpu-units <n>", "SM, CU or EU", whole)
      .option("--gpu-frequency-marks <n>", "0 to 2", whole)
      .option("--gpu-vram-gib <n>", "video memory", whole)
      .option("--gpu-bandwidth-marks <n>", "0 to 2", whole)
      .option("--infiniband", "InfiniBand adapter", false),
  ).action(async (options: Json & FlavorComposeOptions, command: Command) => {
    for (const [part, whole] of [
      ["cpu-generation", "cpu-vendor"],
      ["cpu-frequency-marks", "cpu-vendor"],
      ["gpu-virtual", "gpu-vendor"],
      ["gpu-generation", "gpu-vendor"],
      ["gpu-units", "gpu-vendor"],
      ["gpu-frequency-marks", "gpu-vendor"],
      ["gpu-vram-gib", "gpu-vendor"],
      ["gpu-bandwidth-marks", "gpu-vendor"],
    ] as const) {
      if (given(command, part) && !given(command, whole)) {
        command.error(`error: --${part} says something about a part that is not there; add --${whole}`);
      }
    }
    const { runKnowledge } = await import("../actions/run.js");
    const { flavorCompose } = await import("../actions/flavor.js");
    await runKnowledge(options.json, (reporter) => flavorCompose(options, reporter));
  });
}

function given(command: Command, name: string): boolean {
  const key = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return command.getOptionValueSource(key) === "cli";
}

function addFind(flavor: Command): void {
  json(
    flavor
      .command("find")
      .summary("find the smallest standard flavor for a need")
      .option("--vcpus <n>", "at least so many vCPUs", whole)
      .option("--ram-gib <n>", "at least so much RAM", amount)
      .option("--disk-gb <n>", "at least so large a root disk", whole)
      .option("--local-ssd", "a local SSD or better, as etcd needs", false)
      .addOption(
        new Option("--cpu-type <type>", "at least this kind of vCPU (default: shared-core)").choices(CPU_TYPES),
      )
      .option("--mandatory", "only flavors that every SCS-compatible cloud has", false),
  ).action(async (options: Json & FlavorFindOptions) => {
    const { runKnowledge } = await import("../actions/run.js");
    const { flavorFind } = await import("../actions/flavor.js");
    await runKnowledge(options.json, (reporter) => flavorFind(options, reporter));
  });
}

function addList(flavor: Command): void {
  json(
    flavor
      .command("list")
      .summary("list the standard flavors of scs-0103")
      .option("--mandatory", "those that every SCS-compatible cloud has", false)
      .option("--recommended", "those that a cloud should have", false),
  ).action(async (options: Json & { mandatory: boolean; recommended: boolean }) => {
    const { runKnowledge } = await import("../actions/run.js");
    const { flavorList } = await import("../actions/flavor.js");
    await runKnowledge(options.json, (reporter) => flavorList(options, reporter));
  });
}
