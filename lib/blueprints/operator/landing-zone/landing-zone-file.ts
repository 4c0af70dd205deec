import { Suggestions } from "@scs-blueprints/standards/internal";
import Ajv from "ajv";
import type { ErrorObject, ValidateFunction } from "ajv";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from "yaml";
import { BlueprintError, refuse, type RemovalPolicy } from "../../../core/index";
import schema from "./landing-zone.schema.json";
import { QuotaClass, nearestQuotas, type QuotaLimits } from "./quota-class";
import type { ProjectRoles, TenantDomainOptions, TenantGroupOptions, TenantUserOptions } from "./landing-zone-domain";
import type { RoleSource, TenantRoleOptions } from "./role-book";
import type { TenantProjectOptions } from "./landing-zone-project";
import { TenantNames } from "./tenant-names";

/** Most mistakes that are shown at once. */
const SHOWN = 10;

let compiled: ValidateFunction | undefined;

/** The schema, compiled when the first file is read. */
function validator(): ValidateFunction {
  compiled ??= new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true }).compile(schema);
  return compiled;
}

/** A file of a landing zone as YAML knows it: valid under its schema, each thing with its line. @internal */
class LandingZoneDocument {
  /** The contents, valid under landing-zone.schema.json. */
  public readonly contents: Record<string, unknown>;
  private readonly lines = new LineCounter();
  private readonly document: Document;

  /** @throws BlueprintError SCSBP-6318 when it cannot be read as YAML, SCSBP-6319 when it is not valid */
  public constructor(private readonly file: string) {
    let text: string;
    try {
      text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
    } catch (error) {
      throw this.unreadable([(error as Error).message]);
    }
    this.document = parseDocument(text, { merge: true, lineCounter: this.lines, prettyErrors: false });
    const syntax = [...this.document.errors, ...this.document.warnings];
    if (syntax.length > 0) {
      throw this.unreadable(
        syntax.map(({ code, message, pos }) => {
          const blank = /^\s*/.exec(text.slice(pos[0]))?.[0].length ?? 0; // a second key is told from where the first ends
          const twice = `a key is there twice: ${/^[^\n:]*/.exec(text.slice(pos[0] + blank))?.[0]}`;
          const told = code === "DUPLICATE_KEY" ? twice : message.split("\n")[0];
          return `${file}:${this.lines.linePos(pos[0] + blank).line}: ${told}`;
        }),
      );
    }
    this.refuseOtherKeys();
    let contents: unknown;
    try {
      contents = this.document.toJS({ maxAliasCount: 1000 });
    } catch (error) {
      throw this.unreadable([`${file}: ${(error as Error).message}`]);
    }
    const validate = validator();
    if (!validate(contents)) {
      throw this.invalid((validate.errors ?? []).map((error) => this.tell(error)));
    }
    this.contents = contents as Record<string, unknown>;
  }

