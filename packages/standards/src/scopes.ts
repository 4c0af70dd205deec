import { refuse } from "./errors";
import { ScsData, type ScopeModuleRow, type ScopeRow, type ScopeVersionRow } from "./data";
import { Quote } from "./quote";
import { Suggestions } from "./suggestions";
import { UtcTime } from "./utc-time";

/** What is certified. */
export enum ScopeLayer {
  IAAS = "iaas",
  KAAS = "kaas",
}

/** State of a scope version on a day (scs-0003-v1: the newest timeline entry not after the day decides). */
export enum ScopeValidity {
  /** Not in the timeline yet. */
  NOT_YET = "not-yet",
  /** Can be tested, not certified. */
  DRAFT = "draft",
  /** Can be certified. */
  EFFECTIVE = "effective",
  /** Can be certified, about to expire. */
  WARN = "warn",
  /** Can be tested, not certified; also every version that the newest entry no longer lists. */
  DEPRECATED = "deprecated",
}

/** How a module asks for a testcase. */
export enum TestcaseLevel {
  MANDATORY = "mandatory",
  /** In a module of its own that no version includes since 2026-06-18. */
  RECOMMENDED = "recommended",
  /** Checked by a person; in a module of its own that no version includes since 2026-06-22. */
  MANUAL = "manual",
}

/** One testcase of a scope. */
export interface Testcase {
  /** Such as `scs-0103-flavor-1v-4`. */
  readonly id: string;
  /** @default - none recorded: testcases of the old form */
  readonly description?: string;
  /** Document, such as `scs-0103-v1-standard-flavors`. */
  readonly standard: string;
  /** Module that contains it, such as `scs-0103-v1`. */
  readonly module: string;
  readonly level: TestcaseLevel;
  /** Whether the official suite runs it; otherwise a person checks. */
  readonly automated: boolean;
  /** How long a result counts: day, week, month, quarter or year. @default - week */
  readonly lifetime?: string;
  /** Page that explains it. @default - the page of the standard */
  readonly url?: string;
}

/** One standard within a scope. */
export interface ScopeModule {
  /** Such as `scs-0103-v1`. */
  readonly id: string;
  readonly name: string;
  /** Document, such as `scs-0103-v1-standard-flavors`. */
  readonly standard: string;
  readonly url: string;
  readonly testcases: Testcase[];
}

/** A stretch of time in one state. */
export interface ScopePeriod {
  readonly validity: ScopeValidity;
  /** First day, YYYY-MM-DD. */
  readonly from: string;
  /** First day that is no longer part of it. @default - open */
  readonly until?: string;
}

/**
 * A version of a certificate scope: "SCS-compatible IaaS" v1 to v5.1 and next, "SCS-compatible KaaS" v1 (scs-0501,
 * scs-0502 and the scope files of the test suite). SCS-open and SCS-sovereign have no scope yet.
 *
 * @example
 * Scope.IAAS_V5_1.mandatoryTestcases.length; // 54
 * Scope.effectiveAt(ScopeLayer.IAAS, "2026-11-23").id; // "iaas-v5.1"
 */
export class Scope {
  public static readonly IAAS_V1 = new Scope(ScopeLayer.IAAS, "v1");
  public static readonly IAAS_V2 = new Scope(ScopeLayer.IAAS, "v2");
  public static readonly IAAS_V3 = new Scope(ScopeLayer.IAAS, "v3");
  public static readonly IAAS_V4 = new Scope(ScopeLayer.IAAS, "v4");
  public static readonly IAAS_V5 = new Scope(ScopeLayer.IAAS, "v5");
  /** The one in force since 2024-12-19. */
  public static readonly IAAS_V5_1 = new Scope(ScopeLayer.IAAS, "v5.1");
  /** Draft of the version to come. */
  public static readonly IAAS_NEXT = new Scope(ScopeLayer.IAAS, "next");
  /** The one in force since 2024-11-26. */
  public static readonly KAAS_V1 = new Scope(ScopeLayer.KAAS, "v1");
  /** The older form of v3, tested only between 2024-08-23 and 2024-11-08. */
  public static readonly IAAS_V3_ORIG = new Scope(ScopeLayer.IAAS, "v3-orig");

