import { Code, isMap, type Json } from "./spec-reading";

/** An object of the cluster, as a program can say it. */
export interface LiveObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** @default - none: of the whole cluster */
  readonly namespace?: string;
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
  /** All but metadata and status; `spec`, mostly. */
  readonly body: Json;
  /** Secrets that stand in it in clear text, by the variable that the program takes them from. */
  readonly secrets: Readonly<Record<string, string>>;
  /** What the user has to know of it. */
  readonly remarks: readonly string[];
}

/** Tools that write objects again when somebody else has, by the labels and annotations that they leave. */
const OWNERS: readonly (readonly [key: RegExp, tool: string])[] = [
  [/^(kustomize|helm)\.toolkit\.fluxcd\.io\//, "Flux"],
  [/^argocd\.argoproj\.io\//, "Argo CD"],
  [/^meta\.helm\.sh\//, "Helm"],
];
/** What kubectl notes for itself. */
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
/** Options of OpenStack's configuration files that are secrets, or texts with one in them. */
const SECRET_OPTION =
  /(^|_)(password|passwd|secret|secret_key|private_key|auth_encryption_key|token)$|^(transport_url|connection)$/i;

/** Whether an operator has made the object, so that what it belongs to is to be imported in its place. */
export function isOwned(object: Json): boolean {
  const owners = isMap(object["metadata"]) ? object["metadata"]["ownerReferences"] : undefined;
  return Array.isArray(owners) && owners.length > 0;
}

/** Reads an item of a list, whose items say neither version nor kind. */
export function liveObject(apiVersion: string, kind: string, item: Json): LiveObject {
  const { metadata, status: _status, apiVersion: _version, kind: _kind, ...rest } = item;
  const meta = isMap(metadata) ? metadata : {};
  const remarks: string[] = [];
  const [labels, annotations] = [textsOf(meta["labels"]), textsOf(meta["annotations"])];
  const tools = OWNERS.filter(([key]) =>
    [...Object.keys(labels), ...Object.keys(annotations)].some((one) => key.test(one)),
  );
  for (const tool of new Set(tools.map(([, name]) => name))) {
    remarks.push(`${tool} writes it too: let it go there before this program is applied`);
  }
  if (meta["deletionTimestamp"] !== undefined) {
    remarks.push("it is being deleted");
  }
  const own = (texts: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(texts)
        .filter(([key]) => key !== LAST_APPLIED && !OWNERS.some(([owner]) => owner.test(key)))
        .map(([key, value]) => [key, masked(value)]),
    );
  const name = String(meta["name"]);
  const found = new Unsayable(`${kind}_${name}`);
  const body = found.replaced(rest, []) as Json;
  if (found.nulls.length > 0) {
    remarks.push(`it loses fields that are null: ${found.nulls.join(", ")}`);
  }
  if (Object.keys(found.secrets).length > 0) {
    const paths = Object.values(found.secrets).join(", ");
    remarks.push(
      `secrets in clear text, not copied: ${paths}; put them into a Secret of the namespace, or see README.md`,
    );
  }
  return {
    ...{ apiVersion, kind, name },
    ...(typeof meta["namespace"] === "string" && { namespace: meta["namespace"] }),
    ...{ labels: own(labels), annotations: own(annotations), body, secrets: found.secrets, remarks },
  };
}

/**
 * What a program must not say: nulls, which mean "remove this" to the API, and secrets. A secret cannot be left out either: what
 * `kubectl apply` once wrote, the kubectl provider removes where it is not said again.
 */
class Unsayable {
  public readonly nulls: string[] = [];
  public readonly secrets: Record<string, string> = {};

  public constructor(private readonly object: string) {}

  /** The value without nulls, secrets from the environment, and with what Terraform would read as masked said once more. */
  public replaced(value: unknown, path: readonly string[]): unknown {
    if (Array.isArray(value)) {
      return value.map((one, i) => this.replaced(one, [...path, String(i)]));
    }
    if (typeof value === "string") {
      const key = path[path.length - 1] ?? "";
      return isSecret(key, value) ? this.secret(path) : masked(value);
    }
    if (!isMap(value)) {
      return value;
    }
    const kept: Json = {};
    for (const [key, inner] of Object.entries(value)) {
      if (inner === null) {
        this.nulls.push([...path, key].join("."));
      } else {
        kept[key] = this.replaced(inner, [...path, key]);
      }
    }
    return kept;
  }

  private secret(path: readonly string[]): Code {
    const variable = [this.object, ...path.slice(1)].join("_").replace(/\W/g, "_").toUpperCase();
    this.secrets[variable] = path.join(".");
    return new Code(`secretOf("${variable}")`);
  }
}

/** What constructs would read as a masked expression, said once more. */
function masked(value: string): string {
  return value.replace(/([$%])\1+(?=\{)/g, "$&$1");
}

function isSecret(key: string, value: string): boolean {
  return SECRET_OPTION.test(key) && (!/^(transport_url|connection)$/i.test(key) || /:\/\/[^/@]*:[^/@]+@/.test(value));
}

function textsOf(value: unknown): Record<string, string> {
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, String(one)])) : {};
}
