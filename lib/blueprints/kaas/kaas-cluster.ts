import { Cidr } from "@scs-blueprints/checker/cidr";
import { ClusterNetworking } from "@scs-blueprints/standards";
import { BlueprintError, inWords, refuse } from "@scs-blueprints/standards/errors";
import { Construct } from "constructs";
import type { ScsStack } from "../../cloud/index";
import { TerraformStack, Token } from "../../core/engine";
import { Names } from "../../core/names";
import { Secret } from "../../core/secret";
import { Flavor } from "../../openstack/compute/flavor";
import { LoadBalancerProvider } from "../../openstack/load-balancing/load-balancer-provider";
import { namedBlock } from "../../openstack/security/peer";
import type { KubernetesVersion } from "./kubernetes-version";
import { NodePool, type NodePoolOptions, rootDisk } from "./node-pool";

/** Who reaches the cluster's API, and how. */
export interface ApiAccessOptions {
  /**
   * Blocks that may reach the API. Only an amphora balancer can hold others off.
   * @default - everybody who reaches its address; the API asks for a certificate or a token
   */
  readonly allowedCidrs?: string[];
  /** Where the managing cluster's requests come from; has to be among the allowed, or the cluster never gets ready. @default - not known */
  readonly managedFrom?: string[];
  /** Whether the API has a public address. @default true */
  readonly publicAddress?: boolean;
  /** What balances the API. @default - the target's */
  readonly loadBalancer?: LoadBalancerProvider;
  /** Further names of the API in its certificate. @default - none */
  readonly certSans?: string[];
}

/** Access to the API, checked. @internal */
export function readApiAccess(options: ApiAccessOptions, path: string): ApiAccessOptions {
  const given: unknown = options.allowedCidrs;
  if (given === undefined) {
    return options;
  }
  if (!Array.isArray(given) || given.length === 0) {
    throw refuse(path, "SCSBP-6418", {
      got: Array.isArray(given) ? "allowedCidrs: []" : inWords(given),
      allowed: "one block or more",
      fix: "name the blocks, or leave allowedCidrs out to let everybody in",
    });
  }
  const allowed = given.map((text: string) => namedBlock(text));
  if (options.loadBalancer === LoadBalancerProvider.OVN) {
    throw refuse(path, "SCSBP-6416", {
      got: (options.allowedCidrs ?? []).join(", "),
      allowed: "allowedCidrs with LoadBalancerProvider.AMPHORA",
      fix: "use an amphora balancer, or leave allowedCidrs out",
    });
  }
  const from = options.managedFrom ?? [];
  const out = from.filter(
    (text) =>
      !allowed.some((block) => block.ipVersion === Cidr.parse(text).ipVersion && block.contains(Cidr.parse(text))),
  );
  if (from.length === 0 || out.length > 0) {
    throw refuse(path, "SCSBP-6417", {
      what:
        out.length > 0
          ? "allowedCidrs lock out what manages the cluster"
          : "allowedCidrs may lock out what manages the cluster: where it comes from is not said",
      got: `allowed ${(options.allowedCidrs ?? []).join(", ")}; managed from ${from.join(", ") || "?"}`,
      allowed: "every block of managedFrom within one of allowedCidrs",
      fix: "name the managing cluster's public address in managedFrom (198.51.100.7/32) and add it to allowedCidrs",
    });
  }
  return options;
}

/** Addresses of a cluster. */
export interface ClusterNetworkOptions {
  /** Block of the nodes. @default "10.8.0.0/20", as the class openstack-scs2 has it */
  readonly nodeCidr?: string;
  /** Block of the pods. @default "172.16.0.0/16", as the SCS cluster stacks' example has it */
  readonly podCidr?: string;
  /** Block of the services. @default "10.96.0.0/12", kubeadm's default */
  readonly serviceCidr?: string;
  /** DNS servers of the nodes. @default - the target's */
  readonly dnsServers?: string[];
  /** MTU of the nodes' network. @default - the cloud's */
  readonly mtu?: number;
  /** Id of the external network. @default - the only one of the cloud */
  readonly externalNetworkId?: string;
  /** Domain of the services. @default "cluster.local" */
  readonly serviceDomain?: string;
}

