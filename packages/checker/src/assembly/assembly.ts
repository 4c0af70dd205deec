import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join, normalize } from "node:path";
import { refuse } from "@scs-blueprints/standards/errors";
import { isObject, type JsonObject, listOf, objectsOf, readJsonObject, textOf } from "../reading/read-json";
import { mentionsIn } from "./address";
import { DeclaredResource, type DeclaredResourceProps } from "./declared";
import { type FileErrors, Form, requireForm } from "./forms";

const MANIFEST = "manifest.json";
const STACKS = "stacks";
const FILE = "cdk.tf.json";
/** What the engine writes instead with `--hcl`. */
const HCL_FILE = "cdk.tf";

/** Where a stack refers to another one's outputs. */
const REMOTE_STATE = "data.terraform_remote_state.cross-stack-reference-input-";

/** `file.ts:12:5`, with or without the name of the function around it. */
const FRAME = /^(?:.*\()?(?<file>.+?):(?<line>\d+)(?::\d+)?\)?$/;

/** A message that a construct attached instead of throwing. @internal */
export interface Annotation {
  readonly constructPath: string;
  /** Such as `@cdktf/error`. */
  readonly level: string;
  readonly message: string;
}

/** A configuration of a provider in a stack. @internal */
export interface StackProvider {
  /** Such as `openstack`. */
  readonly name: string;
  /** @default - the default configuration */
  readonly alias?: string;
  readonly values: JsonObject;
}

/** Where a stack's state lies. @internal */
export interface StackBackend {
  /** Such as `s3`. */
  readonly type: string;
  readonly config: JsonObject;
}

/** A resource, look-up or call of a module in a stack. @internal */
export class StackResource extends DeclaredResource {
  declare public readonly stack: string;
  /** Unique over all stacks. */
  public readonly id: string;

  public constructor(
    props: DeclaredResourceProps & { readonly stack: string },
    /** In the construct tree, below the stack. @default - from JSON without metadata */
    public readonly path?: string,
  ) {
    super(props);
    this.id = resourceId(props.stack, props.address);
  }
}

/** The id of a resource over all stacks. @internal */
export function resourceId(stack: string, address: string): string {
  return `${stack}:${address}`;
}

/** What makes a {@link Stack}. */
interface StackProps {
  readonly name: string;
  readonly constructPath: string;
  readonly workingDir: string;
  readonly file: string;
  readonly dependencies: readonly string[];
  readonly annotations: readonly Annotation[];
  readonly read: () => JsonObject;
}

/** One synthesized stack: its entry in the manifest, and its cdk.tf.json, which is read when it is asked for. @internal */
export class Stack {
  /** Of JSON that was read already, or that is in memory alone. */
  public static fromJson(name: string, json: JsonObject): Stack {
    return new Stack({
      ...{ name, constructPath: name, dependencies: [], annotations: [] },
      ...{ workingDir: join(STACKS, name), file: join(STACKS, name, FILE), read: () => json },
    });
  }

  public readonly name: string;
  public readonly constructPath: string;
  /** Where Terraform runs, as the engine's own command line does it. */
  public readonly workingDir: string;
  /** Its cdk.tf.json. */
  public readonly file: string;
  /** Names of the stacks that it comes after. */
  public readonly dependencies: readonly string[];
  public readonly annotations: readonly Annotation[];
  readonly #read: () => JsonObject;
  #content?: JsonObject;
  #resources?: readonly StackResource[];
  #byAddress?: ReadonlyMap<string, StackResource>;

  /** Of an entry in the manifest; everybody else takes {@link Assembly.fromDirectory} or {@link fromJson}. */
  public constructor({ name, constructPath, workingDir, file, dependencies, annotations, read }: StackProps) {
    this.name = name;
    this.constructPath = constructPath;
    this.workingDir = workingDir;
    this.file = file;
    this.dependencies = dependencies;
    this.annotations = annotations;
    this.#read = read;
  }