  /** All versions, oldest first, IaaS before KaaS. */
  public static all(): Scope[] {
    return [
      Scope.IAAS_V1,
      Scope.IAAS_V2,
      Scope.IAAS_V3_ORIG,
      Scope.IAAS_V3,
      Scope.IAAS_V4,
      Scope.IAAS_V5,
      Scope.IAAS_V5_1,
      Scope.IAAS_NEXT,
      Scope.KAAS_V1,
    ];
  }

  /**
   * The scope of an id such as `iaas-v5.1`, `iaas-next` or `kaas-v1`; case does not matter.
   *
   * @throws BlueprintError SCSBP-5011 for any other text, naming the known ones
   */
  public static fromId(id: string): Scope {
    const found = Scope.all().find((scope) => scope.id === id.toLowerCase());
    if (found === undefined) {
      const known = Scope.all().map((scope) => scope.id);
      const nearest = Suggestions.nearest(id, known, 1)[0];
      throw refuse("SCSBP-5011", {
        got: Quote.text(id),
        allowed: known.join(", "),
        fix: nearest === undefined ? "use one of these" : `did you mean ${nearest}?`,
      });
    }
    return found;
  }

  /**
   * The newest version that can be certified on a day.
   *
   * @param date YYYY-MM-DD
   * @throws BlueprintError SCSBP-5010 when it is no date, SCSBP-5012 before the first version
   */
  public static effectiveAt(layer: ScopeLayer, date: string): Scope {
    const effective = Scope.certifiableAt(layer, date);
    const newest = effective[effective.length - 1];
    if (newest === undefined) {
      throw refuse("SCSBP-5012", {
        what: `no version of SCS-compatible ${Scope.layerName(layer)} was in force on that day`,
        got: date,
        allowed: `a day from ${Scope.firstEffective(layer)} on`,
        fix: "name the scope version instead of a date",
      });
    }
    return newest;
  }

  /** All versions that can be certified on a day (effective or warn), oldest first. */
  public static certifiableAt(layer: ScopeLayer, date: string): Scope[] {
    return Scope.all().filter(
      (scope) =>
        scope.layer === layer && [ScopeValidity.EFFECTIVE, ScopeValidity.WARN].includes(scope.validityAt(date)),
    );
  }

  /** Commit of SovereignCloudStack/standards that the data were taken from. */
  public static get sourceCommit(): string {
    return ScsData.scopes().source.commit;
  }

  /** Day of that commit, YYYY-MM-DD. */
  public static get sourceDate(): string {
    return ScsData.scopes().source.commitDate;
  }

  /** Such as `iaas-v5.1`. */
  public readonly id: string;

  private cachedModules?: ScopeModule[];

  private constructor(
    public readonly layer: ScopeLayer,
    /** Such as `v5.1`. */
    public readonly version: string,
  ) {
    this.id = `${layer}-${version}`;
  }

  /** Such as "SCS-compatible IaaS v5.1". */
  public get title(): string {
    return `SCS-compatible ${Scope.layerName(this.layer)} ${this.version}`;
  }

  /** Number of the document that describes the scope: `scs-0501` or `scs-0502`. */
  public get standard(): string {
    return this.row().scopeStandard;
  }

  /** Day on which it was declared stable, YYYY-MM-DD; undefined for a draft. */
  public get stabilizedAt(): string | undefined {
    return this.versionRow().stabilizedAt ?? undefined;
  }

  /**
   * State on a day.
   *
   * @param date YYYY-MM-DD
   * @throws BlueprintError SCSBP-5010 when it is no date
   *
   * @example
   * Scope.IAAS_V4.validityAt("2025-03-01"); // ScopeValidity.WARN
   */
  public validityAt(date: string): ScopeValidity {
    const time = UtcTime.require(date, "the day of the check");
    const day = UtcTime.day(time);
    const period = this.periods.find((each) => each.from <= day && (each.until === undefined || day < each.until));
    return period?.validity ?? ScopeValidity.NOT_YET;
  }

