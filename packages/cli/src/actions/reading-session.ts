import { readFileSync } from "node:fs";
import type { HttpCloudLogin } from "@scs-blueprints/checker";
import { refuse } from "@scs-blueprints/standards/errors";
import { authRequest, findCloud, type CloudEntry } from "@scs-blueprints/toolkit";
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

/**
 * The login of a cloud for reading it.
 *
 * @param command what asks, for the message
 * @throws BlueprintError SCSBP-8063 for ways to log in that need a browser or a third party
 */
export function sessionLogin(entry: CloudEntry, command: string): HttpCloudLogin {
  const request = authRequest(entry);
  if (request === undefined) {
    throw refuse("SCSBP-8063", {
      what: `${command} cannot log in to ${entry.name} this way`,
      got: `auth_type ${String(entry.config.auth_type)}`,
      allowed: "password, token or application credential",
      fix: `create an application credential for ${command}: a reader's role is enough for most of it`,
    });
  }
  const { region_name: region, interface: side, endpoint_type: type, cacert, cert, key } = entry.config;
  return {
    cloud: entry.name,
    tokenUrl: request.url,
    body: request.body,
    region: text(region),
    interfaceName: (text(side) ?? text(type))?.replace(/URL$/, ""),
    caPem: pem(cacert),
    certPem: pem(cert),
    keyPem: pem(key),
    verify: entry.config.verify !== false && entry.config.insecure !== true,
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The login before has read the same files: they are there. */
function pem(path: unknown): string | undefined {
  const file = text(path);
  return file === undefined ? undefined : readFileSync(file, "utf8");
}
