import type { LiveObject } from "./live-object";
import { property, quoted } from "./source-text";
import { Code, isMap, type Json, type TypedSpec, TYPED_KINDS, typedSpec } from "./spec-reading";

/** How an object is said in the program. */
export interface SaidObject {
  readonly object: LiveObject;
  /** Id of the construct. */
  readonly id: string;
  /** @default - as an untyped object */
  readonly typed?: TypedSpec;
}

/** Name of the stack, and of its folder and state. */
export const STACK = "yaook";

/** Says objects by constructs: in the order in which services need each other, each with an id of its own. */
export function sayObjects(objects: readonly LiveObject[]): SaidObject[] {
  const rank = ({ kind }: LiveObject) => (TYPED_KINDS.includes(kind) ? TYPED_KINDS.indexOf(kind) : TYPED_KINDS.length);
  const key = (one: LiveObject) => `${one.kind} ${one.name} ${one.apiVersion}`;
  const sorted = [...objects].sort((a, b) => rank(a) - rank(b) || (key(a) < key(b) ? -1 : 1));
  return sorted.map((object) => {
    const twice = objects.some((other) => other !== object && other.name === object.name);
    const id = twice ? `${object.kind.toLowerCase()}-${object.name}` : object.name;
    const { spec, ...others } = object.body;
    const own = isMap(spec) && Object.keys(others).length === 0;
    return { object, id, typed: own ? typedSpec(object.apiVersion, object.kind, spec) : undefined };
  });
}

/** The program that declares objects of a namespace: the same objects make the same text. */
export function programText(said: readonly SaidObject[], namespace: string, withDefinitions: boolean): string {
  const release = commonRelease(said);
  const blocks = said.map((one) => constructText(one, release));
  const text = blocks.join("\n");
  const classes = [...new Set(said.filter((one) => one.typed).map((one) => one.object.kind))];
  const words = ["ScheduleRule", "YaookRelease"].filter(
    (name) => text.includes(`${name}.`) || (release ?? "").startsWith(name),
  );
  const kubernetes = [
    ...(withDefinitions ? ["CrdSchemas"] : []),
    ...(said.some((one) => one.typed === undefined) ? ["KubernetesObject"] : []),
    ...["KubernetesStack", "ManifestEmitter"],
  ];
  return [
    'import { App, RemovalPolicy } from "scs-blueprints";',
    importLine(kubernetes, "scs-blueprints/kubernetes"),
    ...(classes.length === 0 ? [] : [importLine([...classes, ...words].sort(), "scs-blueprints/yaook")]),
    "",
    "// IMPORT=1 only takes note of what is there: README.md.",
    'const importExisting = process.env["IMPORT"] === "1";',
    ...(release === undefined ? [] : [`const release = ${release};`]),
    ...(text.includes("secretOf(") ? ["", SECRET_OF] : []),
    "",
    "const app = new App();",
    `const stack = new KubernetesStack(app, ${quoted(STACK)}, {`,
    "  emitter: ManifestEmitter.KUBECTL,",
    "  forceConflicts: true, // fields that kubectl and others wrote before are this program's from now on",
    ...(withDefinitions ? ['  schemas: CrdSchemas.fromFiles("definitions.yaml"), // as the cluster has them'] : []),
    "});",
    `const common = { api: stack.api, namespace: ${quoted(namespace)}, importExisting, removalPolicy: RemovalPolicy.RETAIN };`,
    "",
    text,
    "app.synth();",
    "",
  ].join("\n");
}

/** Of the program: what the resources have in clear text, and the program has not. */
const SECRET_OF = `/** Secrets come from the environment: README.md. */
function secretOf(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(\`\${name} is not set: README.md says where the secret is\`);
  }
  return value;
}`;

function constructText({ object, id, typed }: SaidObject, release: string | undefined): string {
  const { apiVersion, kind, name, labels, annotations, body } = object;
  const metadata = {
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(Object.keys(annotations).length > 0 && { annotations }),
  };
  const props: Json =
    typed === undefined
      ? { apiVersion, kind, name, ...metadata, body, awaitDeletion: true }
      : {
          ...(id === name ? {} : { name }),
          ...metadata,
          ...typed.props,
          ...(isRelease(typed, release) && { release: new Code("release") }),
          ...(typed.overrides === undefined ? {} : { overrides: typed.overrides }),
        };
  const lines = Object.entries(props).map(([key, value]) => property(key, value, 2));
  const head = `new ${typed === undefined ? "KubernetesObject" : kind}(stack, ${quoted(id)}, {`;
  return [head, "  ...common,", ...lines, "});", ""].join("\n");
}

const releaseOf = (typed: TypedSpec | undefined) =>
  typed?.props["release"] instanceof Code ? typed.props["release"].text : undefined;
const isRelease = (typed: TypedSpec, release: string | undefined) =>
  release !== undefined && releaseOf(typed) === release;

/** The release of all services, so that an upgrade is one edit. @default - they differ, or there are none */
function commonRelease(said: readonly SaidObject[]): string | undefined {
  const releases = new Set(said.flatMap(({ typed }) => releaseOf(typed) ?? []));
  return releases.size === 1 ? [...releases][0] : undefined;
}

function importLine(names: readonly string[], from: string): string {
  const line = `import { ${names.join(", ")} } from "${from}";`;
  return line.length <= 120 ? line : `import {\n${names.map((name) => `  ${name},`).join("\n")}\n} from "${from}";`;
}
