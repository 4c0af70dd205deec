import { objectInText, isObject, listOf, textOf, type JsonObject } from "@scs-blueprints/checker/reading";
import type { StackResource } from "@scs-blueprints/checker/assembly";
import { GraphBuilder } from "../graph-builder";
import { EdgeKind, NodeKind } from "../model";
import { Names } from "../labels";
import { Preset } from "../model";

/** Types that stand in a bundle of their own: what an operator offers. */
const CATALOGUES: readonly (readonly [string, NodeKind, string])[] = [
  ["openstack_compute_flavor_v2", NodeKind.FLAVOR, "flavors"],
  ["openstack_images_image_v2", NodeKind.IMAGE, "images"],
  ["openstack_blockstorage_volume_type_v3", NodeKind.VOLUME_TYPE, "volume types"],
];

/** Types that are a thing of their own in every picture. */
const THINGS: readonly (readonly [string, NodeKind, string])[] = [
  ["openstack_objectstorage_container_v1", NodeKind.OBJECT_STORE, "object store"],
  ["openstack_dns_zone_v2", NodeKind.DNS_ZONE, "DNS zone"],
  ["openstack_keymanager_secret_v1", NodeKind.SECRET, "secret"],
  ["openstack_keymanager_container_v1", NodeKind.SECRET, "certificate"],
  ["openstack_identity_application_credential_v3", NodeKind.CREDENTIAL, "application credential"],
  ["openstack_sharedfilesystem_share_v2", NodeKind.VOLUME, "shared file system"],
];

/** Types that only say something of another thing. */
const GLUE =
  /_(quota|quotaset|accept|access|associate|attach|keypair|membership|rbac_policy|share_access|tag)(_v\d+)?$/;

/** Identity, catalogues, stores, names, and whatever no other part knows. @internal */
export class Others {
  public constructor(private readonly graph: GraphBuilder) {}

  public build(): void {
    this.identity();
    CATALOGUES.forEach(([type, kind, word]) => this.catalogue(type, kind, word));
    THINGS.forEach(([type, kind, word]) => this.things(type, kind, word));
  }

  private identity(): void {
    const { elements } = this.graph;
    for (const element of elements.ofType("openstack_identity_group_v3")) {
      const domain = elements.reference(element, "domain_id");
      this.graph.addElement(element, NodeKind.GROUP, {
        parent: domain?.id ?? this.graph.home(element),
        detail: "group",
      });
    }
    for (const element of elements.ofType("openstack_identity_user_v3")) {
      const domain = elements.reference(element, "domain_id");
      const parent = domain?.id ?? this.graph.home(element);
      this.graph.addElement(element, NodeKind.USER, {
        parent: this.bundle(parent, "users", NodeKind.USER),
        preset: Preset.FULL,
        ...(element.values["enabled"] === false ? { detail: "disabled" } : {}),
      });
    }
    for (const element of elements.ofType("openstack_identity_user_membership_v3")) {
      const [user, group] = ["user_id", "group_id"].map((key) => elements.reference(element, key));
      this.graph.absorb(element, [user?.id]);
      const node = this.graph.nodes.get(user?.id ?? "");
      if (node !== undefined && group !== undefined) {
        const name = this.graph.nodes.get(group.id)?.label ?? Names.of(group);
        node.facts.push({ name: "in group", value: name });
        node.detail = node.detail === undefined ? `in ${name}` : `${node.detail}, ${name}`;
        this.graph.nodes.get(group.id)?.facts.push({ name: "member", value: node.label });
      }
    }
    for (const element of elements.ofType("openstack_identity_role_assignment_v3")) {
      const [who, where, role] = [["group_id", "user_id"], ["project_id", "domain_id"], ["role_id"]].map((keys) =>
        keys.map((key) => elements.reference(element, key)).find((each) => each !== undefined),
      );
      const name = Names.known(textOf(role?.values ?? {}, "name")) ?? "role";
      this.graph.absorb(element, [who?.id]);
      const from = this.graph.nodes.get(who?.id ?? "");
      if (from !== undefined && where !== undefined && from.parent === where.id) {
        from.badges.push(`${name} of all of it`);
      } else {
        this.graph.connect(from?.id, this.graph.seenAs(where)[0], EdgeKind.GRANTS, { label: name });
      }
    }
    for (const element of elements.ofType("openstack_identity_role_v3")) {
      this.graph.addElement(element, NodeKind.OTHER, { detail: "role" });
    }
  }

