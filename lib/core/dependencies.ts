import type { IConstruct } from "constructs";
import {
  DefaultTokenResolver,
  dependable,
  type IResolvable,
  StringConcat,
  type TerraformDataSource,
  TerraformElement,
  type TerraformModule,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
  Tokenization,
} from "./engine";

const known = new WeakMap<IConstruct, Set<IConstruct>>();

/**
 * Adds `depends_on` for every resource under `constructs`, sorted by path, each once. The engine does not carry `node.addDependency` into Terraform.
 *
 * @internal
 */
export function makeAfter(resource: TerraformResource | TerraformDataSource, constructs: readonly IConstruct[]): void {
  const before = known.get(resource) ?? new Set();
  const further = new Set(constructs.flatMap((one) => one.node.findAll()).filter((one) => !before.has(one)));
  const resources = [...further].filter((one) => TerraformResource.isTerraformResource(one));
  resources.sort((a, b) => (a.node.path < b.node.path ? -1 : 1));
  if (resources.length > 0) {
    resource.dependsOn = [...(resource.dependsOn ?? []), ...resources.map((one) => dependable(one))];
    known.set(resource, new Set([...before, ...resources]));
  }
}

/**
 * Moves dependencies on other stacks out of `depends_on`, which takes addresses of its own stack only: the other stack
 * is applied first instead. The engine would write the name of an output there, which Terraform refuses.
 *
 * @throws BlueprintError SCSBP-1033 when the other stack depends on this one
 * @internal
 */
export function orderStacks(stack: TerraformStack): void {
  for (const element of stack.node.findAll()) {
    if (!TerraformElement.isTerraformElement(element) || TerraformStack.of(element) !== stack) {
      continue;
    }
    if (TerraformOutput.isTerraformOutput(element)) {
      element.dependsOn = ownOf(stack, element.dependsOn);
    } else {
      const depending = element as TerraformResource | TerraformDataSource | TerraformModule;
      depending.dependsOn = ownOf(stack, depending.dependsOn);
    }
  }
}

/** What is of the stack itself; the stacks of everything else come first. */
function ownOf<T extends string | { readonly fqn: string }>(stack: TerraformStack, all?: T[]): T[] | undefined {
  const own = all?.filter((one) => {
    const others = stacksIn(stack, typeof one === "string" ? one : one.fqn).filter((each) => each !== stack);
    others.forEach((other) => stack.addDependency(other));
    return others.length === 0;
  });
  return own?.length === all?.length ? all : own?.length === 0 ? undefined : own;
}

/** The stacks of all that an expression refers to. */
function stacksIn(scope: TerraformStack, expression: string): TerraformStack[] {
  const resolver = new StackFinder(new StringConcat());
  Tokenization.resolve(expression, { scope, resolver, preparing: false });
  return [...resolver.stacks];
}

class StackFinder extends DefaultTokenResolver {
  public readonly stacks = new Set<TerraformStack>();

  public override resolveToken(...args: Parameters<DefaultTokenResolver["resolveToken"]>): unknown {
    // of the engine's class `Reference`, which keeps it to itself
    const { originStack } = args[0] as IResolvable & { readonly originStack?: TerraformStack };
    if (originStack !== undefined) {
      this.stacks.add(originStack);
    }
    return super.resolveToken(...args) as unknown;
  }
}
