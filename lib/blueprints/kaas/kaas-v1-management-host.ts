import { Construct } from "constructs";
import type { ScsStack } from "../../cloud/index";
import { type TerraformResource, TerraformStack } from "../../core/engine";
import { ignoreChanges } from "../../core/ignore-changes";
import { Names, RemovalPolicy, refuse } from "../../core/index";
import {
  ApplicationCredential,
  CloudInit,
  type Connections,
  Flavor,
  type IConnectable,
  type IExternalNetwork,
  type IKeyPair,
  type INetworkTier,
  type Image,
  type Peer,
  Port,
  ProjectNetwork,
  Server,
} from "../../openstack/index";
import { checkedPeers } from "../../openstack/security/peer";
import { secretFile } from "./openstack-add-ons";

/** Properties of a {@link KaasV1ManagementHost}. */
export interface KaasV1ManagementHostProps {
  /** What it is made from; KaaS v1 was made for Ubuntu. */
  readonly image: Image;
  /** Who logs in by SSH: at least one, and not the whole internet. */
  readonly allowedSources: Peer[];
  /** Key pair of those who log in. @default - keys come by cloudInit or the image */
  readonly keyPair?: IKeyPair;
  /** What names begin with. @default "capi", as KaaS v1 has it */
  readonly prefix?: string;
  /** Its size. @default Flavor.SCS_2V_4, as KaaS v1 has it */
  readonly flavor?: Flavor;
  /** Volume it boots from in GiB, for flavors without a disk. @default 30, as KaaS v1 has it */
  readonly bootVolumeGiB?: number;
  /** Block of its network. @default "10.0.0.0/24", as KaaS v1 has it */
  readonly mgmtCidr?: string;
  /** Where it is, in place of a network of its own. @default - a network of its own */
  readonly tier?: INetworkTier;
  /** The external network of its own network. @default - the cloud's only one */
  readonly externalNetwork?: IExternalNetwork;
  /**
   * What it logs in to the cloud with; it has to be unrestricted, since KaaS v1 makes a login for each cluster.
   * @default - an unrestricted one with the roles member and load-balancer_member
   */
  readonly login?: ApplicationCredential;
  /** Certificate of the cloud's own authority, PEM. @default - the cloud's certificate is one that systems know */
  readonly caCertificate?: string;
  /** What else it does at its first boot: KaaS v1's bootstrap, for instance. @default - nothing */
  readonly cloudInit?: CloudInit;
  /** What becomes of the host, which holds the state of all of its clusters. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

const BOOT_VOLUME_GIB = 30;
const CLOUDS_YAML = "/etc/openstack/clouds.yaml";
const CA_FILE = "/usr/local/share/ca-certificates/cloud.crt";

/**
 * The management host of KaaS v1 (SovereignCloudStack/k8s-cluster-api-provider), for those who still run it: a server
 * with the login of its project, on which that project's scripts make a management cluster, and by it the others.
 *
 * KaaS v1 has had no releases since R6; for what is new take cluster stacks (ClusterStackTenant). The server is not
 * replaced for another text of its first boot, login or key: it holds the management cluster.
 *
 * Defines: a server with a public address and clouds.yaml, an application credential that may make others, a network with
 * a router; a rule for each source.
 *
 * Source: `terraform/` at a746609 (2025-05-22), on types that provider openstack 3 still has.
 *
 * @example
 * const host = new KaasV1ManagementHost(stack, "management", {
 *   image: Image.ubuntu("24.04"),
 *   allowedSources: [Peer.cidr("192.0.2.0/24")],
 * });
 * host.addOutputs("management");
 */
export class KaasV1ManagementHost extends Construct implements IConnectable {
  /** The server. */
  public readonly server: Server;
  /** Who may connect to it. */
  public readonly connections: Connections;
  /** What it logs in with. */
  public readonly login: ApplicationCredential;
  /**
   * Its public address, which its requests come from, too: what clusters with `allowedCidrs` have to let in, as
   * `managedFrom`.
   */
  public readonly address: string;

  private readonly tier: INetworkTier;

