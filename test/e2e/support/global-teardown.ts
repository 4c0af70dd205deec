import { rmSync } from "node:fs";
import type { Config } from "jest";
import { e2eEnvironment } from "./environment";
import { run } from "./run";

/** Stops the suite's sandboxes; removes everything unless the folder is to be kept. */
export default async function teardown({ maxWorkers }: Required<Config>): Promise<void> {
  const { shared, kept, clone } = e2eEnvironment(1);
  for (let worker = 1; worker <= Number(maxWorkers); worker += 1) {
    const { sandboxHome } = e2eEnvironment(worker);
    const home = sandboxHome === undefined ? {} : { env: { SCS_SANDBOX_HOME: sandboxHome } };
    const stopped = await run("npm", ["run", "sandbox", "--silent", "--", "down"], { cwd: clone, ...home });
    if (stopped.status !== 0) {
      throw new Error(`sandbox ${worker} did not stop:\n${stopped.output}`);
    }
  }
  if (!kept) {
    rmSync(shared, { recursive: true, force: true });
  }
}
