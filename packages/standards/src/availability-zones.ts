import { FindingResult, type Finding } from "./finding";

/** What an operator states about one compute availability zone. */
export interface AvailabilityZoneFacts {
  readonly name: string;
  /** Fire zone it lies in. @default - not stated */
  readonly fireZone?: string;
  /** More than one power line. @default - not stated */
  readonly redundantPower?: boolean;
  /** More than one external connection. @default - not stated */
  readonly redundantUplink?: boolean;
  /** More than one core router. @default - not stated */
  readonly redundantCoreRouters?: boolean;
  /** More than one cooling system. @default - not stated */
  readonly redundantCooling?: boolean;
}

/** What an operator states about a region. */
export interface RegionZoneFacts {
  readonly compute: AvailabilityZoneFacts[];
  /** Names of the storage zones. @default - not stated */
  readonly storage?: string[];
  /** Whether each storage zone has its own storage in its own fire zone. @default - not stated */
  readonly storagePerFireZone?: boolean;
  /** Whether volumes can be attached across zones. @default - not stated */
  readonly crossAttach?: boolean;
}

const TESTCASE = "availability-zones-check";
const STANDARD = "scs-0121-v1";

/** Availability zones (scs-0121-v1). The official check is manual: these findings help to state the facts. */
export class AvailabilityZones {
  /** Zones are optional: one compute zone is enough. With several, each must be a fire zone of its own. */
  public static check(facts: RegionZoneFacts): Finding[] {
    return [
      AvailabilityZones.fireZones(facts.compute),
      ...facts.compute.flatMap((zone) => [
        ...AvailabilityZones.stated(zone.name, "redundant power lines", zone.redundantPower, FindingResult.FAIL),
        ...AvailabilityZones.stated(zone.name, "redundant uplinks", zone.redundantUplink, FindingResult.FAIL),
        ...AvailabilityZones.stated(zone.name, "redundant core routers", zone.redundantCoreRouters, FindingResult.FAIL),
        ...AvailabilityZones.stated(
          zone.name,
          "redundant cooling (recommended)",
          zone.redundantCooling,
          FindingResult.WARN,
        ),
      ]),
      ...AvailabilityZones.storage(facts),
    ];
  }

  private static fireZones(zones: readonly AvailabilityZoneFacts[]): Finding {
    const clause = "compute zones are different fire zones";
    if (zones.length < 2) {
      return AvailabilityZones.finding(
        clause,
        FindingResult.NOT_APPLICABLE,
        "there is one compute zone, which is allowed",
      );
    }
    const stated = zones.flatMap((zone) => (zone.fireZone === undefined ? [] : [zone.fireZone]));
    if (new Set(stated).size < stated.length) {
      return {
        ...AvailabilityZones.finding(clause, FindingResult.FAIL, "compute zones share a fire zone"),
        got: zones.map((zone) => `${zone.name} in ${zone.fireZone ?? "?"}`).join(", "),
        fix: "make one zone of those that burn together",
      };
    }
    return stated.length < zones.length
      ? AvailabilityZones.finding(
          clause,
          FindingResult.UNKNOWN,
          "the operator must state the fire zone of each compute zone",
        )
      : AvailabilityZones.finding(
          clause,
          FindingResult.PASS,
          `${zones.length} compute zones in ${stated.length} fire zones`,
        );
  }

  private static storage(facts: RegionZoneFacts): Finding[] {
    const zones = facts.storage?.length;
    if (zones === undefined) {
      return [];
    }
    const several = "one storage zone, unless storage is kept per fire zone (recommended)";
    if (zones < 2) {
      return [AvailabilityZones.finding(several, FindingResult.PASS, "there is one storage zone")];
    }
    return [
      ...AvailabilityZones.stated("storage", several, facts.storagePerFireZone, FindingResult.WARN),
      ...AvailabilityZones.stated(
        "storage",
        "no attachment across several storage zones (recommended)",
        facts.crossAttach === undefined ? undefined : !facts.crossAttach,
        FindingResult.WARN,
      ),
    ];
  }

  /** A recommendation about which nothing is stated is passed over; a requirement is not. */
  private static stated(
    subject: string,
    clause: string,
    fact: boolean | undefined,
    otherwise: FindingResult,
  ): Finding[] {
    if (fact === undefined) {
      return otherwise === FindingResult.WARN
        ? []
        : [{ ...AvailabilityZones.finding(clause, FindingResult.UNKNOWN, "not stated by the operator"), subject }];
    }
    return [
      fact
        ? { ...AvailabilityZones.finding(clause, FindingResult.PASS, `stated: ${clause}`), subject }
        : { ...AvailabilityZones.finding(clause, otherwise, `not so: ${clause}`), subject },
    ];
  }

  private static finding(clause: string, result: FindingResult, message: string): Finding {
    return { testcase: TESTCASE, standard: STANDARD, clause, result, message };
  }
}