  /** Where something stands: `tenants.yaml:12`. What a merge key brought in stands where it is merged. */
  public placeOf(path: readonly string[]): string {
    let node: unknown = this.document.contents;
    let offset = isNode(node) ? node.range?.[0] : undefined;
    for (const step of path) {
      if (isAlias(node)) {
        node = node.resolve(this.document);
      }
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => (isScalar(key) ? key.value : key) === step);
        offset = (isNode(pair?.key) ? pair.key.range?.[0] : undefined) ?? offset;
        node = pair?.value;
      } else if (isSeq(node)) {
        node = node.items[Number(step)];
        offset = (isNode(node) ? node.range?.[0] : undefined) ?? offset;
      }
    }
    return offset === undefined ? this.file : `${this.file}:${this.lines.linePos(offset).line}`;
  }

  /** YAML reads `0815:` as a number and `null:` as nothing; as names they would come out as others. */
  private refuseOtherKeys(): void {
    const problems: string[] = [];
    visit(this.document, {
      Pair: (_, { key }) => {
        const merge = isScalar(key) && key.source === "<<";
        if (!merge && (!isScalar(key) || typeof key.value !== "string")) {
          const line = isNode(key) ? `:${this.lines.linePos(key.range?.[0] ?? 0).line}` : "";
          const got = isScalar(key) ? (key.source ?? String(key.value)) : "a list or map";
          problems.push(`${this.file}${line}: the key ${got} is no text; write it in quotes`);
        }
      },
    });
    if (problems.length > 0) {
      throw this.invalid(problems);
    }
  }

  /** One mistake in words, with its line. */
  private tell(error: ErrorObject): string {
    const path = error.instancePath
      .split("/")
      .slice(1)
      .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
    const params = error.params as Record<string, unknown>;
    const where = path.length === 0 ? "the file" : path.join(".");
    if (error.keyword === "additionalProperties") {
      const key = String(params["additionalProperty"]);
      const known = Object.keys((error.parentSchema as { properties?: object }).properties ?? {});
      const near = known.includes("cores") ? nearestQuotas(key) : Suggestions.nearest(key, known);
      const hint = near.length > 0 ? `did you mean ${near.join(", ")}?` : `known are ${known.join(", ")}`;
      return `${this.placeOf([...path, key])}: ${where} has the unknown key ${JSON.stringify(key)}; ${hint}`;
    }
    const allowed = error.keyword === "enum" ? `: ${(params["allowedValues"] as string[]).join(", ")}` : "";
    return `${this.placeOf(path)}: ${where} ${error.message}${allowed}, not ${JSON.stringify(error.data)?.slice(0, 60)}`;
  }

  private unreadable(problems: readonly string[]): BlueprintError {
    return refuse("SCSBP-6318", {
      what: "the file of the landing zone cannot be read as YAML",
      got: list(problems),
      allowed: "YAML 1.2, each key once in its map",
      fix: "correct the file",
    });
  }

  private invalid(problems: readonly string[]): BlueprintError {
    return refuse("SCSBP-6319", {
      got: list(problems),
      allowed: "what scs-blueprints/landing-zone.schema.json says; editors complete and check by it",
      fix: "correct the file",
    });
  }
}

function list(problems: readonly string[]): string {
  const more = problems.length > SHOWN ? [`and ${problems.length - SHOWN} more`] : [];
  return [...problems.slice(0, SHOWN), ...more].join(`\n${" ".repeat(11)}`);
}

/** Options of {@link LandingZoneFile.read}. */
export interface LandingZoneFileOptions {
  /** Classes of the program that the file may name, beside its own and OSISM's. @default - none */
  readonly quotaClasses?: QuotaClass[];
}

/** What a file says; properties of a {@link ScsTenantLandingZone}. */
export interface LandingZoneContents {
  /** The tenants. */
  readonly domains: TenantDomainOptions[];
  /** Roles that are made here or imply others. */
  readonly roles: TenantRoleOptions[];
}

/** The file as its schema has it: options by name in place of lists of them. */
interface FileShape {
  readonly defaults?: FileDefaults | null;
  readonly quotaClasses?: ByName<{ extends?: string; limits?: QuotaLimits }>;
  readonly roles?: ByName<{ source?: RoleSource; implies?: string[] }>;
  readonly domains?: ByName<FileDomain>;
}
type ByName<T> = Readonly<Record<string, T>> | null;
interface FileDefaults {
  readonly quotaClass?: string;
  readonly memberRoles?: string[];
  readonly externalNetworks?: string[];
  readonly removalPolicy?: RemovalPolicy;
}
interface FileProject extends Omit<TenantProjectOptions, "name" | "quotaClass" | "multipliers" | "network"> {
  readonly quotaClass?: string;
  readonly multiplier?: number;
  readonly multipliers?: { compute?: number; storage?: number; network?: number };
  readonly network?: TenantProjectOptions["network"] | null;
}
interface FileGroup extends Omit<TenantGroupOptions, "name" | "projectRoles"> {
  readonly projectRoles?: Record<string, string[]>;
}
interface FileUser extends Omit<TenantUserOptions, "name" | "directProjectRoles"> {
  readonly directProjectRoles?: Record<string, string[]>;
}
interface FileDomain extends Omit<TenantDomainOptions, "name" | "projects" | "groups" | "users"> {
  readonly projects?: ByName<FileProject | null>;
  readonly groups?: ByName<FileGroup | null>;
  readonly users?: ByName<FileUser | null>;
}