  /** Its states over time, from its first mention in the timeline on. */
  public get periods(): ScopePeriod[] {
    const entries = [...this.row().timeline].sort((a, b) => (a.date < b.date ? -1 : 1));
    const periods: ScopePeriod[] = [];
    let current: ScopePeriod | undefined;
    for (const entry of entries) {
      const listed = entry.versions[this.version] as ScopeValidity | undefined;
      if (listed === undefined && current === undefined) {
        continue;
      }
      const validity = listed ?? ScopeValidity.DEPRECATED;
      if (current?.validity !== validity) {
        if (current !== undefined) {
          periods.push({ ...current, until: entry.date });
        }
        current = { validity, from: entry.date };
      }
    }
    return current === undefined ? periods : [...periods, current];
  }

  /** The standards it contains, with their testcases; v1, v2, v3-orig and v5 left the repository and have one a standard. */
  public get modules(): ScopeModule[] {
    this.cachedModules ??= this.versionRow().modules.map(({ module }) => this.module(module, this.moduleRows()));
    return [...this.cachedModules];
  }

  /** All testcases of its modules. */
  public get testcases(): Testcase[] {
    return this.modules.flatMap((module) => module.testcases);
  }

  /** The testcases that must pass for the certificate and are run by the official suite. */
  public get mandatoryTestcases(): Testcase[] {
    return this.testcases.filter((each) => each.automated && each.level === TestcaseLevel.MANDATORY);
  }

  /** Recommended and manual testcases of the same standards, which no certificate depends on. */
  public get furtherTestcases(): Testcase[] {
    const rows = this.moduleRows();
    const own = this.versionRow().modules.map(({ module }) => module);
    return rows
      .filter((row) => own.some((id) => row.id === `${id}-rec` || row.id === `${id}-manual`))
      .flatMap((row) => this.module(row.id, rows).testcases);
  }

  /** The testcase of an id, among `testcases` and `furtherTestcases`; undefined when it has none of that id. */
  public testcase(id: string): Testcase | undefined {
    return [...this.testcases, ...this.furtherTestcases].find((each) => each.id === id);
  }

  public toString(): string {
    return this.id;
  }

  private module(id: string, rows: readonly ScopeModuleRow[]): ScopeModule {
    const row = rows.find((each) => each.id === id);
    if (row === undefined) {
      throw refuse("SCSBP-5091", {
        got: `${this.id} includes module ${id}, which is not described`,
        fix: "report this: the data files of the library do not fit together",
      });
    }
    const catalogue = new Map(this.row().testcases.map((each) => [each.id, each]));
    const testcases = row.testcases
      .filter((each) => each.tags === undefined || each.tags.length > 0)
      .map((each): Testcase => {
        const known = catalogue.get(each.id);
        const mandatory = each.tags?.includes("mandatory");
        const old = mandatory === true ? TestcaseLevel.MANDATORY : TestcaseLevel.MANUAL;
        return {
          id: each.id,
          description: known?.description,
          standard: row.standard,
          module: row.id,
          level: each.level === undefined ? old : (each.level as TestcaseLevel),
          automated: known === undefined ? mandatory === true : known.kind === "automated",
          lifetime: known?.lifetime,
          url: known?.docUrl,
        };
      });
    return { id: row.id, name: row.name, standard: row.standard, url: row.url, testcases };
  }

  /** Versions that left the repository are described by the modules of their time. */
  private moduleRows(): readonly ScopeModuleRow[] {
    return this.versionRow().definedIn === "HEAD" ? this.row().modules : (this.row().historicModules ?? []);
  }

  private row(): ScopeRow {
    return Scope.rowOf(this.layer);
  }

  private versionRow(): ScopeVersionRow {
    return this.row().versions.find((each) => each.version === this.version) as ScopeVersionRow;
  }

  private static rowOf(layer: ScopeLayer): ScopeRow {
    return ScsData.scopes().scopes.find((each) => each.id === `scs-compatible-${layer}`) as ScopeRow;
  }

  private static layerName(layer: ScopeLayer): string {
    return layer === ScopeLayer.IAAS ? "IaaS" : "KaaS";
  }

  private static firstEffective(layer: ScopeLayer): string {
    const entries = Scope.rowOf(layer).timeline.filter((entry) =>
      Object.values(entry.versions).includes(ScopeValidity.EFFECTIVE),
    );
    return entries.map((entry) => entry.date).sort()[0] ?? "";
  }
}
