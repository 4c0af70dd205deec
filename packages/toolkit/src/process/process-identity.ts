import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { basename } from "node:path";

/** Names one process for good: process ids are used again, with their start time they are not. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks since boot. @default - not to be had on this system */
  readonly started?: string;
}

export function identifyProcess(pid: number): ProcessIdentity {
  return { pid, started: startTime(pid) };
}

export function isAlive(identity: ProcessIdentity): boolean {
  try {
    process.kill(identity.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // alive, of another user
  }
  const now = startTime(identity.pid);
  return identity.started === undefined || now === undefined || identity.started === now;
}

/** Whether the process runs a program of that name, or the shell that becomes it; true where the system does not tell. */
export function runsProgram(pid: number, name: string): boolean {
  const ps = spawnSync("ps", ["-p", String(pid), "-o", "comm="], { encoding: "utf8" });
  if (ps.error !== undefined) {
    return true;
  }
  const running = basename(ps.stdout.trim()); // Linux cuts it to 15 characters
  return running !== "" && (name.startsWith(running) || running === "sh");
}

/** `user@host`, as Terraform writes the holder of a lock. */
export function whoAmI(): string {
  return `${userInfo().username}@${hostname()}`;
}

/** Field 22 of /proc/PID/stat; the second field may hold spaces and parentheses. A zombie counts as gone. */
function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "gone" : fields[19];
  } catch {
    return undefined;
  }
}
