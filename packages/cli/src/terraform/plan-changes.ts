import { type Change, changedAttributes, type Plan } from "@scs-blueprints/checker/assembly";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { isMapping, type Mapping } from "@scs-blueprints/toolkit";
import type { ConstructPaths } from "./construct-paths";
import type { UiMessage } from "./diagnostics";

/** What happens to a resource; in the order in which a reader wants to know. */
export enum ChangeKind {
  REPLACE = "replace",
  DESTROY = "destroy",
  FORGET = "forget",
  UPDATE = "update",
  CREATE = "create",
  MOVE = "move",
  IMPORT = "import",
}

/** One resource that a plan touches. Names of attributes only: values may be secrets. */
export interface PlanChange {
  readonly address: string;
  readonly type: string;
  /** In the construct tree. @default - unknown */
  readonly path?: string;
  readonly kind: ChangeKind;
  /** What is lost that no apply can make again, or that is taken over only to be destroyed. @default - nothing */
  readonly loss?: string;
  /** Attributes that force a replacement. */
  readonly forcedBy: readonly string[];
  /** Attributes that differ, for updates and replacements. */
  readonly attributes: readonly string[];
  /** Whether the new one is made before the old one goes. @default - no replacement */
  readonly createBeforeDestroy?: boolean;
  /** Where a moved resource was. @default - it did not move */
  readonly previousAddress?: string;
  /** Id of an imported resource in the cloud. @default - it is not imported */
  readonly importId?: string;
  /** The engine's reason, such as `delete_because_no_resource_config`. @default - none given */
  readonly reason?: string;
}

const LOST_IMPORT = "taken over and destroyed by the same apply";

/**
 * What a plan would take over only to destroy it.
 *
 * @returns SCSBP-8354 that names it; undefined when there is nothing of the kind
 */
export function lostImports(changes: readonly PlanChange[]): BlueprintError | undefined {
  const lost = changes.filter(({ importId, loss }) => importId !== undefined && loss !== undefined);
  if (lost.length === 0) {
    return undefined;
  }
  const why = ({ forcedBy, reason }: PlanChange) =>
    forcedBy.length > 0 ? forcedBy.join(", ") : (reason ?? "on request").replaceAll("_", " ");
  return refuse("SCSBP-8354", {
    what: "an apply would destroy what it takes over",
    got: lost.map((one) => `${one.address} (${why(one)})`).join(", "),
    allowed: "imports that change nothing, or in place",
    fix:
      "do not apply. Give the program the values that the cloud has. Where `replace by triggers` is the reason, make the " +
      "takeover file anew with `scs-blueprints import state`: it notes image revisions and names",
  });
}

/** All that a plan would do to resources, worst first; look-ups and what stays are left out. */
export function planChanges(plan: Plan, paths: ConstructPaths): PlanChange[] {
  const order = Object.values(ChangeKind);
  return plan.changes
    .flatMap((change) => read(change, paths))
    .sort(
      (a, b) =>
        Number(a.loss === undefined) - Number(b.loss === undefined) ||
        order.indexOf(a.kind) - order.indexOf(b.kind) ||
        (a.path ?? a.address).localeCompare(b.path ?? b.address, "en", { numeric: true }),
    );
}

/** Names of outputs that change, with the action. */
export function outputChanges(plan: Plan): { readonly name: string; readonly action: string }[] {
  return plan.outputChanges.map(({ name, actions }) => ({ name, action: actions.join("+") }));
}

function read(change: Change, paths: ConstructPaths): PlanChange[] {
  const { address, type, actions, previousAddress, importId, deposed, before } = change;
  const kind = kindOf(change);
  if (kind === undefined || change.isData) {
    return [];
  }
  const gone = kind === ChangeKind.REPLACE || kind === ChangeKind.DESTROY;
  const loss = gone ? lossOf(type, before) : undefined;
  const replaced = kind === ChangeKind.REPLACE;
  return [
    {
      address: deposed === undefined ? address : `${address} (deposed ${deposed})`,
      type,
      path: paths.find(address) ?? (previousAddress === undefined ? undefined : paths.find(previousAddress)),
      kind,
      ...optional("loss", gone && importId !== undefined ? [LOST_IMPORT, loss].filter(Boolean).join("; ") : loss),
      forcedBy: replaced ? change.forcedBy : [],
      attributes: replaced || kind === ChangeKind.UPDATE ? changedAttributes(change) : [],
      ...optional("createBeforeDestroy", replaced ? actions[0] === "create" : undefined),
      ...optional("previousAddress", previousAddress),
      ...optional("importId", importId),
      ...optional("reason", change.reason),
    },
  ];
}

