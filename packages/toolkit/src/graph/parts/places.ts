import { textOf } from "@scs-blueprints/checker/reading";
import type { Stack, StackResource } from "@scs-blueprints/checker/assembly";
import { GraphBuilder, type NodeDraft } from "../graph-builder";
import { EdgeKind, NodeKind } from "../model";
import { Names } from "../labels";
import { Preset } from "../model";

/** Clouds, stacks, projects, networks, tiers, routers, public addresses: where things are. @internal */
export class Places {
  public constructor(private readonly graph: GraphBuilder) {}

  public build(): void {
    for (const stack of this.graph.elements.stacks) {
      this.stack(stack);
    }
    this.projects();
    this.networks();
    this.routers();
  }

  /** The tier that an attribute names, by reference to a network or subnet, or by an id that is no expression. */
  public tierOf(
    element: StackResource,
    values: Readonly<Record<string, unknown>>,
    attributes: readonly string[],
  ): string | undefined {
    for (const attribute of attributes) {
      const value = values[attribute];
      const found = this.graph.elements
        .referencesIn(element.stack, value)
        .flatMap((each) => this.graph.seenAs(each))[0];
      if (found !== undefined) {
        return found;
      }
      const text = typeof value === "string" ? Names.known(value) : undefined;
      if (text !== undefined) {
        return this.graph.add({
          id: `network:${element.stack}:${text}`,
          kind: NodeKind.TIER,
          label: text.length > 20 ? `${text.slice(0, 8)}…` : text,
          detail: "made elsewhere",
          parent: this.graph.home(element),
        }).id;
      }
    }
    return undefined;
  }

  private stack({ name, providers }: Stack): void {
    const values = providers.find((each) => each.name === "openstack")?.values ?? {};
    const [region, cloud] = ["region", "cloud"].map((key) => Names.known(textOf(values, key)));
    const place = region ?? cloud;
    const parent =
      place === undefined
        ? undefined
        : this.graph.add({
            id: `region:${cloud ?? ""}:${region ?? ""}`,
            kind: NodeKind.REGION,
            label: place,
            ...(region !== undefined && cloud !== undefined && region !== cloud ? { detail: `cloud ${cloud}` } : {}),
          }).id;
    this.graph.add({
      id: GraphBuilder.stackId(name),
      kind: NodeKind.STACK,
      label: name,
      ...(parent === undefined ? {} : { parent }),
    });
  }

  /** Outside of stacks: those of one cloud share it. */
  private outside(stack: string): string | undefined {
    return this.graph.nodes.get(GraphBuilder.stackId(stack))?.parent;
  }

  private projects(): void {
    const { elements } = this.graph;
    const all = elements.ofType("openstack_identity_project_v3");
    for (const element of all.filter((each) => each.values["is_domain"] === true)) {
      this.graph.addElement(element, NodeKind.DOMAIN, { label: textOf(element.values, "name") ?? Names.of(element) });
    }
    for (const element of all.filter((each) => each.values["is_domain"] !== true)) {
      const domain = elements.reference(element, "domain_id");
      const above = elements.reference(element, "parent_id");
      this.graph.addElement(element, NodeKind.PROJECT, {
        label: Names.known(textOf(element.values, "name")) ?? Names.of(element),
        parent: above?.id ?? domain?.id ?? GraphBuilder.stackId(element.stack),
      });
    }
  }

  private networks(): void {
    const { elements } = this.graph;
    for (const element of elements.ofType("data.openstack_networking_network_v2")) {
      if (element.values["external"] === true) {
        this.external(element);
      } else {
        this.graph.addElement(element, NodeKind.TIER, {
          label: Names.known(textOf(element.values, "name")) ?? Names.of(element),
          detail: "made elsewhere",
        });
      }
    }
    for (const element of elements.ofType("openstack_networking_network_v2")) {
      if (element.values["external"] === true) {
        const node = this.graph.addElement(element, NodeKind.EXTERNAL_NETWORK, { detail: "external network" });
        node.label = Names.known(textOf(element.values, "name")) ?? node.label;
      } else {
        this.tier(element);
      }
    }
    for (const type of ["openstack_networking_subnet_v2", "data.openstack_networking_subnet_v2"]) {
      elements.ofType(type).forEach((element) => this.subnet(element));
    }
  }

  private external(element: StackResource): void {
    const name = Names.known(textOf(element.values, "name"));
    const parent = this.outside(element.stack);
    const id = `external:${parent ?? element.stack}:${name ?? ""}`;
    this.graph.add({
      id,
      kind: NodeKind.EXTERNAL_NETWORK,
      label: name ?? "external network",
      ...(name === undefined ? {} : { detail: "external network" }),
      ...(parent === undefined ? {} : { parent }),
      path: element.path,
      type: element.type,
    });
    this.graph.absorb(element, [id]);
  }

  private tier(element: StackResource): void {
    const around = Names.around(element.path);
    const home = this.graph.home(element);
    const parent =
      around === undefined
        ? home
        : this.graph.add({
            id: `network:${element.stack}:${around}`,
            kind: NodeKind.NETWORK,
            label: Names.ofPath(around),
            parent: home,
            path: around,
          }).id;
    const node = this.graph.addElement(element, NodeKind.TIER, { parent });
    const zones = element.values["availability_zone_hints"];
    if (Array.isArray(zones) && zones.length > 0) {
      node.badges.push(Names.list(zones.map(String)));
    }
  }

