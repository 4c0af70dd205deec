import { refuse } from "@scs-blueprints/standards/errors";
import { findCloud, type CloudEntry, type Mapping } from "./clouds-yaml";

type Env = Readonly<Record<string, string | undefined>>;

/** Variables of an openrc file and what they are called below `auth:` in clouds.yaml. */
const AUTH: Readonly<Record<string, string>> = {
  OS_AUTH_URL: "auth_url",
  OS_USERNAME: "username",
  OS_USER_ID: "user_id",
  OS_PASSWORD: "password",
  OS_TOKEN: "token",
  OS_AUTH_TOKEN: "token",
  OS_PROJECT_NAME: "project_name",
  OS_TENANT_NAME: "project_name",
  OS_PROJECT_ID: "project_id",
  OS_TENANT_ID: "project_id",
  OS_USER_DOMAIN_NAME: "user_domain_name",
  OS_USER_DOMAIN_ID: "user_domain_id",
  OS_PROJECT_DOMAIN_NAME: "project_domain_name",
  OS_PROJECT_DOMAIN_ID: "project_domain_id",
  OS_DOMAIN_NAME: "domain_name",
  OS_DOMAIN_ID: "domain_id",
  OS_DEFAULT_DOMAIN: "default_domain",
  OS_SYSTEM_SCOPE: "system_scope",
  OS_APPLICATION_CREDENTIAL_ID: "application_credential_id",
  OS_APPLICATION_CREDENTIAL_NAME: "application_credential_name",
  OS_APPLICATION_CREDENTIAL_SECRET: "application_credential_secret",
};

const OTHERS: Readonly<Record<string, string>> = {
  OS_AUTH_TYPE: "auth_type",
  OS_REGION_NAME: "region_name",
  OS_ENDPOINT_TYPE: "endpoint_type",
  OS_INTERFACE: "interface",
  OS_CACERT: "cacert",
  OS_CERT: "cert",
  OS_KEY: "key",
};

/**
 * The cloud that Terraform's provider works on in this environment: what OS_CLOUD names in clouds.yaml, else the one of
 * OS_AUTH_URL and its companions.
 *
 * @throws BlueprintError SCSBP-8122 when the environment names none
 */
export function cloudOfEnvironment(env: Env = process.env): CloudEntry {
  if (env.OS_CLOUD !== undefined && env.OS_CLOUD !== "") {
    return findCloud(env.OS_CLOUD, env);
  }
  if (env.OS_AUTH_URL === undefined || env.OS_AUTH_URL === "") {
    throw refuse("SCSBP-8122", {
      got: "neither OS_CLOUD nor OS_AUTH_URL is set",
      allowed: "the same variables that Terraform's OpenStack provider reads",
      fix: "export OS_CLOUD=NAME for an entry of clouds.yaml, or source the openrc file",
    });
  }
  const insecure = ["true", "1", "yes"].includes((env.OS_INSECURE ?? "").toLowerCase());
  return {
    name: "of the environment",
    config: { ...taken(OTHERS, env), auth: taken(AUTH, env), ...(insecure ? { insecure: true } : {}) },
    cloudsYaml: "the environment (OS_*)",
  };
}

/** Arguments of the provider that say which cloud, and the variables that stand in for them. */
const PROVIDER: Readonly<Record<string, string>> = {
  cloud: "OS_CLOUD",
  auth_url: "OS_AUTH_URL",
  region: "OS_REGION_NAME",
  user_name: "OS_USERNAME",
  user_id: "OS_USER_ID",
  password: "OS_PASSWORD",
  token: "OS_TOKEN",
  tenant_name: "OS_PROJECT_NAME",
  tenant_id: "OS_PROJECT_ID",
  user_domain_name: "OS_USER_DOMAIN_NAME",
  user_domain_id: "OS_USER_DOMAIN_ID",
  project_domain_name: "OS_PROJECT_DOMAIN_NAME",
  project_domain_id: "OS_PROJECT_DOMAIN_ID",
  application_credential_id: "OS_APPLICATION_CREDENTIAL_ID",
  application_credential_name: "OS_APPLICATION_CREDENTIAL_NAME",
  application_credential_secret: "OS_APPLICATION_CREDENTIAL_SECRET",
};

/**
 * The cloud that one provider block of a stack works on in this environment. As in the provider, an entry of clouds.yaml wins over
 * all else (gophercloud/utils, terraform/auth/config.go).
 *
 * @returns undefined where only Terraform knows which one it is: a value that is a reference
 * @throws BlueprintError SCSBP-8030 to 8032 when there is no such entry, SCSBP-8122 when nothing names a cloud
 */
export function cloudOfProvider(block: Mapping, env: Env): CloudEntry | undefined {
  const { OS_REGION_NAME: region, ...own } = taken(PROVIDER, block as Env);
  if ([own.OS_CLOUD, own.OS_AUTH_URL, region].some(isReference)) {
    return undefined;
  }
  const entry = cloudOfEnvironment({ ...env, ...(own as Env) });
  return region === undefined ? entry : { ...entry, config: { ...entry.config, region_name: region } };
}

/** Whether Terraform fills a value in. */
export const isReference = (value: unknown): boolean => typeof value === "string" && value.includes("${");

function taken(names: Readonly<Record<string, string>>, env: Env): Mapping {
  const pairs = Object.entries(names).map(([variable, key]) => [key, env[variable]] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined && value !== ""));
}
