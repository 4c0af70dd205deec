import { ComputeFlavorAccessV2 } from "@scs-blueprints/provider-openstack/lib/compute-flavor-access-v2";
import { ComputeFlavorV2 } from "@scs-blueprints/provider-openstack/lib/compute-flavor-v2";
import {
  type AdoptedFlavor,
  type CatalogAdoption,
  FlavorDiskType,
  FlavorName,
  FlavorSyntax,
  StandardFlavors,
  StandardFlavorStatus,
} from "@scs-blueprints/standards";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { Quote } from "@scs-blueprints/standards/internal";
import { Construct } from "constructs";
import { RemovalPolicy } from "../../core/removal-policy";
import { importExisting } from "../../core/terraform-data";
import { CatalogFlavor, FlavorSpecs } from "./catalog-flavor";
import type { IHostAggregate } from "./host-aggregate";

/** Which flavors of scs-0103-v1 a catalogue holds. */
export enum FlavorSet {
  /** The 15 that every SCS-compatible cloud has. */
  MANDATORY = "mandatory",
  /** The 15 mandatory and the 16 recommended ones. */
  MANDATORY_AND_RECOMMENDED = "mandatory-and-recommended",
  /** None: own flavors only. Such a cloud is not SCS-compatible by this catalogue alone. */
  NONE = "none",
}

/** How a flavor is withdrawn. Servers keep running on it in either case: Nova keeps a copy of the flavor with each. */
export enum FlavorRetirement {
  /** Nobody sees it any more but the projects it is shared with; its id stays, and it can come back. */
  HIDE = "hide",
  /** It is deleted. */
  DELETE = "delete",
}

/** Hosts of a catalogue for flavors that name none. @internal */
interface DefaultHosts {
  readonly localDiskHosts?: IHostAggregate;
  readonly dedicatedCpuHosts?: IHostAggregate;
}

const LOCAL_DISKS = [FlavorDiskType.HDD, FlavorDiskType.SSD, FlavorDiskType.NVME];

/** The only hosts of a flavor: its own, or the catalogue's by what its name promises. @internal @jsii ignore */
export function hostsOf({ scsName, options }: CatalogFlavor, defaults: DefaultHosts): IHostAggregate | undefined {
  if (options.hosts !== undefined || scsName === undefined) {
    return options.hosts;
  }
  const isDedicated = ["dedicated-thread", "dedicated-core"].includes(scsName.cpuType);
  if (isDedicated && defaults.dedicatedCpuHosts !== undefined) {
    return defaults.dedicatedCpuHosts;
  }
  const { diskType } = scsName;
  return diskType !== undefined && LOCAL_DISKS.includes(diskType) ? defaults.localDiskHosts : undefined;
}

/** The flavors of a catalogue: those of the standard, then own ones. @internal @jsii ignore */
export function catalogFlavors(
  set: FlavorSet = FlavorSet.MANDATORY,
  own: readonly CatalogFlavor[] = [],
): CatalogFlavor[] {
  const standard = {
    [FlavorSet.MANDATORY]: StandardFlavors.mandatory(),
    [FlavorSet.MANDATORY_AND_RECOMMENDED]: StandardFlavors.all(),
    [FlavorSet.NONE]: [],
  }[set];
  return [...standard.map((flavor) => CatalogFlavor.scs(flavor.name.canonical)), ...own];
}

