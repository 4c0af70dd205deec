import { ConstructPaths } from "./construct-paths";

/** The part of the machine-readable UI (`-json`) that is used here; Terraform and OpenTofu write the same. */
export interface UiMessage {
  readonly "@level": string;
  readonly "@message": string;
  readonly type: string;
  readonly diagnostic?: Diagnostic;
  readonly change?: { readonly resource: { readonly addr: string }; readonly action: string; readonly reason?: string };
  readonly hook?: {
    readonly resource: { readonly addr: string };
    readonly action?: string;
    readonly elapsed_seconds?: number;
    readonly id_value?: string;
  };
  readonly changes?: {
    readonly add: number;
    readonly change: number;
    readonly remove: number;
    readonly operation: string;
  };
}

interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
  readonly snippet?: { readonly context?: string | null; readonly code?: string };
}

/** @returns the message of a line, undefined for a line that is none (warnings before JSON begins, for one). */
export function parseMessage(line: string): UiMessage | undefined {
  if (!line.startsWith("{")) {
    return undefined;
  }
  try {
    const message = JSON.parse(line) as UiMessage;
    return typeof message.type === "string" ? message : undefined;
  } catch {
    return undefined;
  }
}

interface Remedy {
  readonly pattern: RegExp;
  readonly advice: string;
}

/** Failures that people meet, and what cures them; the first that fits counts. */
const REMEDIES: readonly Remedy[] = [
  {
    pattern: /state lock|Error acquiring the state lock/i,
    advice: "wait for the other run; if it died, run this command again: it says how to give the lock free",
  },
  {
    pattern: /isn't valid for cluster|API did not recognize GroupVersionKind|no matches for kind/i,
    advice:
      "the cluster's API has no such kind or version: install the operator's definitions first (kubectl api-resources shows what is\n" +
      "there), give the API `schemas` to be told at synth, then run the same command again",
  },
  {
    pattern: /context "[^"]*" does not exist/i,
    advice:
      "the kubeconfig has no such context: kubectl config get-contexts; set KUBE_CTX, or correct the program's connection",
  },
  {
    pattern: /getting credentials: exec:/i,
    advice:
      "the kubeconfig's exec plugin gave no credential: run the program that `users[].user.exec` names by hand, install it or log in\n" +
      "anew, then run the same command again",
  },
  {
    pattern: /"http:\/\/localhost\/|dial tcp (?:\[::1\]|127\.0\.0\.1):80:|no configuration has been provided/i,
    advice:
      "no usable kubeconfig was found: export KUBE_CONFIG_PATH=FILE, and KUBE_CTX for another context than its current one",
  },
  {
    pattern: /the server has asked for the client to provide credentials|"code":401|kubernetes[^]*Unauthorized/i,
    advice: "the cluster refused the login: renew the kubeconfig's credential",
  },
  {
    pattern: /is forbidden: User|cannot (?:create|get|patch|update|delete|list) resource/i,
    advice:
      "the cluster's RBAC does not allow this: kubectl auth can-i --list; use another login, or have a Role say so",
  },
  {
    pattern:
      /Provider produced inconsistent result[^]*kubernetes_manifest|maps must only contain one type of element|unmarshaling unknown values/i,
    advice: "hashicorp/kubernetes cannot carry this object: leave out emitter: ManifestEmitter.KUBERNETES",
  },
  {
    pattern: /\(401\)|\b401\b.*(unauthori|authenticat)|requires authentication|Authentication failed/i,
    advice: "the cloud refused the login: check user, password and project in clouds.yaml, or log in anew",
  },
  {
    pattern:
      /no results[\s\S]*openstack_compute_flavor_v2|no flavor|unable to (retrieve|find).*flavor|flavor.*(not found|could not be found)|Unable to find flavor with name/i,
    advice: "this cloud has no such flavor: openstack flavor list shows which it has",
  },
  {
    pattern:
      /no results[\s\S]*openstack_images_image_v2|(image.*(not found|could not be found))|unable to (retrieve|find).*image|no images? (found|matched)/i,
    advice: "this cloud has no such image: openstack image list shows which it has",
  },
  {
    pattern: /quota|OverLimit|exceeded.*limit|VolumeLimitExceeded|Maximum number of .* exceeded/i,
    advice: "the project's quota is used up: openstack quota show --usage; free something or ask the cloud's operator",
  },
  {
    pattern: /No valid host was found|no hosts? available/i,
    advice: "no host has room for this flavor in this availability zone: take a smaller flavor or another zone",
  },
  {
    pattern: /availability zone.*(not|invalid)|invalid availability zone/i,
    advice: "this cloud has no such availability zone: openstack availability zone list",
  },
  {
    pattern: /\(403\)|Expected HTTP response code .* got 403|Policy doesn't allow|Forbidden/i,
    advice: "the user's roles do not allow this: openstack role assignment list --user NAME --names",
  },
  {
    pattern: /returned no results|no matching .* found|Unable to find .* network|Your query returned no/i,
    advice: "the cloud has nothing by that name: check the name and that the project may see it",
  },
  {
    pattern: /Cloud .* does not exist|cloud .* not found|Missing value for auth_url|One of 'auth_url' or 'cloud'/i,
    advice: "clouds.yaml does not hold the cloud: set OS_CLOUD and OS_CLIENT_CONFIG_FILE, or give --cloud NAME",
  },
  {
    pattern: /Instance cannot be destroyed|prevent_destroy/i,
    advice: "this resource holds data and is retained: set its removalPolicy to destroy, run start, then destroy again",
  },
  {
    pattern:
      /connection refused|no such host|i\/o timeout|context deadline exceeded|network is unreachable|no route to host/i,
    advice:
      "the cloud cannot be reached: check the network; for the sandbox: npx scs-blueprints sandbox status, then up",
  },
  {
    pattern: /got 50[0234]|\(50[0234]\)|Service Unavailable|Bad Gateway/i,
    advice: "the cloud failed at this moment: run the same command again, it goes on from here",
  },
  {
    pattern: /already exists|already has a port on subnet/i,
    advice:
      "it exists and is not in the state, as after a run that was broken off: delete it in the cloud (the message names it),\n" +
      "then run the same command again",
  },
  {
    pattern: /got 409|\(409\)|still in use|in use by|Conflict/i,
    advice: "something still uses it: run the same command again; if it stays, look for what was made by hand",
  },
];

