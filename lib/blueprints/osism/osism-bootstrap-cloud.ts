import { Construct } from "constructs";
import { Cidr, RemovalPolicy, refuse } from "../../core/index";
import type { Scope } from "@scs-blueprints/standards";
import {
  FlavorManagerYaml,
  FlavorSet,
  ImageManagerYaml,
  type ManagerRole,
  type ProviderSubnet,
  ScsCompatibleIaas,
  type ScsCompatibleIaasProps,
  type ScsFlavorCatalogProps,
  type ScsImageCatalogProps,
  type ScsTenantLandingZoneProps,
  type UserPasswords,
  VolumeEncryption,
} from "../operator/index";

/** Properties of {@link OsismBootstrapCloud}. */
export interface OsismBootstrapCloudProps {
  /** The images, with `Ubuntu 24.04` among them. */
  readonly images: ScsImageCatalogProps;
  /** Which certificate. @default Scope.IAAS_V5_1 */
  readonly scope?: Scope;
  /** The flavors. @default - the mandatory and the recommended ones of scs-0103, as `openstack-flavor-manager --recommended` */
  readonly flavors?: ScsFlavorCatalogProps;
  /** Neutron's name of the operator's network. @default "physnet1" */
  readonly physicalNetwork?: string;
  /** Block of the external network, of which .100 to .200 are given out and .5 is the gateway. @default "192.168.112.0/20" */
  readonly publicCidr?: string;
  /** Largest packet on the external network. @default 1342, for VXLAN around Geneve */
  readonly mtu?: number;
  /** First passwords of the tenancy `test`: with them it is made. @default - no tenancy */
  readonly testPasswords?: UserPasswords;
  /** How Keystone comes to know the role `manager`. @default ManagerRole.BUILT_IN */
  readonly managerRole?: ManagerRole;
}

/** Places in the external network (osism/testbed environments/openstack/playbook-bootstrap-basic.yml at a8a90cc). */
const [GATEWAY, FIRST, LAST] = [5, 100, 200] as const;
const LONGEST_PREFIX = 24;

/**
 * The content of the cloud that OSISM has deployed: what the testbed's playbooks (environments/openstack at a8a90cc)
 * make with Ansible, the flavor manager and the image manager, as one {@link ScsCompatibleIaas} with the testbed's
 * values: encrypted type LUKS, external network `public`, default IPv4 subnet pool, flavors, images, tenancy `test`.
 *
 * Where flavors or images are to stay with OSISM's own tools, `flavorManagerYaml` and `imageManagerYaml` are the same
 * catalogues in their form.
 *
 * Defines: what {@link ScsCompatibleIaas} and its parts define.
 *
 * @example
 * const cloud = new OsismBootstrapCloud(stack, "cloud", {
 *   images: {
 *     date: "2026-11-23",
 *     images: [
 *       CatalogImage.ubuntu("24.04", {
 *         versions: [
 *           {
 *             version: "20261101",
 *             url: "https://cloud-images.ubuntu.com/releases/noble/release-20261101/ubuntu-24.04-server-cloudimg-amd64.img",
 *             checksum: ImageChecksum.sha512("0".repeat(128)),
 *             buildDate: "2026-11-01",
 *           },
 *         ],
 *       }),
 *     ],
 *   },
 * });
 * const forFlavorManager = cloud.flavorManagerYaml;
 */
export class OsismBootstrapCloud extends Construct {
  /** All of it; its `clauses` say by what each clause of the scope is met. */
  public readonly iaas: ScsCompatibleIaas;

  private readonly flavors: ScsFlavorCatalogProps;

  /** @throws BlueprintError SCSBP-1001 for what is no block, SCSBP-6610 for one that is too small; those of ScsCompatibleIaas */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: OsismBootstrapCloudProps,
  ) {
    super(scope, id);
    this.flavors = props.flavors ?? { set: FlavorSet.MANDATORY_AND_RECOMMENDED };
    const content: ScsCompatibleIaasProps = {
      ...(props.scope === undefined ? {} : { scope: props.scope }),
      images: props.images,
      flavors: this.flavors,
      volumeTypes: { types: [{ name: "LUKS", encryption: VolumeEncryption.luks() }] },
      providerNetwork: {
        name: "public",
        physicalNetwork: props.physicalNetwork ?? "physnet1",
        mtu: props.mtu ?? 1342,
        subnets: [this.publicSubnet(props.publicCidr ?? "192.168.112.0/20")],
      },
      subnetPools: { ipv4Prefixes: ["10.42.0.0/16"] },
      ...(props.testPasswords === undefined
        ? {}
        : { landingZone: testTenancy(props.testPasswords, props.managerRole) }),
    };
    this.iaas = new ScsCompatibleIaas(this, "iaas", content);
  }

  /** The flavors as a file for osism/openstack-flavor-manager. @throws BlueprintError SCSBP-6216 for what has no place in it */
  public get flavorManagerYaml(): string {
    return FlavorManagerYaml.write(this.flavors);
  }

  /** The images as a file for osism/openstack-image-manager. @throws BlueprintError SCSBP-6240 for what has no place in it */
  public get imageManagerYaml(): string {
    return ImageManagerYaml.write(this.props.images.images, { hypervisorType: "qemu" });
  }

  private publicSubnet(text: string): ProviderSubnet {
    const cidr = Cidr.parse(text);
    if (cidr.ipVersion !== 4 || cidr.prefix > LONGEST_PREFIX) {
      throw refuse(this, "SCSBP-6610", {
        got: text,
        allowed: `an IPv4 block of /${LONGEST_PREFIX} or larger`,
        fix: "enlarge publicCidr, or use ScsCompatibleIaas, whose provider network takes any subnets",
      });
    }
    return {
      cidr: text,
      gateway: cidr.address(GATEWAY),
      allocationPools: [{ start: cidr.address(FIRST), end: cidr.address(LAST) }],
    };
  }
}

/** A domain with its manager, a project and a user who can do all that the tests of an SCS cloud do. */
function testTenancy(passwords: UserPasswords, managerRole: ManagerRole | undefined): ScsTenantLandingZoneProps {
  return {
    passwords,
    ...(managerRole === undefined ? {} : { managerRole }),
    domains: [
      {
        name: "test",
        removalPolicy: RemovalPolicy.DESTROY,
        managers: ["test-admin"],
        users: [{ name: "test-admin" }, { name: "test", defaultProject: "test" }],
        projects: [
          {
            name: "test",
            removalPolicy: RemovalPolicy.DESTROY,
            members: ["test"],
            // creator: a user without it cannot make encrypted volumes where Barbican has its old policies
            memberRoles: ["member", "load-balancer_member", "creator"],
          },
        ],
      },
    ],
  };
}
