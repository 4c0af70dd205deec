import { Quote } from "@scs-blueprints/standards/internal";
import { EvidenceKind, EvidenceState, type EvidenceRecord } from "../report-model";
import type { CloudFacts, UnreadFact } from "./cloud-facts";
import type { KubernetesReading } from "./kubernetes-facts";
import { LiveEvidence } from "./live";

/** What a reading calls parts that rules know under another name. */
const RENAMED: Readonly<Record<string, string>> = { storageClasses: "defaultStorageClasses" };
/** Names under which rules ask why a part of the cloud is absent. */
const CLOUD_PARTS = [
  "flavors",
  "images",
  "volumeTypes",
  "defaultSecurityRules",
  "serviceTypes",
  "secrets",
  "backup",
  "objectStoreSpeaksS3",
];

/** What a live cluster answered: evidence for the rules of SCS-compatible KaaS, alone or beside a cloud's. */
export class KubernetesEvidence {
  /** From what `KubernetesFacts.collect` read. */
  public static fromReading(reading: KubernetesReading): KubernetesEvidence {
    return new KubernetesEvidence(reading.context, reading, undefined);
  }

  /** The cluster could not be reached or refused the login: its rules could not be looked at. */
  public static unavailable(context: string, reason: string): KubernetesEvidence {
    return new KubernetesEvidence(context, undefined, reason);
  }

  private constructor(
    private readonly context: string,
    private readonly reading: KubernetesReading | undefined,
    private readonly failure: string | undefined,
  ) {}

  /**
   * Evidence for the checker.
   *
   * @param beside what a cloud answered; @default - no cloud was asked
   */
  public live(beside?: LiveEvidence): LiveEvidence {
    const { reading } = this;
    const cloud = beside === undefined ? { cloud: this.context, unread: [] } : KubernetesEvidence.explained(beside);
    return LiveEvidence.fromFacts({
      ...cloud,
      ...(reading === undefined ? {} : { cluster: reading.cluster }),
      unread: [...cloud.unread, ...this.unread()],
    });
  }

  /** How far the reading got. */
  public get record(): EvidenceRecord {
    const source = `cluster ${this.context}`;
    const { reading, failure } = this;
    if (reading === undefined) {
      return { kind: EvidenceKind.LIVE, state: EvidenceState.UNAVAILABLE, source, problems: [failure ?? ""] };
    }
    const { versions, nodes, networking, defaultStorageClasses } = reading.cluster;
    const nothing = [versions, nodes, networking, defaultStorageClasses].every((part) => part === undefined);
    const extent = KubernetesEvidence.extent(reading);
    return {
      kind: EvidenceKind.LIVE,
      state: nothing
        ? EvidenceState.UNAVAILABLE
        : reading.unread.length > 0
          ? EvidenceState.PARTIAL
          : EvidenceState.COMPLETE,
      source,
      ...(extent === "" ? {} : { extent }),
      problems: reading.unread.map((each) => `${each.fact}: ${each.reason}`),
    };
  }

  /** Each part that is missing, with its own reason; all of them with one where the cluster did not answer. */
  private unread(): UnreadFact[] {
    if (this.reading === undefined) {
      return [{ fact: "cluster", reason: this.failure ?? "" }];
    }
    return this.reading.unread.map(({ fact, reason }) => ({ fact: `cluster.${RENAMED[fact] ?? fact}`, reason }));
  }

  private static extent({ cluster, kubeletVersions }: KubernetesReading): string {
    const { versions, nodes, networking, defaultStorageClasses } = cluster;
    const kubelets = kubeletVersions === undefined || kubeletVersions.length === 0 ? [] : kubeletVersions;
    const storage = (defaultStorageClasses ?? []).map((each) => each.name);
    return [
      ...(versions?.running === undefined ? [] : [`Kubernetes ${versions.running}`]),
      ...(nodes === undefined ? [] : [`${nodes.length} ${nodes.length === 1 ? "node" : "nodes"}`]),
      ...(kubelets.length === 0 ? [] : [`kubelet ${Quote.list(kubelets, 3)}`]),
      ...(networking === undefined ? [] : [`network plugin ${networking.cni ?? "not known"}`]),
      ...(defaultStorageClasses === undefined
        ? []
        : [storage.length === 0 ? "no default StorageClass" : `default StorageClass ${Quote.list(storage, 3)}`]),
    ].join(", ");
  }

  /** The cloud's facts, with the reason for each that is absent: its own evidence is not asked any more. */
  private static explained(beside: LiveEvidence): CloudFacts {
    const { facts } = beside;
    const known = new Set([...Object.keys(facts), ...facts.unread.map((each) => each.fact)]);
    const absent = CLOUD_PARTS.filter(
      (fact) => !known.has(fact) || (fact in facts && facts[fact as keyof CloudFacts] === undefined),
    );
    const reasons = absent
      .filter((fact) => !facts.unread.some((each) => each.fact === fact))
      .map((fact): UnreadFact => ({ fact, reason: beside.reason(fact) }));
    return { ...facts, unread: [...facts.unread, ...reasons] };
  }
}
