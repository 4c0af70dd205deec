/**
 * The grammar of addresses, references and templates of Terraform, as far as readers need it.
 *
 * `module.m["x"].a_b.c[0]` is the address of an instance; `a_b.c` is what the code declares; `${a_b.c[0].id}` is a
 * template with a reference. Quotes and backslashes within a key are escaped.
 */

/** An instance key: `[0]`, `["web"]`. */
const KEY = String.raw`\[(?:\d+|"(?:[^"\\]|\\.)*")\]`;
const KEYS = new RegExp(KEY, "g");
const LAST_KEY = new RegExp(`${KEY}$`);
const PART = new RegExp(String.raw`[^.[\]"]+|${KEY}`, "g");

/** A template: `${…}` or `%{…}`, and not the escapes `$${…}` and `%%{…}`. */
const TEMPLATE = /(?<!\$)(?:\$\$)*\$\{|(?<!%)(?:%%)*%\{/;

/** A resource or data source in a template, with the output that is read of another stack's state. */
const REFERENCE =
  /(?:^|[^A-Za-z0-9_.-])((?:data\.)?[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z_][A-Za-z0-9_-]*)(?:\.outputs\.([A-Za-z_][A-Za-z0-9_-]*))?/g;

/** A template that is one reference and nothing else: `${openstack_x_v2.name.id}`, `${var.group}`. */
const PLAIN = /^\$\{(?!(?:each|local|count|self)\b)[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+|\[(?:\d+|"[^"]*")\])+\}$/;

/**
 * The address as the code declares it: without the keys of instances, `a.b["c"]`, `module.m[0].a.b`.
 *
 * @internal
 */
export function declaredAddress(address: string): string {
  return address.replace(KEYS, "");
}

/** The key of the instance itself, with its brackets; empty where it has none. @internal */
export function instanceKey(address: string): string {
  return LAST_KEY.exec(address)?.[0] ?? "";
}

/** One step of an address or reference, with the instance key that follows it. @internal */
export interface Step {
  readonly name: string;
  /** As Terraform writes it: `0` or `"web"`. @default - none follows */
  readonly key?: string;
}

/** The steps of an address or reference: `module.m["x"].out` → module, m with key `"x"`, out. @internal */
export function stepsOf(reference: string): Step[] {
  const steps: Step[] = [];
  for (const [part] of reference.matchAll(PART)) {
    const last = steps.at(-1);
    if (!part.startsWith("[")) {
      steps.push({ name: part });
    } else if (last !== undefined && last.key === undefined) {
      steps[steps.length - 1] = { name: last.name, key: part.slice(1, -1) };
    } else {
      // a key after a key is a field: a value, no instance
      steps.push({ name: part.slice(1, -1).replace(/^"|"$/g, "") });
    }
  }
  return steps;
}

/** The names and keys of the modules that the steps of an address lead through, outermost first. @internal */
export function modulesOf(steps: readonly Step[]): Step[] {
  const modules: Step[] = [];
  for (let at = 0; steps[at]?.name === "module" && steps[at + 1] !== undefined; at += 2) {
    modules.push(steps[at + 1] as Step);
  }
  return modules;
}

/** Whether a text, or any text within a value, is a template. @internal */
export function hasTemplate(value: unknown): boolean {
  if (typeof value === "string") {
    return TEMPLATE.test(value);
  }
  return typeof value === "object" && value !== null && Object.values(value).some((each) => hasTemplate(each));
}

/** Whether a text is one reference and nothing else. @internal */
export function isPlainReference(text: string): boolean {
  return PLAIN.test(text);
}

/** A resource or data source that a template mentions. @internal */
export interface Mention {
  readonly address: string;
  /** The output that is read of it, where it is another stack's state. @default - none */
  readonly output?: string;
}

/** What the templates in a value mention, in their order. @internal */
export function mentionsIn(value: unknown): Mention[] {
  if (typeof value === "string") {
    const start = value.search(TEMPLATE);
    return start < 0
      ? []
      : [...value.slice(start).matchAll(REFERENCE)].map(([, address = "", output]) => ({ address, output }));
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap((each) => mentionsIn(each)) : [];
}

/**
 * What the engine calls a resource of a program: the parts of its construct path, without the digest and, for the main
 * child, without its own id. `openstack_compute_instance_v2.web_members_a_0000000A` → `web_members_a`.
 *
 * @internal
 */
export function programName(address: string): string {
  return address.replace(/^[^.]+\.|_[0-9A-F]{8}$/g, "");
}
