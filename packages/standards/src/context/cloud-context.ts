import { readFileSync } from "node:fs";
import { refuse } from "../errors";
import type { CloudContextFacts, ContextDifference } from "./cloud-context-facts";
import { ContextReader } from "./context-reader";
import { ContextText } from "./context-text";

/** How a context is used. */
export interface CloudContextOptions {
  /**
   * Names that are not looked for in the context: of what another stack or tool makes after the lookup, or what the
   * user that looked does not see. They are left to the plan. Services are named by their type, network extensions by
   * their alias, images that are found by properties by the values with a blank between, `debian 13`.
   * @default - none
   */
  readonly unchecked?: string[];
}

/**
 * What a cloud offers: flavors, images, availability zones, volume types, networks, services, as
 * `scs-blueprints lookup` found them and wrote them to a file that is kept in git. With it a stack refuses at synth what
 * the cloud does not have; nothing of it becomes part of what is synthesized.
 *
 * A context holds names and sizes that every user of the cloud sees: no ids, no tokens, nothing of a project unless
 * `lookup` was asked for the project's own images.
 *
 * @example
 * const context = CloudContext.fromFacts({
 *   cloud: "regio",
 *   authUrl: "https://keystone.example/v3",
 *   services: [{ type: "compute", minVersion: "2.1", maxVersion: "2.96" }],
 *   computeZones: ["nova"],
 *   volumeZones: ["nova"],
 *   networkZones: [],
 *   flavors: [{ name: "SCS-2V-4", vcpus: 2, ramMiB: 4096, diskGB: 0 }],
 *   privateImages: false,
 *   images: [],
 *   volumeTypes: [],
 *   externalNetworks: [{ name: "public" }],
 *   networkExtensions: ["router"],
 * });
 * context.hasService("load-balancer"); // false
 */
export class CloudContext {
  /**
   * From a file that `scs-blueprints lookup` wrote.
   *
   * @param path relative to the folder that the program runs in, such as `scs-context/regio.json`
   * @throws BlueprintError SCSBP-5050 when it cannot be read, SCSBP-5051 to SCSBP-5053 for what it says
   */
  public static fromFile(path: string, options: CloudContextOptions = {}): CloudContext {
    let text: string;
    try {
      text = readFileSync(path, "utf8");
    } catch (error) {
      throw refuse("SCSBP-5050", {
        got: `${path}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`,
        allowed: "a file of `scs-blueprints lookup`, by its path from the folder that the program runs in",
        fix: `make it: npx scs-blueprints lookup --cloud NAME --output ${path}`,
      });
    }
    return new CloudContext(ContextReader.read(text, path), options, path);
  }

  /** From facts in memory, as a test or an own lookup has them. */
  public static fromFacts(facts: CloudContextFacts, options: CloudContextOptions = {}): CloudContext {
    return new CloudContext(facts, options);
  }

  private readonly unchecked: ReadonlySet<string>;
  private readonly serviceTypes: ReadonlySet<string>;

  private constructor(
    /** What the cloud offers. */
    public readonly facts: CloudContextFacts,
    options: CloudContextOptions,
    private readonly path?: string,
  ) {
    this.unchecked = new Set(options.unchecked ?? []);
    this.serviceTypes = new Set(facts.services.map(({ type }) => type));
  }

  /** Whether a name is left to the plan. */
  public isUnchecked(name: string): boolean {
    return this.unchecked.has(name);
  }

  /** Whether the cloud has a service of one of these types. */
  public hasService(...types: string[]): boolean {
    return types.some((type) => this.serviceTypes.has(type));
  }

  /** What differs in `later`, by kind and name. */
  public differencesTo(later: CloudContext): ContextDifference[] {
    return ContextText.differences(this.facts, later.facts);
  }

  /** The context as text of a file: the same facts give the same bytes. */
  public render(): string {
    return ContextText.render(this.facts);
  }

  /** The command that looks again. */
  public get refreshCommand(): string {
    const images = this.facts.privateImages ? " --private-images" : "";
    const output = this.path === undefined ? "" : ` --output ${word(this.path)}`;
    return `npx scs-blueprints lookup --cloud ${word(this.facts.cloud)}${images}${output}`;
  }
}

/** As one word of a shell's command line. */
function word(text: string): string {
  return /^[\w./@:+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