/** Addresses of a cluster, checked: no two blocks overlap. */
export class ClusterNetwork {
  /** @internal @jsii ignore */
  public static read(options: ClusterNetworkOptions, path: string): ClusterNetwork {
    const { nodeCidr = "10.8.0.0/20", podCidr = "172.16.0.0/16", serviceCidr = "10.96.0.0/12" } = options;
    const blocks = Object.entries({ nodes: nodeCidr, pods: podCidr, services: serviceCidr }).map(([name, text]) => ({
      name,
      cidr: Cidr.parse(text),
    }));
    blocks.forEach((one, index) => {
      const other = blocks.slice(0, index).find((each) => each.cidr.overlaps(one.cidr));
      if (other !== undefined) {
        throw refuse(path, "SCSBP-6415", {
          what: `the addresses of ${other.name} and ${one.name} overlap`,
          got: `${other.cidr.text} and ${one.cidr.text}`,
          allowed: "blocks that have no address in common",
          fix: "choose another block for one of them; it cannot be changed later",
        });
      }
    });
    return new ClusterNetwork(nodeCidr, podCidr, serviceCidr, options);
  }

  private constructor(
    /** Block of the nodes. */
    public readonly nodeCidr: string,
    /** Block of the pods. */
    public readonly podCidr: string,
    /** Block of the services. */
    public readonly serviceCidr: string,
    /** What was asked for. */
    public readonly asked: ClusterNetworkOptions,
  ) {}
}

/** Flavor of the control plane where none is asked for: local SSD, which etcd wants (scs-0110). @internal */
export const CONTROL_PLANE_FLAVOR = Flavor.SCS_2V_4_20S;

/** The control plane of a cluster. */
export interface ControlPlaneOptions {
  /** How many nodes; odd, since etcd needs a majority. @default 3 */
  readonly replicas?: number;
  /** Flavor of its servers; local SSD is what etcd wants (scs-0110). @default - the target's */
  readonly flavor?: Flavor;
  /** Root volume in GB, for flavors without a disk. @default 50 */
  readonly rootDiskGB?: number;
  /** Zones to spread over. @default - the cloud chooses */
  readonly zones?: string[];
}

/** Login by OpenID Connect. */
export interface OidcOptions {
  /** URL of the issuer, https. */
  readonly issuerUrl: string;
  /** Id of the client. */
  readonly clientId: string;
  /** Claim that names the user. @default - the target's */
  readonly usernameClaim?: string;
  /** Claim that names the groups. @default - the target's */
  readonly groupsClaim?: string;
  /** What is put before user names. @default - the target's */
  readonly usernamePrefix?: string;
  /** What is put before group names. @default - the target's */
  readonly groupsPrefix?: string;
}

/** Network plugin of a cluster. */
export enum Cni {
  /** Cilium. */
  CILIUM = "cilium",
  /** Calico. */
  CALICO = "calico",
  /** Flannel: takes NetworkPolicy objects and enforces none of them, which scs-0219 does not allow. */
  FLANNEL = "flannel",
}

/** Properties of a {@link KaasCluster}. */
export interface KaasClusterProps {
  /** What makes and runs the cluster. */
  readonly platform: IKaasPlatform;
  /** Version of Kubernetes. */
  readonly version: KubernetesVersion;
  /** Pools of worker nodes by name. */
  readonly pools: Record<string, NodePoolOptions>;
  /** Name of the cluster. @default - stack and path, `shop-cluster` */
  readonly name?: string;
  /** The control plane. @default - three nodes of the target's flavor */
  readonly controlPlane?: ControlPlaneOptions;
  /** Addresses. @default - see ClusterNetworkOptions */
  readonly network?: ClusterNetworkOptions;
  /** Network plugin. @default - the target's */
  readonly cni?: Cni;
  /** Access to the API. @default - a public address, by the target's balancer */
  readonly api?: ApiAccessOptions;
  /** Login by OpenID Connect. @default - none */
  readonly oidc?: OidcOptions;
  /** Keep nodes on different hosts: the control plane strictly, workers as far as possible (scs-0214). @default true */
  readonly antiAffinity?: boolean;
}

