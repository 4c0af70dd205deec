import type { FindingSubject } from "../assembly/declared";
import { EvidenceKind, EvidenceState, Outcome, type EvidenceRecord, type Observation } from "../report-model";
import type { CloudFacts, ClusterFacts } from "./cloud-facts";

const PARTS: readonly (keyof CloudFacts)[] = [
  "flavors",
  "images",
  "volumeTypes",
  "defaultSecurityRules",
  "serviceTypes",
  "cluster",
];
/** Why a part of a cluster is absent where nothing went wrong. */
const NOT_ASKED: Readonly<Record<string, string>> = {
  cluster: "the cloud was not asked for a cluster",
  "cluster.versions": "the cluster was not asked for its version",
  "cluster.nodes": "the cluster was not asked for its nodes",
  "cluster.networking": "the cluster was not asked for its network plugin",
  "cluster.defaultStorageClasses": "the cluster was not asked for its StorageClasses",
  "cluster.conformancePassed": "conformance tests are not run by this check",
};

/** What the live cloud answered. */
export class LiveEvidence {
  /** From facts that were collected already, by `OpenStackFacts.collect` or a test. */
  public static fromFacts(facts: CloudFacts): LiveEvidence {
    return new LiveEvidence(facts, undefined);
  }

  /** The cloud could not be reached or refused the login: everything that needs it could not be looked at. */
  public static unavailable(cloud: string, reason: string): LiveEvidence {
    return new LiveEvidence({ cloud, unread: [] }, reason);
  }

  private constructor(
    public readonly facts: CloudFacts,
    private readonly failure: string | undefined,
  ) {}

  /** Name under which {@link reason} knows a part of the cluster; without any of a cluster, the cluster's own. */
  public clusterFact(part: keyof ClusterFacts): string {
    const named = `cluster.${part}`;
    const known = this.facts.unread.some((each) => each.fact === named);
    return known || this.facts.cluster !== undefined ? named : "cluster";
  }

  /** Why a part is absent. */
  public reason(fact: string): string {
    const unread = this.facts.unread.find((each) => each.fact === fact);
    return this.failure ?? unread?.reason ?? NOT_ASKED[fact] ?? `the cloud was not asked for ${fact}`;
  }

  public get record(): EvidenceRecord {
    const { facts, failure } = this;
    const problems = failure === undefined ? facts.unread.map((each) => `${each.fact}: ${each.reason}`) : [failure];
    const count = (name: string, list: readonly unknown[] | undefined): string[] =>
      list === undefined ? [] : [`${list.length} ${name}`];
    const nothing = PARTS.every((part) => facts[part] === undefined);
    const state = nothing
      ? EvidenceState.UNAVAILABLE
      : problems.length > 0
        ? EvidenceState.PARTIAL
        : EvidenceState.COMPLETE;
    const extent = [
      ...count("flavors", facts.flavors),
      ...count("images", facts.images),
      ...count("volume types", facts.volumeTypes),
      ...count("services", facts.serviceTypes),
      ...(facts.cluster?.versions?.running === undefined ? [] : [`Kubernetes ${facts.cluster.versions.running}`]),
      ...count("nodes", facts.cluster?.nodes),
      ...(facts.roles === undefined ? [] : [`as ${facts.roles.join(", ")}`]),
    ].join(", ");
    return {
      kind: EvidenceKind.LIVE,
      state,
      source: facts.cloud,
      ...(extent === "" ? {} : { extent }),
      problems,
    };
  }

  /** What a live finding is about. */
  public subject(kind: string, name?: string): FindingSubject {
    return { kind, cloud: this.facts.cloud, ...(name === undefined ? {} : { name }) };
  }

  /**
   * An observation that a part of the cloud could not be read.
   *
   * @internal
   * @jsii ignore
   */
  public notLookedAt(fact: string): Observation {
    return {
      outcome: Outcome.NOT_LOOKED_AT,
      subject: this.subject("cloud"),
      message: `could not be looked at: ${this.reason(fact)}`,
      fix: "make that part of the cloud readable for the user, then check again",
    };
  }
}
