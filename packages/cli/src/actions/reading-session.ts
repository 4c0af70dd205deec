import { refuse } from "@scs-blueprints/standards/errors";
import { findCloud, type CloudEntry } from "@scs-blueprints/toolkit";
import { SandboxClient } from "@scs-blueprints/sandbox";
import { isSandbox } from "./choose-cloud";

/** A cloud of clouds.yaml, or the sandbox, which is not started: what runs is what is read. */
export async function readableCloud(name: string): Promise<CloudEntry> {
  if (!isSandbox(name)) {
    return findCloud(name);
  }
  const status = await new SandboxClient().status();
  if (status === undefined || status.state === "stopped") {
    throw refuse("SCSBP-8035", {
      what: "the sandbox does not run",
      got: status === undefined ? "there is no sandbox yet" : status.state,
      fix: "start it: npx scs-blueprints sandbox up",
    });
  }
  return findCloud(name, { ...process.env, OS_CLIENT_CONFIG_FILE: status.cloudsYaml });
}
