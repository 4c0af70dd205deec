import type { Reporter } from "@scs-blueprints/toolkit";
import { JsonReporter } from "./json-reporter";
import { canAnimate } from "./style";
import { type Spinner, TextReporter } from "./text-reporter";

/** ora is an ES module and only wanted on a terminal: loaded on demand, `--help` and pipes never pay for it. */
async function createSpinner(stream: NodeJS.WriteStream): Promise<Spinner> {
  const { default: ora } = await import("ora");
  const spinner = ora({ stream, discardStdin: false, hideCursor: true });
  let text = () => "";
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
    spinner.stop();
  };
  // a terminal may lose its size while we write: Node.js says so before the next frame
  stream.on("resize", () => canAnimate(stream, process.env) || stop());
  const refresh = () => {
    spinner.text = text().replace(/\n/g, " ");
  };
  return {
    show(next) {
      if (!canAnimate(stream, process.env)) {
        return;
      }
      text = next;
      refresh();
      if (timer === undefined) {
        spinner.start();
        timer = setInterval(refresh, 100);
        timer.unref();
      }
    },
    stop,
  };
}

/** @returns the reporter that fits the options and what standard error is. */
export async function createReporter(json: boolean): Promise<Reporter> {
  if (json) {
    return new JsonReporter((line) => process.stdout.write(`${line}\n`));
  }
  const animated = canAnimate(process.stderr, process.env);
  const spinner = animated ? await createSpinner(process.stderr) : undefined;
  return new TextReporter({
    err: (text) => process.stderr.write(`${text}\n`),
    out: (text) => process.stdout.write(`${text}\n`),
    spinner,
  });
}
