import { refuse } from "./errors";
import { ScsData, type IaasRow } from "./data";
import { Quote } from "./quote";
import { Suggestions } from "./suggestions";

/** One region of an IaaS cloud that SCS lists. Facts as published; no credentials, and nothing was logged into. */
export interface ScsCloud {
  /** Id in the SCS test pipeline, such as `regio-a`. */
  readonly id: string;
  readonly name: string;
  readonly operator: string;
  /** Whether it is listed as certified; live results are on https://compliance.sovereignit.cloud. */
  readonly certified: boolean;
  /** Such as "SCS-compatible IaaS v5.1". */
  readonly scope: string;
  /** @default - not published */
  readonly region?: string;
  /** URL of Keystone as published: with or without `/v3` and a slash at the end. @default - not published */
  readonly authUrl?: string;
  /** Name of the external network, which is not standardised. @default - not published */
  readonly externalNetwork?: string;
  /** Where that name was found. @default - no name */
  readonly externalNetworkSource?: string;
  /** Zones in words, with where they were found; spellings differ, so nothing should depend on them. @default - not published */
  readonly availabilityZones?: string;
  /** Octavia's provider as the Kubernetes offer of the same name uses it. @default - not published */
  readonly loadBalancerProvider?: string;
  /** @default - none */
  readonly note?: string;
}

/** One Kubernetes offer that SCS lists. */
export interface ScsKubernetesOffer {
  /** Id in the SCS test pipeline, such as `scaleup`. */
  readonly id: string;
  readonly name: string;
  readonly operator: string;
  readonly certified: boolean;
  /** Such as "SCS-compatible KaaS v1". */
  readonly scope: string;
  /** Such as `gardener` or `clusterstacks`. */
  readonly provisioner: string;
  /** Clusters under test, such as `noris-1.35`. */
  readonly testedClusters: string[];
  /** @default - not published */
  readonly cni?: string;
  /** @default - not published */
  readonly workerFlavor?: string;
  /** @default - not published */
  readonly region?: string;
}

/** Clouds listed by SCS (docs and test pipeline of the standards repository, as of the source commit). */
export class ScsClouds {
  /** Day of the list, YYYY-MM-DD. */
  public static get sourceDate(): string {
    return ScsData.clouds().source.standardsCommitDate;
  }

  /** Commit of SovereignCloudStack/standards that the list was taken from. */
  public static get sourceCommit(): string {
    return ScsData.clouds().source.standardsCommit;
  }

  /** All IaaS regions. */
  public static iaas(): ScsCloud[] {
    return ScsData.clouds().iaas.map((row) => ScsClouds.cloud(row));
  }

  /** All KaaS offers. */
  public static kaas(): ScsKubernetesOffer[] {
    return ScsData.clouds().kaas.map((row) => ({
      id: row.group,
      name: row.name,
      operator: row.operator,
      certified: row.listing === "certified",
      scope: row.scope,
      provisioner: row.provisioner,
      testedClusters: [...row.testedSubjects],
      cni: row.cni,
      workerFlavor: row.workerFlavor,
      region: row.region,
    }));
  }

  /** The IaaS region of an id, or undefined. */
  public static find(id: string): ScsCloud | undefined {
    return ScsClouds.iaas().find((cloud) => cloud.id === id);
  }

  /**
   * As `find`, but refuses.
   *
   * @throws BlueprintError SCSBP-5020, naming the nearest
   */
  public static get(id: string): ScsCloud {
    const cloud = ScsClouds.find(id);
    if (cloud === undefined) {
      const known = ScsClouds.iaas().map((each) => each.id);
      const nearest = Suggestions.nearest(id, known);
      throw refuse("SCSBP-5020", {
        got: Quote.text(id),
        allowed: known.join(", "),
        fix: nearest.length > 0 ? `nearest are ${nearest.join(", ")}` : "name the cloud by its entry in clouds.yaml",
      });
    }
    return cloud;
  }

  /**
   * A Keystone URL in one spelling: with `/v3`, without a slash at the end.
   *
   * @example
   * ScsClouds.normalizeAuthUrl("https://keystone.example:5000/"); // "https://keystone.example:5000/v3"
   */
  public static normalizeAuthUrl(authUrl: string): string {
    let end = authUrl.length;
    while (end > 0 && authUrl.charAt(end - 1) === "/") {
      end -= 1;
    }
    const bare = authUrl.slice(0, end);
    return bare.endsWith("/v3") ? bare : `${bare}/v3`;
  }

  private static cloud(row: IaasRow): ScsCloud {
    return {
      id: row.subject,
      name: row.name,
      operator: row.operator,
      certified: row.listing === "certified",
      scope: row.scope,
      region: row.regionName ?? undefined,
      authUrl: row.authUrl ?? undefined,
      externalNetwork: row.externalNetwork ?? undefined,
      externalNetworkSource: row.externalNetworkSource ?? undefined,
      availabilityZones: row.availabilityZones ?? undefined,
      loadBalancerProvider: ScsData.clouds().kaas.find((offer) => offer.name === row.name)?.loadBalancerProvider,
      note: row.note ?? undefined,
    };
  }
}
