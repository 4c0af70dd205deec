import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { BlueprintError } from "../../../packages/standards/src/errors";
import type { Reporter, Step } from "../../../packages/toolkit/src/reporter";

/** A folder that is gone after the test file. */
export function temporaryDir(): string {
  const dir = mkdtempSync(join(tmpdir(), "scsbp-cli-"));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export function write(path: string, text: string, mode = 0o644): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

/** A stand-in for a program: a shell script. */
export function fakeProgram(path: string, body: string): string {
  return write(path, `#!/bin/sh\n${body}\n`, 0o755);
}

export function fixture(name: string): string {
  return readFileSync(join(__dirname, "fixtures", name), "utf8");
}

export function fixtureLines(name: string): string[] {
  return fixture(name)
    .split("\n")
    .filter((line) => line !== "");
}

/** The BlueprintError that `action` ends with; fails when it ends otherwise. */
export async function errorOf(action: () => unknown): Promise<BlueprintError> {
  try {
    await action();
  } catch (error) {
    if (BlueprintError.isBlueprintError(error)) {
      return error;
    }
    throw error;
  }
  throw new Error("expected a BlueprintError, and nothing was thrown");
}

/** Writes down what it is told. */
export class RecordingReporter implements Reporter {
  public readonly log: string[] = [];

  public step(_id: string, title: string): Step {
    const tell = (word: string) => (detail?: string) =>
      void this.log.push(`${word} ${title}${detail ? `: ${detail}` : ""}`);
    tell("start")();
    return {
      progress: tell("progress"),
      line: (text) => void this.log.push(`line ${text}`),
      done: tell("done"),
      skip: tell("skip"),
      fail: tell("fail"),
    };
  }

  public note(text: string): void {
    this.log.push(`note ${text}`);
  }

  public warn(text: string): void {
    this.log.push(`warn ${text}`);
  }

  public block(text: string): void {
    this.log.push(`block ${text}`);
  }

  public event(event: string, fields: object): void {
    this.log.push(`event ${event} ${JSON.stringify(fields)}`);
  }

  public result(fields: object): void {
    this.log.push(`result ${JSON.stringify(fields)}`);
  }

  public error(error: BlueprintError): void {
    this.log.push(`error ${error.code}`);
  }

  public stop(): void {
    // nothing moves
  }
}