/** A diagnostic as it is shown and as `--json` gives it. */
export interface ToldDiagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail?: string;
  readonly path?: string;
  readonly address?: string;
  readonly advice?: string;
}

export function adviseOn(text: string): string | undefined {
  return REMEDIES.find(({ pattern }) => pattern.test(text))?.advice;
}

/** Adds the construct path and the remedy. */
export function tellDiagnostic(diagnostic: Diagnostic, paths?: ConstructPaths): ToldDiagnostic {
  const address = diagnostic.address ?? addressOfContext(diagnostic.snippet?.context);
  const text = `${diagnostic.summary}\n${diagnostic.detail ?? ""}\n${address ?? ""}`;
  return {
    severity: diagnostic.severity,
    summary: diagnostic.summary,
    detail: diagnostic.detail?.trim() || undefined,
    address,
    path: address === undefined ? undefined : paths?.find(address),
    advice: diagnostic.severity === "error" ? adviseOn(text) : undefined,
  };
}

/** The same failure in ten members of a pool is one failure in ten places. */
export function groupDiagnostics(told: readonly ToldDiagnostic[]): (ToldDiagnostic & { readonly places: string[] })[] {
  const groups = new Map<string, ToldDiagnostic & { places: string[] }>();
  for (const one of told) {
    const key = `${one.severity}\n${one.summary}\n${one.detail ?? ""}`;
    const group = groups.get(key) ?? { ...one, places: [] };
    const place = one.path ?? one.address;
    if (place !== undefined && !group.places.includes(place)) {
      group.places.push(place);
    }
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Compact text of all errors, for the `got` of one error message. */
export function renderDiagnostics(told: readonly ToldDiagnostic[]): string {
  return groupDiagnostics(told)
    .map((group) => {
      const where = group.places.length > 0 ? `${group.places.join(", ")}: ` : "";
      const detail = group.detail === undefined ? "" : `\n  ${compact(group.detail)}`;
      return `${where}${group.summary}${detail}`;
    })
    .join("\n");
}

/** All advice, each once. */
export function renderAdvice(told: readonly ToldDiagnostic[]): string | undefined {
  const advice = [...new Set(told.flatMap((one) => (one.advice === undefined ? [] : [one.advice])))];
  return advice.length > 0 ? advice.join("\n") : undefined;
}

function addressOfContext(context: string | null | undefined): string | undefined {
  // `resource.openstack_x.y` in JSON syntax, `resource "openstack_x" "y"` in native syntax
  const match = /^(resource|data)[. ]"?([\w-]+)"?[. ]"?([\w-]+)"?/.exec(context ?? "");
  return match === null ? undefined : `${match[1] === "data" ? "data." : ""}${match[2]}.${match[3]}`;
}

function compact(detail: string): string {
  const text = detail.replace(/\s*\n\s*/g, " ");
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}

/** What Terraform tells about the holder of a state lock. */
export interface LockInfo {
  readonly id: string;
  /** Whether the rest is of the holder: states over HTTP tell the lock's id only. */
  readonly holderKnown: boolean;
  readonly who: string;
  readonly operation: string;
  readonly created: Date;
  readonly path: string;
}

/** Finds the lock's description in the output of a command that could not get it. */
export function parseLockError(output: string): LockInfo | undefined {
  if (!/acquiring the state lock|state lock/i.test(output)) {
    return undefined;
  }
  const field = (name: string) => new RegExp(`\\b${name}:[ \\t]*(.*)`).exec(output)?.[1]?.trim() ?? "";
  const id = field("ID");
  if (id === "") {
    return undefined;
  }
  // 2026-11-23 13:40:12.123456789 +0000 UTC
  const created = new Date(field("Created").replace(/^(\S+) (\d+:\d+:\d+)(\.\d{1,3})?\d*.*$/, "$1T$2$3Z"));
  const overHttp = /remote state already locked:\s+ID=([\w-]+)/.exec(output.replace(/[│╷╵]/g, " "))?.[1];
  if (overHttp !== undefined) {
    return { id: overHttp, holderKnown: false, who: "", operation: "", created, path: "" }; // the block is our own lock's
  }
  return { id, holderKnown: true, who: field("Who"), operation: field("Operation"), created, path: field("Path") };
}
