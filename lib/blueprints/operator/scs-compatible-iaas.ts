import { Scope, type ScopeModule, ServicesVersion, StandardFlavors, StandardImages } from "@scs-blueprints/standards";
import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { Quote } from "@scs-blueprints/standards/internal";
import { Construct } from "constructs";
import { BlueprintError, refuse } from "../../core/index";
import { ScsBackupCheck, ScsServiceCheck } from "./scs-checks";
import { ScsFlavorCatalog, type ScsFlavorCatalogProps } from "./scs-flavor-catalog";
import { ScsImageCatalog, type ScsImageCatalogProps } from "./scs-image-catalog";
import { ScsTenantLandingZone, type ScsTenantLandingZoneProps } from "./landing-zone/scs-tenant-landing-zone";
import { ScsProviderNetwork, type ScsProviderNetworkProps } from "./scs-provider-network";
import { ScsSubnetPools, type ScsSubnetPoolsProps } from "./scs-subnet-pools";
import { ScsDefaultSecurityRules, type ScsDefaultSecurityRulesProps } from "./scs-default-security-rules";
import { ScsKeyManagerPolicy, type ScsKeyManagerPolicyProps } from "./scs-key-manager-policy";
import { ScsVolumeTypes, type ScsVolumeTypesProps } from "./scs-volume-types";
import { ScsAvailabilityZones, type ScsAvailabilityZonesProps } from "./scs-availability-zones";

/** A part of {@link ScsCompatibleIaas}. */
export enum IaasPart {
  /** The flavors of scs-0103. */
  FLAVORS = "flavors",
  /** The images of scs-0104. */
  IMAGES = "images",
  /** Volume types (scs-0114). */
  VOLUME_TYPES = "volume types",
  /** Default rules of security groups (scs-0115). */
  DEFAULT_SECURITY_RULES = "default security rules",
  /** Members may use the key manager (scs-0116). */
  KEY_MANAGER = "key manager",
  /** A look whether the backup service runs (scs-0117). */
  BACKUP = "backup",
  /** Availability zones (scs-0121). */
  ZONES = "availability zones",
  /** A look at the catalogue (scs-0123). */
  SERVICES = "services",
}

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

/** Properties of {@link ScsCompatibleIaas}. */
export interface ScsCompatibleIaasProps {
  /** Which certificate: v4, v5.1 or next. @default Scope.IAAS_V5_1 */
  readonly scope?: Scope;
  /**
   * The images, with the mandatory one of the scope among them: `Ubuntu 24.04`, for v4 `Ubuntu 22.04`.
   * @default - none: only with IaasPart.IMAGES in `reliedOn`
   */
  readonly images?: ScsImageCatalogProps;
  /** The flavors. @default - the 15 mandatory ones */
  readonly flavors?: ScsFlavorCatalogProps;
  /** Volume types; the standard demands none. @default - none */
  readonly volumeTypes?: ScsVolumeTypesProps;
  /** The external network (draft scs-0126-v1, in no scope). @default - none */
  readonly providerNetwork?: ScsProviderNetworkProps;
  /** Default subnet pools (draft scs-0126-v1, in no scope). @default - none */
  readonly subnetPools?: ScsSubnetPoolsProps;
  /** Availability zones; the standard demands none. @default - none */
  readonly availabilityZones?: ScsAvailabilityZonesProps;
  /** Default rules of security groups. @default - as the standard asks, from v5.1 on */
  readonly defaultSecurityRules?: ScsDefaultSecurityRulesProps;
  /** Who may use the key manager. @default - members, from v5.1 on */
  readonly keyManager?: ScsKeyManagerPolicyProps;
  /**
   * Tenants: domains, projects, quotas, groups, roles. The provider network of this construct is known to them by its
   * name; with many tenants a stack of their own keeps plans short.
   * @default - none
   */
  readonly landingZone?: ScsTenantLandingZoneProps;
  /** Parts that the operator cares for by other means: they are not made, and their clauses are relied on. @default - none */
  readonly reliedOn?: IaasPart[];
}

