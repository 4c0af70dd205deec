import { readFileSync } from "node:fs";
import { BlueprintError } from "../../../core/errors";
import { HttpCloudSession } from "../../../compliance/evidence/http-cloud-session";
import { LiveEvidence } from "../../../compliance/evidence/live";
import { OpenStackFacts } from "../../../compliance/evidence/openstack-facts";
import { exitCodeOf } from "../../error-codes";
import { ExitCode } from "../../exit-codes";
import { authRequest } from "../../openstack/auth-request";
import { findCloud, type CloudEntry } from "../../openstack/clouds-yaml";
import { preflight } from "../../openstack/preflight";
import type { Reporter } from "../../output/reporter";
import { interrupted, interrupts } from "../../process/interrupts";
import { SandboxClient } from "../../sandbox/client";
import { isSandbox } from "../choose-cloud";

/** How to ask a cloud. */
export interface CloudQuestion {
  readonly cloud: string;
  readonly probe: boolean;
  /** Whether there is other evidence: then a cloud that cannot be reached is a gap of the report, not its end. */
  readonly optional: boolean;
}

/** Logs in to a cloud of clouds.yaml, or to the running sandbox, and asks it what the rules look at. */
export async function readCloud(question: CloudQuestion, reporter: Reporter): Promise<LiveEvidence> {
  const { cloud: name, probe, optional } = question;
  const entry = await cloudEntry(name);
  const step = reporter.step("cloud", `Asking ${name}${probe ? ", with probes" : ""}`);
  try {
    await preflight(entry);
    const evidence = await untilInterrupted(ask(entry, probe), probe);
    step.done(evidence.record.extent);
    for (const problem of evidence.record.problems) {
      reporter.warn(problem);
    }
    return evidence;
  } catch (error) {
    step.fail();
    if (optional && BlueprintError.isBlueprintError(error) && isUnreachable(error)) {
      reporter.error(error);
      return LiveEvidence.unavailable(name, `${error.what}${error.got === undefined ? "" : `: ${error.got}`}`);
    }
    throw error;
  }
}

async function ask(entry: CloudEntry, probe: boolean): Promise<LiveEvidence> {
  const session = await HttpCloudSession.open(login(entry));
  return LiveEvidence.of(await OpenStackFacts.collect(session, { probe }));
}

/** The sandbox is not started: what runs is what is checked. */
async function cloudEntry(name: string): Promise<CloudEntry> {
  if (!isSandbox(name)) {
    return findCloud(name);
  }
  const status = await new SandboxClient().status();
  if (status === undefined || status.state === "stopped") {
    throw new BlueprintError({
      code: "SCSBP-8035",
      what: "the sandbox does not run",
      got: status === undefined ? "there is no sandbox yet" : status.state,
      fix: "start it: npx scs-blueprints sandbox up",
    });
  }
  return findCloud(name, { ...process.env, OS_CLIENT_CONFIG_FILE: status.cloudsYaml });
}

function login(entry: CloudEntry): Parameters<typeof HttpCloudSession.open>[0] {
  const request = authRequest(entry);
  if (request === undefined) {
    throw new BlueprintError({
      code: "SCSBP-8063",
      what: `check cannot log in to ${entry.name} this way`,
      got: `auth_type ${String(entry.config.auth_type)}`,
      allowed: "password, token or application credential",
      fix: "create an application credential for the check: a reader's role is enough for most of it",
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

function isUnreachable(error: BlueprintError): boolean {
  return exitCodeOf(error.code) === ExitCode.Cloud || error.code === "SCSBP-4040";
}

/**
 * Ctrl-C ends the questions at once; a probe may finish first, because it deletes what it made. Requests on their way
 * would keep the process alive until their time limit.
 */
export function untilInterrupted<T>(work: Promise<T>, probing: boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    const forget = interrupts.add({
      patient: probing,
      interrupt: () => {
        reject(interrupted());
        setTimeout(() => process.exit(ExitCode.Interrupted), 200);
      },
    });
    work.finally(forget).then(resolve, reject);
  });
}
