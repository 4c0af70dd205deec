import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import type { ClusterNetworkFacts, NodeFacts } from "@scs-blueprints/standards";
import type { ClusterFacts, DefaultStorageClass, UnreadFact } from "./cloud-facts";
import { KubernetesClient } from "./kubernetes-client";
import { KubernetesNetwork } from "./kubernetes-network";
import type { IKubernetesSession } from "./kubernetes-session";
import { texts } from "./openstack-client";
import { isObject, listOf, textOf, type JsonObject } from "../reading/read-json";

/** What a cluster's API answered, as plain data. */
export interface KubernetesReading {
  /** Name of the context in the kubeconfig. */
  readonly context: string;
  readonly server: string;
  /** What the rules look at. */
  readonly cluster: ClusterFacts;
  /** Versions of the kubelets, each once. @default - not read */
  readonly kubeletVersions?: string[];
  /** Whether the API has networking.k8s.io/v1 NetworkPolicy. @default - not read */
  readonly networkPolicyApi?: boolean;
  /** Parts that could not be read: versions, nodes, networking, adminNetworkPolicy, ingressClasses, storageClasses. */
  readonly unread: UnreadFact[];
}

const CONTROL_PLANE = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];
/** Host of a node: of a draft of scs-0214, still set by some providers. */
const HOST = "topology.scs.community/host-id";
const NETWORKING = "/apis/networking.k8s.io/v1";
const DEFAULT_STORAGE = [
  "storageclass.kubernetes.io/is-default-class",
  "storageclass.beta.kubernetes.io/is-default-class",
];

/**
 * Asks a cluster for everything the rules of SCS-compatible KaaS look at, read-only. What the API does not answer, or
 * not to this user, is noted as unread, and the rest goes on.
 */
export class KubernetesFacts {
  /** Never rejects: what failed is in `unread`. */
  public static async collect(session: IKubernetesSession): Promise<KubernetesReading> {
    return new KubernetesFacts(session).run();
  }

  private readonly client: KubernetesClient;

  private constructor(private readonly session: IKubernetesSession) {
    this.client = new KubernetesClient(session);
  }

  private async run(): Promise<KubernetesReading> {
    const unread: UnreadFact[] = [];
    const part = async <T>(fact: string, read: () => Promise<T>): Promise<T | undefined> => {
      try {
        return await read();
      } catch (error) {
        unread.push({ fact, reason: reason(error) });
        return undefined;
      }
    };
    const nodes = await part("nodes", () => this.client.list("/api/v1/nodes"));
    const running = await part("versions", () => this.version());
    const networkPolicyApi = await part("networking", () => this.networkPolicyApi());
    const networking =
      networkPolicyApi === undefined ? undefined : await part("networking", () => this.networking(networkPolicyApi));
    const adminNetworkPolicy = await part("adminNetworkPolicy", () => this.adminNetworkPolicy());
    const defaultIngressClass =
      networkPolicyApi === undefined ? undefined : await part("ingressClasses", () => this.defaultIngressClass());
    const defaultStorageClasses = await part("storageClasses", () => this.defaultStorageClasses());
    return {
      context: this.session.context,
      server: this.session.server,
      cluster: {
        ...(running === undefined ? {} : { versions: { running } }),
        ...(networking === undefined ? {} : { networking: { ...networking, adminNetworkPolicy, defaultIngressClass } }),
        ...(nodes === undefined ? {} : { nodes: nodes.map(nodeFacts) }),
        ...(defaultStorageClasses === undefined ? {} : { defaultStorageClasses }),
      },
      kubeletVersions: nodes === undefined ? undefined : kubeletVersions(nodes),
      networkPolicyApi,
      unread,
    };
  }

  private async version(): Promise<string> {
    const version = textOf(await this.client.get("/version"), "gitVersion");
    if (version === undefined) {
      throw refuse("SCSBP-4066", { what: "/version answered without gitVersion" });
    }
    return version;
  }

  private async networkPolicyApi(): Promise<boolean> {
    const api = await this.client.find(NETWORKING);
    return listOf(api ?? {}, "resources").some((each) => textOf(each, "name") === "networkpolicies");
  }

  private async networking(networkPolicyApi: boolean): Promise<ClusterNetworkFacts> {
    if (!networkPolicyApi) {
      throw refuse("SCSBP-4066", { what: "the API has no NetworkPolicy of networking.k8s.io/v1" });
    }
    return { cni: KubernetesNetwork.plugin(await this.client.list("/apis/apps/v1/daemonsets")) };
  }

  /** That the API is there says nothing about whether it works; without it, it does not. */
  private async adminNetworkPolicy(): Promise<false | undefined> {
    return (await this.client.find("/apis/policy.networking.k8s.io")) === undefined ? false : undefined;
  }

  /** A cluster without one may still be offered one: then nothing is known. */
  private async defaultIngressClass(): Promise<true | undefined> {
    const classes = await this.client.list(`${NETWORKING}/ingressclasses`);
    return classes.some((each) => annotations(each)["ingressclass.kubernetes.io/is-default-class"] === "true")
      ? true
      : undefined;
  }

  private async defaultStorageClasses(): Promise<DefaultStorageClass[]> {
    const classes = await this.client.list("/apis/storage.k8s.io/v1/storageclasses");
    return classes
      .filter((each) => DEFAULT_STORAGE.some((annotation) => annotations(each)[annotation] === "true"))
      .map((each) => ({ name: nameOf(each), provisioner: textOf(each, "provisioner") ?? "" }));
  }
}

function nodeFacts(node: JsonObject): NodeFacts {
  const labels = texts(metadata(node)["labels"]);
  const host = labels[HOST] ?? "";
  return {
    name: nameOf(node),
    controlPlane: CONTROL_PLANE.some((label) => label in labels),
    labels,
    ...(host === "" ? {} : { host }),
  };
}

function kubeletVersions(nodes: readonly JsonObject[]): string[] {
  const versions = nodes.flatMap(({ status }) => {
    const info = isObject(status) && isObject(status["nodeInfo"]) ? status["nodeInfo"] : {};
    const version = textOf(info, "kubeletVersion") ?? "";
    return version === "" ? [] : [version];
  });
  return [...new Set(versions)].sort();
}

function metadata(object: JsonObject): JsonObject {
  return isObject(object["metadata"]) ? object["metadata"] : {};
}

function annotations(object: JsonObject): Record<string, string> {
  return texts(metadata(object)["annotations"]);
}

function nameOf(object: JsonObject): string {
  return textOf(metadata(object), "name") ?? "";
}

function reason(error: unknown): string {
  if (BlueprintError.isBlueprintError(error)) {
    return error.got === undefined ? error.what : `${error.what}: ${error.got}`;
  }
  return error instanceof Error ? error.message : String(error);
}
