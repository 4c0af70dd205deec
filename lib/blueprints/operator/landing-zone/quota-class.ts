import { refuse } from "../../../core/index";
import osism from "./osism-quota-classes.json";
import { QUOTA_KINDS, QUOTA_KEYS, type QuotaLimits, QuotaService, checkLimits } from "./quota-limits";

/** How often a project gets its class: whole numbers from 1 on. */
export interface QuotaMultipliers {
  /** For all services. @default 1 */
  readonly all?: number;
  /** For Nova. @default - `all` */
  readonly compute?: number;
  /** For Cinder. @default - `all` */
  readonly storage?: number;
  /** For Neutron and Octavia. @default - `all` */
  readonly network?: number;
}

/**
 * A size of projects by name: limits that many projects share, multiplied for each as it needs.
 *
 * @example
 * const database = QuotaClass.OSISM_BASIC.extend("database", { volumes: 40, volumeGib: 4000 });
 * database.limitsFor({ compute: 4 }).cores; // 16
 * database.limitsFor({ compute: 4 }).volumeGib; // 4000
 */
export class QuotaClass {
  /** OSISM's `default`: nothing at all. */
  public static readonly OSISM_DEFAULT = new QuotaClass("default", osism.classes.default);
  /** OSISM's `basic`: 4 cores, 8 GiB, one network, no router. */
  public static readonly OSISM_BASIC = new QuotaClass("basic", osism.classes.basic);
  /** OSISM's `okeanos`: 50 cores, 128 GiB. */
  public static readonly OSISM_OKEANOS = new QuotaClass("okeanos", osism.classes.okeanos);
  /** OSISM's `testbed`: what the OSISM testbed needs as a tenant. */
  public static readonly OSISM_TESTBED = new QuotaClass("testbed", osism.classes.testbed);
  /** OSISM's `unlimited`. */
  public static readonly OSISM_UNLIMITED = new QuotaClass("unlimited", osism.classes.unlimited);

  /** OSISM's classes for projects, which every landing zone knows by their names. */
  public static readonly OSISM: QuotaClass[] = [
    QuotaClass.OSISM_DEFAULT,
    QuotaClass.OSISM_BASIC,
    QuotaClass.OSISM_OKEANOS,
    QuotaClass.OSISM_TESTBED,
    QuotaClass.OSISM_UNLIMITED,
  ];

  /**
   * An own class.
   *
   * @throws BlueprintError SCSBP-6303 for an unknown quota, SCSBP-6304 for an impossible limit
   */
  public static custom(name: string, limits: QuotaLimits): QuotaClass {
    return new QuotaClass(name, limits);
  }

  private constructor(
    /** Name of the class. */
    public readonly name: string,
    /** Its limits, not multiplied. */
    public readonly limits: QuotaLimits,
  ) {
    checkLimits(limits, `quota class ${name}`);
  }

  /**
   * A class of another name with some limits changed.
   *
   * @throws BlueprintError SCSBP-6303 for an unknown quota, SCSBP-6304 for an impossible limit
   */
  public extend(name: string, limits: QuotaLimits): QuotaClass {
    return new QuotaClass(name, { ...this.limits, ...limits });
  }

  /**
   * The limits of a project. Unlimited stays unlimited; what limits one thing (the largest volume, the metadata of a
   * server) and the number of routers is not multiplied, as OSISM's project manager has it.
   *
   * @throws BlueprintError SCSBP-6305 for an unfit multiplier, SCSBP-6304 for a product that the services cannot keep
   */
  public limitsFor(multipliers: QuotaMultipliers = {}): QuotaLimits {
    for (const [name, value] of Object.entries(multipliers) as [string, unknown][]) {
      if (value !== undefined && !(Number.isInteger(value) && (value as number) >= 1)) {
        throw refuse("SCSBP-6305", {
          what: "not a multiplier of a quota class",
          got: `${name}: ${JSON.stringify(value)}`,
          allowed: "a whole number from 1 on",
          fix: "correct it, or override single limits of the project",
        });
      }
    }
    const all = multipliers.all ?? 1;
    const factors: Record<QuotaService, number> = {
      [QuotaService.COMPUTE]: multipliers.compute ?? all,
      [QuotaService.VOLUME]: multipliers.storage ?? all,
      [QuotaService.NETWORK]: multipliers.network ?? all,
      [QuotaService.LOAD_BALANCER]: multipliers.network ?? all,
    };
    const limits: Partial<Record<keyof QuotaLimits, number>> = {};
    for (const key of QUOTA_KEYS) {
      const limit = this.limits[key];
      if (limit !== undefined) {
        const { scaled, service } = QUOTA_KINDS[key];
        limits[key] = scaled && limit > 0 ? limit * factors[service] : limit;
      }
    }
    checkLimits(limits, `quota class ${this.name}, multiplied`);
    return limits;
  }
}
