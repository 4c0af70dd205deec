import { refuse } from "@scs-blueprints/standards/errors";
import { Quote } from "@scs-blueprints/standards/internal";
import { FlavorName, type FlavorFacts, FlavorSyntax } from "@scs-blueprints/standards";
import type { IHostAggregate } from "./host-aggregate";

/** What flavors of every kind can have. */
export interface CatalogFlavorOptions {
  /**
   * Extra specs beside those that the catalogue derives from the name, such as `hw:mem_page_size`.
   * @default - none
   */
  readonly extraSpecs?: { [key: string]: string };
  /** The only hosts that its servers run on. @default - any */
  readonly hosts?: IHostAggregate;
  /**
   * Ids of the projects that see it, each under a key of one's choice, which becomes part of a resource address.
   * @default - every project
   */
  readonly projects?: { [key: string]: string };
  /** What it is for, shown to users. @default - nothing */
  readonly description?: string;
}

/** What a flavor with an SCS name can have beside what its name says. */
export interface ScsFlavorOptions extends CatalogFlavorOptions {
  /** vCPUs, where the flavor has more than its name says. @default - as the name says */
  readonly vcpus?: number;
  /** Memory in MiB, where the flavor has more than its name says. @default - as the name says */
  readonly ramMiB?: number;
  /** Root disk in GB, where the flavor has more than its name says. @default - as the name says */
  readonly diskGB?: number;
}

/** What a flavor without an SCS name has. */
export interface CustomFlavorOptions extends CatalogFlavorOptions {
  /** Virtual CPUs. */
  readonly vcpus: number;
  /** Memory in MiB. */
  readonly ramMiB: number;
  /** Root disk in GB; 0 for none. @default 0 */
  readonly diskGB?: number;
  /** Further local disk in GB. @default 0 */
  readonly ephemeralGB?: number;
}

/** Longest name that Nova accepts, in characters (nova/api/validation/parameter_types.py, `name`). */
const LONGEST_NAME = 255;

/**
 * A flavor as an operator offers it: in a {@link ScsFlavorCatalog}.
 *
 * @example
 * CatalogFlavor.scs("SCS-8V-64-200s").facts.ramMiB; // 65536
 */
export class CatalogFlavor {
  /**
   * A flavor with an SCS name (scs-0100-v3), which says what it has.
   *
   * @throws BlueprintError SCSBP-5001 and SCSBP-5002 for a name that is none, SCSBP-6205 for impossible resources,
   *   SCSBP-6206 for a disk without size
   */
  public static scs(name: string, options: ScsFlavorOptions = {}): CatalogFlavor {
    const v1 = FlavorName.tryParse(name, FlavorSyntax.V1).name;
    const parsed = FlavorName.tryParse(name).name ?? v1 ?? FlavorName.parse(name);
    if (parsed.hasDisk && parsed.diskGB === undefined) {
      throw refuse("SCSBP-6206", {
        got: Quote.text(name),
        allowed: "a size in GB, or no disk",
        fix: `name the size: ${parsed.canonical.replace(/-([a-z]?)$/, "-20$1")}`,
      });
    }
    const count = parsed.disks?.count ?? 0;
    const diskGB = options.diskGB ?? parsed.diskGB ?? 0;
    return new CatalogFlavor(
      name,
      { vcpus: options.vcpus ?? parsed.vcpus, ramMiB: options.ramMiB ?? parsed.ramMiB, diskGB },
      count > 1 ? (count - 1) * diskGB : 0,
      options,
      parsed,
    );
  }

  /**
   * A flavor whose name promises nothing: not portable, and not looked at by the tests of SCS.
   *
   * @throws BlueprintError SCSBP-6204 for a name that looks like an SCS name, SCSBP-6205 for impossible resources
   */
  public static custom(name: string, options: CustomFlavorOptions): CatalogFlavor {
    if (/^scs-/i.test(name)) {
      throw refuse("SCSBP-6204", {
        got: Quote.text(name),
        allowed: "a name that does not begin with SCS-, in upper or lower case",
        fix: "use CatalogFlavor.scs, or another name",
      });
    }
    const { vcpus, ramMiB, diskGB = 0, ephemeralGB = 0 } = options;
    return new CatalogFlavor(name, { vcpus, ramMiB, diskGB }, ephemeralGB, options);
  }

  private constructor(
    /** Name in the cloud. */
    public readonly name: string,
    /** vCPUs, memory and root disk. */
    public readonly facts: FlavorFacts,
    /** Local disk beside the root disk, in GB: the second and further disks of a name such as `2x200p`. */
    public readonly ephemeralGB: number,
    /** Further wishes. */
    public readonly options: CatalogFlavorOptions,
    /** What the name says. @default - nothing: it is no SCS name */
    public readonly scsName?: FlavorName,
  ) {
    const { vcpus, ramMiB, diskGB } = facts;
    const whole = [vcpus, ramMiB, diskGB, ephemeralGB].every((value) => Number.isInteger(value));
    if (!whole || vcpus < 1 || ramMiB < 1 || diskGB < 0 || ephemeralGB < 0) {
      throw refuse("SCSBP-6205", {
        what: `flavor ${Quote.text(name)} has impossible resources`,
        got: `${vcpus} vCPUs, ${ramMiB} MiB, ${diskGB} GB, ${ephemeralGB} GB ephemeral`,
        allowed: "whole numbers: 1 vCPU or more, 1 MiB or more, 0 GB or more",
        fix: "correct the numbers",
      });
    }
    // eslint-disable-next-line no-control-regex -- these are what Nova refuses
    if (name.trim() !== name || name === "" || name.length > LONGEST_NAME || /[\u0000-\u001f\u007f]/.test(name)) {
      throw refuse("SCSBP-6214", {
        got: Quote.text(name.slice(0, 80)),
        allowed: `1 to ${LONGEST_NAME} printable characters, no white space around them`,
        fix: "rename the flavor",
      });
    }
  }

  /** What two spellings of one flavor have in common. */
  public get key(): string {
    return this.scsName?.canonical ?? this.name;
  }
}
