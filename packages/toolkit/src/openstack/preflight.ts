import { readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";
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

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** For a connection, and for the answer on one: a busy Keystone takes a while to check a password. */
const CONNECT_MS = 15_000;
const ANSWER_MS = 60_000;

/**
 * Logs in to a cloud before anything is planned, so that a wrong password or an unreachable cloud is one clear
 * message in place of one for each resource.
 */
export async function preflight(cloud: CloudEntry, env: NodeJS.ProcessEnv = process.env): Promise<Preflight> {
  const auth = authRequest(cloud);
  if (auth === undefined || isProxied(auth.url, env)) {
    return { checked: false, services: [] };
  }
  let answer: Answer;
  try {
    answer = await post(auth.url, auth.body, tlsOptions(cloud));
  } catch (error) {
    throw unreachable(cloud, auth.url, error as NodeJS.ErrnoException);
  }
  if (answer.status === 401 || answer.status === 403) {
    throw refuse("SCSBP-8034", {
      what: `the cloud ${cloud.name} refused the login`,
      got: `${answer.status} from ${auth.url}: ${keystoneMessage(answer.body)}`,
      allowed: "a user or application credential that may log in to this project",
      fix: `check user, password, domain and project of ${cloud.name} in ${cloud.secureYaml ?? cloud.cloudsYaml}`,
    });
  }
  const token = answer.status === 201 ? tokenOf(answer.body) : undefined;
  if (token === undefined) {
    throw refuse("SCSBP-8037", {
      what: `the auth URL of ${cloud.name} does not answer as Keystone v3`,
      got: `${answer.status} from ${auth.url}`,
      allowed: "201 with a token",
      fix: "check auth_url in clouds.yaml: it is the Identity endpoint, often with port 5000 or the path /identity",
    });
  }
  checkRegion(cloud, token.regions);
  return { checked: true, ...token };
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

function tlsOptions(cloud: CloudEntry): RequestOptions {
  const { cacert, verify, insecure, cert, key } = cloud.config;
  const read = (path: unknown, what: string) => {
    if (typeof path !== "string" || path === "") {
      return undefined;
    }
    try {
      return readFileSync(path);
    } catch {
      throw refuse("SCSBP-8033", {
        what: `the file of \`${what}\` of the cloud ${cloud.name} cannot be read`,
        got: path,
        fix: `correct \`${what}\` in ${cloud.cloudsYaml}`,
      });
    }
  };
  return {
    ca: read(cacert, "cacert"),
    cert: read(cert, "cert"),
    key: read(key, "key"),
    rejectUnauthorized: verify !== false && insecure !== true,
  };
}

function post(url: string, body: object, options: RequestOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const payload = JSON.stringify(body);
    const request = (url.startsWith("https:") ? httpsRequest : httpRequest)(
      url,
      {
        ...options,
        method: "POST",
        timeout: CONNECT_MS,
        headers: {
          "content-type": "application/json",
          accept: "application/json",
          "content-length": Buffer.byteLength(payload),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString("utf8") }),
        );
      },
    );
    request.on("socket", (socket) => socket.once("connect", () => request.setTimeout(ANSWER_MS)));
    request.on("timeout", () => {
      request.destroy(Object.assign(new Error("no answer in time"), { code: "ETIMEDOUT" }));
    });
    request.on("error", reject);
    request.end(payload);
  });
}

const TLS_ERROR = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|SSL|EPROTO/;
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ENOTFOUND: "unknown host name",
  EAI_AGAIN: "the name server does not answer",
  ETIMEDOUT: "no answer",
  EHOSTUNREACH: "no route to the host",
  ENETUNREACH: "no route to the network",
  ECONNRESET: "connection reset",
};

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
    got: `${url}: ${REASONS[code] ?? first.message}`,
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

/** Go, and so the provider, goes through a proxy of the environment; Node does not, so the login is left to Terraform. */
function isProxied(url: string, env: NodeJS.ProcessEnv): boolean {
  const { protocol, hostname } = new URL(url);
  const name = protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const proxy = env[name] ?? env[name.toLowerCase()];
  if (proxy === undefined || proxy === "" || hostname === "localhost" || /^(127\.|\[::1\])/.test(hostname)) {
    return false;
  }
  const exceptions = (env.NO_PROXY ?? env.no_proxy ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean);
  return !exceptions.some(
    (entry) => entry === "*" || hostname === entry || hostname.endsWith(entry.startsWith(".") ? entry : `.${entry}`),
  );
}