function kindOf({ actions, previousAddress, importId }: Change): ChangeKind | undefined {
  const has = (action: string) => actions.includes(action);
  if (has("create") && has("delete")) {
    return ChangeKind.REPLACE;
  }
  const found = (
    [
      ["delete", ChangeKind.DESTROY],
      ["forget", ChangeKind.FORGET],
      ["update", ChangeKind.UPDATE],
      ["create", ChangeKind.CREATE],
    ] as const
  ).find(([action]) => has(action));
  const stays = previousAddress === undefined ? undefined : ChangeKind.MOVE;
  return found?.[1] ?? stays ?? (importId === undefined ? undefined : ChangeKind.IMPORT);
}

const optional = <T>(key: string, value: T | undefined): Record<string, T> =>
  value === undefined ? {} : { [key]: value };

/** What a second plan would still change, though an apply has just been. */
export interface Difference {
  readonly address: string;
  readonly path?: string;
  readonly actions: readonly string[];
  /** Names of the attributes that differ; values stay unsaid, they may be secrets. */
  readonly attributes: readonly string[];
}

/** What a plan would change, attribute by attribute; outputs where there is nothing else. */
export function planDifferences(plan: Plan, paths: ConstructPaths): Difference[] {
  const changes = plan.changes
    .filter(({ actions }) => !actions.every((action) => action === "no-op" || action === "read"))
    .map((change) => ({
      address: change.address,
      path: paths.find(change.address),
      actions: change.actions,
      attributes: change.actions.includes("update") || change.actions.length > 1 ? changedAttributes(change) : [],
    }));
  const outputs = plan.outputChanges.map(({ name, actions }) => ({
    address: `output.${name}`,
    actions,
    attributes: [],
  }));
  return changes.length > 0 ? changes : outputs;
}

export function renderDifferences(differences: readonly Difference[]): string {
  return differences
    .map(({ path, address, actions, attributes }) => {
      const what = attributes.length > 0 ? `: ${attributes.join(", ")}` : "";
      return `${actions.join("+")} ${path === undefined ? address : `${path} (${address})`}${what}`;
    })
    .join("\n");
}

/** Types whose objects hold what an apply cannot make again, and what is lost when one is destroyed or replaced. */
const LOSSES: Readonly<Record<string, string>> = {
  openstack_blockstorage_volume_v3: "the volume's data is lost",
  openstack_sharedfilesystem_share_v2: "the share's files are lost",
  openstack_objectstorage_container_v1: "the container's objects are lost",
  openstack_objectstorage_object_v1: "the object is lost",
  openstack_db_instance_v1: "all databases on it are lost",
  openstack_db_database_v1: "the database is lost",
  openstack_containerinfra_cluster_v1: "all that runs in the cluster is lost",
  openstack_containerinfra_nodegroup_v1: "what its nodes hold locally is lost",
  openstack_orchestration_stack_v1: "all that Heat made by it is lost",
  openstack_keymanager_secret_v1: "the secret is lost, and what was encrypted by it",
  openstack_keymanager_order_v1: "the key is lost, and what was encrypted by it",
  openstack_images_image_v2: "the image is lost: servers cannot be rebuilt from it",
  openstack_networking_network_v2: "all with a port in it loses it",
  openstack_networking_subnet_v2: "all with an address in it loses it",
  openstack_networking_subnetpool_v2: "its address blocks go back, and others may get them",
  openstack_networking_floatingip_v2: "the public address goes back to the cloud, which may give it to others",
  openstack_networking_router_v2: "connections break, and outgoing ones get another source address",
  openstack_lb_loadbalancer_v2: "connections break, and its address may change",
  openstack_dns_zone_v2: "all records of the zone are lost",
  openstack_identity_project_v3: "all that the project owns is orphaned",
  openstack_identity_user_v3: "the user's logins, keys and role assignments are lost",
  openstack_vpnaas_service_v2: "its public address may change, and tunnels break",
  kubernetes_namespace: "all in the namespace is lost",
  kubernetes_namespace_v1: "all in the namespace is lost",
  kubernetes_persistent_volume_claim: "the claim's volume may be lost",
  kubernetes_persistent_volume_claim_v1: "the claim's volume may be lost",
};

