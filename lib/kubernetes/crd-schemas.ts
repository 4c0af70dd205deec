import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import Ajv from "ajv";
import type { ErrorObject, ValidateFunction } from "ajv";
import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import { Token } from "../core/engine";

interface Definition {
  readonly kind: string;
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly schema?: { readonly openAPIV3Schema?: Record<string, unknown> };
    }[];
  };
}

/**
 * Definitions of custom resources (CRDs), to check manifests at synth as the API would at apply: types, required
 * fields, enums, patterns, unknown fields. Take the files from what is installed: `kubectl get crd NAME -o yaml`, or
 * a project's release.
 *
 * Not checked: rules in CEL (`x-kubernetes-validations`), webhooks, and values that only Terraform knows.
 */
export class CrdSchemas {
  /**
   * Reads definitions from YAML or JSON files; other objects in them are passed over.
   *
   * @throws BlueprintError SCSBP-3010 for a file that cannot be read or holds no definition
   */
  public static fromFiles(...paths: string[]): CrdSchemas {
    const definitions = paths.flatMap((path) => read(path));
    return new CrdSchemas(definitions);
  }

  /**
   * Takes definitions as objects, such as a program has made or read itself; other objects among them are passed over.
   *
   * @throws BlueprintError SCSBP-3010 when there is no definition among them
   */
  public static fromDefinitions(objects: Record<string, unknown>[]): CrdSchemas {
    const definitions = objects.filter((one) => isDefinition(one)) as unknown as Definition[];
    if (definitions.length === 0) {
      throw unreadable("objects of the program", "no CustomResourceDefinition");
    }
    return new CrdSchemas(definitions);
  }

  private readonly versions = new Map<string, Record<string, unknown> | undefined>();
  private readonly groups = new Set<string>();
  private readonly compiled = new Map<string, ValidateFunction>();
  // What the API server does not reject either: unknown formats; `strict` would refuse its own keywords.
  private readonly ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });

  private constructor(definitions: readonly Definition[]) {
    for (const { spec } of definitions) {
      this.groups.add(spec.group);
      for (const { name, served, schema } of spec.versions) {
        if (served) {
          this.versions.set(`${spec.group}/${name} ${spec.names.kind}`, schema?.openAPIV3Schema);
        }
      }
    }
  }

  /** The kinds that can be checked, `cluster.x-k8s.io/v1beta1 Cluster`, sorted. */
  public get kinds(): string[] {
    return [...this.versions.keys()].sort();
  }

  /**
   * Checks an object. One of a group that no definition is known of passes.
   *
   * @throws BlueprintError SCSBP-3011 for what the definition does not allow, SCSBP-3012 for a kind or version that is
   * not among its group's
   */
  public require(object: Record<string, unknown>, path: string): void {
    const apiVersion = String(object["apiVersion"]);
    const kind = String(object["kind"]);
    if (!this.groups.has(apiVersion.split("/")[0] ?? "")) {
      return;
    }
    const key = `${apiVersion} ${kind}`;
    if (!this.versions.has(key)) {
      throw refuse(path, "SCSBP-3012", {
        got: key,
        allowed: this.kinds.filter((one) => one.startsWith(`${apiVersion.split("/")[0]}/`)).join(", "),
        fix: "use a version that is served, or take the definitions anew from what is installed",
      });
    }
    const validate = this.validator(key);
    if (!validate(object)) {
      const problems = (validate.errors ?? []).filter((error) => !concernsToken(error, object)).map(words);
      if (problems.length > 0) {
        throw refuse(path, "SCSBP-3011", {
          what: `the definition of ${kind} does not allow this`,
          got: [...new Set(problems)].join("\n"),
          allowed: `what the schema of ${key} says`,
          fix: "change the fields; compare the versions of the definitions and of what is installed",
        });
      }
    }
  }

  /** The schema of a kind as its definition has it. @internal @jsii ignore */
  public schemaOf(apiVersion: string, kind: string): Record<string, unknown> | undefined {
    return this.versions.get(`${apiVersion} ${kind}`);
  }

  private validator(key: string): ValidateFunction {
    const known = this.compiled.get(key);
    if (known !== undefined) {
      return known;
    }
    const made = this.ajv.compile(structuralSchema(this.versions.get(key) ?? {}));
    this.compiled.set(key, made);
    return made;
  }
}

