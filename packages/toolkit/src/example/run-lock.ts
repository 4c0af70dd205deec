import { existsSync, mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { identifyProcess, isAlive, type ProcessIdentity, runsProgram } from "../process/process-identity";

/** What a run leaves in the example's folder while it works; found later only after a kill. */
interface RunRecord {
  readonly host: string;
  readonly run: ProcessIdentity;
  /** ISO time. */
  readonly since: string;
  /** The terraform of this run that may hold the state's lock. @default - none yet, or just starting */
  readonly engine?: ProcessIdentity;
  /** Name of the program that is just starting: its process is not known but by its own note. @default - none */
  readonly starting?: string;
}

/** Keeps two runs out of one folder, and tells the next run what a killed one was doing. */
export class RunLock {
  private constructor(
    private readonly file: string,
    private record: RunRecord,
    /** The run that was killed in this folder. @default - the last run ended in order */
    public readonly previous: RunRecord | undefined,
  ) {}

  /** @throws SCSBP-8023 when a run is alive there. */
  public static acquire(dir: string): RunLock {
    const file = join(dir, ".scs-blueprints", "run.json");
    mkdirSync(dirname(file), { recursive: true });
    const record: RunRecord = { host: hostname(), run: identifyProcess(process.pid), since: new Date().toISOString() };
    let previous: RunRecord | undefined;
    for (;;) {
      try {
        writeFileSync(file, JSON.stringify(record), { flag: "wx" });
        return new RunLock(file, record, previous);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
          throw error;
        }
      }
      const other = read(file);
      if (other !== undefined && (other.host !== record.host || isAlive(other.run))) {
        throw busy(other, file);
      }
      previous = other && { ...other, engine: other.engine ?? selfNoted(other, file) };
      rmSync(file, { force: true });
    }
  }

  /** Notes that a program that works on the state is about to start, and none works on it yet. */
  public aboutToStart(program: string): string {
    rmSync(pidFileOf(this.file), { force: true });
    this.write({ ...this.record, engine: undefined, starting: basename(program) });
    return pidFileOf(this.file);
  }

  /** Notes which process works on the state now. */
  public started(pid: number): void {
    this.write({ ...this.record, engine: identifyProcess(pid), starting: undefined });
  }

  private write(record: RunRecord): void {
    this.record = record;
    const temporary = `${this.file}.new`;
    writeFileSync(temporary, JSON.stringify(this.record));
    renameSync(temporary, this.file);
  }

  public release(): void {
    rmSync(pidFileOf(this.file), { force: true });
    rmSync(this.file, { force: true });
    try {
      rmdirSync(dirname(this.file));
    } catch {
      // something else lies there
    }
  }

  /** Whether the engine of the killed run goes on: it then finishes its apply, and has to be waited for. */
  public get previousEngineAlive(): boolean {
    return this.previous?.engine !== undefined && isAlive(this.previous.engine);
  }
}

const pidFileOf = (file: string) => join(dirname(file), "engine.pid");

/** The process that noted itself while its run was killed. @returns nothing when it never started, or has ended */
function selfNoted(record: RunRecord, file: string): ProcessIdentity | undefined {
  if (record.starting === undefined || !existsSync(pidFileOf(file))) {
    return undefined;
  }
  const pid = Number(readFileSync(pidFileOf(file), "utf8"));
  const known = Number.isInteger(pid) && pid > 0;
  return known && runsProgram(pid, record.starting) ? identifyProcess(pid) : GONE;
}

/** A process that was there: what it locked may be given free. */
const GONE: ProcessIdentity = { pid: 0x7fffffff };

function read(file: string): RunRecord | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as RunRecord;
  } catch {
    return undefined; // killed while writing it
  }
}

function busy(other: RunRecord, file: string): BlueprintError {
  return refuse("SCSBP-8023", {
    what: "another run works in this folder",
    got: `process ${other.run.pid} on ${other.host}, since ${other.since}`,
    fix: `wait for it, or stop it with Ctrl-C; if that machine is gone, remove ${file}`,
  });
}