  /** Resources, then look-ups, as they stand there. */
  public get resources(): readonly StackResource[] {
    this.#resources ??= [["resource", "", false] as const, ["data", "data.", true] as const].flatMap(
      ([section, prefix, isData]) =>
        objectsOf(this.content, section).flatMap(([type, byName]) =>
          Object.entries(byName).flatMap(([name, body]) =>
            isObject(body) ? [this.resource(type, `${prefix}${type}.${name}`, isData, body)] : [],
          ),
        ),
    );
    return this.#resources;
  }

  /** Calls of modules. */
  public get modules(): StackResource[] {
    return objectsOf(this.content, "module").map(([name, body]) =>
      this.resource("module", `module.${name}`, false, body),
    );
  }

  /** The resource or look-up that the code declares at an address. */
  public find(address: string): StackResource | undefined {
    this.#byAddress ??= new Map(this.resources.map((each) => [each.address, each]));
    return this.#byAddress.get(address);
  }

  public get outputs(): ReadonlyMap<string, JsonObject> {
    return new Map(objectsOf(this.content, "output"));
  }

  public get variables(): ReadonlyMap<string, JsonObject> {
    return new Map(objectsOf(this.content, "variable"));
  }

  public get providers(): StackProvider[] {
    const section = this.content["provider"];
    return Object.entries(isObject(section) ? section : {}).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value])
        .filter(isObject)
        .map((values) => ({ name, alias: textOf(values, "alias"), values })),
    );
  }

  /** Sources and versions of providers, by name. */
  public get requiredProviders(): ReadonlyMap<string, JsonObject> {
    return new Map(objectsOf(this.terraform, "required_providers"));
  }

  /** @returns undefined where the code names none: Terraform's local one */
  public get backend(): StackBackend | undefined {
    const [first] = objectsOf(this.terraform, "backend");
    return first === undefined ? undefined : { type: first[0], config: first[1] };
  }

  /** Configuration of the local backend; undefined when the state lies elsewhere. */
  public get localBackend(): JsonObject | undefined {
    const { backend = { type: "local", config: {} } } = this;
    return backend.type === "local" && this.terraform["cloud"] === undefined ? backend.config : undefined;
  }

  /** What somebody noted under a key of the stack's comment (`//`), where Terraform does not look. */
  public comment(key: string): unknown {
    const comment = this.content["//"];
    return isObject(comment) ? comment[key] : undefined;
  }

  /** Whether a text stands anywhere in it. */
  public includes(text: string): boolean {
    return JSON.stringify(this.content).includes(text);
  }

  /** All of it without the engine's comments, keys sorted: for snapshots. */
  public snapshot(): Record<string, unknown> {
    return withoutComments(this.content) as Record<string, unknown>;
  }

  /**
   * Writes it as an assembly of its own.
   *
   * @param backend instead of its own
   */
  public write(outdir: string, backend: StackBackend): void {
    const { name, constructPath } = this;
    const [workingDirectory, synthesizedStackPath] = [join(STACKS, name), join(STACKS, name, FILE)];
    const terraform = { ...this.terraform, backend: { [backend.type]: backend.config } };
    const entry = { name, constructPath, workingDirectory, synthesizedStackPath, annotations: [], dependencies: [] };
    mkdirSync(join(outdir, workingDirectory), { recursive: true });
    writeFileSync(join(outdir, synthesizedStackPath), JSON.stringify({ ...this.content, terraform }));
    writeFileSync(join(outdir, MANIFEST), JSON.stringify({ stacks: { [name]: entry } }));
  }

  private get content(): JsonObject {
    this.#content ??= this.#read();
    return this.#content;
  }

  private get terraform(): JsonObject {
    const section = this.content["terraform"];
    return isObject(section) ? section : {};
  }

  private resource(type: string, address: string, isData: boolean, body: JsonObject): StackResource {
    const { "//": comment, ...values } = body;
    const metadata = isObject(comment) && isObject(comment["metadata"]) ? comment["metadata"] : {};
    const constructPath = textOf(metadata, "path");
    const props = { stack: this.name, type, address, isData, values, constructPath, ...locationOf(metadata) };
    const above = `${this.constructPath}/`;
    return new StackResource(
      props,
      constructPath?.startsWith(above) === true ? constructPath.slice(above.length) : constructPath,
    );
  }
}

/** The engine writes the creation's stack trace where one was recorded; its first frame is the user's. */
function locationOf(metadata: JsonObject): { file?: string; line?: number } {
  const trace = metadata["stackTrace"];
  const first: unknown = Array.isArray(trace) ? trace[0] : undefined;
  const match = typeof first === "string" ? FRAME.exec(first.trim()) : null;
  return match?.groups === undefined ? {} : { file: match.groups["file"], line: Number(match.groups["line"]) };
}

