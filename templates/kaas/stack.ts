import {
  type App,
  ApplicationCredential,
  type Cloud,
  Flavor,
  Image,
  ProjectNetwork,
  ScsStack,
  Secret,
} from "scs-blueprints";
import { KaasCluster, KubernetesVersion, SelfManagedPlatform } from "scs-blueprints/kaas";

/** A Kubernetes cluster with RKE2 on servers: for a cloud that offers no clusters. */
export class ClusterStack extends ScsStack {
  public constructor(app: App, id: string, cloud: Cloud) {
    super(app, id, { cloud });
    const network = new ProjectNetwork(this, "network", { cidr: "10.8.0.0/20", tiers: ["nodes"] });

    // What the cloud controller manager and Cinder CSI log in with.
    const login = new ApplicationCredential(this, "login", { roles: ["member", "load-balancer_member"] });

    const platform = new SelfManagedPlatform({
      tier: network.tier("nodes"),
      image: Image.ubuntu("24.04"),
      token: Secret.fromVariable("cluster_token"),
      cloudConf: Secret.fromReference(login.cloudConf),
    });

    // Three control-plane nodes on local SSD and different hosts; workers by name, so that any of them can go.
    const cluster = new KaasCluster(this, "cluster", {
      platform,
      name: "shop",
      version: KubernetesVersion.parse("1.36.4"),
      pools: { web: { flavor: Flavor.SCS_2V_4, members: ["a", "b"] } },
    });
    this.addOutput("kubeconfig", cluster.parts.kubeconfigCommand, { description: "Fetches the cluster's kubeconfig" });
  }
}
