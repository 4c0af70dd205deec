import type { IConstruct } from "constructs";
import { refuse } from "@scs-blueprints/standards/errors";
import { KeptSynthesis } from "../kept-synthesis";
import { synthesizedFiles } from "../../core/synthesized-files";
import { App, TerraformStack } from "../engine";
import { EvidenceKind, EvidenceState } from "../report-model";
import { ContextComment } from "@scs-blueprints/standards/internal";
import { Declared, type DeclaredProvider } from "./declared";
import { DeclaredResource } from "./declared-resource";
import { isObject, objectsOf, readJsonObject, textOf, type JsonObject } from "../../core/read-json";

/** One synthesized stack. */
export interface SynthesizedStack {
  readonly name: string;
  /** Content of its cdk.tf.json. */
  readonly json: Record<string, unknown>;
}

const CODE = "SCSBP-4020";
const FIX = "synthesize the app again: npx cdktf synth, or run it with tsx";

/** `file.ts:12:5`, with or without the name of the function around it. */
const FRAME = /^(?:.*\()?(?<file>.+?):(?<line>\d+)(?::\d+)?\)?$/;

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
    const files = synthesizedFiles(outdir, CODE, FIX);
    const stacks = [...files].map(([name, file]) => ({
      name,
      json: readJsonObject(file, CODE, `the synthesized stack ${name}`, FIX) as Record<string, unknown>,
    }));
    return SynthEvidence.fromStacks(stacks, outdir);
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
    const resources = stacks.flatMap((stack) =>
      // the engine writes them sorted, and holds them in memory as they were made: one order for both
      SynthEvidence.elements(stack).sort((a, b) => (a.address < b.address ? -1 : 1)),
    );
    const providers = stacks.flatMap((stack) => SynthEvidence.providers(stack));
    const lookups = resources.filter((each) => each.isData).length;
    const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? "" : "s"}`;
    const problems = stacks.length === 0 ? ["the app has no stack"] : [];
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
        problems,
      },
      resources,
      providers,
      [],
      Object.fromEntries(
        stacks.flatMap(({ name, json }) => {
          const types = ContextComment.volumeTypes(json);
          return types === undefined ? [] : [[name, types] as const];
        }),
      ),
      stacks.flatMap((stack) => SynthEvidence.modules(stack)),
    );
  }

  private static modules({ name: stack, json }: SynthesizedStack): DeclaredResource[] {
    return objectsOf(json, "module").map(([name, values]) =>
      SynthEvidence.element(stack, "module", `module.${name}`, false, values),
    );
  }

  private static elements(stack: SynthesizedStack): DeclaredResource[] {
    return [["resource", "", false] as const, ["data", "data.", true] as const].flatMap(([section, prefix, isData]) =>
      objectsOf(stack.json, section).flatMap(([type, byName]) =>
        Object.entries(byName).flatMap(([name, values]) =>
          isObject(values) ? [SynthEvidence.element(stack.name, type, `${prefix}${type}.${name}`, isData, values)] : [],
        ),
      ),
    );
  }

  private static element(
    stack: string,
    type: string,
    address: string,
    isData: boolean,
    values: JsonObject,
  ): DeclaredResource {
    const comment = values["//"];
    const metadata = isObject(comment) && isObject(comment["metadata"]) ? comment["metadata"] : {};
    const { "//": _, ...rest } = values;
    return new DeclaredResource({
      isData,
      type,
      address,
      values: rest,
      stack,
      constructPath: textOf(metadata, "path"),
      ...SynthEvidence.location(metadata),
    });
  }

  /** cdktf writes the creation's stack trace where one was recorded; its first frame is the user's. */
  private static location(metadata: JsonObject): { file?: string; line?: number } {
    const trace = metadata["stackTrace"];
    const first: unknown = Array.isArray(trace) ? trace[0] : undefined;
    const match = typeof first === "string" ? FRAME.exec(first.trim()) : null;
    return match?.groups === undefined ? {} : { file: match.groups["file"], line: Number(match.groups["line"]) };
  }

  private static providers(stack: SynthesizedStack): DeclaredProvider[] {
    const section = stack.json["provider"];
    return Object.entries(isObject(section) ? section : {}).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).filter(isObject).map((values) => ({
        name,
        stack: stack.name,
        values,
        ...(typeof values["alias"] === "string" && { alias: values["alias"] }),
      })),
    );
  }
}
