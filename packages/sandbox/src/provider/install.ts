import type { Reporter } from "@scs-blueprints/toolkit";
import { PROVIDER_VERSION } from "./addresses";
import { buildProvider } from "./build";
import { ProviderMirror } from "./mirror";

/** Builds the provider into the mirror, as one step. */
export async function installProvider(reporter: Reporter, mirror = ProviderMirror.of(process.env)): Promise<void> {
  const step = reporter.step(
    "provider",
    `Building the OpenStack provider ${PROVIDER_VERSION} from the Go module proxy`,
  );
  try {
    await mirror.fill((executable) => buildProvider(executable, (detail) => step.progress(detail)));
  } catch (error) {
    step.fail();
    throw error;
  }
  step.done(mirror.root);
}