/** Scopes that can be tested with today's suite. */
const SCOPES = [Scope.IAAS_V4, Scope.IAAS_V5_1, Scope.IAAS_NEXT];

/**
 * All that makes an OpenStack SCS-compatible and can be made through its API: one apply, by an admin, on any OpenStack
 * from 2023.2 on, however it was deployed.
 *
 * `clauses` says of each clause of the scope whether this makes it so, refuses the contrary, or relies on the cloud.
 * Another scope is a migration: only what the scopes differ in is planned. Nothing is withdrawn by a newer scope.
 *
 * Defines: what its parts define; each is readonly on the construct and its props are passed on as they are.
 *
 * @example
 * const iaas = new ScsCompatibleIaas(stack, "iaas", {
 *   scope: Scope.IAAS_V5_1,
 *   reliedOn: [IaasPart.IMAGES],
 *   volumeTypes: { types: [{ name: "ssd", aspects: [VolumeAspect.REPLICATED] }] },
 * });
 * iaas.flavors?.names.length; // 15
 */
export class ScsCompatibleIaas extends Construct {
  /** Scope that it is made for. */
  public readonly scope: Scope;
  /** Each clause of the scope, and by what it is met. */
  public readonly clauses: IaasClause[];
  /** @default - relied on */
  public readonly flavors?: ScsFlavorCatalog;
  /** @default - relied on */
  public readonly images?: ScsImageCatalog;
  /** @default - none asked for */
  public readonly volumeTypes?: ScsVolumeTypes;
  /** @default - none asked for */
  public readonly providerNetwork?: ScsProviderNetwork;
  /** @default - none asked for */
  public readonly subnetPools?: ScsSubnetPools;
  /** @default - none asked for */
  public readonly availabilityZones?: ScsAvailabilityZones;
  /** @default - none asked for */
  public readonly landingZone?: ScsTenantLandingZone;
  /** @default - not in the scope, or relied on */
  public readonly defaultSecurityRules?: ScsDefaultSecurityRules;
  /** @default - not in the scope, or relied on */
  public readonly keyManager?: ScsKeyManagerPolicy;

  /**
   * @throws BlueprintError SCSBP-6340 for a scope that is none of IaaS or no longer tested, SCSBP-6341 when a mandatory
   * image is missing, SCSBP-6342 when a mandatory flavor is, SCSBP-6343 for a part that is given and relied on, and
   * what the parts throw
   */
  public constructor(scope: Construct, id: string, props: ScsCompatibleIaasProps) {
    super(scope, id);
    this.scope = props.scope ?? Scope.IAAS_V5_1;
    this.checkScope();
    const reliedOn = props.reliedOn ?? [];
    this.checkReliedOn(props, reliedOn);
    this.clauses = IaasClauses.forScope(this.scope, reliedOn);
    const makes = (part: IaasPart) => !reliedOn.includes(part);
    if (makes(IaasPart.FLAVORS)) {
      this.flavors = new ScsFlavorCatalog(this, "flavors", props.flavors);
      this.checkFlavors(this.flavors);
    }
    if (makes(IaasPart.IMAGES)) {
      this.checkImages(props.images);
      this.images = props.images && new ScsImageCatalog(this, "images", props.images);
    }
    this.volumeTypes = props.volumeTypes && new ScsVolumeTypes(this, "volume-types", props.volumeTypes);
    this.providerNetwork =
      props.providerNetwork && new ScsProviderNetwork(this, "provider-network", props.providerNetwork);
    this.subnetPools = props.subnetPools && new ScsSubnetPools(this, "subnet-pools", props.subnetPools);
    this.availabilityZones =
      props.availabilityZones && new ScsAvailabilityZones(this, "availability-zones", props.availabilityZones);
    this.landingZone = props.landingZone && this.addLandingZone(props.landingZone, props.providerNetwork?.name);
    if (props.defaultSecurityRules !== undefined || (this.asks("scs-0115") && makes(IaasPart.DEFAULT_SECURITY_RULES))) {
      this.defaultSecurityRules = new ScsDefaultSecurityRules(
        this,
        "default-security-rules",
        props.defaultSecurityRules,
      );
    }
    if (props.keyManager !== undefined || (this.asks("scs-0116") && makes(IaasPart.KEY_MANAGER))) {
      this.keyManager = new ScsKeyManagerPolicy(this, "key-manager", props.keyManager);
    }
    if (this.asks("scs-0117") && makes(IaasPart.BACKUP)) {
      new ScsBackupCheck(this, "backup");
    }
    if (this.asks("scs-0123") && makes(IaasPart.SERVICES)) {
      const version = this.asks("scs-0123-v2") ? ServicesVersion.V2 : ServicesVersion.V1;
      new ScsServiceCheck(this, "services", { version });
    }
  }

