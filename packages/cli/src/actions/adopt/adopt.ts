import { renameSync, rmSync, writeFileSync } from "node:fs";
import { refuse } from "@scs-blueprints/standards/errors";
import { type CatalogAdoption, StandardFlavors } from "@scs-blueprints/standards";
import { ExitCode } from "../../exit-codes";
import { openSession, type Reporter } from "@scs-blueprints/toolkit";
import { untilInterrupted } from "../check";
import { readableCloud } from "../reading-session";
import { AdoptionReader } from "./adoption-reader";

/** The command line of `adopt`. */
export interface AdoptOptions {
  readonly cloud: string;
  readonly output: string;
}

/** `adopt`: writes down which flavors and images a cloud has, for catalogues that take them over. Changes nothing. */
export async function adopt({ cloud, output }: AdoptOptions, reporter: Reporter): Promise<ExitCode> {
  const step = reporter.step("adopt", `Looking at ${cloud}`);
  let found: CatalogAdoption;
  let roles: readonly string[];
  try {
    ({ found, roles } = await untilInterrupted(read(cloud), false));
  } catch (error) {
    step.fail();
    throw error;
  }
  const { flavors, images } = found.facts;
  step.done(`${flavors.length} flavors, ${images.length} images`);
  if (!roles.includes("admin")) {
    reporter.warn(
      `this user has no role admin: private flavors may be missing, and the catalogue would collide with them`,
    );
  }
  write(output, found.render());
  const standard = flavors.filter((flavor) => StandardFlavors.find(flavor.name) !== undefined).length;
  reporter.block(
    `${output}: ${standard} of the flavors have names of scs-0103. Commit it, and give it to the catalogues: ` +
      `adopt: CatalogAdoption.fromFile("${output}")`,
  );
  reporter.result({ cloud, file: output, flavors: flavors.length, images: images.length, standardFlavors: standard });
  return ExitCode.Ok;
}

async function read(cloud: string): Promise<{ found: CatalogAdoption; roles: readonly string[] }> {
  const session = await openSession(await readableCloud(cloud), "adopt");
  return { found: await AdoptionReader.read(session), roles: session.roles };
}

function write(file: string, text: string): void {
  const whole = `${file}.${process.pid}.tmp`; // beside it: a rename within a folder is atomic
  try {
    writeFileSync(whole, text);
    renameSync(whole, file);
  } catch (error) {
    rmSync(whole, { force: true });
    throw refuse("SCSBP-8111", {
      got: `${file}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
      allowed: "a file in a folder that can be written to",
      fix: "name another file with --output; the old file is as it was",
    });
  }
}
