import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { terminalOptions, CheckFailOn, type CheckOptions } from "../../../packages/cli/src/actions/check";
import { canAnimate, columnsOf } from "../../../packages/cli/src/output/style";
import { temporaryDir, write } from "./helpers";

const ROOT = join(__dirname, "../../..");
const dir = temporaryDir();

const terminal = (columns: number | undefined) => ({ isTTY: true, columns }) as NodeJS.WriteStream;

test.each([
  ["no terminal", { isTTY: false, columns: 120 }, undefined, false],
  ["120 columns", terminal(120), 120, true],
  ["20 columns", terminal(20), 20, true],
  ["a sliver", terminal(19), 80, false],
  ["0 columns, as under script and in containers", terminal(0), 80, false],
  ["columns unknown", terminal(undefined), 80, false],
])("%s", (_, stream, columns, animated) => {
  expect(columnsOf(stream)).toBe(columns);
  expect(canAnimate(stream, {})).toBe(animated);
  expect(canAnimate(stream, { CI: "true" })).toBe(false);
  expect(canAnimate(stream, { TERM: "dumb" })).toBe(false);
});

test("a report is written for 80 columns where the terminal says 0", () => {
  const options = { failOn: CheckFailOn.OPEN, verbose: false } as CheckOptions;
  expect(terminalOptions(options, terminal(0), true).width).toBe(80);
});

/** Two seconds of work on a real pseudo-terminal. */
function work(columns: string): { status: number | null; output: string } {
  const program = write(
    join(dir, "work.ts"),
    `import { createReporter } from ${JSON.stringify(join(ROOT, "packages/cli/src/output/create-reporter"))};
void createReporter(false).then((reporter) => {
  const step = reporter.step("work", "Working");
  step.progress("1 of 2");
  setTimeout(() => { step.done("2 things"); reporter.stop(); }, 2000);
});`,
  );
  const pty = join(__dirname, "fixtures/pseudo-terminal.py");
  const tsx = join(ROOT, "node_modules/tsx/dist/cli.mjs");
  const { CI: _, ...env } = process.env;
  const { status, stdout } = spawnSync("python3", [pty, columns, "40", process.execPath, tsx, program], {
    encoding: "utf8",
    env: { ...env, TERM: "xterm", NO_COLOR: "1" },
  });
  return { status, output: stdout };
}
const HIDES_CURSOR = "\u001b[?25l";

test("on a terminal of 80 columns one line is drawn again and again", () => {
  const { status, output } = work("80");
  expect({ status, output }).toMatchObject({
    status: 0,
    output: expect.stringContaining("✔ Working: 2 things") as string,
  });
  expect(output).toContain(HIDES_CURSOR);
}, 60_000);

test("on a terminal of 0 columns the work ends, told in plain lines", () => {
  const { status, output } = work("0");
  expect({ status, output }).toEqual({
    status: 0,
    output: expect.stringMatching(/^… Working\r\n✔ Working: 2 things \(\d\.\d s\)\r\n$/) as string,
  });
}, 60_000);

test("a terminal that loses its columns in the middle ends the drawing, not the work", () => {
  const { status, output } = work("80,0");
  expect({ status, output: output.slice(0, 3000) }).toMatchObject({
    status: 0,
    output: expect.stringContaining("✔ Working: 2 things") as string,
  });
}, 60_000);