  /**
   * @throws BlueprintError SCSBP-6470 for sources that are none or the internet, SCSBP-6471 for what is no certificate;
   * those of Server and ProjectNetwork
   */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: KaasV1ManagementHostProps,
  ) {
    super(scope, id);
    const { image, prefix = "capi", flavor = Flavor.SCS_2V_4, keyPair, allowedSources } = props;
    this.check();
    this.tier = props.tier ?? this.ownTier(prefix);
    this.login =
      props.login ??
      new ApplicationCredential(this, "login", {
        name: Names.join([prefix, "appcred"]),
        roles: ["member", "load-balancer_member"],
        unrestricted: true,
      });
    this.server = new Server(this, "server", {
      name: Names.join([prefix, "mgmtcluster"]),
      tier: this.tier,
      flavor,
      image,
      cloudInit: this.cloudInit(),
      floatingIp: true,
      ...(flavor.hasDisk && props.bootVolumeGiB === undefined
        ? {}
        : { bootVolume: { sizeGiB: props.bootVolumeGiB ?? BOOT_VOLUME_GIB } }),
      ...(keyPair === undefined ? {} : { keyPair }),
    });
    this.connections = this.server.connections;
    this.address = this.server.floatingIp ?? "";
    for (const source of allowedSources) {
      this.connections.allowFrom(source, Port.tcp(22));
    }
    this.keepInPlace();
  }

  /** Adds outputs `<prefix>_address`, `<prefix>_external_network_id` and, hidden by Terraform, `<prefix>_clouds_yaml`. */
  public addOutputs(prefix: string): void {
    const stack = TerraformStack.of(this) as ScsStack;
    stack.addOutput(`${prefix}_address`, this.address);
    stack.addOutput(`${prefix}_external_network_id`, this.tier.externalNetwork?.networkId);
    stack.addOutput(`${prefix}_clouds_yaml`, this.login.cloudsYaml, { sensitive: true });
  }

  private ownTier(prefix: string): INetworkTier {
    const { mgmtCidr = "10.0.0.0/24", externalNetwork } = this.props;
    const network = new ProjectNetwork(this, "network", {
      cidr: mgmtCidr,
      name: prefix,
      tiers: [],
      ...(externalNetwork === undefined ? {} : { externalNetwork }),
    });
    return network.addTier("mgmt", { cidr: mgmtCidr });
  }

  private cloudInit(): CloudInit {
    const { caCertificate, cloudInit } = this.props;
    const init = new CloudInit();
    secretFile(init, CLOUDS_YAML, this.login.cloudsYaml);
    // The image's own user is the first one: files are written before it is there.
    init.addCommand(`chown 1000:1000 ${CLOUDS_YAML}`);
    if (caCertificate !== undefined) {
      init.addFile({ path: CA_FILE, content: caCertificate });
      init.addCommand("update-ca-certificates");
    }
    if (cloudInit !== undefined) {
      init.include(cloudInit);
    }
    return init;
  }

  private keepInPlace(): void {
    const instance = this.server.node.findChild("Resource") as TerraformResource;
    ignoreChanges(instance, ["user_data", "key_pair"]);
    if (this.props.removalPolicy !== RemovalPolicy.DESTROY) {
      instance.lifecycle = { ...instance.lifecycle, preventDestroy: true };
    }
  }

  private check(): void {
    const { caCertificate } = this.props;
    const path = this.node.path;
    const allowedSources = checkedPeers(this.props.allowedSources, "allowedSources", path);
    const open = allowedSources.some((peer) => peer.isAnywhere);
    if (open || allowedSources.length === 0) {
      throw refuse(path, "SCSBP-6470", {
        what: open
          ? "the management host is not open to the whole internet"
          : "nobody may log in to the management host",
        got: open ? "Peer.anywhere as an allowed source" : "no allowed sources",
        allowed: "the addresses of those who log in",
        fix: 'name them: allowedSources: [Peer.cidr("192.0.2.0/24")]',
      });
    }
    if (caCertificate !== undefined && !/^-----BEGIN CERTIFICATE-----\n/.test(caCertificate.trim())) {
      throw refuse(path, "SCSBP-6471", {
        got: caCertificate.includes("PRIVATE KEY") ? "(a private key, not shown)" : caCertificate.slice(0, 30),
        allowed: "-----BEGIN CERTIFICATE----- …",
        fix: "give the contents of the authority's file",
      });
    }
  }
}
