import { FlavorCpuType } from "@scs-blueprints/standards";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import type { OvnBridge } from "./neutron";
import type { NovaComputeTemplate } from "./nova";
import type { YaookCeph } from "./yaook-ceph";

/** What guests see of the processor (nova.conf `[libvirt] cpu_mode`). */
export enum YaookCpuMode {
  /** The host's, as it is: servers move between equal hosts only. */
  HOST_PASSTHROUGH = "host-passthrough",
  /** The nearest model that libvirt names: servers move between hosts that have it. */
  HOST_MODEL = "host-model",
}

/** What runs guests (nova.conf `[libvirt] virt_type`). */
export enum YaookVirtType {
  KVM = "kvm",
  /** Without the processor's help: for trials in virtual machines. */
  QEMU = "qemu",
}

/** Properties of a {@link YaookComputePool}. */
export interface YaookComputePoolProps {
  /** Its name. */
  readonly name: string;
  /** Names of its nodes in Kubernetes. */
  readonly nodes: string[];
  /** What a vCPU of the flavors on it promises. @default FlavorCpuType.SHARED_CORE, what most mandatory flavors have */
  readonly cpuType?: FlavorCpuType;
  /** Whether the hosts count hardware threads as processors (SMT is on). @default true */
  readonly hyperthreading?: boolean;
  /** vCPUs for each processor that the host counts. @default - as many as the CPU type allows; 16 for crowded cores */
  readonly cpuAllocationRatio?: number;
  /** Memory of servers for each byte of the host's; 1 at most. @default 1 */
  readonly ramAllocationRatio?: number;
  /** Memory that the host keeps for itself, in MiB. @default - Nova's */
  readonly reservedHostMemoryMiB?: number;
  /** @default YaookCpuMode.HOST_PASSTHROUGH */
  readonly cpuMode?: YaookCpuMode;
  /** @default YaookVirtType.KVM */
  readonly virtType?: YaookVirtType;
  /** Bridges to networks outside. @default - none: traffic leaves by other nodes */
  readonly bridges?: OvnBridge[];
  /** Hypervisors that are emptied at a time when a change recreates them. @default 1 */
  readonly maxUnavailable?: number;
  /** Labels that choose its nodes. @default - a label of the library's with the pool's name, which the platform puts on its nodes */
  readonly nodeSelector?: Record<string, string>;
  /** nova.conf of its hypervisors beside that, by section and option. @default - none */
  readonly config?: Record<string, Record<string, unknown>>;
}

/** Label by which nodes belong to a pool. */
const POOL_LABEL = "scs-blueprints/compute-pool";

/**
 * vCPUs that may share a processor, at most, without and with hardware threads. Shared core: 5 a core, 3 a thread
 * (scs-0100-v3, CPU type); dedicated: one a core or one a thread, where with threads a core is two of them.
 */
const MOST: Partial<Record<FlavorCpuType, readonly [cores: number, threads: number]>> = {
  [FlavorCpuType.SHARED_CORE]: [5, 3],
  [FlavorCpuType.DEDICATED_THREAD]: [1, 1],
  [FlavorCpuType.DEDICATED_CORE]: [1, 0.5],
};
/** The standard sets no limit for crowded cores; this is what Nova had as its default for years. */
const CROWDED = 16;

/**
 * Hypervisors that are alike: how Nova and OVN are set up on them, and how many may be emptied at a time.
 *
 * Ratios are held against what the flavors on them promise by their names. That dedicated cores are pinned is up to the
 * flavor's extra specs; here only the count is right.
 *
 * @example
 * const general = new YaookComputePool({
 *   name: "general",
 *   nodes: ["compute-1.example.org", "compute-2.example.org"],
 *   bridges: [{ name: "br-ex", uplink: "enp3s0", physicalNetwork: "public" }],
 * });
 * general.cpuAllocationRatio; // 3
 */
export class YaookComputePool {
  public readonly name: string;
  public readonly nodes: string[];
  public readonly cpuType: FlavorCpuType;
  public readonly cpuAllocationRatio: number;
  public readonly ramAllocationRatio: number;
  public readonly bridges: OvnBridge[];
  public readonly maxUnavailable: number;
  /** Labels that choose its nodes; empty for all nodes. */
  public readonly nodeSelector: Record<string, string>;
  private readonly props: YaookComputePoolProps;

  /**
   * @throws BlueprintError SCSBP-6508 for a ratio that breaks what the CPU type or the memory promises, SCSBP-6509 for no
   * nodes, a node twice, a name that no label takes
   */
  public constructor(props: YaookComputePoolProps) {
    this.props = props;
    this.name = props.name;
    this.nodes = requireNodes(props);
    this.cpuType = props.cpuType ?? FlavorCpuType.SHARED_CORE;
    this.cpuAllocationRatio = requireCpuRatio(props, this.cpuType);
    this.ramAllocationRatio = requireRamRatio(props);
    this.bridges = [...(props.bridges ?? [])];
    this.maxUnavailable = props.maxUnavailable ?? 1;
    this.nodeSelector = props.nodeSelector ?? { [POOL_LABEL]: props.name };
    if (!Number.isInteger(this.maxUnavailable) || this.maxUnavailable < 1) {
      throw contradiction(
        props.name,
        `maxUnavailable ${this.maxUnavailable}`,
        "1 or more",
        "leave it out, or name a number",
      );
    }
  }