/**
 * Tenants in YAML, for people who onboard and do not program. The schema is published as
 * `scs-blueprints/landing-zone.schema.json`; keys that begin with `x-` are free, for anchors.
 *
 * Passwords have no place in it: they come by {@link UserPasswords}.
 *
 * @example
 * // tenants.yaml
 * // domains:
 * //   acme:
 * //     managers: [carol]
 * //     users: { carol: {}, dave: {} }
 * //     projects:
 * //       shop: { quotaClass: basic, multiplier: 4, members: [dave] }
 */
export class LandingZoneFile {
  /**
   * Reads one file.
   *
   * @throws BlueprintError SCSBP-6318 when it cannot be read as YAML, SCSBP-6319 when it does not follow the schema, with
   * the lines; SCSBP-6301 and SCSBP-6302 for quota classes of one name and unknown ones
   */
  public static read(path: string, options: LandingZoneFileOptions = {}): LandingZoneContents {
    return LandingZoneFile.contentsOf([path], options);
  }

  /**
   * Reads all files of a folder whose names end with .yaml or .yml as if they were one; `defaults` hold for their own
   * file.
   *
   * @throws BlueprintError as {@link LandingZoneFile.read}
   */
  public static readAll(folder: string, options: LandingZoneFileOptions = {}): LandingZoneContents {
    let names: string[];
    try {
      names = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
    } catch (error) {
      throw LandingZoneFile.noFiles((error as Error).message);
    }
    if (names.length === 0) {
      throw LandingZoneFile.noFiles(`${folder} has no .yaml file`);
    }
    return LandingZoneFile.contentsOf(
      names.sort().map((name) => join(folder, name)),
      options,
    );
  }

  private static noFiles(got: string): BlueprintError {
    return refuse("SCSBP-6318", {
      what: "there are no files of a landing zone",
      got,
      allowed: "a folder with files that end with .yaml or .yml",
      fix: "correct the path, which is relative to where the program runs",
    });
  }

  private static contentsOf(paths: readonly string[], options: LandingZoneFileOptions): LandingZoneContents {
    const documents = paths.map((path) => new LandingZoneDocument(path));
    const classes = quotaClassesOf(documents, options.quotaClasses ?? []);
    return {
      domains: documents.flatMap((document) => new Reader(document, classes).domains()),
      roles: documents.flatMap((document) =>
        entriesOf((document.contents as FileShape).roles).map(([name, role]) =>
          placed({ name, ...role }, document, ["roles", name]),
        ),
      ),
    };
  }
}

/** Turns a file's maps into lists of options, which remember their lines. */
class Reader {
  private readonly shape: FileShape;

  public constructor(
    private readonly document: LandingZoneDocument,
    private readonly classes: ReadonlyMap<string, QuotaClass>,
  ) {
    this.shape = document.contents as FileShape;
  }

  public domains(): TenantDomainOptions[] {
    return entriesOf(this.shape.domains).map(([name, domain]) => {
      const at = ["domains", name];
      const { projects, groups, users, description, ...rest } = domain ?? {};
      const options: TenantDomainOptions = {
        name,
        ...(rest.existing === true ? {} : this.removal()),
        ...rest,
        ...literal({ description }),
        projects: entriesOf(projects).map(([key, one]) => this.project(key, one ?? {}, [...at, "projects", key])),
        groups: entriesOf(groups).map(([key, one]) => this.group(key, one ?? {}, [...at, "groups", key])),
        users: entriesOf(users).map(([key, one]) => this.user(key, one ?? {}, [...at, "users", key])),
      };
      return placed(options, this.document, at);
    });
  }

  private removal(): { removalPolicy?: RemovalPolicy } {
    const removalPolicy = this.shape.defaults?.removalPolicy;
    return removalPolicy === undefined ? {} : { removalPolicy };
  }

