import { Assembly, declaredAddress, resourceId, Stack, type StackResource } from "@scs-blueprints/checker/assembly";
import { refuse } from "@scs-blueprints/standards/errors";
import { removedBy } from "./overlay/plan-elements";
import { GraphBuilder } from "./graph-builder";
import type { Graph } from "./model";
import { Access } from "./parts/access";
import { Balancers } from "./parts/balancers";
import { Others } from "./parts/others";
import { Places } from "./parts/places";
import { Servers } from "./parts/servers";

const ERRORS = {
  code: "SCSBP-7001",
  fix: "synthesize the app (npx cdktf synth, or run it with tsx), or name its output directory with --out-dir",
} as const;

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
    const assembly = Assembly.fromDirectory(outdir, ERRORS);
    const { stacks: names = [] } = options;
    const known = assembly.stacks.map(({ name }) => name);
    const unknown = names.find((name) => !known.includes(name));
    if (unknown !== undefined) {
      throw refuse("SCSBP-7003", {
        what: "no stack of that name",
        got: unknown,
        allowed: known.join(", "),
        fix: "name one of these",
      });
    }
    return new Topology(names.length === 0 ? assembly : assembly.only(names), options);
  }

  /** From the content of cdk.tf.json files by the stacks' names. */
  public static fromStacks(stacks: Readonly<Record<string, object>>, options: TopologyOptions = {}): Topology {
    const list = Object.entries(stacks).map(([name, json]) => Stack.fromJson(name, json as Record<string, unknown>));
    return new Topology(new Assembly(list), options);
  }

  public readonly graph: Graph;
  /** @internal */
  public readonly elements: Assembly;
  private readonly standIns: ReadonlyMap<string, ReadonlySet<string>>;
  private readonly ids: ReadonlySet<string>;

  private constructor(elements: Assembly, { title, plans = [] }: TopologyOptions) {
    const removed = plans.flatMap((file) => removedBy(file, elements));
    this.elements = removed.length === 0 ? elements : elements.withRemoved(removed);
    const builder = new GraphBuilder(this.elements);
    const places = new Places(builder);
    const servers = new Servers(builder, places);
    const ownerOfPort = (port: StackResource): string | undefined => servers.ownerOf(port);
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
    const id = resourceId(stack, declaredAddress(address));
    return this.ids.has(id) ? [id] : [...(this.standIns.get(id) ?? [])];
  }
}
