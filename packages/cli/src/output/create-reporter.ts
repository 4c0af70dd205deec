import { JsonReporter } from "./json-reporter";
import type { Reporter } from "@scs-blueprints/toolkit";
import { canAnimate } from "./terminal";
import { TextReporter } from "./text-reporter";

/** @returns the reporter that fits the options and what standard error is. */
export async function createReporter(json: boolean): Promise<Reporter> {
  if (json) {
    return new JsonReporter((line) => process.stdout.write(`${line}\n`));
  }
  const animated = canAnimate(process.stderr, process.env);
  const spinner = animated ? await (await import("./spinner.js")).createSpinner(process.stderr) : undefined;
  return new TextReporter({
    err: (text) => process.stderr.write(`${text}\n`),
    out: (text) => process.stdout.write(`${text}\n`),
    spinner,
  });
}
