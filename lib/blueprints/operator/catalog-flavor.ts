import {
  FindingResult,
  FlavorCpuType,
  type FlavorFacts,
  FlavorName,
  FlavorSyntax,
  StandardFlavors,
} from "@scs-blueprints/standards";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { Quote } from "@scs-blueprints/standards/internal";
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

/** vCPUs a physical core may carry (scs-0100-v3, CPU type): about 5 for V, a thread each for T, one for C; L is free. */
const MOST_VCPUS_PER_CORE: ReadonlyMap<FlavorCpuType, number> = new Map([
  [FlavorCpuType.SHARED_CORE, 5],
  [FlavorCpuType.DEDICATED_THREAD, 2],
  [FlavorCpuType.DEDICATED_CORE, 1],
]);

/** Nova's keys by which a flavor gets a device (nova/api/validation/extra_specs). */
const DEVICE_KEYS = /^(pci_passthrough:alias|accel:device_profile|resources\d*:(VGPU|PGPU|CUSTOM_.+))$/;

const NAME_KEY = /^scs:name-v[1-9]\d*$/;

/** Extra specs of one flavor, and whether the flavor keeps what its names promise. @internal @jsii ignore */
export class FlavorSpecs {
  /**
   * All extra specs of a flavor: those of its name (scs-0103-v1), of its CPUs (Nova), of its hosts, and its own.
   *
   * @param live what the flavor has already in the cloud; keys outside of `scs:` are kept
   */
  public static of(
    flavor: CatalogFlavor,
    hosts: IHostAggregate | undefined,
    hwRng: boolean,
    live: Readonly<Record<string, string>>,
  ): Record<string, string> {
    const { scsName, options } = flavor;
    const kept = Object.entries(live).filter(([key]) => !key.startsWith("scs:"));
    const specs: Record<string, string> = {
      ...Object.fromEntries(kept),
      ...(scsName === undefined ? {} : { ...FlavorSpecs.cpuPolicy(scsName.cpuType), ...FlavorSpecs.named(scsName) }),
      ...(hwRng ? { "hw_rng:allowed": "True" } : {}),
      ...FlavorSpecs.placement(hosts),
      ...options.extraSpecs,
    };
    return Object.fromEntries(Object.entries(specs).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /**
   * Names of SCS that a flavor answers to: its own, and those of `scs:name-vN`.
   *
   * @throws BlueprintError SCSBP-6213 for one that is none
   */
  public static names(flavor: CatalogFlavor, path: string): FlavorName[] {
    const further = Object.entries(flavor.options.extraSpecs ?? {}).filter(([key]) => NAME_KEY.test(key));
    const parsed = further.map(([key, text]) => {
      const name = FlavorName.tryParse(text).name ?? FlavorName.tryParse(text, FlavorSyntax.V1).name;
      if (name === undefined) {
        throw FlavorSpecs.conflict(flavor, `${key}=${text}`, "a name by scs-0100", path);
      }
      return name;
    });
    return [...(flavor.scsName === undefined ? [] : [flavor.scsName]), ...parsed];
  }

  /**
   * @throws BlueprintError SCSBP-6203 where a name promises more than the flavor has, SCSBP-6207 where CPUs are shared
   *   more than the name says, SCSBP-6213 for extra specs of the own that contradict the name, SCSBP-6215 for a GPU
   *   without a device
   */
  public static check(
    flavor: CatalogFlavor,
    specs: Readonly<Record<string, string>>,
    hosts: IHostAggregate | undefined,
    path: string,
  ): void {
    FlavorSpecs.checkOwn(flavor, path);
    for (const name of FlavorSpecs.names(flavor, path)) {
      const broken = name
        .promises({ ...flavor.facts, extraSpecs: { ...specs } })
        .find((finding) => finding.result !== FindingResult.PASS);
      if (broken !== undefined) {
        throw refuse(path, "SCSBP-6203", {
          what: `flavor ${Quote.text(flavor.name)}: ${broken.message}`,
          got: broken.got,
          allowed: broken.allowed,
          fix: broken.fix,
        });
      }
      FlavorSpecs.checkCpus(flavor, name, specs, hosts, path);
      if (name.gpu !== undefined && !Object.keys(specs).some((key) => DEVICE_KEYS.test(key))) {
        throw refuse(path, "SCSBP-6215", {
          what: `flavor ${Quote.text(flavor.name)} promises a GPU and asks Nova for none`,
          got: Object.keys(specs).join(", "),
          allowed: "an extra spec pci_passthrough:alias, accel:device_profile, resources:VGPU or resources:CUSTOM_…",
          fix: 'say which device it is: extraSpecs: { "pci_passthrough:alias": "a100:1" }',
        });
      }
    }
    FlavorSpecs.checkStandard(flavor, path);
  }

  /** scs-0103 wants exactly what the name says, unlike scs-0100. */
  private static checkStandard(flavor: CatalogFlavor, path: string): void {
    const standard = flavor.scsName === undefined ? undefined : StandardFlavors.find(flavor.scsName.canonical);
    const { vcpus, ramMiB, diskGB } = flavor.facts;
    if (
      standard !== undefined &&
      [vcpus, ramMiB, diskGB].join() !== [standard.vcpus, standard.ramMiB, standard.diskGB].join()
    ) {
      throw refuse(path, "SCSBP-6203", {
        what: `${standard.name.canonical} is a standard flavor, which has exactly what its name says (scs-0103)`,
        got: `${vcpus} vCPUs, ${ramMiB} MiB, ${diskGB} GB`,
        allowed: `${standard.vcpus} vCPUs, ${standard.ramMiB} MiB, ${standard.diskGB} GB`,
        fix: "leave vcpus, ramMiB and diskGB out, or name it by what it has",
      });
    }
  }

  /** `scs:` keys have one meaning each; what follows from the name cannot be said otherwise. */
  private static checkOwn(flavor: CatalogFlavor, path: string): void {
    const derived = flavor.scsName === undefined ? {} : FlavorSpecs.named(flavor.scsName);
    const isStandard = flavor.scsName !== undefined && StandardFlavors.find(flavor.scsName.canonical) !== undefined;
    for (const [key, value] of Object.entries(flavor.options.extraSpecs ?? {})) {
      const free = NAME_KEY.test(key)
        ? derived[key] === undefined
        : /^scs:(cpu-type|disk\d+-type)$/.test(key) && !isStandard;
      if (key.startsWith("scs:") && derived[key] !== value && !free) {
        throw FlavorSpecs.conflict(flavor, `${key}=${value}`, `${key}=${derived[key] ?? "(unset)"}`, path);
      }
    }
  }

  private static checkCpus(
    flavor: CatalogFlavor,
    name: FlavorName,
    specs: Readonly<Record<string, string>>,
    hosts: IHostAggregate | undefined,
    path: string,
  ): void {
    const dedicated = [FlavorCpuType.DEDICATED_THREAD, FlavorCpuType.DEDICATED_CORE].includes(name.cpuType);
    const policy = specs["hw:cpu_policy"];
    const most = MOST_VCPUS_PER_CORE.get(name.cpuType);
    const perCore = hosts?.vcpusPerCore;
    const tooMany = !(dedicated && policy === "dedicated") && most !== undefined && (perCore ?? 1) > most;
    if ((dedicated && policy !== "dedicated") || tooMany) {
      throw refuse(path, "SCSBP-6207", {
        what: `the name of flavor ${Quote.text(flavor.name)} promises ${name.cpuType}, and its vCPUs are shared by more`,
        got: tooMany ? `hosts with ${perCore} vCPUs per core` : `hw:cpu_policy=${policy ?? "(unset)"}`,
        allowed: dedicated ? "hw:cpu_policy=dedicated" : `hosts with at most ${most} vCPUs per core`,
        fix: dedicated ? "leave hw:cpu_policy out" : "bind it to other hosts, or name it with L (crowded core)",
      });
    }
  }

  private static named(name: FlavorName): Record<string, string> {
    return StandardFlavors.find(name.canonical)?.extraSpecs ?? name.extraSpecs();
  }

  /** Nova keeps T and C by itself where hosts have a `cpu_dedicated_set`, and starts nothing where they have none. */
  private static cpuPolicy(cpuType: FlavorCpuType): Record<string, string> {
    switch (cpuType) {
      case FlavorCpuType.DEDICATED_CORE:
        return { "hw:cpu_policy": "dedicated", "hw:cpu_thread_policy": "isolate" };
      case FlavorCpuType.DEDICATED_THREAD:
        return { "hw:cpu_policy": "dedicated" };
      default:
        return {};
    }
  }

  private static placement(hosts: IHostAggregate | undefined): Record<string, string> {
    const metadata = Object.entries(hosts?.metadata ?? {});
    return Object.fromEntries(metadata.map(([key, value]) => [`aggregate_instance_extra_specs:${key}`, value]));
  }

  private static conflict(flavor: CatalogFlavor, got: string, allowed: string, path: string): BlueprintError {
    return refuse(path, "SCSBP-6213", {
      what: `an extra spec of flavor ${Quote.text(flavor.name)} contradicts its name`,
      got,
      allowed,
      fix: "leave it out: the catalogue sets what follows from the name",
    });
  }
}
