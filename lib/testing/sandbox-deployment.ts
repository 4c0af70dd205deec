import { rmSync } from "node:fs";
import { isObject, listOf, textOf, type JsonObject } from "@scs-blueprints/checker/reading";
import { succeed } from "./command-line";

/** A program that is applied on the sandbox; a {@link SandboxFixture} makes it. */
export class SandboxDeployment {
  /** Values of the outputs of all stacks; sensitive ones are not told. */
  public readonly outputs: Readonly<Record<string, string>>;
  /** How many resources there are, by kind, such as `networking network`. */
  public readonly counts: Readonly<Record<string, number>>;
  private destroyed = false;

  /** @internal */
  public constructor(
    /** Where the program lies. */
    public readonly folder: string,
    result: JsonObject,
    private readonly env: Record<string, string>,
    private readonly temporary: boolean,
  ) {
    const inventories = listOf(result, "stacks").flatMap(({ inventory }) => (isObject(inventory) ? [inventory] : []));
    this.outputs = Object.fromEntries(
      inventories.flatMap((each) =>
        listOf(each, "outputs").map((output) => [textOf(output, "name") ?? "", textOf(output, "value") ?? ""]),
      ),
    );
    const counts: Record<string, number> = {};
    for (const [kind, count] of inventories.flatMap((each) =>
      isObject(each["counts"]) ? Object.entries(each["counts"]) : [],
    )) {
      counts[kind] = (counts[kind] ?? 0) + Number(count);
    }
    this.counts = counts;
  }

  /**
   * Destroys all of it; a second time does nothing.
   *
   * @throws BlueprintError SCSBP-8520 when something could not be destroyed
   */
  public async destroy(): Promise<void> {
    if (this.destroyed) {
      return;
    }
    await succeed(["start", "--example", this.folder, "--destroy"], this.env);
    this.destroyed = true;
    if (this.temporary) {
      rmSync(this.folder, { recursive: true, force: true });
    }
  }
}