  /** @internal @jsii ignore */
  public template(region: string, ceph: YaookCeph | undefined): NovaComputeTemplate {
    const { reservedHostMemoryMiB, cpuMode, virtType, config = {} } = this.props;
    const own: Record<string, Record<string, unknown>> = {
      DEFAULT: {
        cpu_allocation_ratio: this.cpuAllocationRatio,
        ram_allocation_ratio: this.ramAllocationRatio,
        ...(reservedHostMemoryMiB !== undefined && { reserved_host_memory_mb: reservedHostMemoryMiB }),
      },
      libvirt: {
        virt_type: virtType ?? YaookVirtType.KVM,
        cpu_mode:
          cpuMode ?? (virtType === YaookVirtType.QEMU ? YaookCpuMode.HOST_MODEL : YaookCpuMode.HOST_PASSTHROUGH),
        // librbd's cache is safe with virtio, which flushes it when guests ask; discards give space back to the pool.
        ...(ceph !== undefined && { disk_cachemodes: ["network=writeback"], hw_disk_discard: "unmap" }),
      },
      keystone_authtoken: { os_region_name: region },
    };
    const sections = [...new Set([...Object.keys(own), ...Object.keys(config)])];
    return {
      nodeSelectors: [this.nodeSelector],
      config: Object.fromEntries(sections.map((section) => [section, { ...own[section], ...config[section] }])),
      ceph: ceph && { keyringSecret: ceph.volumeSecret, user: ceph.volumeUser, secretUuid: ceph.secretUuid },
    };
  }
}

function requireNodes({ name, nodes }: YaookComputePoolProps): string[] {
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
    throw contradiction(
      name,
      JSON.stringify(name),
      "lower-case letters, digits and hyphens, at most 63",
      "rename the pool",
    );
  }
  if (nodes.length === 0 || new Set(nodes).size !== nodes.length) {
    throw contradiction(
      name,
      nodes.join(", ") || "no nodes",
      "one node or more, each once",
      "name the nodes as kubectl get nodes does",
    );
  }
  return [...nodes];
}

function requireCpuRatio(props: YaookComputePoolProps, cpuType: FlavorCpuType): number {
  const threads = props.hyperthreading ?? true;
  const most = MOST[cpuType]?.[threads ? 1 : 0];
  const fromConfig = props.config?.["DEFAULT"]?.["cpu_allocation_ratio"];
  const ratio = props.cpuAllocationRatio ?? most ?? CROWDED;
  if (fromConfig !== undefined || !(ratio > 0) || (most !== undefined && ratio > most)) {
    const got =
      fromConfig === undefined ? `cpuAllocationRatio ${ratio}` : `config.DEFAULT.cpu_allocation_ratio ${fromConfig}`;
    throw refuse("SCSBP-6508", {
      what: `the CPU ratio of pool ${props.name} breaks what ${cpuType} promises (scs-0100-v3, CPU type)`,
      got,
      allowed: `cpuAllocationRatio up to ${most ?? "any"}, ${threads ? "with" : "without"} hardware threads`,
      fix: "lower the ratio, or promise less: cpuType: FlavorCpuType.CROWDED_CORE for a pool of its own",
    });
  }
  return ratio;
}

function requireRamRatio({ name, ramAllocationRatio = 1, config }: YaookComputePoolProps): number {
  const fromConfig = config?.["DEFAULT"]?.["ram_allocation_ratio"];
  if (fromConfig !== undefined || !(ramAllocationRatio > 0 && ramAllocationRatio <= 1)) {
    throw refuse("SCSBP-6508", {
      what: `the memory of pool ${name} is oversubscribed, which flavors show by an o in their names (scs-0100-v3)`,
      got:
        fromConfig === undefined
          ? `ramAllocationRatio ${ramAllocationRatio}`
          : `config.DEFAULT.ram_allocation_ratio ${fromConfig}`,
      allowed: "ramAllocationRatio up to 1: no mandatory flavor has an o",
      fix: "lower the ratio",
    });
  }
  return ramAllocationRatio;
}

function contradiction(pool: string, got: string, allowed: string, fix: string): BlueprintError {
  return refuse("SCSBP-6509", { what: `pool ${pool} cannot be made`, got, allowed, fix });
}

/**
 * @throws BlueprintError SCSBP-6509 for no pool, a name or a node in two of them, one that takes all nodes beside others
 * @internal @jsii ignore
 */
export function requirePoolsApart(pools: readonly YaookComputePool[], path: string): void {
  const refusal = (got: string, allowed: string, fix: string) => {
    throw refuse("SCSBP-6509", {
      what: "the pools of hypervisors contradict each other (computePools)",
      ...{ got, allowed, fix, path },
    });
  };
  if (pools.length === 0) {
    refusal("none", "one pool or more", "give the hypervisors");
  }
  const names = twice(pools.map((pool) => pool.name));
  if (names.length > 0) {
    refusal(`two pools called ${names.join(", ")}`, "a name for each pool", "rename one of them");
  }
  const nodes = twice(pools.flatMap((pool) => pool.nodes));
  if (nodes.length > 0) {
    refusal(`${nodes.join(", ")} in two pools`, "each node in one pool", "take it out of one of them");
  }
  const selectors = pools.map((pool) => pool.nodeSelector);
  for (const [i, one] of selectors.entries()) {
    const other = selectors.findIndex((two, j) => j !== i && covers(one, two));
    if (other >= 0) {
      refusal(
        `nodeSelector of ${pools[i]?.name} takes the nodes of ${pools[other]?.name} too`,
        "labels that tell pools apart: a node is in one disruption budget at most",
        "leave nodeSelector out, or add a label to it",
      );
    }
  }
}

/** Whether all nodes that the second selector takes are taken by the first one too. */
function covers(one: Record<string, string>, two: Record<string, string>): boolean {
  return Object.entries(one).every(([key, value]) => two[key] === value);
}

function twice(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, i) => values.indexOf(value) !== i))];
}
