import { readFileSync } from "node:fs";
import { join } from "node:path";
import { refuse } from "./errors";
import {
  ScsData,
  type FlavorGrammarData,
  type FlavorsData,
  type ImageMetadataData,
  type StandardImagesData,
  type ScopeRow,
  type ScopesData,
  type ScopeVersionRow,
  type StandardsData,
} from "./data";

/** What happened to one fact. */
export enum StandardsChangeKind {
  ADDED = "added",
  REMOVED = "removed",
  CHANGED = "changed",
}

/** One fact that differs between two states of the standards. */
export interface StandardsChange {
  /** Such as "flavor", "mandatory testcase of iaas-v5.1" or "image property of scs-0102-v1". */
  readonly area: string;
  readonly kind: StandardsChangeKind;
  /** What changed, such as `SCS-2V-4`. */
  readonly name: string;
  /** @default - it was not there */
  readonly before?: string;
  /** @default - it is gone */
  readonly after?: string;
}

/** Fact by name, by area. */
type Facts = Map<string, Map<string, string>>;

/**
 * One state of the standards: the files `scs-*.json`. A standards update is a change of these files; `diff` says what it
 * would change for users.
 */
export class StandardsSnapshot {
  /** The files that come with the library. */
  public static bundled(): StandardsSnapshot {
    return new StandardsSnapshot(
      StandardsSnapshot.facts(
        ScsData.flavors(),
        ScsData.flavorGrammar(),
        ScsData.scopes(),
        ScsData.imageMetadata(),
        ScsData.standardImages(),
        ScsData.standards(),
      ),
    );
  }

  /**
   * The files of a directory.
   *
   * @throws BlueprintError SCSBP-5060 when one is missing, no JSON, or of another form
   */
  public static fromDirectory(directory: string): StandardsSnapshot {
    const read = (name: string): unknown => {
      const file = join(directory, `${name}.json`);
      return StandardsSnapshot.guarded(file, () => JSON.parse(readFileSync(file, "utf8")) as unknown);
    };
    const flavors = read("scs-flavors") as FlavorsData;
    const grammar = read("scs-flavor-grammar") as FlavorGrammarData;
    const scopes = read("scs-scopes") as ScopesData;
    const metadata = read("scs-image-metadata") as ImageMetadataData;
    const images = read("scs-standard-images") as StandardImagesData;
    const standards = read("scs-standards") as StandardsData;
    return StandardsSnapshot.guarded(
      directory,
      () => new StandardsSnapshot(StandardsSnapshot.facts(flavors, grammar, scopes, metadata, images, standards)),
    );
  }

  private constructor(private readonly areas: Facts) {}

  /** What is different in `newer`, by area and name. Empty when nothing is. */
  public diff(newer: StandardsSnapshot): StandardsChange[] {
    const areas = [...new Set([...this.areas.keys(), ...newer.areas.keys()])];
    return areas.flatMap((area) => {
      const [old, now] = [this.areas.get(area) ?? new Map(), newer.areas.get(area) ?? new Map()];
      const names = [...new Set<string>([...old.keys(), ...now.keys()])].sort();
      return names.flatMap((name) => {
        const [before, after] = [old.get(name) as string | undefined, now.get(name) as string | undefined];
        if (before === after) {
          return [];
        }
        const gone = after === undefined ? StandardsChangeKind.REMOVED : StandardsChangeKind.CHANGED;
        return [{ area, kind: before === undefined ? StandardsChangeKind.ADDED : gone, name, before, after }];
      });
    });
  }