/** A cluster as it is wanted, checked; what a platform makes one from. */
export interface KaasClusterDescription {
  /** Name of the cluster: a DNS label. */
  readonly name: string;
  /** Version. */
  readonly version: KubernetesVersion;
  /** Nodes of the control plane. */
  readonly controlPlaneReplicas: number;
  /** Flavor of the control plane. @default - the target's */
  readonly controlPlaneFlavor?: Flavor;
  /** Root volume of the control plane in GB, 0 where the flavor brings a disk. @default - the target's */
  readonly controlPlaneRootDiskGB?: number;
  /** Zones of the control plane. */
  readonly controlPlaneZones: string[];
  /** Pools, in order of their names. */
  readonly pools: NodePool[];
  /** Addresses. */
  readonly network: ClusterNetwork;
  /** Network plugin. @default - the target's */
  readonly cni?: Cni;
  /** Access to the API. */
  readonly api: ApiAccessOptions;
  /** Login by OpenID Connect. @default - none */
  readonly oidc?: OidcOptions;
  /** Whether nodes are kept on different hosts. */
  readonly antiAffinity: boolean;
}

/** What a platform made. */
export interface KaasClusterParts {
  /** The kubeconfig of the cluster's administrator. @default - the platform does not hand it to Terraform */
  readonly kubeconfig?: Secret;
  /** Command that fetches the kubeconfig. @default - none */
  readonly kubeconfigCommand?: string;
}

/** A way to make clusters: cluster stacks, Gardener, Magnum, servers of one's own. */
export interface IKaasPlatform {
  /** What it is called in errors. */
  readonly platformName: string;
  /**
   * Makes the cluster's resources below `scope`.
   *
   * @throws BlueprintError for what the platform cannot do
   */
  provide(scope: Construct, cluster: KaasClusterDescription): KaasClusterParts;
}

/**
 * A Kubernetes cluster on an SCS cloud, described once, made by whichever platform is given: to change the way is to
 * change one line.
 *
 * Checked at synth: the version, sizes and names of pools, root disks against flavors, overlapping addresses, access to
 * the API against what balances it, a network plugin that enforces NetworkPolicy (scs-0219), an odd control plane.
 *
 * Defines: what the platform makes.
 *
 * @example
 * const management = new KubernetesApi(stack, "management");
 * const tenant = new ClusterStackTenant(stack, "team-a", {
 *   api: management,
 *   cloudsYaml: Secret.fromVariable("clouds_yaml"),
 *   kubernetesMinors: ["1.36"],
 * });
 * const cluster = new KaasCluster(stack, "shop", {
 *   platform: tenant,
 *   version: KubernetesVersion.parse("1.36.4"),
 *   controlPlane: { flavor: Flavor.SCS_2V_4_20S },
 *   pools: { web: { flavor: Flavor.SCS_4V_8, size: 3 } },
 * });
 */
export class KaasCluster extends Construct {
  /** The cluster as it was asked for, with what follows from it. */
  public readonly description: KaasClusterDescription;
  /** What the platform made. */
  public readonly parts: KaasClusterParts;

  /**
   * @throws BlueprintError SCSBP-6405 for an unfit name, SCSBP-6406 for an even or empty control plane, SCSBP-6407 for
   * a cluster without nodes, SCSBP-6408 for a plugin that does not enforce NetworkPolicy, SCSBP-641x for pools,
   * addresses and access, and what the platform cannot do
   */
  public constructor(scope: Construct, id: string, props: KaasClusterProps) {
    super(scope, id);
    this.description = describe(this, props);
    this.parts = props.platform.provide(this, this.description);
  }

  /**
   * Adds an output `<prefix>_kubeconfig`, hidden by Terraform, or `<prefix>_kubeconfig_command` where the platform does
   * not hand the kubeconfig to Terraform.
   *
   * @throws BlueprintError SCSBP-1031 when the stack has such an output
   */
  public addOutputs(prefix: string): void {
    const stack = TerraformStack.of(this) as ScsStack;
    const { kubeconfig, kubeconfigCommand } = this.parts;
    if (kubeconfig !== undefined) {
      stack.addOutput(`${prefix}_kubeconfig`, Secret.resolve(kubeconfig, this), { sensitive: true });
    }
    if (kubeconfigCommand !== undefined) {
      stack.addOutput(`${prefix}_kubeconfig_command`, kubeconfigCommand);
    }
  }
}

