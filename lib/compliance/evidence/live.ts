import { EvidenceKind, EvidenceState, type EvidenceRecord, type FindingSubject } from "../report-model";
import type { CloudFacts } from "./cloud-facts";

const PARTS: readonly (keyof CloudFacts)[] = [
  "flavors",
  "images",
  "volumeTypes",
  "defaultSecurityRules",
  "serviceTypes",
];

/** What the live cloud answered. */
export class LiveEvidence {
  /** From facts that were collected already, by `OpenStackFacts.collect` or a test. */
  public static of(facts: CloudFacts): LiveEvidence {
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

  /** Why a part is absent. */
  public reason(fact: string): string {
    const unread = this.facts.unread.find((each) => each.fact === fact);
    return this.failure ?? unread?.reason ?? `the cloud was not asked for ${fact}`;
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
}