/** A value without the engine's comments and undefined parts, keys sorted. @internal */
export function withoutComments(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutComments);
  }
  if (!isObject(value)) {
    return value;
  }
  const entries = Object.entries(value).filter(([key, each]) => key !== "//" && each !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, withoutComments(each)]),
  );
}

/** The id of a construct's main child says nothing of it: `shop/network/web/Resource` → `shop/network/web`. @internal */
export function constructOf(path: string): string {
  return path.replace(/(?<=.)\/(?:Resource|Default)$/, "");
}

/**
 * What an app synthesized: its stacks, their order, and what refers to what, also over outputs of other stacks.
 *
 * @internal
 */
export class Assembly {
  /**
   * Reads an output directory. The content of a stack is read when it is asked for.
   *
   * @param outdir such as `cdktf.out`: it has `manifest.json`, or `stacks/<name>/cdk.tf.json`
   * @throws BlueprintError of `errors`, now or when a stack is read
   */
  public static fromDirectory(outdir: string, errors: FileErrors): Assembly {
    const stacks = Assembly.isIn(outdir) ? ofManifest(outdir, errors) : ofFolders(outdir, errors);
    if (stacks.length === 0) {
      throw refuse(errors.code, {
        what: "no synthesized stack",
        got: existsSync(outdir) ? `${outdir}, which has no ${MANIFEST}` : `${outdir}, which does not exist`,
        allowed: "the output directory of an app, such as cdktf.out",
        fix: errors.fix,
      });
    }
    return new Assembly(stacks);
  }

  /** Whether an app has written an assembly there, to its end. */
  public static isIn(outdir: string): boolean {
    return existsSync(join(outdir, MANIFEST));
  }

  /** Has an earlier assembly be none: an app that fails must not pass for the last one. */
  public static forget(outdir: string): void {
    rmSync(join(outdir, MANIFEST), { force: true });
  }

  #index?: { readonly byId: ReadonlyMap<string, StackResource>; readonly byType: ReadonlyMap<string, StackResource[]> };
  #all?: readonly StackResource[];

  public constructor(
    public readonly stacks: readonly Stack[],
    /** What the code has no more, and a plan removes. */
    private readonly removed: readonly StackResource[] = [],
  ) {}

  /** The same with some of the stacks only. */
  public only(names: readonly string[]): Assembly {
    return new Assembly(
      this.stacks.filter(({ name }) => names.includes(name)),
      this.removed,
    );
  }

  /** The same with resources that the code has no more. */
  public withRemoved(resources: readonly StackResource[]): Assembly {
    return new Assembly(this.stacks, [...this.removed, ...resources]);
  }

  /** The stacks, each after all it depends on; those without an order between them as in the manifest. */
  public get inOrder(): Stack[] {
    const byName = new Map(this.stacks.map((stack) => [stack.name, stack]));
    const seen = new Set<Stack>();
    const visit = (stack: Stack | undefined): Stack[] => {
      if (stack === undefined || seen.has(stack)) {
        return [];
      }
      seen.add(stack); // the engine itself refuses circles
      return [...stack.dependencies.flatMap((name) => visit(byName.get(name))), stack];
    };
    return this.stacks.flatMap(visit);
  }

