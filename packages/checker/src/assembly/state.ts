import { existsSync, readFileSync } from "node:fs";
import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { refuse } from "@scs-blueprints/standards/errors";
import {
  isObject,
  type JsonObject,
  listOf,
  objectsOf,
  parseJsonObject,
  readJsonObject,
  textOf,
} from "../reading/read-json";
import { Form, problemOf } from "./forms";

/** What a reader says when a state cannot be read. @internal */
export interface StateErrors {
  readonly code: ErrorCode;
  readonly fix: string;
}

/** An instance of a resource or data source that a state has. @internal */
export interface StateResource {
  /** With the modules it lies in and the keys of instances. */
  readonly address: string;
  readonly type: string;
  readonly isData: boolean;
  /** Source of its provider, such as `registry.terraform.io/terraform-provider-openstack/openstack`. */
  readonly provider: string;
  readonly values: JsonObject;
  /** It was replaced, and is still to be destroyed. */
  readonly isDeposed: boolean;
}

/** An output that a state has. @internal */
export interface StateOutput {
  readonly name: string;
  /** @default - it is sensitive */
  readonly value?: unknown;
  readonly isSensitive: boolean;
}

/** Major versions of the format: Terraform before 1.1 wrote 0.1 and 0.2, with the same parts. */
const MAJORS = ["0", "1"];

/** A state as `terraform show -json` (or `tofu show -json`) writes it. @internal */
export class State {
  /** @throws BlueprintError of `errors` when it is no state, or of another format */
  public static fromFile(path: string, errors: StateErrors): State {
    return State.checked(readJsonObject(path, errors.code, "the state", errors.fix), path, errors);
  }

  /** From text, as `fromFile`. */
  public static fromText(text: string, source: string, errors: StateErrors): State {
    return State.checked(parseJsonObject(text, source, errors.code, "the state", errors.fix), source, errors);
  }

  /** Of a part of something that was checked. */
  public static ofValues(values: unknown): State {
    return new State(isObject(values) ? values : {});
  }

  private static checked(json: JsonObject, source: string, errors: StateErrors): State {
    requireState(json, source, errors);
    return State.ofValues(json["values"]);
  }

  /** Instances in all modules, look-ups too. */
  public readonly resources: readonly StateResource[];
  public readonly outputs: readonly StateOutput[];
  /** Nothing was ever applied, or all is gone with its outputs. */
  public readonly isEmpty: boolean;

  private constructor(values: JsonObject) {
    const root = values["root_module"];
    this.isEmpty = !isObject(root);
    this.resources = isObject(root) ? resourcesIn(root) : [];
    this.outputs = objectsOf(values, "outputs").map(([name, { sensitive, value }]) =>
      sensitive === true ? { name, isSensitive: true } : { name, isSensitive: false, value },
    );
  }

  /** Without look-ups. */
  public get managed(): StateResource[] {
    return this.resources.filter(({ isData }) => !isData);
  }
}

/** Of a module and all below it. */
function resourcesIn(module: JsonObject): StateResource[] {
  const own = listOf(module, "resources").map((each) => ({
    address: textOf(each, "address") ?? "",
    type: textOf(each, "type") ?? "",
    isData: textOf(each, "mode") === "data",
    provider: textOf(each, "provider_name") ?? "",
    values: isObject(each["values"]) ? each["values"] : {},
    isDeposed: textOf(each, "deposed_key") !== undefined,
  }));
  return [...own, ...listOf(module, "child_modules").flatMap(resourcesIn)];
}

function requireState(json: JsonObject, source: string, { code, fix }: StateErrors): void {
  const allowed = "the output of `terraform show -json` or `tofu show -json`";
  const refused = (what: string, got: string) => refuse(code, { what, got, allowed, fix });
  const version = textOf(json, "format_version");
  if (version === undefined) {
    const stored = typeof json["version"] === "number" ? `version ${json["version"]}` : undefined;
    throw stored === undefined
      ? refused("this is not a state as `terraform show -json` writes it", source)
      : refused(
          "this is a state as Terraform stores it, not as `terraform show -json` writes it",
          `${source}, ${stored}`,
        );
  }
  if (!MAJORS.includes(version.split(".")[0] ?? "")) {
    const engine = textOf(json, "terraform_version") ?? "(not said)";
    throw refused("the state's format is of another version", `format ${version.slice(0, 20)} of Terraform ${engine}`);
  }
  if (json["resource_changes"] !== undefined || json["planned_values"] !== undefined) {
    throw refused("this is a plan, not a state", source);
  }
  const problem = problemOf(Form.STATE, json);
  if (problem !== undefined) {
    throw refused("a part of the state has another shape than `terraform show -json` writes", `${source}: ${problem}`);
  }
}

/** What can be seen of a state file as the local backend stores it. @internal */
export interface StateFile {
  /** Managed instances. @default - they cannot be seen */
  readonly count?: number;
  /** The number in words, or why it cannot be seen. */
  readonly words: string;
}

/** Reads a state file; where there is none, it has no resources. @internal */
export function readStateFile(file: string): StateFile {
  if (!existsSync(file)) {
    return counted(0);
  }
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { words: "cannot be read" };
  }
  if (!isObject(json)) {
    return { words: "cannot be read" };
  }
  if (json["encrypted_data"] !== undefined) {
    return { words: "encrypted" };
  }
  if (json["version"] !== 4 || !Array.isArray(json["resources"])) {
    return { words: `of version ${JSON.stringify(json["version"]) ?? "unknown"}, which is not read here` };
  }
  return counted(
    listOf(json, "resources")
      .filter(({ mode }) => mode === "managed")
      .reduce((sum, { instances }) => sum + (Array.isArray(instances) ? instances.length : 0), 0),
  );
}

const counted = (count: number): StateFile => ({ count, words: `${count} ${count === 1 ? "resource" : "resources"}` });