  private project(name: string, project: FileProject, at: string[]): TenantProjectOptions {
    const { quotaClass, multiplier, multipliers, network, description, tags, ...rest } = project;
    const { quotaClass: fallback, memberRoles, externalNetworks } = this.shape.defaults ?? {};
    const className = quotaClass ?? fallback;
    const place = this.document.placeOf(quotaClass === undefined ? ["defaults", "quotaClass"] : [...at, "quotaClass"]);
    const scaled = multiplier !== undefined || multipliers !== undefined;
    const options: TenantProjectOptions = {
      name,
      ...(memberRoles === undefined ? {} : { memberRoles }),
      ...(externalNetworks === undefined ? {} : { externalNetworks }),
      ...(rest.existing === true ? {} : this.removal()),
      ...rest,
      ...literal({ description }),
      ...(tags === undefined ? {} : { tags: tags.map(escaped) }),
      ...(className === undefined
        ? {}
        : { quotaClass: TenantNames.find("quota class", className, this.classes, place) }),
      ...(scaled ? { multipliers: { ...(multiplier === undefined ? {} : { all: multiplier }), ...multipliers } } : {}),
      ...("network" in project ? { network: network ?? {} } : {}),
    };
    return placed(options, this.document, at);
  }

  private group(name: string, group: FileGroup, at: string[]): TenantGroupOptions {
    const { projectRoles, description, ...rest } = group;
    const roles = projectRoles === undefined ? {} : { projectRoles: rolesOf(projectRoles) };
    return placed({ name, ...rest, ...literal({ description }), ...roles }, this.document, at);
  }

  private user(name: string, user: FileUser, at: string[]): TenantUserOptions {
    const { directProjectRoles, description, email, ...rest } = user;
    const roles = directProjectRoles === undefined ? {} : { directProjectRoles: rolesOf(directProjectRoles) };
    return placed({ name, ...rest, ...literal({ description, email }), ...roles }, this.document, at);
  }
}

/** Quota classes by name: OSISM's, the program's, the files'. */
function quotaClassesOf(
  documents: readonly LandingZoneDocument[],
  ofProgram: readonly QuotaClass[],
): ReadonlyMap<string, QuotaClass> {
  const declared = documents.flatMap((document) =>
    entriesOf((document.contents as FileShape).quotaClasses).map(([name, one]) =>
      placed({ name, ...one }, document, ["quotaClasses", name]),
    ),
  );
  TenantNames.index("quota class", [...QuotaClass.OSISM, ...ofProgram, ...declared], "quotaClasses");
  const classes = new Map([...QuotaClass.OSISM, ...ofProgram].map((one) => [one.name, one]));
  let waiting = declared;
  while (waiting.length > 0) {
    const ready = waiting.filter((one) => one.extends === undefined || classes.has(one.extends));
    for (const { name, extends: base, limits = {} } of ready) {
      const from = base === undefined ? undefined : classes.get(base);
      classes.set(name, from === undefined ? QuotaClass.custom(name, limits) : from.extend(name, limits));
    }
    waiting = waiting.filter((one) => !ready.includes(one));
    if (ready.length === 0) {
      const [first] = waiting as [(typeof waiting)[number]];
      TenantNames.find("quota class", first.extends as string, classes, TenantNames.placeOf(first, first.name));
    }
  }
  return classes;
}

function entriesOf<T>(byName: ByName<T> | undefined): [string, T][] {
  return Object.entries(byName ?? {});
}

function rolesOf(byProject: Record<string, string[]>): ProjectRoles[] {
  return Object.entries(byProject).map(([project, roles]) => ({ project, roles }));
}

function placed<T extends object>(options: T, document: LandingZoneDocument, path: readonly string[]): T {
  TenantNames.place(options, document.placeOf(path));
  return options;
}

/** Texts as they are: what looks like an expression of Terraform is none. Without those that are not there. */
function literal(texts: Record<string, string | undefined>): Record<string, string> {
  const given = Object.entries(texts).filter((one): one is [string, string] => one[1] !== undefined);
  return Object.fromEntries(given.map(([key, text]) => [key, escaped(text)]));
}

function escaped(text: string): string {
  return text.replace(/([$%])\{/g, "$1$1{");
}
