import { KubernetesClient } from "@scs-blueprints/checker/internal";
import type { IKubernetesSession } from "@scs-blueprints/checker";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { isOwned, liveObject, type LiveObject } from "./live-object";
import { isMap, type Json } from "./spec-reading";

/** What a namespace holds of Yaook. */
export interface YaookCloud {
  /** Resources that somebody wrote, in the order of {@link LiveObject}'s kind and name. */
  readonly objects: readonly LiveObject[];
  /** How many the operators made of these. */
  readonly owned: number;
  /** Definitions of the kinds, as CrdSchemas takes them; empty where they may not be read. */
  readonly definitions: readonly Json[];
  readonly remarks: readonly string[];
}

interface Kind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
}

/** Objects of one answer that are enough to say where others are. */
const PAGE = 500;

/** Reads the custom resources of Yaook's groups in a namespace. Sends nothing but GET, and reads no Secret. */
export class ClusterReader {
  public constructor(
    private readonly session: IKubernetesSession,
    private readonly namespace: string,
  ) {}

  /**
   * @throws BlueprintError SCSBP-8301 without Yaook's definitions, SCSBP-8302 for a namespace without resources, SCSBP-8303 for what may not be read
   */
  public async read(progress: (detail: string) => void): Promise<YaookCloud> {
    const kinds = await this.kinds();
    const objects: LiveObject[] = [];
    let owned = 0;
    for (const kind of kinds) {
      progress(kind.kind);
      const items = await this.list(kind);
      const own = items.filter((one) => !isOwned(one));
      owned += items.length - own.length;
      objects.push(...own.map((one) => liveObject(`${kind.group}/${kind.version}`, kind.kind, one)));
    }
    if (objects.length === 0) {
      throw await this.nothing(kinds, owned);
    }
    const found = kinds.filter((kind) => objects.some((one) => one.kind === kind.kind));
    const definitions = await this.definitions(found);
    const remarks =
      definitions.length === found.length
        ? []
        : [
            "definitions.yaml is left out: customresourcedefinitions may not be read; specs are checked against the library's stand-ins",
          ];
    return { objects, owned, definitions: remarks.length === 0 ? definitions : [], remarks };
  }

  /** Namespaced kinds of Yaook's groups, its own and those of add-ons (`magnum.yaook.cloud`). */
  private async kinds(): Promise<Kind[]> {
    const groups = maps((await this.get("/apis", "list", "API groups"))["groups"])
      .map((one) => ({ group: String(one["name"]), version: version(one) }))
      .filter(({ group }) => group === "yaook.cloud" || group.endsWith(".yaook.cloud"));
    if (groups.length === 0) {
      throw refuse("SCSBP-8301", {
        got: `no API group yaook.cloud at ${this.session.server}`,
        allowed: "the cluster that Yaook's operators run on",
        fix: "name its kubeconfig and context: kubectl get crd | grep yaook.cloud",
      });
    }
    const found: Kind[] = [];
    for (const { group, version } of groups) {
      const { resources } = await this.get(`/apis/${group}/${version}`, "list", `resources of ${group}`);
      for (const { name, kind, namespaced, verbs } of maps(resources)) {
        if (namespaced === true && Array.isArray(verbs) && verbs.includes("list") && !String(name).includes("/")) {
          found.push({ group, version, kind: String(kind), plural: String(name) });
        }
      }
    }
    return found.sort((a, b) => compare(`${a.group} ${a.kind}`, `${b.group} ${b.kind}`));
  }

  private async list({ group, version, plural }: Kind): Promise<Json[]> {
    const path = `/apis/${group}/${version}/namespaces/${encodeURIComponent(this.namespace)}/${plural}`;
    const items = await KubernetesClient.pages(path, (page) => this.get(page, "list", `${plural}.${group}`));
    return [...items].sort((a, b) => compare(nameOf(a), nameOf(b)));
  }

  /** Those that may be read; what only concerns the cluster is left out. */
  private async definitions(kinds: readonly Kind[]): Promise<Json[]> {
    const found: Json[] = [];
    for (const { group, plural } of kinds) {
      const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${plural}.${group}`;
      const { status, body } = await this.session.get(path);
      const { spec }: Json = status === 200 ? (JSON.parse(body) as Json) : {};
      if (isMap(spec)) {
        const versions = maps(spec["versions"]).map(({ name, served, storage, schema }) => ({
          name,
          served,
          storage,
          schema,
        }));
        found.push({
          ...{ apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" },
          metadata: { name: `${plural}.${group}` },
          spec: { group, names: spec["names"], scope: spec["scope"], versions },
        });
      }
    }
    return found;
  }

  private async nothing(kinds: readonly Kind[], owned: number): Promise<BlueprintError> {
    const first = kinds.find(({ kind }) => kind === "KeystoneDeployment") ?? kinds[0];
    const elsewhere = new Set<string>();
    if (first !== undefined) {
      const { status, body } = await this.session.get(
        `/apis/${first.group}/${first.version}/${first.plural}?limit=${PAGE}`,
      );
      for (const { metadata } of status === 200 ? maps((JSON.parse(body) as Json)["items"]) : []) {
        elsewhere.add(String(isMap(metadata) ? metadata["namespace"] : ""));
      }
    }
    return refuse("SCSBP-8302", {
      got: `no resource of Yaook in the namespace ${this.namespace}${owned === 0 ? "" : ` but ${owned} that operators made`}`,
      ...(elsewhere.size > 0 && {
        allowed: `namespaces with a KeystoneDeployment: ${[...elsewhere].sort().join(", ")}`,
      }),
      fix: "name the namespace that the operators watch: --namespace NAME",
    });
  }

  private async get(path: string, verb: string, resource: string): Promise<Json> {
    const { status, body } = await this.session.get(path);
    if (status !== 200) {
      throw refuse("SCSBP-8303", {
        what: `the cluster refuses what an import has to read: ${verb} ${resource}`,
        got: `${status} for ${path.split("?")[0]}${message(body)}`,
        allowed: `get and list for all resources of the groups yaook.cloud and *.yaook.cloud in ${this.namespace}`,
        fix: `kubectl auth can-i ${verb} ${resource} -n ${this.namespace}; use another context, or have a Role say so`,
      });
    }
    return JSON.parse(body) as Json;
  }
}

function version({ preferredVersion, versions }: Json): string {
  // the classes write v1, so that one is asked for where it is served
  const served = maps(versions).map((one) => String(one["version"]));
  return served.includes("v1") ? "v1" : String(isMap(preferredVersion) ? preferredVersion["version"] : served[0]);
}

/** What the API says of its refusal. */
function message(body: string): string {
  try {
    const said = (JSON.parse(body) as Json)["message"];
    return typeof said === "string" ? `: ${said}` : "";
  } catch {
    return "";
  }
}

const maps = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isMap) : []);
const nameOf = ({ metadata }: Json) => String(isMap(metadata) ? metadata["name"] : "");
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
