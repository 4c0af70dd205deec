import { refuse } from "./errors";
import { ScsData, type StandardRow } from "./data";
import { Quote } from "./quote";
import { Suggestions } from "./suggestions";

/** One document of the SCS standards. */
export interface StandardDocument {
  /** Such as `scs-0100-v3`; supplements are `scs-0100-w1`. */
  readonly id: string;
  /** Minor revision in the text, such as `v3.3`: stable documents are edited in place. @default - none stated */
  readonly revision?: string;
  readonly title: string;
  /** Standard, Procedural, Decision Record or Supplement. */
  readonly type: string;
  /** Draft, Stable, Deprecated. @default - none: a supplement */
  readonly status?: string;
  /** Global, IaaS, KaaS, IAM, Ops or Scopes. */
  readonly track: string;
  /** YYYY-MM-DD. @default - never stable */
  readonly stabilizedAt?: string;
  /** YYYY-MM-DD. @default - not deprecated */
  readonly deprecatedAt?: string;
  /** Id of the document that took its place. @default - none */
  readonly replacedBy?: string;
  /** Id of a draft that will take its place. @default - none */
  readonly draftSuccessor?: string;
  /** Scopes that include it, such as "SCS-compatible IaaS v5.1". */
  readonly inScopes: string[];
  readonly url: string;
  /** What it asks of an operator, in own words. */
  readonly asksOperator: string;
}

/** All documents of the standards repository, as of the source commit (`Scope.sourceCommit`). */
export class ScsStandards {
  public static all(): StandardDocument[] {
    return ScsData.standards().documents.map((row) => ScsStandards.document(row));
  }

  /** The document of an id such as `scs-0100-v3`; its file name (`scs-0100-v3-flavor-naming`) is understood too. */
  public static find(id: string): StandardDocument | undefined {
    const row = ScsData.standards().documents.find((each) => each.id === id || each.slug === id);
    return row === undefined ? undefined : ScsStandards.document(row);
  }

  /**
   * As `find`, but refuses.
   *
   * @throws BlueprintError SCSBP-5021, naming the nearest
   */
  public static get(id: string): StandardDocument {
    const found = ScsStandards.find(id);
    if (found === undefined) {
      const ids = ScsData.standards().documents.map((each) => each.id);
      throw refuse("SCSBP-5021", {
        got: Quote.text(id),
        allowed: "an id such as scs-0100-v3",
        fix: `nearest are ${Suggestions.nearest(id, ids).join(", ") || ids.slice(0, 3).join(", ")}`,
      });
    }
    return found;
  }

  private static document(row: StandardRow): StandardDocument {
    return {
      id: row.id,
      revision: row.revision ?? undefined,
      title: row.title,
      type: row.type,
      status: row.status ?? undefined,
      track: row.track,
      stabilizedAt: row.stabilizedAt ?? undefined,
      deprecatedAt: row.deprecatedAt ?? undefined,
      replacedBy: row.replacedBy ?? undefined,
      draftSuccessor: row.draftSuccessor ?? undefined,
      inScopes: [...row.inScopes],
      url: row.url,
      asksOperator: row.operator,
    };
  }
}
