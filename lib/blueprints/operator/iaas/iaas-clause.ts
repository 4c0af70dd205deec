import { Scope, type ScopeModule } from "@scs-blueprints/standards";
import { IaasPart } from "./iaas-part";

/** By what a clause of a standard is met. The three are never blurred. */
export enum ClauseBasis {
  /** By what the blueprint makes, or a step of it brings about. */
  SATISFIED = "satisfied",
  /** The contrary is refused in what the blueprint makes; what others make in the cloud is not seen. */
  ENFORCED = "enforced",
  /** Only the cloud, a guest or a person can tell. */
  RELIED_ON = "relied on",
}

/** A clause of a standard, and by what an {@link ScsCompatibleIaas} meets it. */
export interface IaasClause {
  /** Such as `scs-0103`. */
  readonly standard: string;
  /** What is asked, in a few words. */
  readonly clause: string;
  readonly basis: ClauseBasis;
  /** The part that does it. @default - none: the cloud itself */
  readonly part?: IaasPart;
  /** How, in a sentence. */
  readonly how: string;
  /** Testcases of the scope that look at it, as they stand in the scope. */
  readonly testcases: string[];
}

interface Row extends Omit<IaasClause, "testcases"> {
  /** Modules of the scope that it belongs to. */
  readonly module: RegExp;
  /** Testcases of these modules. */
  readonly tests: RegExp;
}

const { SATISFIED, ENFORCED, RELIED_ON } = ClauseBasis;
const ALL = /./;

/** Every module of the scopes has at least one row, and every testcase exactly one. */
const ROWS: readonly Row[] = [
  {
    standard: "scs-0100",
    clause: "names of flavors are well formed and true",
    basis: ENFORCED,
    part: IaasPart.FLAVORS,
    how: "each flavor of the program is held against its name; others of the cloud are not seen",
    module: /^scs-0100/,
    tests: ALL,
  },
  {
    standard: "scs-0101",
    clause: "guests have entropy",
    basis: RELIED_ON,
    how: "CPUs and hypervisors give it; shown in a guest only, by the official suite",
    module: /^scs-0101/,
    tests: ALL,
  },
  {
    standard: "scs-0102",
    clause: "public images say what they are",
    basis: ENFORCED,
    part: IaasPart.IMAGES,
    how: "each image of the program has all properties; others of the cloud are not seen",
    module: /^scs-0102/,
    tests: ALL,
  },
  {
    standard: "scs-0103",
    clause: "the mandatory flavors are there",
    basis: SATISFIED,
    part: IaasPart.FLAVORS,
    how: "all of them are made, with their extra specs",
    module: /^scs-0103/,
    tests: ALL,
  },
  {
    standard: "scs-0104",
    clause: "the mandatory images are there",
    basis: SATISFIED,
    part: IaasPart.IMAGES,
    how: "a program without them is refused",
    module: /^scs-0104/,
    tests: /-image-/,
  },
  {
    standard: "scs-0104",
    clause: "standard images come from their vendors",
    basis: ENFORCED,
    part: IaasPart.IMAGES,
    how: "image_source of each image of the program; a mirror is named beside it and not in its place",
    module: /^scs-0104/,
    tests: /-source-/,
  },
  {
    standard: "scs-0114",
    clause: "what volume types promise is well formed and true",
    basis: ENFORCED,
    part: IaasPart.VOLUME_TYPES,
    how: "each type of the program; encryption is set by a step, replication is the operator's word",
    module: /^scs-0114/,
    tests: ALL,
  },
  {
    standard: "scs-0115",
    clause: "new security groups let nothing in",
    basis: SATISFIED,
    part: IaasPart.DEFAULT_SECURITY_RULES,
    how: "a step corrects Neutron's default rules",
    module: /^scs-0115/,
    tests: ALL,
  },
  {
    standard: "scs-0116",
    clause: "members may use the key manager",
    basis: SATISFIED,
    part: IaasPart.KEY_MANAGER,
    how: "a step lets the role member imply creator, where there is a role creator",
    module: /^scs-0116/,
    tests: /permissions/,
  },
  {
    standard: "scs-0116",
    clause: "keys are encrypted, the master key is elsewhere",
    basis: RELIED_ON,
    how: "configuration of Barbican, stated by the operator",
    module: /^scs-0116/,
    tests: /(?!)/,
  },
  {
    standard: "scs-0117",
    clause: "volumes can be backed up",
    basis: RELIED_ON,
    part: IaasPart.BACKUP,
    how: "a step looks whether the service runs; `check --probe` backs a volume up",
    module: /^scs-0117/,
    tests: ALL,
  },
  {
    standard: "scs-0121",
    clause: "availability zones are fire zones",
    basis: RELIED_ON,
    part: IaasPart.ZONES,
    how: "stated by the operator, for the official check by hand; contradictions are refused",
    module: /^scs-0121/,
    tests: ALL,
  },
  {
    standard: "scs-0123",
    clause: "the mandatory services are there",
    basis: RELIED_ON,
    part: IaasPart.SERVICES,
    how: "each plan looks at the catalogue and warns; whether S3 answers is seen by `check`",
    module: /^scs-0123/,
    tests: ALL,
  },
  {
    standard: "scs-0128",
    clause: "the Tempest tests pass",
    basis: RELIED_ON,
    how: "run by the operator, once a year",
    module: /^opc-/,
    tests: ALL,
  },
  {
    standard: "scs-0302",
    clause: "domain managers manage their domain",
    basis: RELIED_ON,
    how: "Keystone's configuration (enforce_scope, enforce_new_defaults); ScsTenantLandingZone gives the role",
    module: /^scs-0302/,
    tests: ALL,
  },
];

/** The clauses of a scope. */
export class IaasClauses {
  /**
   * @param scope SCS-compatible IaaS v4, v5.1 or next
   * @param reliedOn parts that are not made, because the operator cares for them by other means
   */
  public static forScope(scope: Scope, reliedOn: IaasPart[] = []): IaasClause[] {
    return ROWS.flatMap(({ module, tests, ...row }): IaasClause[] => {
      const modules = scope.modules.filter((each) => module.test(each.id));
      if (modules.length === 0) {
        return [];
      }
      const testcases = modules.flatMap((each) => IaasClauses.testcases(each, tests));
      return row.part !== undefined && reliedOn.includes(row.part)
        ? [{ ...row, basis: RELIED_ON, part: undefined, how: "cared for by other means than this program", testcases }]
        : [{ ...row, testcases }];
    });
  }

  private static testcases(module: ScopeModule, tests: RegExp): string[] {
    return module.testcases.map((each) => each.id).filter((id) => tests.test(id));
  }
}
