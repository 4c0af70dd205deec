import { baseUrl } from "./auth-request";
import { isMapping, type CloudEntry } from "./clouds-yaml";
import { isReference } from "./cloud-of-environment";
import { preflight } from "./preflight";

/** What tells one cloud from another, for what is made there: Keystone's URL, the region, and what the login is for. */
export interface CloudIdentity {
  /** Its name in clouds.yaml; the same cloud may have several. */
  readonly name: string;
  /** In one spelling: without version, default port and final slash. */
  readonly authUrl: string;
  /** @default - unknown: none is named, and the catalogue has several or could not be read */
  readonly region?: string;
  /** `project ID`, `domain ID` or `system`. @default - unknown: the login cannot be tried from here */
  readonly scope?: string;
  /** @default - no project, or unknown */
  readonly project?: string;
}

/**
 * Finds out which cloud an entry is of: logs in, since only the token tells the id of a project that is named, or belongs to an
 * application credential. Where a login cannot be tried (a browser, a proxy, a secret that only Terraform has), the entry itself has
 * to do.
 *
 * @throws BlueprintError SCSBP-8033 to 8038 when the login fails
 */
export async function identify(entry: CloudEntry): Promise<CloudIdentity> {
  const { name, config } = entry;
  const auth = isMapping(config.auth) ? config.auth : {};
  const told = Object.values(auth).some(isReference) ? undefined : await preflight(entry);
  const projectId = text(auth.project_id) ?? text(auth.tenant_id);
  const only = told?.regions?.length === 1 ? told.regions[0] : undefined;
  return {
    name,
    authUrl: oneSpelling(text(auth.auth_url) ?? ""),
    region: text(config.region_name) ?? only,
    scope: told?.scope ?? (projectId === undefined ? undefined : `project ${projectId}`),
    project: told?.project ?? text(auth.project_name) ?? text(auth.tenant_name),
  };
}

/** What is unknown on one side does not tell them apart. */
export function isSameCloud(a: CloudIdentity, b: CloudIdentity): boolean {
  const differ = (one: string | undefined, other: string | undefined) =>
    one !== undefined && other !== undefined && one !== other;
  const scopesKnown = a.scope !== undefined && b.scope !== undefined;
  return !(
    differ(a.authUrl, b.authUrl) ||
    differ(a.region, b.region) ||
    (scopesKnown ? a.scope !== b.scope : differ(a.project, b.project))
  );
}

/** In one line, for messages. */
export function describeCloud({ name, authUrl, region, scope, project }: CloudIdentity): string {
  const id = scope?.startsWith("project ") === true ? scope.slice("project ".length) : undefined;
  const place = project === undefined ? scope : `project ${[project, id && `(${id})`].filter(Boolean).join(" ")}`;
  return `${name}: ${[authUrl, region && `region ${region}`, place].filter(Boolean).join(", ")}`;
}

function oneSpelling(url: string): string {
  return URL.canParse(url) ? baseUrl(new URL(url).href) : url;
}

const text = (value: unknown): string | undefined =>
  (typeof value === "string" && value !== "") || typeof value === "number" ? String(value) : undefined;
