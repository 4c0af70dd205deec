/** A key of an instance in an address: `[0]`, `["web"]`; quotes and brackets within a key are escaped or quoted. */
const INSTANCE_KEY = /\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g;
const PART = /[^.[\]"]+|\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g;

/**
 * The address as the code declares it: without the keys of instances, `a.b["c"]`, `module.m[0].a.b`.
 *
 * @internal
 */
export function declaredAddress(address: string): string {
  return address.replace(INSTANCE_KEY, "");
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