  private catalogue(type: string, kind: NodeKind, word: string): void {
    for (const element of this.graph.elements.ofType(type)) {
      const isPublic = element.values["is_public"] === true || element.values["visibility"] === "public";
      this.graph.addElement(element, kind, {
        label: Names.known(textOf(element.values, "name")) ?? Names.of(element),
        parent: this.bundle(this.graph.home(element), word, kind),
        preset: Preset.FULL,
        detail: isPublic ? "public" : undefined,
      });
    }
  }

  private things(type: string, kind: NodeKind, word: string): void {
    for (const element of this.graph.elements.ofType(type)) {
      const own =
        kind === NodeKind.DNS_ZONE ? Names.known(textOf(element.values, "name"))?.replace(/\.$/, "") : undefined;
      this.graph.addElement(element, kind, { label: own ?? Names.of(element), detail: word });
    }
  }

  /** Names of servers and balancers, after those are there. */
  public names(ownerOfPort: (port: StackResource) => string | undefined): void {
    const { elements } = this.graph;
    for (const element of elements.ofType("openstack_dns_recordset_v2")) {
      const zone = elements.reference(element, "zone_id");
      const domain = Names.known(textOf(zone?.values ?? {}, "name"));
      const name = Names.known(textOf(element.values, "name")) ?? Names.of(element);
      const short = domain === undefined ? name : name === domain ? "@" : name.replace(`.${domain}`, "");
      const node = this.graph.addElement(element, NodeKind.DNS_RECORD, {
        label: name.replace(/\.$/, ""),
        detail: textOf(element.values, "type"),
        preset: Preset.FULL,
        ...(zone === undefined ? {} : { parent: this.graph.seenAs(zone)[0] ?? this.graph.home(element) }),
      });
      for (const target of elements.references(element, "records")) {
        const owner = ownerOfPort(target) ?? this.graph.seenAs(target)[0];
        this.graph.connect(node.id, owner, EdgeKind.NAMES, { label: short });
      }
    }
  }

  private bundle(parent: string, word: string, kind: NodeKind): string {
    const node = this.graph.add({ id: `bundle:${parent}:${word}`, kind: NodeKind.BUNDLE, label: word, parent });
    const count = Number(node.facts.find(({ name }) => name === "number")?.value ?? 0) + 1;
    node.facts.splice(0, node.facts.length, { name: "number", value: String(count) }, { name: "kind", value: kind });
    node.detail = String(count);
    return node.id;
  }

  /** Kubernetes objects: clusters of Cluster API with their pools, control planes of Yaook, and the rest by namespace. */
  public kubernetes(): void {
    const { elements } = this.graph;
    for (const element of [...elements.ofType("kubernetes_manifest"), ...elements.ofType("kubectl_manifest")]) {
      const manifest = element.values["manifest"] ?? objectInText(element.values["yaml_body"]);
      if (isObject(manifest)) {
        this.object(element, manifest);
      }
    }
    for (const [type, kind] of [
      ["kubernetes_namespace_v1", "Namespace"],
      ["kubernetes_secret_v1", "Secret"],
    ] as const) {
      for (const element of elements.ofType(type)) {
        const metadata = element.values["metadata"];
        const first: unknown = Array.isArray(metadata) ? metadata[0] : metadata;
        this.object(element, { kind, metadata: isObject(first) ? first : {} });
      }
    }
  }

  private object(element: StackResource, manifest: JsonObject): void {
    const metadata = isObject(manifest["metadata"]) ? manifest["metadata"] : {};
    const kind = textOf(manifest, "kind") ?? "object";
    const version = textOf(manifest, "apiVersion") ?? "v1";
    const name = Names.known(textOf(metadata, "name")) ?? Names.of(element);
    const namespace = Names.known(textOf(metadata, "namespace"));
    if (kind === "Namespace") {
      this.namespace(element.stack, name);
      this.graph.absorb(element, [`namespace:${element.stack}:${name}`]);
      return;
    }
    const parent = namespace === undefined ? this.graph.home(element) : this.namespace(element.stack, namespace);
    const isCluster = kind === "Cluster" && version.startsWith("cluster.x-k8s.io/");
    const isYaook = /^(?:[a-z]+\.)?yaook\.cloud\//.test(version);
    this.graph.addElement(element, isCluster ? NodeKind.CLUSTER : NodeKind.KUBERNETES_OBJECT, {
      label: name,
      detail: isCluster ? undefined : kind,
      parent,
      preset: isCluster || isYaook ? Preset.OVERVIEW : Preset.FULL,
    });
    if (isCluster) {
      this.cluster(element, manifest);
    }
  }