  private addLandingZone(props: ScsTenantLandingZoneProps, name = "public"): ScsTenantLandingZone {
    const own = this.providerNetwork === undefined ? {} : { [name]: this.providerNetwork };
    return new ScsTenantLandingZone(this, "landing-zone", {
      ...props,
      externalNetworks: { ...own, ...props.externalNetworks },
    });
  }

  /** Whether the scope has a module of this standard. */
  private asks(standard: string): boolean {
    return this.scope.modules.some((module) => module.id.startsWith(standard));
  }

  private checkScope(): void {
    if (!SCOPES.some((each) => each.id === this.scope.id)) {
      throw this.refuse(
        "SCSBP-6340",
        "the blueprint does not know what this scope asks of a cloud",
        this.scope.id,
        SCOPES.map((each) => each.id).join(", "),
        "take the one in force, iaas-v5.1, or next",
      );
    }
  }

  private checkImages(images: ScsImageCatalogProps | undefined): void {
    const names = (images?.images ?? []).map((image) => image.name);
    const mandatory = StandardImages.list(this.scope).filter((each) => each.status === "mandatory");
    const missing = mandatory.filter((each) => !names.includes(each.name));
    if (missing.length > 0) {
      throw this.refuse(
        "SCSBP-6341",
        `${this.scope.title} demands an image that the program does not offer: ${missing.map((each) => each.name).join(", ")}`,
        names.length === 0 ? "no images" : Quote.list(names),
        `${mandatory.map((each) => each.name).join(", ")}, and any others (scs-0104)`,
        "add it: CatalogImage.ubuntu(…), or say that it comes from elsewhere: reliedOn: [IaasPart.IMAGES]",
      );
    }
  }

  private checkFlavors(flavors: ScsFlavorCatalog): void {
    const missing = StandardFlavors.mandatory()
      .map((flavor) => flavor.name.canonical)
      .filter((name) => !flavors.names.includes(name));
    if (missing.length > 0) {
      throw this.refuse(
        "SCSBP-6342",
        `${this.scope.title} demands flavors that the program does not offer`,
        `without ${Quote.list(missing)}`,
        "the 15 mandatory ones of scs-0103, and any others",
        "leave `set` out, or say that they come from elsewhere: reliedOn: [IaasPart.FLAVORS]",
      );
    }
  }

  /** What is given and said to be cared for elsewhere is a mistake in one of the two. */
  private checkReliedOn(props: ScsCompatibleIaasProps, reliedOn: readonly IaasPart[]): void {
    const given: [IaasPart, object | undefined][] = [
      [IaasPart.FLAVORS, props.flavors],
      [IaasPart.IMAGES, props.images],
      [IaasPart.VOLUME_TYPES, props.volumeTypes],
      [IaasPart.DEFAULT_SECURITY_RULES, props.defaultSecurityRules],
      [IaasPart.KEY_MANAGER, props.keyManager],
      [IaasPart.ZONES, props.availabilityZones],
    ];
    const both = given.filter(([part, own]) => own !== undefined && reliedOn.includes(part)).map(([part]) => part);
    if (both.length > 0) {
      throw this.refuse(
        "SCSBP-6343",
        "a part is defined here and relied on at once",
        both.join(", "),
        "one of the two",
        "take it out of reliedOn, or leave its props out",
      );
    }
  }

  private refuse(code: ErrorCode, what: string, got: string, allowed: string, fix: string): BlueprintError {
    return refuse(this, code, { what, got, allowed, fix });
  }
}
