import { refuse } from "@scs-blueprints/standards/errors";
import { Scope, type Testcase } from "@scs-blueprints/standards";
import { RuleTarget } from "../report-model";
import type { RuleProps } from "../rule";

/** Scopes in the order in which they describe a testcase: the effective one first. */
const SCOPES = [Scope.IAAS_V5_1, Scope.IAAS_NEXT, Scope.IAAS_V4, Scope.IAAS_V3, Scope.KAAS_V1];

/**
 * The testcases of all scopes that the standards repository still describes, each once.
 *
 * @internal
 */
export class Testcases {
  private static byId?: ReadonlyMap<string, Testcase>;

  public static all(): Testcase[] {
    return [...Testcases.map().values()];
  }

  /** Ids with a prefix. */
  public static withPrefix(prefix: string): Testcase[] {
    return Testcases.all().filter((each) => each.id.startsWith(prefix));
  }

  /** What the standard says of a testcase, for the rule of that id. */
  public static props(
    id: string,
    own: Omit<RuleProps, "id" | "title" | "standard" | "target"> & { readonly title?: string },
  ): RuleProps {
    const testcase = Testcases.map().get(id);
    if (testcase === undefined) {
      throw refuse("SCSBP-4090", { got: id, fix: "report this: the rules of the library do not fit to its data" });
    }
    return {
      url: testcase.url,
      ...own,
      id,
      title: own.title ?? (testcase.description ?? id).replaceAll("`", "").replaceAll("\\", "").replace(/\.$/, ""),
      standard: testcase.standard,
      target: RuleTarget.CLOUD,
    };
  }

  private static map(): ReadonlyMap<string, Testcase> {
    if (Testcases.byId === undefined) {
      const found = new Map<string, Testcase>();
      for (const testcase of SCOPES.flatMap((scope) => [...scope.testcases, ...scope.furtherTestcases])) {
        if (!found.has(testcase.id)) {
          found.set(testcase.id, testcase);
        }
      }
      Testcases.byId = found;
    }
    return Testcases.byId;
  }
}
