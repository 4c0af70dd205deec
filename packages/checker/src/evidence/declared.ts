import type { ContextVolumeType } from "@scs-blueprints/standards";
import { EvidenceKind, type EvidenceRecord } from "../report-model";
import type { DeclaredResource } from "../assembly/declared";

/** A configuration of a provider. */
export interface DeclaredProvider {
  /** Such as `openstack`. */
  readonly name: string;
  /** @default - the default configuration */
  readonly alias?: string;
  /** @default - from a plan */
  readonly stack?: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A condition in the code that the plan evaluated: `check` block, precondition, postcondition. */
export interface DeclaredCheck {
  /** Such as `check.flavor` or a resource address. */
  readonly address: string;
  /** pass, fail, error or unknown. */
  readonly status: string;
  readonly messages: string[];
}

/**
 * What stacks declare, from whichever source: the common base of the synthesized JSON and the plan.
 */
export class Declared {
  private byType?: Map<string, DeclaredResource[]>;
  private byAddress?: Map<string, DeclaredResource>;

  public constructor(
    public readonly kind: EvidenceKind,
    public readonly record: EvidenceRecord,
    private readonly all: DeclaredResource[],
    private readonly allProviders: DeclaredProvider[],
    private readonly allChecks: DeclaredCheck[] = [],
    private readonly volumeTypesByStack: { [key: string]: ContextVolumeType[] } = {},
    private readonly allModules: DeclaredResource[] = [],
  ) {}

  /** Everything that is declared, in the order of the source. */
  public get elements(): DeclaredResource[] {
    return [...this.all];
  }

  /** Resources of a type. */
  public resources(type: string): DeclaredResource[] {
    return this.ofType(type).filter((each) => !each.isData);
  }

  /** Data sources of a type. */
  public lookups(type: string): DeclaredResource[] {
    return this.ofType(type).filter((each) => each.isData);
  }

  /** The provider configurations. */
  public get providers(): DeclaredProvider[] {
    return [...this.allProviders];
  }

  /**
   * Calls of modules, with what they are given. What they make is among the elements of a plan, and in no synthesized
   * stack.
   */
  public get modules(): DeclaredResource[] {
    return [...this.allModules];
  }

  /** Calls of modules of which nobody sees here what they make. */
  public get unseenModules(): DeclaredResource[] {
    return this.kind === EvidenceKind.SYNTH ? this.modules : [];
  }

  /** What the plan said about conditions in the code. */
  public get checks(): DeclaredCheck[] {
    return [...this.allChecks];
  }

  /** Volume types of the cloud as the context of an element's stack has them; undefined where it has none. */
  public contextVolumeTypes(element: DeclaredResource): ContextVolumeType[] | undefined {
    return this.volumeTypesByStack[element.stack ?? ""];
  }

  /** The element or module of an address; with several stacks, the one in `stack`. */
  public find(address: string, stack?: string): DeclaredResource | undefined {
    if (this.byAddress === undefined) {
      this.byAddress = new Map();
      for (const each of [...this.allModules, ...this.all]) {
        this.byAddress.set(`${each.stack ?? ""}:${each.address}`, each);
      }
    }
    return this.byAddress.get(`${stack ?? ""}:${address}`);
  }

  /** What an attribute of `element` refers to, as far as it is declared here. */
  public referred(element: DeclaredResource, attribute: string): DeclaredResource[] {
    return element.references(attribute).flatMap((address) => {
      const found = this.find(address, element.stack);
      return found === undefined ? [] : [found];
    });
  }

  private ofType(type: string): DeclaredResource[] {
    if (this.byType === undefined) {
      this.byType = new Map();
      for (const each of this.all) {
        const list = this.byType.get(each.type);
        if (list === undefined) {
          this.byType.set(each.type, [each]);
        } else {
          list.push(each);
        }
      }
    }
    return this.byType.get(type) ?? [];
  }
}
