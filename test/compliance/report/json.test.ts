import Ajv from "ajv";
import { JsonReport } from "../../../packages/checker/src/report/json";
import {
  EvidenceKind,
  EvidenceState,
  Fulfilment,
  Outcome,
  RuleLevel,
  RuleTarget,
  Verdict,
  WaiverState,
} from "../../../packages/checker/src/report-model";
import { ScopeValidity } from "../../../packages/standards/src/index";
import { emptyReport, sampleReport } from "./support/sample-report";

interface Node {
  type?: string;
  properties?: Record<string, Node>;
  required?: string[];
  items?: Node;
  enum?: string[];
  additionalProperties?: boolean;
  definitions?: Record<string, Node>;
  $ref?: string;
}

const schema = JsonReport.schema() as Node;

/** The published schema lets readers of 1.0 read 1.1; the test must notice a property that it does not describe. */
function strict(node: Node): Node {
  const inner = (nodes?: Record<string, Node>): Record<string, Node> | undefined =>
    nodes && Object.fromEntries(Object.entries(nodes).map(([name, each]) => [name, strict(each)]));
  return {
    ...node,
    ...(node.properties ? { properties: inner(node.properties), additionalProperties: false } : {}),
    ...(node.definitions ? { definitions: inner(node.definitions) } : {}),
    ...(node.items ? { items: strict(node.items) } : {}),
  };
}

const validate = new Ajv({ allErrors: true, strict: true }).compile(strict(schema));

describe("JSON", () => {
  test.each([
    ["everything", sampleReport()],
    ["nothing", emptyReport()],
  ])("a report with %s fits the schema, to the last property", (_, report) => {
    validate(JSON.parse(JsonReport.render(report)));
    expect(validate.errors).toBeNull();
  });

  test("reads back as the same report", () => {
    expect(JSON.parse(JsonReport.render(sampleReport()))).toEqual(sampleReport());
  });

  test("the sample has every property that the schema describes", () => {
    const seen = new Set<string>();
    const walk = (node: Node, value: unknown, path: string): void => {
      const target = node.$ref ? (schema.definitions![node.$ref.split("/").pop()!] as Node) : node;
      const name = node.$ref ?? path;
      for (const [key, child] of Object.entries(target.properties ?? {})) {
        const inner = (value as Record<string, unknown>)[key];
        if (inner !== undefined) {
          seen.add(`${name}.${key}`);
          walk(child, inner, `${name}.${key}`);
        }
      }
      if (target.items) {
        (value as unknown[]).forEach((each) => walk(target.items!, each, `${name}[]`));
      }
    };
    walk(schema, sampleReport(), "");
    const all = new Set<string>();
    const list = (node: Node, name: string): void => {
      for (const [key, child] of Object.entries(node.properties ?? {})) {
        all.add(`${name}.${key}`);
        list(child, `${name}.${key}`);
      }
      if (node.items) {
        list(node.items, `${name}[]`);
      }
    };
    list(schema, "");
    Object.entries(schema.definitions!).forEach(([name, node]) => list(node, `#/definitions/${name}`));
    expect([...all].filter((name) => !seen.has(name))).toEqual([]);
  });

  test.each(Object.keys(sampleReport()))("%s is required", (key) => {
    const { [key]: _, ...rest } = JSON.parse(JsonReport.render(sampleReport())) as Record<string, unknown>;
    expect(validate(rest)).toBe(false);
  });

  test("the words of the schema are those of the model", () => {
    const words = (name: string): string[] => schema.definitions![name]!.enum!;
    const property = (name: string, key: string): string[] => schema.definitions![name]!.properties![key]!.enum!;
    expect(words("outcome")).toEqual(Object.values(Outcome));
    expect(words("fulfilment")).toEqual(Object.values(Fulfilment));
    expect(words("evidenceKind")).toEqual(Object.values(EvidenceKind));
    expect(property("evidence", "state")).toEqual(Object.values(EvidenceState));
    expect(property("rule", "level")).toEqual(Object.values(RuleLevel));
    expect(property("rule", "target")).toEqual(Object.values(RuleTarget));
    expect(property("waiver", "state")).toEqual(Object.values(WaiverState));
    expect(schema.properties!["verdict"]!.enum).toEqual(Object.values(Verdict));
    const scope = schema.definitions!["header"]!.properties!["scopes"]!.items!;
    expect([...scope.properties!["validity"]!.enum!].sort()).toEqual(Object.values(ScopeValidity).sort());
  });
});
