import type { IConstruct } from "constructs";
import { Assembly, Stack } from "../assembly/assembly";
import { refuse } from "@scs-blueprints/standards/errors";
import { KeptSynthesis } from "../kept-synthesis";
import { App, TerraformStack } from "../engine";
import { EvidenceKind, EvidenceState } from "../report-model";
import { ContextComment } from "@scs-blueprints/standards/internal";
import { Declared } from "./declared";
import { DeclaredResource } from "../assembly/declared";

/** One synthesized stack. */
export interface SynthesizedStack {
  readonly name: string;
  /** Content of its cdk.tf.json. */
  readonly json: Record<string, unknown>;
}

const ERRORS = {
  code: "SCSBP-4020",
  fix: "synthesize the app again: npx cdktf synth, or run it with tsx",
} as const;

/**
 * Reads what an app synthesizes: the cdk.tf.json of each stack. References within a stack can be followed; what comes
 * from another stack's outputs is known later.
 */
export class SynthEvidence {
  /**
   * From an output directory.
   *
   * @param outdir such as `cdktf.out`: it has `manifest.json`, or `stacks/<name>/cdk.tf.json`
   * @throws BlueprintError SCSBP-4020 when there is no synthesized stack, or one cannot be read
   */
  public static fromDirectory(outdir: string): Declared {
    return SynthEvidence.read(Assembly.fromDirectory(outdir, ERRORS), outdir);
  }

  /**
   * From an app in memory, or from one of its stacks. Nothing is written.
   *
   * @throws BlueprintError SCSBP-4021 when `construct` is neither within an app nor within a stack
   */
  public static fromConstruct(construct: IConstruct): Declared {
    return SynthEvidence.of(construct, (stack) => {
      stack.prepareStack();
      return stack.toTerraform() as Record<string, unknown>;
    });
  }

  /** The same at the end of `app.synth()`: what the stacks have just become is not made once more. */
  public static ofSynthesis(construct: IConstruct): Declared {
    return SynthEvidence.of(
      construct,
      (stack) => KeptSynthesis.of(stack) ?? (stack.toTerraform() as Record<string, unknown>),
    );
  }

  private static of(construct: IConstruct, jsonOf: (stack: TerraformStack) => Record<string, unknown>): Declared {
    const within = construct.node.scopes.find((scope) => TerraformStack.isStack(scope));
    const stacks =
      within === undefined ? construct.node.findAll().filter((each) => TerraformStack.isStack(each)) : [within];
    if (stacks.length === 0 && !App.isApp(construct)) {
      throw refuse("SCSBP-4021", {
        what: "there is nothing to check: neither an app nor part of a stack",
        got: construct.node.path === "" ? construct.constructor.name : construct.node.path,
        allowed: "an App, a stack, or a construct in a stack",
        fix: "pass the app",
      });
    }
    return SynthEvidence.fromStacks(
      (stacks as TerraformStack[]).map((stack) => ({ name: stack.node.id, json: jsonOf(stack) })),
      within === undefined ? "app" : `stack ${within.node.path}`,
    );
  }

  /** From JSON that was read already. */
  public static fromStacks(stacks: SynthesizedStack[], source = "stacks"): Declared {
    return SynthEvidence.read(new Assembly(stacks.map(({ name, json }) => Stack.fromJson(name, json))), source);
  }

  private static read({ stacks }: Assembly, source: string): Declared {
    const resources = stacks.flatMap((stack) =>
      // the engine writes them sorted, and holds them in memory as they were made: one order for both
      stack.resources.map((each) => DeclaredResource.of(each)).sort((a, b) => (a.address < b.address ? -1 : 1)),
    );
    const providers = stacks.flatMap((stack) =>
      stack.providers.map(({ name, alias, values }) => ({
        name,
        stack: stack.name,
        values,
        ...(alias !== undefined && { alias }),
      })),
    );
    const lookups = resources.filter((each) => each.isData).length;
    const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? "" : "s"}`;
    return new Declared(
      EvidenceKind.SYNTH,
      {
        kind: EvidenceKind.SYNTH,
        state: stacks.length === 0 ? EvidenceState.UNAVAILABLE : EvidenceState.COMPLETE,
        source,
        extent: [
          count(stacks.length, "stack"),
          count(resources.length - lookups, "resource"),
          count(lookups, "look-up"),
        ].join(", "),
        problems: stacks.length === 0 ? ["the app has no stack"] : [],
      },
      resources,
      providers,
      [],
      Object.fromEntries(
        stacks.flatMap((stack) => {
          const types = ContextComment.volumeTypes(stack.comment(ContextComment.KEY));
          return types === undefined ? [] : [[stack.name, types] as const];
        }),
      ),
      stacks.flatMap((stack) => stack.modules.map((each) => DeclaredResource.of(each))),
    );
  }
}
