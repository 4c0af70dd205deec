import { DataOpenstackComputeFlavorV2 } from "@scs-blueprints/provider-openstack/lib/data-openstack-compute-flavor-v2";
import type { Construct } from "constructs";
import { KnownCloud } from "../../cloud/known-cloud";
import { lookupId, lookupOnce } from "../../core/lookups";
import { refuse } from "../../core/index";
import { FlavorName } from "@scs-blueprints/standards";

/** What a flavor without an SCS name has; the name of an SCS flavor says it. */
export interface FlavorResources {
  /** Virtual CPUs. */
  readonly vcpus: number;
  /** Memory in GiB. */
  readonly ramGiB: number;
  /** Root disk in GB, 0 for none. @default 0 */
  readonly diskGB?: number;
}

/**
 * The size of a server: an SCS flavor name first (scs-0100), so that CPUs, memory and disk are known at synth.
 *
 * The static members are the mandatory flavors of scs-0103-v1: every cloud that is SCS-compatible IaaS has them.
 *
 * @example
 * Flavor.SCS_2V_4.ramGiB; // 4
 * Flavor.fromName("SCS-16V-64-200s").diskGB; // 200
 */
export class Flavor {
  /** 1 vCPU (crowded core), 1 GiB, no disk. */
  public static readonly SCS_1L_1 = Flavor.fromName("SCS-1L-1");
  /** 1 vCPU, 2 GiB, no disk. */
  public static readonly SCS_1V_2 = Flavor.fromName("SCS-1V-2");
  /** 1 vCPU, 4 GiB, no disk. */
  public static readonly SCS_1V_4 = Flavor.fromName("SCS-1V-4");
  /** 1 vCPU, 8 GiB, no disk. */
  public static readonly SCS_1V_8 = Flavor.fromName("SCS-1V-8");
  /** 2 vCPUs, 4 GiB, no disk. */
  public static readonly SCS_2V_4 = Flavor.fromName("SCS-2V-4");
  /** 2 vCPUs, 4 GiB, 20 GB local SSD. */
  public static readonly SCS_2V_4_20S = Flavor.fromName("SCS-2V-4-20s");
  /** 2 vCPUs, 8 GiB, no disk. */
  public static readonly SCS_2V_8 = Flavor.fromName("SCS-2V-8");
  /** 2 vCPUs, 16 GiB, no disk. */
  public static readonly SCS_2V_16 = Flavor.fromName("SCS-2V-16");
  /** 4 vCPUs, 8 GiB, no disk. */
  public static readonly SCS_4V_8 = Flavor.fromName("SCS-4V-8");
  /** 4 vCPUs, 16 GiB, no disk. */
  public static readonly SCS_4V_16 = Flavor.fromName("SCS-4V-16");
  /** 4 vCPUs, 16 GiB, 100 GB local SSD. */
  public static readonly SCS_4V_16_100S = Flavor.fromName("SCS-4V-16-100s");
  /** 4 vCPUs, 32 GiB, no disk. */
  public static readonly SCS_4V_32 = Flavor.fromName("SCS-4V-32");
  /** 8 vCPUs, 16 GiB, no disk. */
  public static readonly SCS_8V_16 = Flavor.fromName("SCS-8V-16");
  /** 8 vCPUs, 32 GiB, no disk. */
  public static readonly SCS_8V_32 = Flavor.fromName("SCS-8V-32");
  /** 16 vCPUs, 32 GiB, no disk. */
  public static readonly SCS_16V_32 = Flavor.fromName("SCS-16V-32");

  /**
   * A flavor by its SCS name. Whether the cloud has it is found out at synth where the stack has a context, else when
   * Terraform plans.
   *
   * @throws BlueprintError SCSBP-5xxx when the name is not valid under scs-0100-v3
   */
  public static fromName(name: string): Flavor {
    const parsed = FlavorName.parse(name);
    return new Flavor(name, parsed.vcpus, parsed.ramGiB, parsed.hasDisk, parsed.diskGB);
  }

  /**
   * A flavor whose name is not an SCS name, with the resources that the name does not tell.
   *
   * @throws BlueprintError SCSBP-2020 for a name that begins with `SCS-`, SCSBP-2021 for impossible resources
   */
  public static custom(name: string, resources: FlavorResources): Flavor {
    if (name.startsWith("SCS-")) {
      throw refuse("SCSBP-2020", {
        got: name,
        allowed: "a name that does not begin with SCS-",
        fix: `use Flavor.fromName("${name}")`,
      });
    }
    const diskGB = resources.diskGB ?? 0;
    if (!(resources.vcpus >= 1 && resources.ramGiB > 0 && diskGB >= 0)) {
      throw refuse("SCSBP-2021", {
        what: `flavor "${name}" has impossible resources`,
        got: JSON.stringify(resources),
        allowed: "vcpus of at least 1, ramGiB above 0, diskGB of at least 0",
        fix: "take the numbers of `openstack flavor show`",
      });
    }
    return new Flavor(name, resources.vcpus, resources.ramGiB, diskGB > 0, diskGB > 0 ? diskGB : undefined);
  }

  private constructor(
    /** Name in the cloud. */
    public readonly name: string,
    /** Virtual CPUs. */
    public readonly vcpus: number,
    /** Memory in GiB. */
    public readonly ramGiB: number,
    /** Whether the flavor brings a root disk; without one a server boots from a volume. */
    public readonly hasDisk: boolean,
    /** Size of the root disk in GB. @default - no disk, or a size that the cloud chooses */
    public readonly diskGB?: number,
  ) {}

  /**
   * The flavor's id, looked up once a stack.
   * @throws BlueprintError SCSBP-1100 and SCSBP-1101 when the context of the stack says that it is not there
   * @internal
   * @jsii ignore
   */
  public flavorIdIn(scope: Construct): string {
    KnownCloud.of(scope).flavor(this, scope.node.path);
    const id = lookupId("flavor", this.name);
    return lookupOnce(scope, id, (stack) => new DataOpenstackComputeFlavorV2(stack, id, { name: this.name })).id;
  }
}
