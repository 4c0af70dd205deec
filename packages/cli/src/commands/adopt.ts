import type { Command } from "commander";
import { json, type Json } from "./options";

const HELP = `
Reads the flavors and images of a cloud with an operator's login and writes them to a file; commit the file. Changes
nothing in the cloud. A catalog that gets the file (CatalogAdoption.fromFile) imports them and does not create them
again.

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
      .summary("write the flavors and images of a cloud to a file, to import them")
      .description("Writes the flavors and images of a cloud to a file, for catalogs that import them.")
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
