import { readFileSync } from "node:fs";
import { type CloudAnswer, type HttpCloudLogin, HttpCloudSession } from "@scs-blueprints/checker";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { authRequest } from "./auth-request";
import { isMapping, type CloudEntry } from "./clouds-yaml";

/** What a login told. */
export interface Preflight {
  /** Undefined when this way to authenticate cannot be checked. */
  readonly checked: boolean;
  readonly project?: string;
  /** What the token is for: `project ID`, `domain ID` or `system`. */
  readonly scope?: string;
  /** All regions of the catalogue. @default - unknown */
  readonly regions?: readonly string[];
  readonly services: readonly string[];
}

/**
 * Logs in to a cloud before anything is planned, so that a wrong password or an unreachable cloud is one clear
 * message in place of one for each resource.
 */
export async function preflight(cloud: CloudEntry): Promise<Preflight> {
  const login = loginOf(cloud);
  return login === undefined
    ? { checked: false, services: [] }
    : { checked: true, ...(await logIn(cloud, login)).token };
}

/**
 * Logs in to a cloud for reading and changing it, with one request.
 *
 * @param command what asks, for the message
 * @throws BlueprintError SCSBP-8063 for ways to log in that need a browser or a third party, SCSBP-8033 to 8038 when the login fails
 */
export async function openSession(cloud: CloudEntry, command: string): Promise<HttpCloudSession> {
  const login = loginOf(cloud);
  if (login === undefined) {
    throw refuse("SCSBP-8063", {
      what: `${command} cannot log in to ${cloud.name} this way`,
      got: `auth_type ${String(cloud.config.auth_type)}`,
      allowed: "password, token or application credential",
      fix: `create an application credential for ${command}: a reader's role is enough for most of it`,
    });
  }
  return (await logIn(cloud, login)).session;
}

async function logIn(
  cloud: CloudEntry,
  login: HttpCloudLogin,
): Promise<{ readonly session: HttpCloudSession; readonly token: Token }> {
  let answer: CloudAnswer;
  try {
    answer = await HttpCloudSession.askForToken(login);
  } catch (error) {
    throw unreachable(cloud, login.tokenUrl, error as NodeJS.ErrnoException);
  }
  if (answer.status === 401 || answer.status === 403) {
    throw refuse("SCSBP-8034", {
      what: `the cloud ${cloud.name} refused the login`,
      got: `${answer.status} from ${login.tokenUrl}: ${keystoneMessage(answer.body)}`,
      allowed: "a user or application credential that may log in to this project",
      fix: `check user, password, domain and project of ${cloud.name} in ${cloud.secureYaml ?? cloud.cloudsYaml}`,
    });
  }
  const session = HttpCloudSession.fromToken(login, answer);
  const token = session === undefined ? undefined : tokenOf(answer.body);
  if (session === undefined || token === undefined) {
    throw refuse("SCSBP-8037", {
      what: `the auth URL of ${cloud.name} does not answer as Keystone v3`,
      got: `${answer.status} from ${login.tokenUrl}`,
      allowed: "201 with a token",
      fix: "check auth_url in clouds.yaml: it is the Identity endpoint, often with port 5000 or the path /identity",
    });
  }
  checkRegion(cloud, token.regions);
  return { session, token };
}

interface Token {
  readonly project?: string;
  readonly scope?: string;
  readonly services: readonly string[];
  readonly regions: readonly string[];
}

function tokenOf(body: string): Token | undefined {
  try {
    const { token } = JSON.parse(body) as {
      token: {
        project?: { id?: string; name?: string };
        domain?: { id?: string };
        system?: object;
        catalog?: { type: string; endpoints: { region: string }[] }[];
      };
    };
    const { project, domain, system } = token;
    const catalog = token.catalog ?? [];
    return {
      project: project?.name,
      scope:
        project?.id !== undefined
          ? `project ${project.id}`
          : domain?.id !== undefined
            ? `domain ${domain.id}`
            : system && "system",
      services: catalog.map((service) => service.type).sort(),
      regions: [...new Set(catalog.flatMap((service) => service.endpoints.map((endpoint) => endpoint.region)))].sort(),
    };
  } catch {
    return undefined;
  }
}

function checkRegion(cloud: CloudEntry, regions: readonly string[]): void {
  const wanted = cloud.config.region_name;
  if (typeof wanted === "string" && wanted !== "" && regions.length > 0 && !regions.includes(wanted)) {
    throw refuse("SCSBP-8038", {
      what: `the cloud ${cloud.name} has no such region`,
      got: wanted,
      allowed: regions.join(", "),
      fix: `correct region_name of ${cloud.name} in ${cloud.cloudsYaml}`,
    });
  }
}

/** @returns undefined for ways to log in that need a browser or a third party */
function loginOf(cloud: CloudEntry): HttpCloudLogin | undefined {
  const auth = authRequest(cloud);
  if (auth === undefined) {
    return undefined;
  }
  const { region_name: region, interface: side, endpoint_type: type, cacert, cert, key } = cloud.config;
  return {
    cloud: cloud.name,
    tokenUrl: auth.url,
    body: auth.body,
    region: text(region),
    interfaceName: (text(side) ?? text(type))?.replace(/URL$/, ""),
    caPem: pem(cloud, "cacert", cacert),
    certPem: pem(cloud, "cert", cert),
    keyPem: pem(cloud, "key", key),
    verify: cloud.config.verify !== false && cloud.config.insecure !== true,
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function pem(cloud: CloudEntry, what: string, value: unknown): string | undefined {
  const path = text(value);
  try {
    return path === undefined ? undefined : readFileSync(path, "utf8");
  } catch {
    throw refuse("SCSBP-8033", {
      what: `the file of \`${what}\` of the cloud ${cloud.name} cannot be read`,
      got: path,
      fix: `correct \`${what}\` in ${cloud.cloudsYaml}`,
    });
  }
}

const TLS_ERROR = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|SSL|EPROTO/;
function unreachable(cloud: CloudEntry, url: string, error: NodeJS.ErrnoException): unknown {
  if (BlueprintError.isBlueprintError(error)) {
    return error;
  }
  // several addresses of one name: Node puts the reasons into an AggregateError
  const first = error instanceof AggregateError ? (error.errors[0] as NodeJS.ErrnoException) : error;
  const code = first.code ?? "";
  if (TLS_ERROR.test(code)) {
    return refuse("SCSBP-8036", {
      what: `the certificate of the cloud ${cloud.name} is not trusted`,
      got: `${first.message} (${code}) at ${url}`,
      allowed: "a certificate of a known authority",
      fix: "name the authority's certificate by `cacert` in clouds.yaml; if it is plain HTTP, correct auth_url",
    });
  }
  return refuse("SCSBP-8035", {
    what: `the cloud ${cloud.name} cannot be reached`,
    got: `${url}: ${HttpCloudSession.reason(error)}`,
    allowed: "an auth URL that answers",
    fix: "check auth_url in clouds.yaml, the network and the VPN; for the sandbox: npx scs-blueprints sandbox status",
  });
}

function keystoneMessage(body: string): string {
  try {
    const content: unknown = JSON.parse(body);
    if (isMapping(content) && isMapping(content.error) && typeof content.error.message === "string") {
      return content.error.message;
    }
  } catch {
    // not Keystone's own answer
  }
  return body.slice(0, 120).trim();
}
