import { textOf } from "@scs-blueprints/checker/reading";
import type { StackResource } from "@scs-blueprints/checker/assembly";
import type { GraphBuilder } from "../graph-builder";
import { EdgeKind, NodeKind } from "../model";
import { Names } from "../labels";
import { Preset } from "../model";
import type { Places } from "./places";

/** A place at which a balancer takes connections. @internal */
export interface ListenerParts {
  readonly element: StackResource;
  readonly balancer: string;
  readonly protocol: string;
  readonly port: number;
  /** Address blocks that may connect; undefined when all may. */
  readonly sources?: readonly string[];
}

/** Balancers, their listeners, and to whom they pass connections on. @internal */
export class Balancers {
  public readonly listeners: ListenerParts[] = [];

  public constructor(
    private readonly graph: GraphBuilder,
    private readonly places: Places,
    private readonly ownerOfPort: (port: StackResource) => string | undefined,
  ) {}

  public build(): void {
    const { elements } = this.graph;
    for (const element of elements.ofType("openstack_lb_loadbalancer_v2")) {
      const tier = this.places.tierOf(element, element.values, ["vip_subnet_id", "vip_network_id"]);
      this.graph.addElement(element, NodeKind.BALANCER, { parent: tier ?? this.graph.home(element) });
    }
    elements.ofType("openstack_lb_listener_v2").forEach((element) => this.listener(element));
    this.pools();
  }

  private listener(element: StackResource): void {
    const balancer = this.graph.elements.reference(element, "loadbalancer_id")?.id;
    const protocol = Names.known(textOf(element.values, "protocol")) ?? "TCP";
    const port = Number(element.values["protocol_port"]);
    const shown = `${protocol.replace("TERMINATED_HTTPS", "HTTPS")} ${Number.isFinite(port) ? port : ""}`.trim();
    this.graph.addElement(element, NodeKind.LISTENER, {
      label: shown,
      preset: Preset.FULL,
      ...(balancer === undefined ? {} : { parent: balancer }),
    });
    const node = this.graph.nodes.get(balancer ?? "");
    if (node === undefined || balancer === undefined) {
      return;
    }
    node.detail = node.detail === undefined ? shown : `${node.detail}, ${shown}`;
    const allowed = element.values["allowed_cidrs"];
    this.listeners.push({
      element,
      balancer,
      protocol: protocol === "UDP" || protocol === "SCTP" ? protocol.toLowerCase() : "tcp",
      port,
      ...(Array.isArray(allowed) && allowed.length > 0 ? { sources: allowed.map(String) } : {}),
    });
  }

  private pools(): void {
    const { elements } = this.graph;
    const entries = new Map<string, { readonly listener?: ListenerParts; readonly balancer?: string }>();
    for (const pool of elements.ofType("openstack_lb_pool_v2")) {
      const listener = this.listeners.find(({ element }) => element.id === elements.reference(pool, "listener_id")?.id);
      const balancer = listener?.balancer ?? elements.reference(pool, "loadbalancer_id")?.id;
      entries.set(pool.id, { listener, balancer });
      this.graph.absorb(pool, [listener?.element.id ?? balancer]);
    }
    for (const monitor of elements.ofType("openstack_lb_monitor_v2")) {
      this.graph.absorb(monitor, this.graph.seenAs(elements.reference(monitor, "pool_id")));
    }
    for (const type of ["openstack_lb_member_v2", "openstack_lb_members_v2"]) {
      for (const member of elements.ofType(type)) {
        const entry = entries.get(elements.reference(member, "pool_id")?.id ?? "");
        const values = type.endsWith("members_v2") ? member.values["member"] : member.values["address"];
        const targets = elements
          .referencesIn(member.stack, values)
          .flatMap((each) => this.ownerOfPort(each) ?? this.graph.seenAs(each))
          .map((target) => this.poolOf(target));
        this.graph.absorb(member, [entry?.listener?.element.id ?? entry?.balancer]);
        const port = Number(member.values["protocol_port"]);
        const from = entry?.listener?.port;
        const label = !Number.isFinite(port)
          ? undefined
          : from === undefined || from === port
            ? String(port)
            : `${from} → ${port}`;
        for (const target of new Set(targets)) {
          this.graph.connect(entry?.listener?.element.id ?? entry?.balancer, target, EdgeKind.FORWARDS, { label });
        }
      }
    }
    for (const type of ["openstack_lb_l7policy_v2", "openstack_lb_l7rule_v2"]) {
      for (const element of elements.ofType(type)) {
        const near = elements.reference(element, "listener_id") ?? elements.reference(element, "l7policy_id");
        this.graph.absorb(element, this.graph.seenAs(near));
      }
    }
  }

  /** The pool is named, so that 400 members are one edge. */
  private poolOf(target: string): string {
    const parent = this.graph.nodes.get(target)?.parent;
    return parent?.startsWith("pool:") === true ? parent : target;
  }
}
