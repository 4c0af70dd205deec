import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";
import { readFileSync } from "node:fs";
import { type Document, LineCounter, isAlias, isMap, isNode, isScalar, isSeq, parseDocument, visit } from "yaml";
import { BlueprintError, refuse } from "../../../core/index";
import { Suggestions } from "@scs-blueprints/standards/internal";
import schema from "./landing-zone.schema.json";
import { nearestQuotas } from "./quota-limits";

/** Most mistakes that are shown at once. */
const SHOWN = 10;

let compiled: ValidateFunction | undefined;

/** The schema, compiled when the first file is read. */
function validator(): ValidateFunction {
  compiled ??= new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true }).compile(schema);
  return compiled;
}

/** A file of a landing zone as YAML knows it: valid under its schema, each thing with its line. @internal */
export class LandingZoneDocument {
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