/** Properties of a {@link ScsFlavorCatalog}. */
export interface ScsFlavorCatalogProps {
  /** Which flavors of scs-0103-v1. @default FlavorSet.MANDATORY */
  readonly set?: FlavorSet;
  /** Own flavors. @default - none */
  readonly flavors?: CatalogFlavor[];
  /**
   * The only hosts of flavors with a local disk (`h`, `s`, `p`) that name no hosts of their own.
   * @default - any: every host has such disks
   */
  readonly localDiskHosts?: IHostAggregate;
  /**
   * The only hosts of flavors with CPUs of their own (`T`, `C`) that name no hosts of their own.
   * @default - any that Nova finds dedicated CPUs on
   */
  readonly dedicatedCpuHosts?: IHostAggregate;
  /**
   * `hw_rng:allowed`, a random number generator for guests: recommended by scs-0101 until v1.0, no more since v1.1.
   * @default false
   */
  readonly hwRng?: boolean;
  /** Flavors that are withdrawn, by name. @default - none */
  readonly retired?: { [name: string]: FlavorRetirement };
  /**
   * Flavors that may be deleted and made anew, by name: Nova cannot change vCPUs, memory, disk and visibility.
   * @default - none: the plan is refused
   */
  readonly replace?: string[];
  /**
   * Flavors that the cloud has already: those of the same name are imported, and mended in place. Extra specs outside of
   * `scs:` are kept. Stays as long as the catalogue does: what is imported already is not imported again.
   * @default - none, every flavor is made
   */
  readonly adopt?: CatalogAdoption;
  /** What becomes of a flavor that a plan would delete or replace. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/** What the flavor id may consist of (nova/api/validation/parameter_types.py, `flavor id`). */
const FLAVOR_ID = /^[a-zA-Z0-9. _-]{1,255}$/;

/**
 * The flavors of a cloud: those of scs-0103-v1 as the standard has them, and own ones.
 *
 * A flavor is known by its name: adding and retiring one touches no other, and never a server.
 *
 * Defines: for each flavor a flavor; for each project it is shared with an access.
 *
 * @example
 * const flavors = new ScsFlavorCatalog(stack, "flavors", {
 *   set: FlavorSet.MANDATORY_AND_RECOMMENDED,
 *   flavors: [CatalogFlavor.scs("SCS-8V-64-200s")],
 *   localDiskHosts: new HostAggregate(stack, "ssd", { hosts: ["compute-1", "compute-2"] }),
 * });
 * flavors.names.length; // 32
 */
export class ScsFlavorCatalog extends Construct {
  /** Names of the flavors that are offered, in the order of the standard, then own ones. */
  public readonly names: string[];

  private readonly resources = new Map<string, ComputeFlavorV2>();

  /**
   * @throws BlueprintError SCSBP-6200 for a catalogue of nothing, SCSBP-6201 and SCSBP-6202 for a name in another
   *   spelling or there twice, SCSBP-6203, SCSBP-6207 and SCSBP-6215 for a name that promises too much, SCSBP-6208 for a
   *   retirement of what is not there or mandatory, SCSBP-6210 and SCSBP-6211 for flavors of the cloud that cannot be
   *   adopted as they are, SCSBP-6213 for extra specs that contradict the name
   */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ScsFlavorCatalogProps = {},
  ) {
    super(scope, id);
    const flavors = this.flavors();
    this.checkNames(flavors);
    this.checkMentioned(flavors);
    if (props.adopt !== undefined) {
      FlavorAdoption.check(flavors, props, this.node.path);
    }
    this.names = flavors.map((flavor) => flavor.name).filter((name) => props.retired?.[name] === undefined);
    for (const flavor of flavors) {
      if (props.retired?.[flavor.name] !== FlavorRetirement.DELETE) {
        this.resources.set(flavor.name, this.addFlavor(flavor));
      }
    }
  }

  /**
   * Id of a flavor, known after apply.
   *
   * @throws BlueprintError SCSBP-6209 when the catalogue has none of this name
   */
  public flavorId(name: string): string {
    const flavor = this.resources.get(name);
    if (flavor === undefined) {
      throw refuse(this, "SCSBP-6209", {
        got: Quote.text(name),
        allowed: Quote.list([...this.resources.keys()]),
        fix: `add it: flavors: [CatalogFlavor.scs(${Quote.text(name)})]`,
      });
    }
    return flavor.id;
  }

