import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { CloudContext, type ContextDifference } from "@scs-blueprints/standards";
import { ExitCode, exitCodeOf } from "../../exit-codes";
import { openSession, type Reporter, type Step } from "@scs-blueprints/toolkit";
import { colours } from "../../output/style";
import { untilInterrupted } from "../check";
import { readableCloud } from "../reading-session";
import { ContextCollector } from "./context-collector";

/** The command line of `lookup`. */
export interface LookupOptions {
  readonly cloud: readonly string[];
  /** @default - `scs-context/<cloud>.json` */
  readonly output?: string;
  /** Compare, write nothing. */
  readonly check: boolean;
  readonly privateImages: boolean;
}

/**
 * `lookup`: reads clouds and writes what they offer to context files, or compares it with them. A cloud that fails does
 * not keep the others from being looked up; the first failure decides on the exit code.
 */
export async function lookup(options: LookupOptions, reporter: Reporter): Promise<ExitCode> {
  const codes: ExitCode[] = [];
  for (const cloud of new Set(options.cloud)) {
    codes.push(await guarded(() => one(cloud, options, reporter), options.cloud.length === 1, reporter));
  }
  return codes.find((code) => code !== ExitCode.Ok) ?? ExitCode.Ok;
}

/** With several clouds an error is told and the next cloud is asked. */
async function guarded(work: () => Promise<ExitCode>, alone: boolean, reporter: Reporter): Promise<ExitCode> {
  try {
    return await work();
  } catch (error) {
    if (alone || !BlueprintError.isBlueprintError(error) || error.code === "SCSBP-8091") {
      throw error;
    }
    reporter.error(error);
    return exitCodeOf(error.code);
  }
}

async function one(cloud: string, options: LookupOptions, reporter: Reporter): Promise<ExitCode> {
  const file = options.output ?? join("scs-context", `${cloud}.json`);
  const before = committed(file, cloud, options.check);
  const privateImages = options.check && before !== undefined ? before.facts.privateImages : options.privateImages;
  const step = reporter.step("lookup", `Looking at ${cloud}`);
  let now: CloudContext;
  try {
    now = await untilInterrupted(read(cloud, privateImages, step), false);
  } catch (error) {
    step.fail();
    throw error;
  }
  const { flavors, images, services } = now.facts;
  step.done(`${flavors.length} flavors, ${images.length} images, ${services.length} services`);
  if (now.facts.loadBalancerProviders === undefined && now.hasService("load-balancer")) {
    reporter.warn(`${cloud} does not show its load balancer providers to this user: they are not checked at synth`);
  }
  const differences = before?.differencesTo(now) ?? [];
  return options.check ? compare(cloud, file, differences, reporter) : write(cloud, file, now, differences, reporter);
}

async function read(cloud: string, privateImages: boolean, step: Step): Promise<CloudContext> {
  const session = await openSession(await readableCloud(cloud), "lookup");
  return ContextCollector.collect(session, {
    authUrl: session.authUrl,
    privateImages,
    onPart: (part, count) => step.progress(count === 0 ? part : `${count} ${part}`),
  });
}

/** The file as it is, for the differences; the file of another cloud is not touched. */
function committed(file: string, cloud: string, check: boolean): CloudContext | undefined {
  if (!existsSync(file)) {
    if (check) {
      throw refuse("SCSBP-8103", {
        got: file,
        allowed: "a file of an earlier lookup",
        fix: `make it: npx scs-blueprints lookup --cloud ${cloud}${file === join("scs-context", `${cloud}.json`) ? "" : ` --output ${file}`}`,
      });
    }
    return undefined;
  }
  let context: CloudContext;
  try {
    context = CloudContext.fromFile(file);
  } catch (error) {
    if (!check && BlueprintError.isBlueprintError(error) && error.code === "SCSBP-5052") {
      return undefined; // of another release: made anew
    }
    throw error;
  }
  if (context.facts.cloud !== cloud) {
    throw refuse("SCSBP-8104", {
      got: `${file}, of ${context.facts.cloud}`,
      allowed: `a context of ${cloud}`,
      fix: `name another file with --output, or delete this one if ${cloud} is the new name of ${context.facts.cloud}`,
    });
  }
  return context;
}

function compare(cloud: string, file: string, differences: readonly ContextDifference[], reporter: Reporter): ExitCode {
  if (differences.length === 0) {
    reporter.block(`${file} is what ${cloud} offers.`);
    reporter.result({ cloud, file, differences });
    return ExitCode.Ok;
  }
  reporter.block(differences.map(line).join("\n"));
  reporter.event("differences", { cloud, file, differences });
  throw refuse("SCSBP-8101", {
    what: `${cloud} differs from its context file`,
    got: `${differences.length} difference${differences.length === 1 ? "" : "s"} to ${file}`,
    allowed: "none",
    fix: "look what they mean for your programs, then write the file anew: the same command without --check",
  });
}

function write(
  cloud: string,
  file: string,
  context: CloudContext,
  differences: readonly ContextDifference[],
  reporter: Reporter,
): ExitCode {
  const whole = `${file}.${process.pid}.tmp`; // beside it: a rename within a folder is atomic
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(whole, context.render());
    renameSync(whole, file);
  } catch (error) {
    if (existsSync(whole)) {
      rmSync(whole);
    }
    throw refuse("SCSBP-8102", {
      got: `${file}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
      allowed: "a file in a folder that can be made or written to",
      fix: "name another file with --output; the old file is as it was",
    });
  }
  if (differences.length > 0) {
    reporter.block(differences.map(line).join("\n"));
  }
  reporter.block(
    `${file}: what ${cloud} offers; commit it, and give it to the stack: CloudContext.fromFile("${file}")`,
  );
  reporter.result({ cloud, file, differences });
  return ExitCode.Ok;
}

function line({ kind, name, before, after }: ContextDifference): string {
  const subject = name === "" ? kind : `${kind} ${name}`;
  if (before === undefined) {
    return `${colours.green("+")} ${subject}`;
  }
  return after === undefined
    ? `${colours.red("-")} ${subject}`
    : `${colours.yellow("~")} ${subject}: ${before} → ${after}`;
}
