import { refuse } from "@scs-blueprints/standards/errors";
import { Quote } from "@scs-blueprints/standards/internal";
import { isObject, textOf, type JsonObject } from "../reading/read-json";

/** Names of the DaemonSets with which network plugins run on the nodes, as their own manifests have them. */
const AGENTS: readonly (readonly [RegExp, string])[] = [
  [/^antrea-agent$/, "antrea"],
  [/^calico-node$/, "calico"],
  [/^(?:rke2-)?canal$/, "canal"],
  [/^cilium$/, "cilium"],
  [/^kube-ovn-cni$/, "kube-ovn"],
  [/^kube-router$/, "kube-router"],
  [/^ovnkube-node/, "ovn-kubernetes"],
  [/^kube-flannel(?:-ds)?(?:-[a-z0-9]+)?$/, "flannel"],
  [/^weave-net$/, "weave-net"],
  [/^kindnet$/, "kindnet"],
  [/^aws-node$/, "amazon-vpc-cni"],
];

/**
 * The network plugin of a cluster, by its agents.
 *
 * @internal
 */
export class KubernetesNetwork {
  /**
   * Name of the plugin that runs on the nodes; undefined when none is known among the DaemonSets.
   *
   * @throws BlueprintError SCSBP-4066 when it cannot be told: several plugins, or one that is not up on its nodes
   */
  public static plugin(daemonSets: readonly JsonObject[]): string | undefined {
    const agents = daemonSets.flatMap((each) => KubernetesNetwork.agent(each));
    const names = [...new Set(agents.map((agent) => agent.plugin))].sort();
    if (names.length > 1) {
      throw refuse("SCSBP-4066", {
        what: `there are several network plugins (${names.join(", ")}), and the API does not show which one is used`,
      });
    }
    const down = agents.find((agent) => agent.wanted === 0 || agent.ready < agent.wanted);
    if (down !== undefined) {
      throw refuse("SCSBP-4066", {
        what: `${down.plugin} is not up: ${down.ready} of ${down.wanted} pods of ${Quote.text(down.name)} are ready`,
      });
    }
    return names[0];
  }

  /** Agents use the host's network: whatever else has such a name is none. */
  private static agent(
    daemonSet: JsonObject,
  ): { readonly plugin: string; readonly name: string; readonly wanted: number; readonly ready: number }[] {
    const metadata = inner(daemonSet, "metadata");
    const status = inner(daemonSet, "status");
    const pod = inner(inner(inner(daemonSet, "spec"), "template"), "spec");
    const name = textOf(metadata, "name") ?? "";
    const plugin = AGENTS.find(([pattern]) => pattern.test(name))?.[1];
    return plugin === undefined || pod["hostNetwork"] !== true
      ? []
      : [
          {
            plugin,
            name: `${textOf(metadata, "namespace") ?? ""}/${name}`,
            wanted: count(status["desiredNumberScheduled"]),
            ready: count(status["numberReady"]),
          },
        ];
  }
}

function inner(value: JsonObject, key: string): JsonObject {
  const object = value[key];
  return isObject(object) ? object : {};
}

function count(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