  private flavors(): CatalogFlavor[] {
    const all = catalogFlavors(this.props.set, this.props.flavors);
    if (all.length === 0) {
      throw refuse(this, "SCSBP-6200", {
        got: "FlavorSet.NONE and no own flavors",
        allowed: "one flavor or more",
        fix: "choose another set, or add own flavors",
      });
    }
    return all;
  }

  private checkNames(flavors: readonly CatalogFlavor[]): void {
    const path = this.node.path;
    const seen = new Map<string, string>();
    for (const flavor of flavors) {
      const names = FlavorSpecs.names(flavor, path).map((name) => name.canonical);
      for (const key of new Set([flavor.key, ...names])) {
        const other = seen.get(key);
        if (other !== undefined) {
          throw refuse(path, "SCSBP-6202", {
            got: `${Quote.text(other)} and ${Quote.text(flavor.name)}, both ${key}`,
            allowed: "each name once, in whatever spelling",
            fix: `take one of them out; the standard flavors are there by \`set\``,
          });
        }
        seen.set(key, flavor.name);
      }
      if (flavor.scsName !== undefined && flavor.name !== flavor.key) {
        throw refuse(path, "SCSBP-6201", {
          got: Quote.text(flavor.name),
          allowed: flavor.key,
          fix: `call it ${flavor.key}; the spelling of scs-0100-v1 is an extra spec, scs:name-v1`,
        });
      }
    }
  }

  private checkMentioned(flavors: readonly CatalogFlavor[]): void {
    const { retired = {}, replace = [], set = FlavorSet.MANDATORY } = this.props;
    const known = flavors.map((flavor) => flavor.name);
    const refusal = (what: string, got: string, allowed: string, fix: string): BlueprintError =>
      refuse(this, "SCSBP-6208", { what, got, allowed, fix });
    const unknown = [...Object.keys(retired), ...replace].find((name) => !known.includes(name));
    if (unknown !== undefined) {
      const what = "a flavor to retire or to replace is not in the catalogue";
      throw refusal(what, Quote.text(unknown), Quote.list(known), "correct the name, or leave it out");
    }
    const mandatory = Object.keys(retired).find(
      (name) => StandardFlavors.find(name)?.status === StandardFlavorStatus.MANDATORY,
    );
    if (mandatory !== undefined && set !== FlavorSet.NONE) {
      const allowed = "flavors that are recommended, or own ones";
      const fix = "keep it; a cloud that is not to be SCS-compatible lists its flavors under FlavorSet.NONE";
      throw refusal("a mandatory flavor of scs-0103-v1 cannot be retired", mandatory, allowed, fix);
    }
  }

  private addFlavor(flavor: CatalogFlavor): ComputeFlavorV2 {
    const { retired = {}, replace = [], removalPolicy = RemovalPolicy.RETAIN } = this.props;
    const { name, facts, options } = flavor;
    const hosts = hostsOf(flavor, this.props);
    const live = this.props.adopt?.flavor(name);
    const specs = FlavorSpecs.of(flavor, hosts, this.props.hwRng ?? false, live?.extraSpecs ?? {});
    FlavorSpecs.check(flavor, specs, hosts, this.node.path);
    const hidden = retired[name] === FlavorRetirement.HIDE;
    const description = options.description ?? (live?.description === "" ? undefined : live?.description);
    const mayGo = removalPolicy === RemovalPolicy.DESTROY || hidden || replace.includes(name);
    const resource = new ComputeFlavorV2(this, name, {
      name,
      vcpus: facts.vcpus,
      ram: facts.ramMiB,
      disk: facts.diskGB,
      isPublic: options.projects === undefined && !hidden,
      extraSpecs: specs,
      ...(FLAVOR_ID.test(name) || live !== undefined ? { flavorId: live?.id ?? name } : {}),
      ...(flavor.ephemeralGB === 0 ? {} : { ephemeral: flavor.ephemeralGB }),
      ...((live?.swapMiB ?? 0) === 0 ? {} : { swap: live?.swapMiB }),
      ...((live?.rxTxFactor ?? 1) === 1 ? {} : { rxTxFactor: live?.rxTxFactor }),
      ...(description === undefined ? {} : { description }),
      lifecycle: {
        // A flavor that was there before keeps its id.
        ignoreChanges: ["flavor_id"],
        ...(mayGo ? {} : { preventDestroy: true }),
      },
    });
    if (live !== undefined) {
      importExisting(resource, live.id);
    }
    for (const [key, projectId] of Object.entries(options.projects ?? {})) {
      new ComputeFlavorAccessV2(this, `${name}-access-${key}`, { flavorId: resource.id, tenantId: projectId });
    }
    return resource;
  }
}

