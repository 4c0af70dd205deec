import { readFileSync } from "node:fs";
import { refuse } from "../errors";
import type { ObservedFlavor } from "../flavors";
import { VolumeAspect } from "../volume-aspects";
import { ContextReader, ContextText } from "./context-text";

/**
 * What a stack says of its context in the comment (`//`) of its synthesized JSON, where Terraform does not look: what a
 * later check of that JSON cannot find in it otherwise.
 *
 * @internal
 * @jsii ignore
 */
export class ContextComment {
  /** Key within `//`. */
  public static readonly KEY = "scs-context";

  /** What a stack writes. */
  public static of(context: CloudContext): object {
    const { cloud, volumeTypes } = JSON.parse(context.render()) as { cloud: string; volumeTypes: object[] };
    return { cloud, volumeTypes };
  }

  /** Volume types that a stack has under the key; undefined where it says nothing, or nothing that can be read. */
  public static volumeTypes(comment: unknown): ContextVolumeType[] | undefined {
    const list = field(comment, "volumeTypes");
    if (!Array.isArray(list)) {
      return undefined;
    }
    return list.flatMap((entry: unknown) => {
      const [name, aspects] = [field(entry, "name"), field(entry, "aspects")];
      return typeof name !== "string" || !Array.isArray(aspects)
        ? []
        : [
            {
              name,
              aspects: Object.values(VolumeAspect).filter((aspect) => aspects.includes(aspect)),
              isDefault: field(entry, "isDefault") === true,
            },
          ];
    });
  }
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

/** An image of a cloud, as far as a program can rely on it. */
export interface ContextImage {
  readonly name: string;
  /** public, community, shared or private. */
  readonly visibility: string;
  /** The properties that images are found by (scs-0102): `os_distro`, `os_version`, `os_purpose`, `architecture`. */
  readonly properties: { [key: string]: string };
  /** `min_disk` in GiB; 0 for none. */
  readonly minDiskGiB: number;
  /** `min_ram` in MiB; 0 for none. */
  readonly minRamMiB: number;
  /** Whole GiB that the image fills, the larger of the stored and the virtual size. @default - Glance does not say */
  readonly sizeGiB?: number;
}

/** An external network of a cloud. */
export interface ContextExternalNetwork {
  readonly name: string;
  /** Whether Neutron takes it where none is named. @default false */
  readonly isDefault?: boolean;
}

/** A volume type of a cloud. */
export interface ContextVolumeType {
  readonly name: string;
  /** What the type promises (scs-0114). */
  readonly aspects: VolumeAspect[];
  /** Whether it is the type of volumes that ask for none. @default false */
  readonly isDefault?: boolean;
}

/** A service of a cloud's catalogue. */
export interface ContextService {
  /** Type, such as `compute`. */
  readonly type: string;
  /** Highest version or microversion of its API. @default - not read: the service has one version */
  readonly maxVersion?: string;
  /** Lowest microversion. @default - the service has no microversions */
  readonly minVersion?: string;
}

/** What a cloud offers to the user that looked. */
export interface CloudContextFacts {
  /** Name of the cloud in the clouds.yaml of who looked. */
  readonly cloud: string;
  /** Keystone's URL. */
  readonly authUrl: string;
  /** @default - the cloud's only region */
  readonly region?: string;
  readonly services: ContextService[];
  readonly computeZones: string[];
  readonly volumeZones: string[];
  readonly networkZones: string[];
  readonly flavors: ObservedFlavor[];
  readonly images: ContextImage[];
  /** Whether images of the project itself, and those shared with it, are among the images. */
  readonly privateImages: boolean;
  readonly volumeTypes: ContextVolumeType[];
  readonly externalNetworks: ContextExternalNetwork[];
  /** Aliases of Neutron's extensions. */
  readonly networkExtensions: string[];
  /** @default - the cloud does not show them to the user that looked, or balances no load */
  readonly loadBalancerProviders?: string[];
}

/** A difference between two contexts. */
export interface ContextDifference {
  /** What it is about, such as `flavor`. */
  readonly kind: string;
  readonly name: string;
  /** As it was. @default - it is new */
  readonly before?: string;
  /** As it is. @default - it is gone */
  readonly after?: string;
}

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
