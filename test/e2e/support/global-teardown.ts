import { rmSync } from "node:fs";
import { e2eEnvironment } from "./environment";
import { repository } from "./repository";

/** Stops the suite's sandbox; removes everything unless the folder is to be kept. */
export default async function teardown(): Promise<void> {
  const { dir, kept } = e2eEnvironment();
  const stopped = await repository.sandbox(["down"]);
  if (stopped.status !== 0) {
    throw new Error(`the sandbox did not stop:\n${stopped.output}`);
  }
  if (!kept) {
    rmSync(dir, { recursive: true, force: true });
  }
}