function describe(scope: Construct, props: KaasClusterProps): KaasClusterDescription {
  const path = scope.node.path;
  const name = props.name ?? Names.ofConstruct(scope).toLowerCase();
  const { replicas = 3, flavor, zones = [], rootDiskGB } = props.controlPlane ?? {};
  requireName(name, path);
  requireOdd(replicas, path);
  requirePolicies(props.cni, path);
  const pools = Object.keys(props.pools)
    .sort()
    .map((key) => NodePool.read(key, props.pools[key] as NodePoolOptions, path));
  if (pools.length === 0) {
    throw refuse(path, "SCSBP-6407", {
      got: "pools: {}",
      allowed: "one pool at least",
      fix: "add one: pools: { main: { flavor: Flavor.SCS_4V_8, size: 3 } }",
    });
  }
  const disk = flavor === undefined ? rootDiskGB : rootDisk("the control plane", flavor, rootDiskGB, path);
  return {
    name,
    version: props.version,
    controlPlaneReplicas: replicas,
    controlPlaneFlavor: flavor,
    controlPlaneRootDiskGB: disk,
    controlPlaneZones: zones,
    pools,
    network: ClusterNetwork.read(props.network ?? {}, path),
    cni: props.cni,
    api: readApiAccess(props.api ?? {}, path),
    oidc: props.oidc,
    antiAffinity: props.antiAffinity ?? true,
  };
}

function requireName(name: string, path: string): void {
  // Node names begin with it and add a pool, a zone and a suffix of Cluster API's.
  if (Token.isUnresolved(name) || !/^[a-z]([-a-z0-9]{0,30}[a-z0-9])?$/.test(name)) {
    throw refuse(path, "SCSBP-6405", {
      got: JSON.stringify(name),
      allowed: "a lower-case letter, then lower-case letters, digits and hyphens, at most 32, known at synth",
      fix: "give a name",
    });
  }
}

function requireOdd(replicas: number, path: string): void {
  if (!Number.isInteger(replicas) || replicas < 1 || replicas % 2 === 0) {
    throw refuse(path, "SCSBP-6406", {
      what: "a control plane has an odd number of nodes: an even one survives no more failures than one less",
      got: String(replicas),
      allowed: "1, 3, 5 …; 3 or more where a host may fail (scs-0214)",
      fix: "take 3",
    });
  }
}

function requirePolicies(cni: Cni | undefined, path: string): void {
  if (cni !== undefined && ClusterNetworking.enforcesNetworkPolicy(cni) !== true) {
    throw refuse(path, "SCSBP-6408", {
      got: cni,
      allowed: [Cni.CILIUM, Cni.CALICO].join(", "),
      fix: "choose another plugin",
    });
  }
}

/**
 * Names, without dashes, and values of the API server's arguments for logins by OpenID Connect
 * (kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver).
 * @internal
 */
export function oidcArguments(oidc: OidcOptions): [string, string][] {
  const values: [string, string | undefined][] = [
    ["oidc-issuer-url", oidc.issuerUrl],
    ["oidc-client-id", oidc.clientId],
    ["oidc-username-claim", oidc.usernameClaim],
    ["oidc-groups-claim", oidc.groupsClaim],
    ["oidc-username-prefix", oidc.usernamePrefix],
    ["oidc-groups-prefix", oidc.groupsPrefix],
  ];
  return values.filter((one): one is [string, string] => one[1] !== undefined);
}

/** What a platform cannot do, of what a cluster is described with. @internal */
export function unsupported(
  platform: string,
  wish: string,
  got: string,
  allowed: string,
  path: string,
): BlueprintError {
  return refuse(path, "SCSBP-6409", {
    what: `${platform} cannot do this: ${wish}`,
    got,
    allowed,
    fix: "leave it to the platform, or choose another platform",
  });
}
