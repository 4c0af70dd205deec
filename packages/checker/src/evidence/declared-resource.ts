import { addressesIn, type DeclaredResourceProps, Resource } from "../assembly/resource";
import type { FindingSubject } from "../report-model";

export { type DeclaredResourceProps, DeclaredValue, ValueState } from "../assembly/resource";

/**
 * A resource or data source that a stack declares: the same view for cdk.tf.json and for a plan, so that one evaluator
 * serves both.
 */
export class DeclaredResource extends Resource {
  /** Addresses that a template mentions. */
  public static referencesIn(value: unknown): string[] {
    return addressesIn(value);
  }

  /**
   * Of an assembly's resource, or of one in a plan, which knows where values come from.
   *
   * @internal
   * @jsii ignore
   */
  public static of(
    resource: Resource,
    place: Pick<DeclaredResourceProps, "stack" | "constructPath" | "file" | "line"> = {},
  ): DeclaredResource {
    const { props, origin } = resource as DeclaredResource;
    const made = new DeclaredResource({ ...props, ...place });
    made.origin = origin;
    return made;
  }

  public constructor(props: DeclaredResourceProps) {
    super(props);
  }

  /** Nested blocks of a name, whether they are written as an object or as a list; each with its own attributes. */
  public override blocks(name: string): DeclaredResource[] {
    return super.blocks(name) as DeclaredResource[];
  }

  /** What it is called in a finding. */
  public subject(kind: string): FindingSubject {
    const name = this.attribute("name").text;
    const { address, constructPath, stack, file, line } = this.props;
    return {
      kind,
      address,
      ...(constructPath === undefined ? {} : { constructPath }),
      ...(stack === undefined ? {} : { stack }),
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line }),
      ...(name === undefined ? {} : { name }),
    };
  }

  /**
   * @internal
   * @jsii ignore
   */
  protected override like(props: DeclaredResourceProps): DeclaredResource {
    return new DeclaredResource(props);
  }
}
