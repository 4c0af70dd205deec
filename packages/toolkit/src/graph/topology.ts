import { PlanElements } from "./overlay/plan-elements";
import { declaredAddress } from "@scs-blueprints/checker/assembly";
import { Elements, type Element } from "./elements";
import { GraphBuilder } from "./graph-builder";
import type { Graph } from "./model";
import { Access } from "./parts/access";
import { Balancers } from "./parts/balancers";
import { Others } from "./parts/others";
import { Places } from "./parts/places";
import { Servers } from "./parts/servers";

/** What to draw. */
export interface TopologyOptions {
  /** Stacks. @default - all of the app */
  readonly stacks?: readonly string[];
  /** Plans (`terraform show -json`), for what they remove and is in the code no more. @default - none */
  readonly plans?: readonly string[];
  /** Heading. @default - names of the stacks */
  readonly title?: string;
}

/**
 * What an app makes, as a graph: read from what was synthesized, so it is also there for programs that use no blueprint.
 *
 * @example
 * const { nodes, edges } = Topology.fromDirectory("cdktf.out").graph;
 */
export class Topology {
  /**
   * @param outdir such as `cdktf.out`
   * @throws BlueprintError SCSBP-7001 when nothing was synthesized there, SCSBP-7003 for an unknown stack
   */
  public static fromDirectory(outdir: string, options: TopologyOptions = {}): Topology {
    return new Topology(Elements.fromDirectory(outdir, options.stacks ?? []), options);
  }

  /** From the content of cdk.tf.json files by the stacks' names. */
  public static fromStacks(stacks: Readonly<Record<string, object>>, options: TopologyOptions = {}): Topology {
    const list = Object.entries(stacks).map(([name, json]) => ({ name, json: json as Record<string, unknown> }));
    return new Topology(new Elements(list), options);
  }

  public readonly graph: Graph;
  /** @internal */
  public readonly elements: Elements;
  private readonly standIns: ReadonlyMap<string, ReadonlySet<string>>;
  private readonly ids: ReadonlySet<string>;

  private constructor(elements: Elements, { title, plans = [] }: TopologyOptions) {
    const removed = plans.flatMap((file) => PlanElements.removed(file, elements));
    this.elements = removed.length === 0 ? elements : new Elements(elements.stacks, removed);
    const builder = new GraphBuilder(this.elements);
    const places = new Places(builder);
    const servers = new Servers(builder, places);
    const ownerOfPort = (port: Element): string | undefined => servers.ownerOf(port);
    const balancers = new Balancers(builder, places, ownerOfPort);
    const others = new Others(builder);
    places.build();
    servers.build();
    balancers.build();
    places.publish(ownerOfPort);
    new Access(builder, servers, balancers).build();
    others.build();
    others.names(ownerOfPort);
    others.kubernetes();
    others.rest();
    this.standIns = builder.standIns;
    this.graph = builder.build(title ?? elements.stacks.map(({ name }) => name).join(", "));
    this.ids = new Set(this.graph.nodes.map(({ id }) => id));
  }

  /** Nodes that a resource is, or is seen as. */
  public nodesOf(stack: string, address: string): readonly string[] {
    const id = Elements.id(stack, declaredAddress(address));
    return this.ids.has(id) ? [id] : [...(this.standIns.get(id) ?? [])];
  }
}