  private namespace(stack: string, name: string): string {
    const parent = GraphBuilder.stackId(stack);
    return this.graph.add({ id: `namespace:${stack}:${name}`, kind: NodeKind.NAMESPACE, label: name, parent }).id;
  }

  private cluster(element: StackResource, manifest: JsonObject): void {
    const spec = isObject(manifest["spec"]) ? manifest["spec"] : {};
    const topology = isObject(spec["topology"]) ? spec["topology"] : {};
    const node = this.graph.nodes.get(element.id);
    const version = textOf(topology, "version");
    if (node !== undefined) {
      node.detail = version === undefined ? "cluster" : `Kubernetes ${version}`;
    }
    for (const group of this.graph.elements.referencesIn(element.stack, topology)) {
      this.graph.absorb(group, [element.id]);
    }
    const control = isObject(topology["controlPlane"]) ? topology["controlPlane"] : undefined;
    if (control !== undefined) {
      this.clusterPool(element, "control plane", control, Others.variable(topology["variables"], "controlPlaneFlavor"));
    }
    const workers = isObject(topology["workers"]) ? topology["workers"] : {};
    for (const pool of listOf(workers, "machineDeployments")) {
      const overrides = isObject(pool["variables"]) ? pool["variables"]["overrides"] : undefined;
      const flavor =
        Others.variable(overrides, "workerFlavor") ?? Others.variable(topology["variables"], "workerFlavor");
      this.clusterPool(element, textOf(pool, "name") ?? "workers", pool, flavor);
    }
  }

  private clusterPool(element: StackResource, name: string, pool: JsonObject, flavor: string | undefined): void {
    const annotations =
      isObject(pool["metadata"]) && isObject(pool["metadata"]["annotations"]) ? pool["metadata"]["annotations"] : {};
    const [least, most] = ["min", "max"].map((end) =>
      textOf(annotations, `cluster.x-k8s.io/cluster-api-autoscaler-node-group-${end}-size`),
    );
    const replicas = typeof pool["replicas"] === "number" ? String(pool["replicas"]) : undefined;
    const size = replicas ?? (least !== undefined && most !== undefined ? `${least}–${most}` : undefined);
    this.graph.add({
      id: `cluster-pool:${element.id}:${name}`,
      kind: NodeKind.CLUSTER_POOL,
      label: name,
      detail: [size, flavor ?? (size === undefined ? undefined : "nodes")].filter(Boolean).join(" × ") || undefined,
      parent: element.id,
    });
  }

  private static variable(list: unknown, name: string): string | undefined {
    const found = Array.isArray(list) ? list.filter(isObject).find((each) => each["name"] === name) : undefined;
    return found === undefined ? undefined : Names.known(textOf(found, "value"));
  }

  /** What no part has drawn: glue belongs to what it refers to or stands beside, the rest is drawn as it is. */
  public rest(): void {
    const { elements } = this.graph;
    const byPlace = new Map<string, string>();
    for (const node of this.graph.nodes.values()) {
      if (node.path !== undefined) {
        byPlace.set(`${node.id.split(":")[0] ?? ""}:${Names.construct(node.path)}`, node.id);
      }
    }
    for (const element of elements.resources.filter((each) => !each.isData && !this.graph.isSeen(each))) {
      const around = Names.around(element.path);
      const near = around === undefined ? undefined : byPlace.get(`${element.stack}:${around}`);
      const related = Object.keys(element.values).flatMap((key) =>
        elements.references(element, key).flatMap((each) => this.graph.seenAs(each)),
      );
      if (element.type === "terraform_data" && near !== undefined) {
        this.graph.absorb(element, [near]);
      } else if (GLUE.test(element.type)) {
        this.graph.absorb(element, related.length > 0 ? related : [near ?? this.graph.home(element)]);
      } else {
        this.graph.addElement(element, NodeKind.OTHER, {
          detail: element.type
            .replace(/^openstack_/, "")
            .replace(/_v\d+$/, "")
            .replaceAll("_", " "),
          preset: Preset.FULL,
          parent: this.bundle(this.graph.home(element), "other resources", NodeKind.OTHER),
        });
      }
    }
  }
}
