import { DataOpenstackComputeAggregateV2 } from "@scs-blueprints/provider-openstack/lib/data-openstack-compute-aggregate-v2";
import { ComputeAggregateV2 } from "@scs-blueprints/provider-openstack/lib/compute-aggregate-v2";
import { Construct } from "constructs";
import { BlueprintError, refuse } from "../../core/index";
import { importExisting } from "../../core/terraform-data";
import { AvailabilityZones, type AvailabilityZoneFacts, FindingResult, type Finding } from "@scs-blueprints/standards";

/** One availability zone of compute hosts. */
export interface ScsAvailabilityZone {
  /** Name that users see, such as `az1`. */
  readonly name: string;
  /** Host names as `openstack compute service list` shows them. */
  readonly hosts: string[];
  /** Name of the host aggregate. @default - the zone's name */
  readonly aggregateName?: string;
  /** The aggregate exists: take it over instead of making one. @default false */
  readonly importExisting?: boolean;
  /** Further metadata of the aggregate. @default - none */
  readonly metadata?: Record<string, string>;
  /** Fire zone it lies in. @default - not stated */
  readonly fireZone?: string;
  /** More than one power line. @default - not stated */
  readonly redundantPower?: boolean;
  /** More than one external connection. @default - not stated */
  readonly redundantUplink?: boolean;
  /** More than one core router. @default - not stated */
  readonly redundantCoreRouters?: boolean;
}

/** Properties of {@link ScsAvailabilityZones}. */
export interface ScsAvailabilityZonesProps {
  readonly zones: ScsAvailabilityZone[];
}

/**
 * Compute availability zones (scs-0121-v1): host aggregates with the name of a zone. Zones are optional; with several, each
 * has to be a fire zone of its own with redundant power, uplinks and core routers, which only the operator can state: what
 * is stated to be otherwise is refused, what is not stated is listed in `findings`, for the official (manual) check.
 *
 * A host is in one zone; Nova refuses a second one at apply, this refuses it at synth. A host leaves a zone only without
 * servers on it.
 *
 * Defines: an aggregate for each zone; for imported ones also a data source and an import.
 *
 * @example
 * new ScsAvailabilityZones(stack, "zones", {
 *   zones: [
 *     { name: "az1", hosts: ["compute-1", "compute-2"], fireZone: "hall A" },
 *     { name: "az2", hosts: ["compute-3", "compute-4"], fireZone: "hall B" },
 *   ],
 * });
 */
export class ScsAvailabilityZones extends Construct {
  /** What scs-0121-v1 says of the statements. */
  public readonly findings: Finding[];
  private readonly ids = new Map<string, string>();

  /**
   * @throws BlueprintError SCSBP-6258 for a zone or aggregate that is there twice or has an unfit name, SCSBP-6259 for a
   * host in two zones, SCSBP-6260 for statements that contradict the standard
   */
  public constructor(scope: Construct, id: string, props: ScsAvailabilityZonesProps) {
    super(scope, id);
    this.checkNames(props.zones);
    this.checkHosts(props.zones);
    this.findings = AvailabilityZones.check({ compute: props.zones.map((zone): AvailabilityZoneFacts => zone) });
    this.checkStatements();
    for (const zone of props.zones) {
      this.add(zone);
    }
  }

  /** Names of the zones, in the order of the program. */
  public get names(): string[] {
    return [...this.ids.keys()];
  }

  /** Id of a zone's aggregate, known after apply. */
  public aggregateId(zone: string): string | undefined {
    return this.ids.get(zone);
  }

  private add(zone: ScsAvailabilityZone): void {
    const own = new Construct(this, zone.name);
    const name = zone.aggregateName ?? zone.name;
    const aggregate = new ComputeAggregateV2(own, "Resource", {
      name,
      zone: zone.name,
      ...(zone.hosts.length === 0 ? {} : { hosts: [...zone.hosts].sort() }),
      ...(zone.metadata === undefined ? {} : { metadata: zone.metadata }),
    });
    if (zone.importExisting === true) {
      const found = new DataOpenstackComputeAggregateV2(own, "existing", { name });
      importExisting(aggregate, found.id);
    }
    this.ids.set(zone.name, aggregate.id);
  }

  private checkNames(zones: readonly ScsAvailabilityZone[]): void {
    const refusal = (what: string, got: string): BlueprintError =>
      refuse(this, "SCSBP-6258", {
        what,
        got,
        allowed: "different names without a colon, which servers use for a host within a zone (zone:host)",
        fix: "rename one of them",
      });
    const unfit = zones.find((zone) => !/^[^:/\s][^:/]*$/.test(zone.name) || zone.name === "internal");
    if (unfit !== undefined) {
      throw refusal("unfit name of an availability zone", JSON.stringify(unfit.name));
    }
    for (const names of [zones.map((zone) => zone.name), zones.map((zone) => zone.aggregateName ?? zone.name)]) {
      const twice = names.find((name, index) => names.indexOf(name) !== index);
      if (twice !== undefined) {
        throw refusal("two zones or aggregates have one name", twice);
      }
    }
  }

  private checkHosts(zones: readonly ScsAvailabilityZone[]): void {
    const places = new Map<string, string>();
    for (const zone of zones) {
      for (const host of zone.hosts) {
        const other = places.get(host);
        if (other !== undefined) {
          throw refuse(this, "SCSBP-6259", {
            got: other === zone.name ? `${host} twice in ${zone.name}` : `${host} in ${other} and in ${zone.name}`,
            allowed: "each host once",
            fix: "name it in the zone that it burns down with",
          });
        }
        places.set(host, zone.name);
      }
    }
  }

  private checkStatements(): void {
    const wrong = this.findings.filter((finding) => finding.result === FindingResult.FAIL);
    if (wrong.length > 0) {
      throw refuse(this, "SCSBP-6260", {
        got: wrong
          .map((finding) => [finding.subject, finding.message, finding.got].filter(Boolean).join(": "))
          .join("; "),
        allowed: "each zone a fire zone of its own, with redundant power, uplinks and core routers",
        fix: "make one zone of those that fail together",
      });
    }
  }
}
