import { readFileSync } from "node:fs";
import { join } from "node:path";
import { refuse } from "@scs-blueprints/standards/errors";
import { Suggestions } from "@scs-blueprints/standards/internal";
import { packageRoot } from "@scs-blueprints/toolkit";

/** A prop, field, method or enum value. */
export interface ApiMember {
  readonly name: string;
  readonly type?: string;
  /** Of a method. */
  readonly signature?: string;
  readonly optional?: boolean;
  readonly default?: string;
  readonly doc?: string;
  readonly throws?: readonly string[];
  /** Of an enum. */
  readonly value?: string | number;
}

/** A class, interface or enum; packages/dev-tools/api-index.mjs writes them. */
export interface ApiEntry {
  readonly name: string;
  readonly kind: "class" | "interface" | "enum";
  /** Import paths that export it. */
  readonly modules: readonly string[];
  readonly doc?: string;
  readonly example?: string;
  readonly throws?: readonly string[];
  /** Of a class that can be constructed. */
  readonly parameters?: readonly string[];
  /** Name of the interface of its props. */
  readonly props?: string;
  /** Where that interface is not exported. */
  readonly propsMembers?: readonly ApiMember[];
  readonly statics?: readonly ApiMember[];
  readonly members?: readonly ApiMember[];
  readonly values?: readonly ApiMember[];
}

/** What the package exports, as its build wrote it down. */
export class Api {
  /** @throws BlueprintError SCSBP-8410 when the build is not whole */
  public static load(file: string = join(packageRoot(__dirname), "dist", "api.json")): Api {
    try {
      return new Api(JSON.parse(readFileSync(file, "utf8")) as ApiEntry[]);
    } catch (error) {
      throw refuse("SCSBP-8410", {
        got: error instanceof Error ? error.message : String(error),
        fix: "install the package anew; in the repository: npm run build",
      });
    }
  }

  private constructor(public readonly entries: readonly ApiEntry[]) {}

  /** Whatever its case; an exact match comes first. */
  public find(name: string): ApiEntry | undefined {
    const lower = name.toLowerCase();
    return (
      this.entries.find((each) => each.name === name) ?? this.entries.find((each) => each.name.toLowerCase() === lower)
    );
  }

  /** @throws BlueprintError SCSBP-8411, naming the nearest */
  public require(name: string): ApiEntry {
    const found = this.find(name);
    if (found === undefined) {
      const nearest = Suggestions.nearest(
        name,
        this.entries.map((each) => each.name),
      );
      throw refuse("SCSBP-8411", {
        got: name.slice(0, 80),
        fix: nearest.length > 0 ? `did you mean ${nearest.join(", ")}?` : "list all: npx scs-blueprints docs",
      });
    }
    return found;
  }

  /** Props of a class, members of an interface; those that have to be given first. */
  public propsOf(entry: ApiEntry): readonly ApiMember[] {
    const all =
      entry.kind === "interface"
        ? (entry.members ?? [])
        : (entry.propsMembers ?? this.entries.find((each) => each.name === entry.props)?.members ?? []);
    return [...all.filter(({ optional }) => optional !== true), ...all.filter(({ optional }) => optional === true)];
  }

  /** What can be constructed with props: where a reader begins. */
  public get constructs(): readonly ApiEntry[] {
    return this.entries.filter(
      ({ kind, parameters }) => kind === "class" && parameters?.[0]?.startsWith("scope:") === true,
    );
  }
}
