import { Token } from "../../core/engine";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { TaintEffect } from "../../kubernetes/node-labels";
import type { Flavor } from "../../openstack/compute/flavor";

/** Keeps pods away from nodes. */
export interface NodeTaint {
  /** Key. */
  readonly key: string;
  /** Value. @default - none */
  readonly value?: string;
  /** What it does. @default TaintEffect.NO_SCHEDULE */
  readonly effect?: TaintEffect;
}

/** A pool of equal worker nodes. */
export interface NodePoolOptions {
  /** Flavor of its servers. */
  readonly flavor: Flavor;
  /** How many nodes, fixed. @default 1, unless `min` and `max` are given */
  readonly size?: number;
  /**
   * Keys of the nodes, in place of `size`, where nodes are servers of one's own: any of them can be removed, and none of
   * the others changes.
   * @default - counted by `size`
   */
  readonly members?: string[];
  /** Least number of nodes of a pool that scales by itself. @default - it does not */
  readonly min?: number;
  /** Greatest number of nodes of a pool that scales by itself. @default - it does not */
  readonly max?: number;
  /** Root volume in GB, for flavors without a disk. @default 50 */
  readonly rootDiskGB?: number;
  /** Zones to spread over. @default - the cloud chooses */
  readonly zones?: string[];
  /** Labels of its nodes. @default - none */
  readonly labels?: Record<string, string>;
  /** Taints of its nodes. @default - none */
  readonly taints?: NodeTaint[];
}

/**
 * The least root volume in GB: node images ask for 20 (min_disk of ubuntu-capi-image, cluster-stacks
 * providers/openstack/scs2 `kubernetes.yaml`).
 */
export const LEAST_ROOT_DISK_GB = 20;
/** Root volume of the class `openstack-scs2` when nothing is said (`controlPlaneRootDisk`, `workerRootDisk`). */
export const ROOT_DISK_GB = 50;

/** A pool, checked. */
export class NodePool {
  /** @internal @jsii ignore */
  public static read(name: string, options: NodePoolOptions, path: string): NodePool {
    // A pool's name becomes a part of node names: cluster, pool, zone and a suffix share 63 characters.
    if (!/^[a-z]([-a-z0-9]{0,23}[a-z0-9])?$/.test(name)) {
      throw refuse(path, "SCSBP-6410", {
        got: JSON.stringify(name),
        allowed: "a lower-case letter, then lower-case letters, digits and hyphens, at most 25",
        fix: "rename the pool",
      });
    }
    const at = `pool ${name}`;
    const { flavor, zones = [], min, max } = options;
    requireSizes(at, options, path);
    if (new Set(zones).size !== zones.length) {
      throw refuse(path, "SCSBP-6412", {
        what: `${at} names a zone twice`,
        got: zones.join(", "),
        fix: "name each zone once",
      });
    }
    return new NodePool(
      name,
      flavor,
      rootDisk(at, flavor, options.rootDiskGB, path),
      min === undefined && max === undefined ? (options.members?.length ?? options.size ?? 1) : undefined,
      options.members,
      min,
      max,
      zones,
      options.labels ?? {},
      (options.taints ?? []).map(({ key, value, effect = TaintEffect.NO_SCHEDULE }) => ({
        key,
        ...(value !== undefined && { value }),
        effect,
      })),
    );
  }

  private constructor(
    /** Key of the pool. */
    public readonly name: string,
    /** Flavor of its servers. */
    public readonly flavor: Flavor,
    /** Root volume in GB; 0 where the flavor brings a disk. */
    public readonly rootDiskGB: number,
    /** Fixed number of nodes. @default - it scales */
    public readonly size: number | undefined,
    /** Keys of the nodes. @default - counted */
    public readonly members: string[] | undefined,
    /** Least number. @default - fixed */
    public readonly min: number | undefined,
    /** Greatest number. @default - fixed */
    public readonly max: number | undefined,
    /** Zones, in the order given. */
    public readonly zones: string[],
    /** Labels of its nodes. */
    public readonly labels: Record<string, string>,
    /** Taints of its nodes, as Kubernetes writes them: each with its effect. */
    public readonly taints: NodeTaint[],
  ) {}

  /** Nodes of a fixed number for each zone, the first zones get the odd ones. */
  public shareOf(zone: string, count: number): number {
    const index = this.zones.indexOf(zone);
    return Math.floor(count / this.zones.length) + (index < count % this.zones.length ? 1 : 0);
  }
}

/** Root volume of a node. @internal */
export function rootDisk(at: string, flavor: Flavor, wanted: number | undefined, path: string): number {
  if (flavor.hasDisk) {
    if (wanted !== undefined && wanted > 0) {
      throw refuse(path, "SCSBP-6413", {
        what: `${at} has a flavor with a disk and a root volume`,
        got: `${flavor.name}, ${wanted} GB`,
        allowed: "one of the two",
        fix: "leave rootDiskGB out, or take a flavor without a disk",
      });
    }
    if (flavor.diskGB !== undefined && flavor.diskGB < LEAST_ROOT_DISK_GB) {
      throw tooSmall(at, `${flavor.name} with ${flavor.diskGB} GB`, path);
    }
    return 0;
  }
  const size = wanted ?? ROOT_DISK_GB;
  if (!Token.isUnresolved(size) && (!Number.isInteger(size) || size < LEAST_ROOT_DISK_GB)) {
    throw tooSmall(at, `${size} GB`, path);
  }
  return size;
}

function tooSmall(at: string, got: string, path: string): BlueprintError {
  return refuse(path, "SCSBP-6414", {
    what: `the root disk of ${at} is too small for a node image`,
    got,
    allowed: `${LEAST_ROOT_DISK_GB} GB or more, in whole GB`,
    fix: `give rootDiskGB: ${ROOT_DISK_GB}, or a flavor with a larger disk`,
  });
}

function requireSizes(at: string, { size, members, min, max }: NodePoolOptions, path: string): void {
  const whole = [size, min, max].every((one) => one === undefined || (Number.isInteger(one) && one >= 0));
  const scales = min !== undefined || max !== undefined;
  const both = min !== undefined && max !== undefined;
  const counted = [size, members, scales || undefined].filter((one) => one !== undefined).length;
  if (!whole || counted > 1 || (scales && !both) || (both && (min > max || max < 1))) {
    const got = Object.entries({ size, members, min, max }).filter(([, value]) => value !== undefined);
    throw refuse(path, "SCSBP-6411", {
      what: `the size of ${at} contradicts itself`,
      got: got.map(([key, value]) => `${key}: ${String(value)}`).join(", "),
      allowed: "size alone, members alone, or min and max with min at most max and max at least 1",
      fix: "give a fixed size, or let the pool scale between min and max",
    });
  }
}