  /** Resources and look-ups of all stacks, by id. */
  public get resources(): readonly StackResource[] {
    this.#all ??= [...this.stacks.flatMap(({ resources }) => resources), ...this.removed].sort((a, b) =>
      a.id < b.id ? -1 : 1,
    );
    return this.#all;
  }

  /** Of a type; look-ups are asked for as `data.TYPE`. */
  public ofType(type: string): readonly StackResource[] {
    return this.index.byType.get(type) ?? [];
  }

  public find(id: string | undefined): StackResource | undefined {
    return id === undefined ? undefined : this.index.byId.get(id);
  }

  /** What an attribute refers to, over outputs of other stacks too. */
  public references(resource: StackResource, attribute: string): StackResource[] {
    return this.referencesIn(resource.stack, resource.values[attribute]);
  }

  /** The first thing that an attribute refers to. */
  public reference(resource: StackResource, attribute: string): StackResource | undefined {
    return this.references(resource, attribute)[0];
  }

  /** What a value in a stack refers to, over outputs of other stacks too. */
  public referencesIn(stack: string, value: unknown, depth = 0): StackResource[] {
    if (depth > 4) {
      return [];
    }
    return mentionsIn(value).flatMap(({ address, output }) => {
      if (output !== undefined && address.startsWith(REMOTE_STATE)) {
        return this.ofOutput(address, output, depth);
      }
      return this.find(resourceId(stack, address)) ?? [];
    });
  }

  /** The engine names the look-up of another stack's state by the stack's path, `env/shop` as `env--shop`. */
  private ofOutput(address: string, output: string, depth: number): StackResource[] {
    const owner = this.stacks.find(
      ({ constructPath }) => address === `${REMOTE_STATE}${constructPath.replaceAll("/", "--")}`,
    );
    return owner === undefined ? [] : this.referencesIn(owner.name, owner.outputs.get(output)?.["value"], depth + 1);
  }

  private get index() {
    if (this.#index === undefined) {
      const byType = new Map<string, StackResource[]>();
      for (const each of this.resources) {
        const key = `${each.isData ? "data." : ""}${each.type}`;
        byType.set(key, [...(byType.get(key) ?? []), each]);
      }
      this.#index = { byId: new Map(this.resources.map((each) => [each.id, each])), byType };
    }
    return this.#index;
  }
}

function ofManifest(outdir: string, errors: FileErrors): Stack[] {
  const file = join(outdir, MANIFEST);
  const json = readJsonObject(file, errors.code, "the manifest of the app", errors.fix);
  requireForm(Form.MANIFEST, json, file, errors);
  const entries = objectsOf(json, "stacks");
  const names = new Map(entries.map(([name, stack]) => [textOf(stack, "constructPath") ?? name, name]));
  return entries.map(([name, stack]) => {
    const workingDirectory = textOf(stack, "workingDirectory") ?? join(STACKS, name);
    const path = textOf(stack, "synthesizedStackPath") ?? join(STACKS, name, FILE);
    for (const each of [workingDirectory, path]) {
      requireWithin(each, name, file, errors);
    }
    const dependencies = Array.isArray(stack["dependencies"]) ? stack["dependencies"].map(String) : [];
    return fromFile(name, join(outdir, path), errors, {
      constructPath: textOf(stack, "constructPath") ?? name,
      workingDir: join(outdir, workingDirectory),
      // the engine writes paths, and Terraform's command lines ask by name
      dependencies: dependencies.map((each) => names.get(each) ?? each),
      annotations: listOf(stack, "annotations") as unknown as Annotation[],
    });
  });
}

/** Of an output directory without a manifest. */
function ofFolders(outdir: string, errors: FileErrors): Stack[] {
  const folder = join(outdir, STACKS);
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  return names.map((name) =>
    fromFile(name, join(folder, name, FILE), errors, {
      ...{ constructPath: name, workingDir: join(folder, name), dependencies: [], annotations: [] },
    }),
  );
}

function fromFile(
  name: string,
  file: string,
  errors: FileErrors,
  props: Omit<StackProps, "name" | "file" | "read">,
): Stack {
  return new Stack({ ...props, name, file, read: () => readStack(name, file, errors) });
}

function readStack(name: string, file: string, { code, fix }: FileErrors): JsonObject {
  const hcl = join(dirname(file), HCL_FILE);
  if (file === hcl || (!existsSync(file) && existsSync(hcl))) {
    throw refuse(code, {
      what: `the stack ${name} was synthesized as HCL, which is not read here`,
      got: hcl,
      allowed: `JSON: ${FILE}`,
      fix: "synthesize without --hcl and without SYNTH_HCL_OUTPUT in the environment",
    });
  }
  const json = readJsonObject(file, code, `the synthesized stack ${name}`, fix);
  requireForm(Form.STACK, json, file, { code, fix });
  return json;
}

/** A path that leads out of the output directory is of no engine, and Terraform would run there. */
function requireWithin(path: string, stack: string, file: string, { code, fix }: FileErrors): void {
  if (isAbsolute(path) || /^\.\.(?:[\\/]|$)/.test(normalize(path))) {
    throw refuse(code, {
      what: `the manifest's path of the stack ${stack} leads out of the output directory`,
      got: `${path}, in ${file}`,
      allowed: `a path below it, such as ${join(STACKS, stack)}`,
      fix,
    });
  }
}
