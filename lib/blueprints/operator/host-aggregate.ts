import { ComputeAggregateV2 } from "@scs-blueprints/provider-openstack/lib/compute-aggregate-v2";
import { Construct } from "constructs";
import { BlueprintError, Names, refuse } from "../../core/index";

/** Hosts that flavors can be bound to. */
export interface IHostAggregate {
  /** What flavors ask for and the hosts' aggregate has: Nova's metadata, such as `ssd` = `true`. */
  readonly metadata: { [key: string]: string };
  /** vCPUs that are sold per physical core. @default - not stated */
  readonly vcpusPerCore?: number;
  /** Whether the hosts sell whole cores or threads: they know `cpu_dedicated_set`. @default - not stated */
  readonly dedicated?: boolean;
}

/** Properties of a {@link HostAggregate}. */
export interface HostAggregateProps {
  /** Names of the compute hosts, as `openstack hypervisor list` shows them. @default - none yet */
  readonly hosts?: string[];
  /**
   * What flavors ask for by `aggregate_instance_extra_specs:<key>`.
   * @default - the construct's id as key, with the value `true`
   */
  readonly metadata?: { [key: string]: string };
  /** What the operator sets on these hosts as `cpu_allocation_ratio`, per core. @default - not stated, not checked */
  readonly vcpusPerCore?: number;
  /** Whether `cpu_dedicated_set` is configured on these hosts, which flavors of T and C need. @default false */
  readonly dedicated?: boolean;
  /** Name in the cloud. @default - stack and path */
  readonly name?: string;
}

/**
 * A host aggregate of Nova: hosts with something in common, such as local SSDs or cores that are not shared.
 *
 * Nova keeps to it only where its scheduler has the `AggregateInstanceExtraSpecsFilter`, which is not among its default
 * filters: that is relied on. It keeps bound flavors on these hosts, not other flavors off them.
 *
 * Defines: an aggregate.
 *
 * @example
 * new HostAggregate(stack, "ssd", { hosts: ["compute-1", "compute-2"] }).metadata; // {"ssd": "true"}
 */
export class HostAggregate extends Construct implements IHostAggregate {
  public readonly metadata: { [key: string]: string };
  public readonly vcpusPerCore?: number;
  public readonly dedicated?: boolean;
  /** Id of the aggregate. */
  public readonly aggregateId: string;

  /** @throws BlueprintError SCSBP-6212 for unfit hosts, metadata or overcommitment */
  public constructor(scope: Construct, id: string, props: HostAggregateProps = {}) {
    super(scope, id);
    const { hosts = [], vcpusPerCore, dedicated = false } = props;
    this.metadata = props.metadata ?? { [id]: "true" };
    this.vcpusPerCore = vcpusPerCore;
    this.dedicated = dedicated;
    const path = this.node.path;
    const unfit = hosts.find((host, index) => host.trim() !== host || host === "" || hosts.indexOf(host) !== index);
    if (unfit !== undefined) {
      throw refused("not a host, or one that is there twice", unfit, "names of hosts, each once", path);
    }
    if (vcpusPerCore !== undefined && !(vcpusPerCore >= 1)) {
      throw refused("not a number of vCPUs per core", String(vcpusPerCore), "1 or more", path);
    }
    if (dedicated && (vcpusPerCore ?? 1) > 2) {
      // two threads a core is what simultaneous multithreading gives
      throw refused("dedicated hosts share cores", `${vcpusPerCore} vCPUs per core`, "at most 2", path);
    }
    if (Object.keys(this.metadata).length === 0 || "availability_zone" in this.metadata) {
      const allowed = "one key or more, none of them availability_zone";
      throw refused("not metadata to tell hosts apart by", JSON.stringify(this.metadata), allowed, path);
    }
    const aggregate = new ComputeAggregateV2(this, "Resource", {
      name: props.name ?? Names.ofConstruct(this),
      metadata: this.metadata,
      ...(hosts.length === 0 ? {} : { hosts: [...hosts] }),
    });
    this.aggregateId = aggregate.id;
  }
}

function refused(what: string, got: string, allowed: string, path: string): BlueprintError {
  return refuse(path, "SCSBP-6212", { what, got: JSON.stringify(got), allowed, fix: "correct it" });
}
