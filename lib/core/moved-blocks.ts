import { Construct, RootConstruct } from "constructs";
import { Aspects, TerraformResource, TerraformStack } from "./engine";

/**
 * What a construct was called before. Every resource at and below it gets a `moved` block, so that renaming the
 * construct moves its resources in the state and makes none of them anew.
 *
 * @internal
 */
export class MovedBlocks {
  private static readonly byStack = new WeakMap<TerraformStack, MovedBlocks>();

  /** Notes that `construct` had the id `formerId` in the same scope. */
  public static note(construct: Construct, formerId: string): void {
    const stack = TerraformStack.of(construct);
    let formerIds = MovedBlocks.byStack.get(stack);
    if (formerIds === undefined) {
      formerIds = new MovedBlocks(stack);
      MovedBlocks.byStack.set(stack, formerIds);
    }
    formerIds.ids.set(construct, formerId);
  }

  private readonly ids = new Map<Construct, string>();
  /** A stack with the same names and no resources: the engine's own rule says what an address was. */
  private readonly shadow: TerraformStack;

  private constructor(private readonly stack: TerraformStack) {
    this.shadow = new TerraformStack(new RootConstruct(""), stack.node.id);
    // The engine's own moveFromId would run `terraform version` in every synth, which users of OpenTofu may not have.
    Aspects.of(stack).add({
      visit: (node) => {
        if (node === stack) {
          stack.addOverride("moved", this.movedBlocks());
        }
      },
    });
  }

  private movedBlocks(): { from: string; to: string }[] {
    return this.stack.node
      .findAll()
      .filter((node): node is TerraformResource => TerraformResource.isTerraformResource(node))
      .filter((resource) => resource.node.scopes.some((scope) => this.ids.has(scope as Construct)))
      .map((resource) => ({
        from: `${resource.terraformResourceType}.${this.formerLogicalId(resource)}`,
        to: `${resource.terraformResourceType}.${resource.friendlyUniqueId}`,
      }))
      .sort((a, b) => (a.to < b.to ? -1 : 1));
  }

  private formerLogicalId(resource: TerraformResource): string {
    let at: Construct = this.shadow;
    for (const scope of resource.node.scopes.slice(this.stack.node.scopes.length)) {
      const id = this.ids.get(scope as Construct) ?? scope.node.id;
      at = (at.node.tryFindChild(id) as Construct | undefined) ?? new Construct(at, id);
    }
    return this.shadow.getLogicalId(at.node);
  }
}
