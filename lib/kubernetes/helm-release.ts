import { Construct } from "constructs";
import { makeAfter } from "../core/dependencies";
import { RemovalPolicy } from "../core/removal-policy";
import { HelmReleaseResource } from "./helm-provider";
import type { IKubernetesApi } from "./kubernetes-api";
import { ObjectName } from "./object-name";

/** Properties of a {@link HelmRelease}. */
export interface HelmReleaseProps {
  /** The cluster. */
  readonly api: IKubernetesApi;
  /** URL of the repository, `https://…` or `oci://…`. */
  readonly repository: string;
  /** Chart. */
  readonly chart: string;
  /** Version of the chart, exactly. */
  readonly version: string;
  /** Namespace, which has to be there: made by a construct of the same API, which comes first, or by others. */
  readonly namespace: string;
  /** Name of the release. @default - the chart's name */
  readonly name?: string;
  /** The chart's values. Nothing secret: plans and the state show them. @default - the chart's own */
  readonly values?: Record<string, unknown>;
  /** Seconds until it has to be up. @default - the provider's: 300 */
  readonly timeoutSeconds?: number;
  /** What has to be there first: all that these define. @default - nothing */
  readonly dependsOn?: Construct[];
  /**
   * What becomes of the release when a plan would destroy it. With definitions of custom resources all objects of their kinds go.
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A release of a Helm chart.
 *
 * Helm installs definitions of custom resources (a chart's folder `crds`) and never changes them afterwards.
 *
 * Defines: a `helm_release`; with the first one of an API the helm provider's configuration.
 *
 * @example
 * const api = new KubernetesApi(stack, "undercloud");
 * new HelmRelease(stack, "cert-manager", {
 *   api,
 *   repository: "https://charts.jetstack.io",
 *   chart: "cert-manager",
 *   version: "v1.19.1",
 *   namespace: "cert-manager",
 *   values: { crds: { enabled: true } },
 * });
 */
export class HelmRelease extends Construct {
  /** Name of the release. */
  public readonly releaseName: string;

  /** @throws BlueprintError SCSBP-3003 for an unfit name, SCSBP-3004 for a second release of one name */
  public constructor(scope: Construct, id: string, props: HelmReleaseProps) {
    super(scope, id);
    const { api, repository, chart, version, namespace, values, timeoutSeconds } = props;
    this.releaseName = props.name ?? chart;
    ObjectName.requireLabel(this.releaseName, "the release's name", this.node.path);
    ObjectName.requireLabel(namespace, "the namespace", this.node.path);
    api.claim("helm release", `${namespace}/${this.releaseName}`, this.node.path);
    const resource = new HelmReleaseResource(this, "Resource", {
      provider: api.helmProvider(),
      name: this.releaseName,
      ...{ namespace, repository, chart, version },
      values: values === undefined ? undefined : [JSON.stringify(values)], // JSON is YAML
      timeout: timeoutSeconds,
      ...(props.removalPolicy === RemovalPolicy.RETAIN ? { lifecycle: { preventDestroy: true } } : {}),
    });
    makeAfter(resource, props.dependsOn ?? []);
    api.placeIn(namespace, resource);
    this.node.defaultChild = resource;
  }
}
