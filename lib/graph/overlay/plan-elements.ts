import { refuse } from "@scs-blueprints/standards/errors";
import { declaredAddress } from "../../assembly/address";
import { isObject, listOf, readJsonObject, textOf, type JsonObject } from "../../core/read-json";
import type { Element, Elements } from "../elements";

const CODE = "SCSBP-7010";
const FIX = "make it anew: terraform plan -out=plan.bin && terraform show -json plan.bin > plan.json";

/** What a plan holds, as far as pictures need it. @internal */
export class PlanElements {
  /** @throws BlueprintError SCSBP-7010 when it is no plan in JSON */
  public static changes(file: string): JsonObject[] {
    const plan = readJsonObject(file, CODE, "the plan", FIX);
    if (!Array.isArray(plan["resource_changes"])) {
      if (isObject(plan["planned_values"])) {
        return [];
      }
      throw refuse(CODE, {
        what: "the file is JSON, and no plan",
        got: `${file}: neither resource_changes nor planned_values`,
        allowed: "the output of `terraform show -json` for a saved plan",
        fix: FIX,
      });
    }
    return listOf(plan, "resource_changes").filter((each) => textOf(each, "mode") !== "data");
  }

  /** The stack whose addresses a plan has most of; undefined when it has none of any. */
  public static stackOf(changes: readonly JsonObject[], elements: Elements): string | undefined {
    const known = new Set(elements.all.map(({ id }) => id));
    const counts = elements.stacks.map(
      ({ name }) => [name, changes.filter((each) => known.has(`${name}:${PlanElements.base(each)}`)).length] as const,
    );
    const best = counts.reduce((a, b) => (b[1] > a[1] ? b : a), ["", 0] as const);
    return best[1] === 0 ? undefined : best[0];
  }

  /** Address without instance key. */
  public static base(change: JsonObject): string {
    return declaredAddress(textOf(change, "address") ?? "");
  }

  /** Resources that the plan removes and the code has no more, with ids turned back into references. */
  public static removed(file: string, elements: Elements): Element[] {
    const changes = PlanElements.changes(file);
    const stack = PlanElements.stackOf(changes, elements) ?? elements.stacks[0]?.name ?? "";
    const ids = new Map<string, string>();
    for (const each of changes) {
      const before = isObject(each["change"]) ? each["change"]["before"] : undefined;
      const id = isObject(before) ? textOf(before, "id") : undefined;
      if (id !== undefined && id !== "") {
        ids.set(id, PlanElements.base(each));
      }
    }
    return changes.flatMap((each): Element[] => {
      const change = isObject(each["change"]) ? each["change"] : {};
      const before = change["before"];
      const address = PlanElements.base(each);
      const gone =
        Array.isArray(change["actions"]) && change["actions"].length === 1 && change["actions"][0] === "delete";
      const type = textOf(each, "type");
      return gone && isObject(before) && type !== undefined && elements.find(`${stack}:${address}`) === undefined
        ? [
            {
              id: `${stack}:${address}`,
              stack,
              address,
              type,
              isData: false,
              values: PlanElements.linked(before, ids) as JsonObject,
            },
          ]
        : [];
    });
  }

  private static linked(value: unknown, ids: ReadonlyMap<string, string>): unknown {
    if (typeof value === "string") {
      const address = ids.get(value);
      return address === undefined ? value : `\${${address}.id}`;
    }
    if (Array.isArray(value)) {
      return value.map((each) => PlanElements.linked(each, ids));
    }
    if (isObject(value)) {
      return Object.fromEntries(
        Object.entries(value).flatMap(([key, each]) =>
          key === "id" || each === null ? [] : [[key, PlanElements.linked(each, ids)]],
        ),
      );
    }
    return value;
  }
}