  private static facts(
    flavors: FlavorsData,
    grammar: FlavorGrammarData,
    scopes: ScopesData,
    metadata: ImageMetadataData,
    images: StandardImagesData,
    standards: StandardsData,
  ): Facts {
    const facts: Facts = new Map();
    const area = <T>(name: string, rows: readonly T[], key: (row: T) => string, value: (row: T) => string): void => {
      facts.set(name, new Map(rows.map((row) => [key(row), value(row)])));
    };
    area(
      "source",
      [scopes.source],
      (row) => row.repo ?? "standards",
      (row) => `${row.commit} of ${row.commitDate}`,
    );
    area(
      "flavor",
      flavors.flavors,
      (row) => row.name,
      (row) =>
        `${row.currentStatus}, ${row.vcpus} vCPUs, ${row.ramMiB} MiB, ${row.diskGB} GB, ` +
        StandardsSnapshot.pairs(row.extraSpecsExpectedByTest),
    );
    for (const vendor of grammar.cpuVendors) {
      const name = `generation of ${vendor.vendor} CPUs in flavor names`;
      area(
        name,
        vendor.generations,
        (row) => `${vendor.letter}${row.value}`,
        (row) => row.meaning,
      );
    }
    for (const vendor of grammar.gpuVendors) {
      const name = `generation of ${vendor.vendor} GPUs in flavor names`;
      area(
        name,
        vendor.generations,
        (row) => `${vendor.letter}${row.value}`,
        (row) => row.meaning,
      );
    }
    area(
      "GPU name piece",
      grammar.gpuTable,
      (row) => `${row.gpu} ${row.fraction}`,
      (row) => row.piece,
    );
    for (const scope of scopes.scopes) {
      StandardsSnapshot.scope(scope, area);
    }
    const status = { "scs-0102-v1": "statusV1_1", "scs-0102-v2": "statusV2_0" } as const;
    for (const [version, field] of Object.entries(status)) {
      area(
        `image property of ${version}`,
        metadata.properties,
        (row) => row.name,
        (row) => [row[field], ...(row.enum ?? [])].join(", "),
      );
    }
    for (const file of images.specFiles) {
      const value = (row: (typeof file.images)[number]): string => [row.status, ...row.sourcePrefixes].join(", ");
      area(`standard image of ${file.usedBy.join(", ")}`, file.images, (row) => row.name, value);
    }
    area(
      "document",
      standards.documents,
      (row) => row.id,
      (row) => [row.title, row.status ?? row.type, ...(row.revision === null ? [] : [row.revision])].join(", "),
    );
    return facts;
  }

  private static scope(
    scope: ScopeRow,
    area: <T>(name: string, rows: readonly T[], key: (row: T) => string, value: (row: T) => string) => void,
  ): void {
    const layer = scope.id.replace("scs-compatible-", "");
    area(
      `timeline of ${layer}`,
      scope.timeline,
      (row) => row.date,
      (row) => StandardsSnapshot.pairs(row.versions),
    );
    for (const version of scope.versions) {
      const modules = version.modules.map(({ module }) => module);
      area(`module of ${layer}-${version.version}`, modules, String, () => "included");
      const testcases = StandardsSnapshot.mandatory(scope, version);
      area(`mandatory testcase of ${layer}-${version.version}`, testcases, String, () => "mandatory");
    }
  }

  private static mandatory(scope: ScopeRow, version: ScopeVersionRow): string[] {
    const automated = new Set(scope.testcases.filter((each) => each.kind === "automated").map((each) => each.id));
    const rows = version.definedIn === "HEAD" ? scope.modules : (scope.historicModules ?? []);
    const included = version.modules.map(({ module }) => module);
    return rows
      .filter((row) => included.includes(row.id))
      .flatMap((row) => row.testcases)
      .filter((each) => each.tags?.includes("mandatory") ?? (each.level === "mandatory" && automated.has(each.id)))
      .map((each) => each.id);
  }

  private static pairs(values: Readonly<Record<string, string>>): string {
    return Object.entries(values)
      .map(([key, value]) => `${key}=${value}`)
      .sort()
      .join(", ");
  }

  private static guarded<T>(where: string, action: () => T): T {
    try {
      return action();
    } catch (cause) {
      throw refuse("SCSBP-5060", {
        got: `${where}: ${cause instanceof Error ? cause.message : String(cause)}`,
        allowed: "a directory with scs-flavors.json, scs-scopes.json and the other data files of the standards",
        fix: "make the files anew from the standards repository",
      });
    }
  }
}
