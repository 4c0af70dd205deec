import type { ErrorObject, ValidateFunction } from "ajv";
import type AjvClass from "ajv";

/** JSON that other programs write and readers here rely on. @internal */
export enum Form {
  /** manifest.json of the engine. */
  MANIFEST = "manifest",
  /** cdk.tf.json of the engine. */
  STACK = "stack",
  /** `terraform show -json` of a plan. */
  PLAN = "plan",
  /** `terraform show -json` of a state. */
  STATE = "state",
}

const TEXT = { type: "string" };
const TEXTS = { type: "array", items: TEXT };
const OBJECT = { type: "object" };
const NULLABLE = { type: ["object", "null"] };
const listOf = (items: object) => ({ type: "array", items });
const byName = (values: object) => ({ type: "object", additionalProperties: values });
const required = (...names: string[]) => ({ type: "object", required: names });

/** Resources of a module and all below it, in a state or among planned values. */
const MODULE = {
  type: "object",
  properties: {
    resources: listOf({
      ...required("address", "type"),
      properties: { address: TEXT, type: TEXT, mode: TEXT, values: NULLABLE },
    }),
    child_modules: listOf({ $ref: "module" }),
  },
};
const VALUES = {
  type: ["object", "null"],
  properties: { root_module: { $ref: "module" }, outputs: byName(OBJECT) },
};

/**
 * What a reader needs, and no more: a newer writer may add anything. A part of another shape would otherwise be left out in
 * silence, and a report say that all is well.
 */
const SCHEMAS: Readonly<Record<Form, object>> = {
  [Form.MANIFEST]: {
    ...required("stacks"),
    properties: {
      stacks: byName({
        type: "object",
        properties: {
          ...{ name: TEXT, constructPath: TEXT, workingDirectory: TEXT, synthesizedStackPath: TEXT },
          dependencies: TEXTS,
          annotations: listOf({
            ...required("constructPath", "level", "message"),
            properties: { constructPath: TEXT, level: TEXT, message: TEXT },
          }),
        },
      }),
    },
  },
  [Form.STACK]: {
    type: "object",
    properties: {
      ...{ resource: byName(byName(OBJECT)), data: byName(byName(OBJECT)), module: byName(OBJECT) },
      ...{ output: byName(OBJECT), variable: byName(OBJECT), provider: OBJECT, terraform: OBJECT },
    },
  },
  [Form.PLAN]: {
    type: "object",
    properties: {
      resource_changes: listOf({
        ...required("address", "type", "change"),
        properties: {
          ...{ address: TEXT, type: TEXT },
          change: { ...required("actions"), properties: { actions: TEXTS, before: NULLABLE, after: NULLABLE } },
        },
      }),
      planned_values: VALUES,
      prior_state: { type: ["object", "null"], properties: { values: VALUES } },
      configuration: NULLABLE,
      variables: NULLABLE,
      output_changes: { type: ["object", "null"], additionalProperties: OBJECT },
    },
  },
  [Form.STATE]: { type: "object", properties: { values: VALUES } },
};

const compiled = new Map<Form, ValidateFunction>();

/**
 * What a reader cannot use, with its place: `resource_changes[3].change: lacks actions`. Values are never named: they may be
 * secrets.
 *
 * @returns undefined when all is as it has to be
 * @internal
 */
export function problemOf(form: Form, json: unknown): string | undefined {
  const validate = compiled.get(form) ?? compile(form);
  compiled.set(form, validate);
  const [error] = validate(json) ? [] : (validate.errors ?? []);
  return error === undefined ? undefined : sentence(error);
}

function compile(form: Form): ValidateFunction {
  // loaded here, so that a program that reads no file does not wait for it
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it always
  const { default: Ajv } = require("ajv") as { default: typeof AjvClass };
  const ajv = new Ajv({ meta: false, validateSchema: false, strict: false });
  return ajv.addSchema(MODULE, "module").compile(SCHEMAS[form]);
}

function sentence({ instancePath, keyword, params }: ErrorObject): string {
  const place = instancePath
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce((sum, part) => (/^\d+$/.test(part) ? `${sum}[${part}]` : `${sum}${sum === "" ? "" : "."}${part}`), "");
  const { missingProperty, type } = params as { missingProperty?: string; type?: string | string[] };
  const problem = keyword === "required" ? `lacks ${missingProperty ?? ""}` : `is no ${[type].flat().join(" or ")}`;
  return `${place === "" ? "the whole" : place} ${problem}`;
}
