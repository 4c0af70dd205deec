import { setTimeout as sleep } from "node:timers/promises";
import { type RunLock, type Reporter, interrupts } from "@scs-blueprints/toolkit";

/** A run that was killed leaves its terraform at work: it ends in order by itself, and until then holds the state. */
export async function waitForPreviousEngine(lock: RunLock, reporter: Reporter): Promise<void> {
  if (!lock.previousEngineAlive) {
    return;
  }
  const step = reporter.step("wait", "A run was killed here, its terraform still works: waiting for its end");
  while (lock.previousEngineAlive) {
    interrupts.check();
    await sleep(500);
  }
  step.done();
}