/** Kinds of Kubernetes objects, for providers that send manifests. */
const KINDS: Readonly<Record<string, string>> = {
  Namespace: "all in the namespace is lost",
  PersistentVolumeClaim: "the claim's volume may be lost",
  PersistentVolume: "the volume may be lost",
  CustomResourceDefinition: "all objects of its kind are lost",
  Cluster: "the cluster with all that runs in it is lost",
  Shoot: "the cluster with all that runs in it is lost",
  CephCluster: "all that is stored in it is lost",
  CephBlockPool: "all that is stored in it is lost",
};

const SERVER = "openstack_compute_instance_v2";
const MANIFESTS = ["kubectl_manifest", "kubernetes_manifest"];

/**
 * What is lost with an object.
 *
 * @param before what the state has of it
 * @returns undefined when an apply can make it again as it was
 */
export function lossOf(type: string, before: unknown): string | undefined {
  const values = isMapping(before) ? before : {};
  if (type === SERVER) {
    return serverLoss(values);
  }
  if (MANIFESTS.includes(type)) {
    const manifest = isMapping(values.manifest) ? values.manifest : {};
    return KINDS[String(values.kind ?? manifest.kind ?? "")];
  }
  return LOSSES[type];
}

/** A server whose disks are all volumes that stay holds nothing itself. */
function serverLoss(values: Mapping): string | undefined {
  const disks = (Array.isArray(values.block_device) ? (values.block_device as unknown[]) : []).filter(isMapping);
  const boot = disks.find((disk) => Number(disk.boot_index ?? -1) === 0);
  if (boot === undefined || boot.destination_type !== "volume") {
    return "its local disk is lost";
  }
  return disks.some((disk) => disk.delete_on_termination === true)
    ? "volumes that were made with it are lost"
    : undefined;
}

/** How many resources a plan touches, by what happens to them. */
export class PlanSummary {
  public create = 0;
  public update = 0;
  public replace = 0;
  public destroy = 0;
  public import = 0;
  public move = 0;
  /** Addresses that change, with the action; look-ups that happen during apply are no change. */
  public readonly changes: { readonly address: string; readonly action: string }[] = [];

  public add(message: UiMessage): void {
    if (message.type !== "planned_change" || message.change === undefined) {
      return;
    }
    const { action, resource } = message.change;
    switch (action) {
      case "create":
        this.create += 1;
        break;
      case "update":
        this.update += 1;
        break;
      case "replace":
        this.replace += 1;
        break;
      case "delete":
      case "remove":
        this.destroy += 1;
        break;
      case "import":
        this.import += 1;
        break;
      case "move":
        this.move += 1;
        break;
      default:
        return; // noop, read
    }
    this.changes.push({ address: resource.addr, action });
  }

  /** How many resources the apply will work on. */
  public get total(): number {
    return this.create + this.update + this.replace + this.destroy + this.import;
  }

  public get counts(): Record<string, number> {
    const { create, update, replace, destroy, import: imports, move } = this;
    return { create, update, replace, destroy, import: imports, move };
  }

  /** `12 to create, 1 to replace`, or `no changes`. */
  public toString(): string {
    const parts = Object.entries(this.counts)
      .filter(([, count]) => count > 0)
      .map(([action, count]) => `${count} to ${action}`);
    return parts.length > 0 ? parts.join(", ") : "no changes";
  }
}