  private subnet(element: StackResource): void {
    const network = this.graph.elements.reference(element, "network_id");
    const host = this.graph.seenAs(network)[0] ?? this.literalNetwork(element);
    this.graph.absorb(element, [host]);
    const node = host === undefined ? undefined : this.graph.nodes.get(host);
    const cidr = Names.known(textOf(element.values, "cidr"));
    const zone = /\/zones\/([^/]+)\//.exec(element.path ?? "")?.[1];
    if (node === undefined) {
      return;
    }
    node.facts.push({
      name: zone === undefined ? "subnet" : `subnet of ${zone}`,
      value: cidr ?? "address block from a pool",
    });
    if (cidr !== undefined && zone === undefined) {
      node.detail = node.detail === undefined || node.detail === "made elsewhere" ? cidr : `${node.detail}, ${cidr}`;
    } else if (zone !== undefined) {
      this.graph.add({
        id: `zone:${element.id}`,
        kind: NodeKind.ZONE,
        label: zone,
        detail: cidr,
        parent: node.id,
        preset: Preset.NETWORK,
        path: element.path,
      });
    }
  }

  private literalNetwork(element: StackResource): string | undefined {
    return element.isData && textOf(element.values, "network_id") === undefined
      ? this.graph.addElement(element, NodeKind.TIER, { detail: "made elsewhere" }).id
      : this.tierOf(element, element.values, ["network_id"]);
  }

  private routers(): void {
    const { elements } = this.graph;
    const routers = [
      ...elements.ofType("openstack_networking_router_v2"),
      ...elements.ofType("data.openstack_networking_router_v2"),
    ];
    for (const element of routers) {
      const network = this.graph.nodes.get(`network:${element.stack}:${Names.construct(element.path ?? "")}`);
      const node = this.graph.addElement(element, NodeKind.ROUTER, {
        preset: network === undefined ? Preset.OVERVIEW : Preset.NETWORK,
        ...(network === undefined ? {} : { parent: network.id, label: "router" }),
        detail: element.isData ? "made elsewhere" : undefined,
      });
      const external = elements.reference(element, "external_network_id");
      this.graph.connect(this.graph.seenAs(external)[0], node.id, EdgeKind.ROUTES);
      if (external === undefined && element.values["external_network_id"] === undefined && !element.isData) {
        node.badges.push("no way out");
      }
    }
    for (const element of elements.ofType("openstack_networking_router_interface_v2")) {
      const router = this.graph.seenAs(elements.reference(element, "router_id"))[0];
      const tier = this.tierOf(element, element.values, ["subnet_id"]);
      this.graph.absorb(element, [tier ?? router]);
      this.graph.connect(router, tier, EdgeKind.ROUTES, { preset: Preset.NETWORK });
    }
  }

  /** After servers and balancers are there: who has which public address, and which way packets are sent. */
  public publish(portOwner: (port: StackResource) => string | undefined): void {
    const { elements } = this.graph;
    const owners = new Map<string, string>();
    const associate = (element: StackResource, address: StackResource | undefined): void => {
      const port = elements.reference(element, "port_id");
      const owner = port === undefined ? undefined : (portOwner(port) ?? this.graph.seenAs(port)[0]);
      if (address !== undefined && owner !== undefined) {
        owners.set(address.id, owner);
      }
      this.graph.absorb(element, [owner]);
    };
    for (const type of ["openstack_networking_floatingip_associate_v2", "openstack_compute_floatingip_associate_v2"]) {
      elements.ofType(type).forEach((element) => associate(element, elements.reference(element, "floating_ip")));
    }
    for (const element of elements.ofType("openstack_networking_floatingip_v2")) {
      if (element.values["port_id"] !== undefined) {
        associate(element, element);
        this.graph.standIns.delete(element.id);
      }
      this.floatingIp(element, owners.get(element.id));
    }
    for (const element of elements.ofType("openstack_networking_router_route_v2")) {
      const router = this.graph.seenAs(elements.reference(element, "router_id"))[0];
      const hop = elements.reference(element, "next_hop");
      const target = hop === undefined ? undefined : (portOwner(hop) ?? this.graph.seenAs(hop)[0]);
      const destination = Names.known(textOf(element.values, "destination_cidr"));
      this.graph.absorb(element, [router]);
      this.graph.connect(router, target, EdgeKind.ROUTES, { preset: Preset.NETWORK, label: destination ?? "route" });
    }
  }

  private floatingIp(element: StackResource, owner: string | undefined): void {
    const { elements } = this.graph;
    const pool = this.graph.seenAs(elements.reference(element, "pool"))[0];
    const host = owner === undefined ? undefined : this.graph.nodes.get(owner);
    const node = this.graph.addElement(element, NodeKind.FLOATING_IP, {
      label: host === undefined ? Names.of(element) : "public address",
      detail: host === undefined ? "not in use" : `of ${host.label}`,
      preset: host === undefined ? Preset.OVERVIEW : Preset.NETWORK,
      ...(host === undefined ? {} : { hosts: [host.id] }),
    });
    this.graph.connect(pool, node.id, EdgeKind.PUBLISHES);
    this.graph.connect(node.id, owner, EdgeKind.PUBLISHES);
    Places.markPublic(host);
  }

  private static markPublic(node: NodeDraft | undefined): void {
    if (node !== undefined && !node.badges.includes("public")) {
      node.badges.unshift("public");
    }
  }
}
