import type { Command } from "commander";
import { json, type Json } from "./options";

const HELP = `
Reads the flavors and images that a cloud has, as its operator sees them, and writes them to a file to be committed.
Changes nothing. Catalogues that get the file (CatalogAdoption.fromFile) import what is there in place of making it anew.

Examples:
  scs-blueprints adopt --cloud regio-admin                 writes adopt.json
  scs-blueprints adopt --cloud sandbox-admin -o sandbox.json

Exit codes:
  0 done   1 the file cannot be written   2 wrong command line   6 cloud refused or out of reach
`;

interface Raw extends Json {
  readonly cloud: string;
  readonly output: string;
}

/** Names and options of `adopt`. */
export function addAdopt(program: Command): void {
  json(
    program
      .command("adopt")
      .summary("write down which flavors and images a cloud has, to take them over")
      .description("Writes down which flavors and images a cloud has, for catalogues that take them over.")
      .requiredOption("-c, --cloud <name>", "the operator's entry of clouds.yaml")
      .option("-o, --output <file>", "the file", "adopt.json"),
  )
    .addHelpText("after", HELP)
    .action(async (options: Raw) => {
      const { runCommand } = await import("../actions/run.js");
      const { adopt } = await import("../actions/adopt/adopt.js");
      await runCommand(options.json === true, (reporter) => adopt(options, reporter));
    });
}