function read(path: string): Definition[] {
  let documents: unknown[];
  try {
    documents = parseAllDocuments(readFileSync(path, "utf8")).map((one) => {
      if (one.errors.length > 0) {
        throw one.errors[0];
      }
      return one.toJS() as unknown;
    });
  } catch (error) {
    throw unreadable(path, (error as Error).message.split("\n")[0] ?? "");
  }
  const definitions = documents.filter((one): one is Definition => isDefinition(one));
  if (definitions.length === 0) {
    throw unreadable(path, "no CustomResourceDefinition");
  }
  return definitions;
}

function isDefinition(value: unknown): boolean {
  return typeof value === "object" && value !== null && (value as Definition).kind === "CustomResourceDefinition";
}

function unreadable(path: string, why: string): BlueprintError {
  return refuse("SCSBP-3010", {
    got: `${path}: ${why}`,
    allowed: "YAML or JSON with objects of kind CustomResourceDefinition",
    fix: "write them anew: kubectl get crd NAME -o yaml",
  });
}

/** Whether the complaint is about a value that only Terraform knows. */
function concernsToken(error: ErrorObject, object: unknown): boolean {
  let value: unknown = object;
  for (const part of error.instancePath.split("/").slice(1)) {
    value = (value as Record<string, unknown>)[part.replace(/~1/g, "/").replace(/~0/g, "~")];
  }
  return Token.isUnresolved(value);
}

function words({ instancePath, keyword, params, message, data }: ErrorObject & { data?: unknown }): string {
  const at = instancePath.replace(/\//g, ".").slice(1) || "the object";
  switch (keyword) {
    case "additionalProperties":
      return `${at}: unknown field ${String(params["additionalProperty"])}`;
    case "enum":
      return `${at}: one of ${(params["allowedValues"] as unknown[]).map((one) => JSON.stringify(one)).join(", ")}`;
    default:
      return `${at}: ${message ?? keyword}${data === undefined ? "" : `, is ${JSON.stringify(data)}`}`;
  }
}

/** Parts of a schema that hold one schema, a list of them, or a map of them. */
const ONE = ["items", "not", "additionalProperties"];
const LIST = ["allOf", "anyOf", "oneOf"];

/**
 * The schema of a CRD as a JSON schema that is as strict as the API server with `fieldValidation=Strict`: unknown
 * fields are wrong except where the definition keeps them, `nullable` and `x-kubernetes-int-or-string` are spelled out,
 * and the parts that the server owns (`apiVersion`, `kind`, `metadata`) are left to it.
 *
 * kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions, "Specifying a structural schema"
 */
function structuralSchema(openApi: Record<string, unknown>): Record<string, unknown> {
  const root = strict(openApi, true);
  const properties = (root["properties"] as Record<string, unknown> | undefined) ?? {};
  const owned = { apiVersion: { type: "string" }, kind: { type: "string" }, metadata: { type: "object" } };
  return { ...root, properties: { ...properties, ...owned } };
}

/** @param whole whether this is where fields are declared; below `allOf` and its like they are only spoken of */
function strict(schema: Record<string, unknown>, whole: boolean): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === "properties") {
      made[key] = Object.fromEntries(
        Object.entries(value as Record<string, Record<string, unknown>>).map(([name, one]) => [
          name,
          strict(one, whole),
        ]),
      );
    } else if (ONE.includes(key) && typeof value === "object" && value !== null) {
      made[key] = strict(value as Record<string, unknown>, whole && key !== "not");
    } else if (LIST.includes(key)) {
      made[key] = (value as Record<string, unknown>[]).map((one) => strict(one, false));
    } else if (
      !["default", "description", "example", "externalDocs", "format"].includes(key) &&
      !key.startsWith("x-")
    ) {
      made[key] = value;
    }
  }
  if (schema["x-kubernetes-int-or-string"] === true) {
    made["type"] = ["integer", "string"];
  } else if (schema["nullable"] === true && typeof made["type"] === "string") {
    made["type"] = [made["type"], "null"];
  }
  delete made["nullable"];
  const keeps = schema["x-kubernetes-preserve-unknown-fields"] === true;
  const declares = schema["properties"] !== undefined || schema["type"] === "object";
  if (
    whole &&
    declares &&
    !keeps &&
    made["additionalProperties"] === undefined &&
    schema["x-kubernetes-embedded-resource"] !== true
  ) {
    made["additionalProperties"] = false;
  }
  return made;
}
