import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { Construct } from "constructs";
import { BlueprintError, refuse } from "../../../core/index";
import { Quote } from "@scs-blueprints/standards/internal";
import { Scope, ServicesVersion, StandardFlavors, StandardImages } from "@scs-blueprints/standards";
import { ScsBackupCheck } from "../checks/scs-backup-check";
import { ScsServiceCheck } from "../checks/scs-service-check";
import { ScsFlavorCatalog, type ScsFlavorCatalogProps } from "../flavors/scs-flavor-catalog";
import { ScsImageCatalog, type ScsImageCatalogProps } from "../images/scs-image-catalog";
import { ScsTenantLandingZone, type ScsTenantLandingZoneProps } from "../landing-zone/tenant-landing-zone";
import { ScsProviderNetwork, type ScsProviderNetworkProps } from "../network/scs-provider-network";
import { ScsSubnetPools, type ScsSubnetPoolsProps } from "../network/scs-subnet-pools";
import { ScsDefaultSecurityRules, type ScsDefaultSecurityRulesProps } from "../security/scs-default-security-rules";
import { ScsKeyManagerPolicy, type ScsKeyManagerPolicyProps } from "../security/scs-key-manager-policy";
import { ScsVolumeTypes, type ScsVolumeTypesProps } from "../volume-types/scs-volume-types";
import { ScsAvailabilityZones, type ScsAvailabilityZonesProps } from "../zones/scs-availability-zones";
import { IaasClauses, type IaasClause } from "./iaas-clause";
import { IaasPart } from "./iaas-part";

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
