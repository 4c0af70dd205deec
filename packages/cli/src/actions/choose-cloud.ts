import {
  SANDBOX_CLOUDS,
  listClouds,
  findCloud,
  type CloudTarget,
  preflight,
  type Reporter,
} from "@scs-blueprints/toolkit";
import { SandboxClient } from "@scs-blueprints/sandbox";

export function isSandbox(cloud: string): boolean {
  return SANDBOX_CLOUDS.includes(cloud);
}

/** Makes sure that the cloud is there: starts the sandbox, or logs in to the user's cloud. */
export async function chooseCloud(
  name: string,
  reporter: Reporter,
  client = new SandboxClient(),
  mode = "tenant",
): Promise<CloudTarget> {
  return isSandbox(name) ? startSandbox(name, reporter, client, mode) : logIn(name, reporter);
}

async function startSandbox(
  name: string,
  reporter: Reporter,
  client: SandboxClient,
  mode: string,
): Promise<CloudTarget> {
  if (process.env.OS_CLOUD && process.env.OS_CLOUD !== name) {
    reporter.note(
      `OS_CLOUD=${process.env.OS_CLOUD} is not used here: this works on the sandbox. For that cloud give --cloud.`,
    );
  }
  const step = reporter.step("sandbox", "Sandbox cloud");
  const status = await client.status();
  if (status?.state === "healthy" && status.mode === mode) {
    step.done(`${status.services.length} services are healthy`);
    return { name, cloudsYaml: status.cloudsYaml };
  }
  step.skip(status?.state === "partly" ? "not all of it runs: starting what is missing" : "starting it");
  const result = await client.follow("up", mode === "tenant" ? [] : ["--mode", mode], reporter);
  if (result === undefined) {
    throw new Error("sandbox up ended well, but without a result");
  }
  return { name, cloudsYaml: result.cloudsYaml };
}

async function logIn(name: string, reporter: Reporter): Promise<CloudTarget> {
  const step = reporter.step("cloud", `Logging in to ${name}`);
  try {
    const cloud = findCloud(name);
    const { checked, project, services } = await preflight(cloud);
    if (checked) {
      step.done(
        [project && `project ${project}`, services.length > 0 && `${services.length} services`]
          .filter(Boolean)
          .join(", "),
      );
    } else {
      step.skip("this way to log in cannot be checked beforehand");
    }
    return { name, cloudsYaml: cloud.cloudsYaml, secureYaml: cloud.secureYaml };
  } catch (error) {
    step.fail();
    throw error;
  }
}

/** Clouds a user could name. */
export function knownClouds(): string[] {
  return [...new Set(["sandbox", ...listClouds()])];
}
