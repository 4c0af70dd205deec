import {
  LiveEvidence,
  PlanEvidence,
  SynthEvidence,
  type CloudFacts,
  type Declared,
} from "../../../packages/checker/src/index";

/** Attributes of one resource, by `type.name`; data sources by `data.type.name`. */
export type Elements = Readonly<Record<string, Record<string, unknown>>>;

/** The synthesized JSON of a stack `s`. */
export function stackJson(elements: Elements, provider?: Record<string, unknown>): Record<string, unknown> {
  const json: Record<string, Record<string, Record<string, unknown>>> = { resource: {}, data: {} };
  for (const [address, values] of Object.entries(elements)) {
    const parts = address.split(".");
    const section = parts[0] === "data" ? "data" : "resource";
    const [type = "", name = ""] = section === "data" ? parts.slice(1) : parts;
    const byType = (json[section]![type] ??= {});
    byType[name] = { "//": { metadata: { path: `s/${name}`, uniqueId: name } }, ...values };
  }
  return provider === undefined ? json : { ...json, provider: { openstack: [provider] } };
}

export function synthOf(elements: Elements, provider?: Record<string, unknown>): Declared {
  return SynthEvidence.fromStacks([{ name: "s", json: stackJson(elements, provider) }]);
}

/** What the code does not set and the provider computes: unknown in the plan, and not in its configuration. */
export const COMPUTED = "(computed)";

/** A plan in which `UNKNOWN` values are known after apply, and `refs` are the references of the configuration. */
export const UNKNOWN = "(known after apply)";

export interface PlanExtras {
  readonly refs?: Readonly<Record<string, Record<string, string[]>>>;
  readonly checks?: readonly { address: string; status: string; message?: string }[];
  readonly provider?: Record<string, unknown>;
}

export function planJson(elements: Elements, extras: PlanExtras = {}): Record<string, unknown> {
  const rows = Object.entries(elements).map(([address, values]) => {
    const isData = address.startsWith("data.");
    const [after, unknown] = split(values);
    return {
      address,
      mode: isData ? "data" : "managed",
      type: address.split(".")[isData ? 1 : 0],
      name: address.split(".").pop(),
      change: { actions: [isData ? "read" : "create"], before: null, after, after_unknown: unknown },
    };
  });
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: {} },
    resource_changes: rows,
    configuration: {
      provider_config: {
        openstack: {
          name: "openstack",
          expressions: Object.fromEntries(
            Object.entries(extras.provider ?? {}).map(([key, value]) => [key, { constant_value: value }]),
          ),
        },
      },
      root_module: {
        resources: Object.entries(elements).map(([address, values]) => ({
          address: address.replace(/\[.*\]$/, ""),
          expressions: Object.fromEntries([
            ...Object.keys(values)
              .filter((name) => values[name] !== COMPUTED)
              .map((name) => [name, expressionOf(values[name])]),
            ...Object.entries(extras.refs?.[address] ?? {}).map(([name, references]) => [
              name,
              Array.isArray(values[name]) ? [{ group: { references } }] : { references },
            ]),
          ]),
        })),
      },
    },
    checks: (extras.checks ?? []).map(({ address, status, message }) => ({
      address: { kind: "check", to_display: address },
      status,
      instances: [{ problems: message === undefined ? [] : [{ message }] }],
    })),
  };
}

/** What is known only later comes from a local: a plan does not show these, so nothing more is settled. */
function expressionOf(value: unknown): unknown {
  return JSON.stringify(value)?.includes(UNKNOWN) === true
    ? { references: ["local.later"] }
    : { constant_value: value };
}

function split(value: unknown): [unknown, unknown] {
  if (value === UNKNOWN || value === COMPUTED) {
    return [undefined, true];
  }
  if (Array.isArray(value)) {
    const parts = value.map(split);
    return [parts.map(([known]) => known), parts.map(([, unknown]) => unknown)];
  }
  if (typeof value === "object" && value !== null) {
    const parts = Object.entries(value).map(([key, each]) => [key, split(each)] as const);
    return [
      Object.fromEntries(parts.flatMap(([key, [known]]) => (known === undefined ? [] : [[key, known]]))),
      Object.fromEntries(parts.flatMap(([key, [, unknown]]) => (unknown === false ? [] : [[key, unknown]]))),
    ];
  }
  return [value, false];
}

export function planOf(elements: Elements, extras: PlanExtras = {}): Declared {
  return PlanEvidence.fromText(JSON.stringify(planJson(elements, extras)), "plan.json");
}

export function liveOf(facts: Partial<CloudFacts>): LiveEvidence {
  return LiveEvidence.fromFacts({ cloud: "test", unread: [], ...facts });
}
