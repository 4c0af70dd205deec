import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { isMapping, type CloudEntry, type Mapping } from "./clouds-yaml";

/** What to send to Keystone to prove that the entry works. */
export interface AuthRequest {
  /** `…/v3/auth/tokens` */
  readonly url: string;
  readonly body: object;
}

const PASSWORD_TYPES = ["password", "v3password"];
const APPLICATION_CREDENTIAL_TYPES = ["v3applicationcredential", "applicationcredential"];
const TOKEN_TYPES = ["token", "v3token"];

/**
 * Builds the token request of a cloud, in the same reading as the provider's.
 *
 * @returns undefined for ways to authenticate that need a browser or a third party: those cannot be checked here.
 * @throws SCSBP-8033 when something is missing.
 */
export function authRequest(cloud: CloudEntry): AuthRequest | undefined {
  const auth = isMapping(cloud.config.auth) ? cloud.config.auth : {};
  const url = text(auth, "auth_url");
  if (url === undefined || !/^https?:\/\/[^/]/.test(url)) {
    throw incomplete(cloud, "auth.auth_url", url, "https://keystone.example.org:5000/v3");
  }
  const type = typeof cloud.config.auth_type === "string" ? cloud.config.auth_type : guessType(auth);
  const identity = identityOf(cloud, auth, type);
  if (identity === undefined) {
    return undefined;
  }
  const scope = APPLICATION_CREDENTIAL_TYPES.includes(type) ? undefined : scopeOf(auth);
  return { url: `${baseUrl(url)}/v3/auth/tokens`, body: { auth: { identity, scope } } };
}

/** auth_url is written with and without the version. */
export function baseUrl(url: string): string {
  return url.replace(/\/+$/, "").replace(/\/v(2\.0|3)$/, "");
}

function guessType(auth: Mapping): string {
  if (auth.application_credential_secret !== undefined) {
    return "v3applicationcredential";
  }
  return auth.token !== undefined && auth.password === undefined ? "token" : "password";
}

function identityOf(cloud: CloudEntry, auth: Mapping, type: string): object | undefined {
  if (PASSWORD_TYPES.includes(type)) {
    const password = text(auth, "password");
    if (password === undefined) {
      throw incomplete(cloud, "auth.password", undefined, "a password, here or in secure.yaml");
    }
    return { methods: ["password"], password: { user: { ...userOf(cloud, auth), password } } };
  }
  if (APPLICATION_CREDENTIAL_TYPES.includes(type)) {
    const secret = text(auth, "application_credential_secret");
    if (secret === undefined) {
      throw incomplete(cloud, "auth.application_credential_secret", undefined, "the secret of the credential");
    }
    const id = text(auth, "application_credential_id");
    const name = text(auth, "application_credential_name");
    if (id === undefined && name === undefined) {
      throw incomplete(
        cloud,
        "auth.application_credential_id",
        undefined,
        "the id, or the name together with the user",
      );
    }
    const credential = id === undefined ? { name, user: userOf(cloud, auth), secret } : { id, secret };
    return { methods: ["application_credential"], application_credential: credential };
  }
  if (TOKEN_TYPES.includes(type)) {
    const token = text(auth, "token");
    if (token === undefined) {
      throw incomplete(cloud, "auth.token", undefined, "a token");
    }
    return { methods: ["token"], token: { id: token } };
  }
  return undefined;
}

function userOf(cloud: CloudEntry, auth: Mapping): object {
  const id = text(auth, "user_id");
  if (id !== undefined) {
    return { id };
  }
  const name = text(auth, "username");
  if (name === undefined) {
    throw incomplete(cloud, "auth.username", undefined, "a user name, or user_id");
  }
  return { name, domain: domainOf(auth, "user_domain") ?? { id: "default" } };
}

function scopeOf(auth: Mapping): object | undefined {
  const projectId = text(auth, "project_id") ?? text(auth, "tenant_id");
  if (projectId !== undefined) {
    return { project: { id: projectId } };
  }
  const project = text(auth, "project_name") ?? text(auth, "tenant_name");
  if (project !== undefined) {
    const domain = domainOf(auth, "project_domain") ?? domainOf(auth, "user_domain") ?? { id: "default" };
    return { project: { name: project, domain } };
  }
  if (text(auth, "system_scope") === "all") {
    return { system: { all: true } };
  }
  const domain = domainOf(auth, "domain", false);
  return domain === undefined ? undefined : { domain };
}

function domainOf(auth: Mapping, prefix: string, fallback = true): object | undefined {
  const id = text(auth, `${prefix}_id`);
  if (id !== undefined) {
    return { id };
  }
  const name = text(auth, `${prefix}_name`);
  if (name !== undefined) {
    return { name };
  }
  if (!fallback) {
    return undefined;
  }
  const common = text(auth, "domain_id") ?? text(auth, "default_domain");
  return common !== undefined ? { id: common } : domainOf(auth, "domain", false);
}

/** YAML reads an unquoted 123456 as a number: a password all the same. */
function text(auth: Mapping, key: string): string | undefined {
  const value = auth[key];
  if (typeof value === "string") {
    return value === "" ? undefined : value;
  }
  return typeof value === "number" ? String(value) : undefined;
}

function incomplete(cloud: CloudEntry, key: string, got: string | undefined, allowed: string): BlueprintError {
  return refuse("SCSBP-8033", {
    what: `the cloud ${cloud.name} has no usable ${key}`,
    got: got ?? `nothing there, in ${cloud.cloudsYaml}`,
    allowed,
    fix: "complete the entry in clouds.yaml (secrets may be in secure.yaml beside it)",
  });
}
