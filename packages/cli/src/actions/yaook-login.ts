import { KubernetesConfig, KubernetesHttpSession } from "@scs-blueprints/checker";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { ExitCode } from "../exit-codes";
import { isMapping, type Reporter } from "@scs-blueprints/toolkit";
import { exportLines } from "../output/shell";
import { UNREACHABLE } from "./check";
import { knowledgeExitCode } from "./run";

export interface YaookLoginOptions {
  readonly kubeconfig: string;
  readonly context?: string;
  readonly namespace: string;
  readonly secret: string;
  readonly authUrl?: string;
}

const REQUIRED = ["OS_AUTH_URL", "OS_USERNAME", "OS_PASSWORD", "OS_PROJECT_NAME"];
const DOMAINS = ["OS_USER_DOMAIN_NAME", "OS_PROJECT_DOMAIN_NAME"];

/** `yaook-login`: the login that Yaook wrote into a Secret, as exports for a shell. Only reads. */
export async function yaookLogin(options: YaookLoginOptions, asJson: boolean, reporter: Reporter): Promise<ExitCode> {
  try {
    const env = await loginOf(options);
    process.stdout.write(`${asJson ? JSON.stringify({ event: "env", env }) : exportLines(env)}\n`);
    return ExitCode.Ok;
  } catch (error) {
    if (!BlueprintError.isBlueprintError(error)) {
      throw error;
    }
    reporter.error(error);
    return UNREACHABLE.has(error.code) ? ExitCode.Cloud : knowledgeExitCode(error.code);
  }
}

/** The login in a Secret, as variables for Terraform; undefined for one to unset. */
export async function loginOf(options: YaookLoginOptions): Promise<Record<string, string | undefined>> {
  const session = await KubernetesHttpSession.open(KubernetesConfig.login(options.kubeconfig, options.context));
  const data = await secretOf(session, options);
  const values = Object.fromEntries(
    [...REQUIRED, ...DOMAINS].map((key) => [key, data[key] ?? (DOMAINS.includes(key) ? "Default" : undefined)]),
  );
  const missing = REQUIRED.filter((key) => values[key] === undefined || values[key] === "");
  if (missing.length > 0) {
    throw refused(
      options,
      "the Secret is no login to an OpenStack",
      `no ${missing.join(", ")} in it`,
      "name the Secret that Yaook's Keystone operator wrote: --secret",
    );
  }
  return {
    // an entry of clouds.yaml would win over all of these
    OS_CLOUD: undefined,
    OS_AUTH_TYPE: "password",
    OS_IDENTITY_API_VERSION: "3",
    ...values,
    ...(options.authUrl === undefined ? {} : { OS_AUTH_URL: options.authUrl }),
  };
}

/** Entries of a Secret, decoded. */
async function secretOf(session: KubernetesHttpSession, options: YaookLoginOptions): Promise<Record<string, string>> {
  const { namespace, secret } = options;
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/secrets/${encodeURIComponent(secret)}`;
  const { status, body } = await session.get(path);
  if (status === 404) {
    throw refused(
      options,
      "the login of the new cloud is not there",
      `no Secret ${secret} in the namespace ${namespace}`,
      "wait until the KeystoneDeployment is Updated (kubectl get keystonedeployments), or name Secret and namespace",
    );
  }
  const answer: unknown = status === 200 ? JSON.parse(body) : undefined;
  if (!isMapping(answer)) {
    throw refused(
      options,
      "the Secret cannot be read",
      `${status} for ${path}`,
      "use a login that may get Secrets in this namespace",
    );
  }
  const entries = isMapping(answer["data"]) ? Object.entries(answer["data"]) : [];
  return Object.fromEntries(entries.map(([key, value]) => [key, Buffer.from(String(value), "base64").toString()]));
}

function refused({ namespace, secret }: YaookLoginOptions, what: string, got: string, fix: string): BlueprintError {
  return refuse("SCSBP-8128", {
    what,
    got,
    allowed: `Secret ${secret} in the namespace ${namespace}, with ${REQUIRED.join(", ")}`,
    fix,
  });
}