/** Whether a catalogue can take over what the cloud has. @internal */
class FlavorAdoption {
  /**
   * @throws BlueprintError SCSBP-6210 naming every flavor that Terraform would replace and that may not be, SCSBP-6211
   *   for a flavor outside of the catalogue that answers to one of its names
   */
  public static check(flavors: readonly CatalogFlavor[], props: ScsFlavorCatalogProps, path: string): void {
    const { replace = [], retired = {}, adopt } = props;
    const conflicts = flavors.flatMap((flavor) => {
      const live = adopt?.flavor(flavor.name);
      const mayGo = replace.includes(flavor.name) || retired[flavor.name] !== undefined;
      const differences = live === undefined || mayGo ? [] : FlavorAdoption.differences(flavor, live);
      return differences.length === 0
        ? []
        : [{ name: flavor.name, text: `${flavor.name} (${differences.join(", ")})` }];
    });
    if (conflicts.length > 0) {
      const names = conflicts.map(({ name }) => JSON.stringify(name)).join(", ");
      throw refuse(path, "SCSBP-6210", {
        got: conflicts.map(({ text }) => text).join("; "),
        allowed: "flavors that differ in extra specs and description only",
        fix: `allow it, replace: [${names}]: ids stay and no server is touched; or take them out of the catalogue`,
      });
    }
    FlavorAdoption.checkStrangers(flavors, adopt?.facts.flavors ?? [], path);
  }

  /** What Nova cannot change, live first. */
  private static differences({ facts, ephemeralGB, options }: CatalogFlavor, live: AdoptedFlavor): string[] {
    const rows: [string, string, string][] = [
      ["vCPUs", String(live.vcpus), String(facts.vcpus)],
      ["MiB", String(live.ramMiB), String(facts.ramMiB)],
      ["GB", String(live.diskGB), String(facts.diskGB)],
      ["GB ephemeral", String(live.ephemeralGB), String(ephemeralGB)],
      ["visibility", live.isPublic ? "public" : "private", options.projects === undefined ? "public" : "private"],
    ];
    return rows.filter(([, got, want]) => got !== want).map(([what, got, want]) => `${what}: ${got} → ${want}`);
  }

  private static checkStrangers(flavors: readonly CatalogFlavor[], live: readonly AdoptedFlavor[], path: string): void {
    const own = new Set(flavors.map((flavor) => flavor.name));
    const keys = new Set(flavors.flatMap((flavor) => (flavor.scsName === undefined ? [] : [flavor.key])));
    for (const flavor of live.filter(({ name }) => !own.has(name))) {
      const claim = Object.entries(flavor.extraSpecs).find(([key, text]) => {
        const parsed = FlavorName.tryParse(text).name ?? FlavorName.tryParse(text, FlavorSyntax.V1).name;
        return key.startsWith("scs:name-v") && parsed !== undefined && keys.has(parsed.canonical);
      });
      if (claim !== undefined) {
        throw refuse(path, "SCSBP-6211", {
          got: `${Quote.text(flavor.name)} with ${claim.join("=")}`,
          allowed: "one flavor for each name",
          fix: `take it into the catalogue, which drops its scs: keys: CatalogFlavor.custom(${JSON.stringify(flavor.name)}, …)`,
        });
      }
    }
  }
}
