import { App, ApplicationCredential, Cloud, Flavor, Image, ProjectNetwork, ScsStack, Secret } from "scs-blueprints";
import { KaasCluster, KubernetesVersion, SelfManagedPlatform } from "scs-blueprints/kaas";

const app = new App();
const stack = new ScsStack(app, "self-managed", { cloud: Cloud.fromEnvironment() });

const network = new ProjectNetwork(stack, "network", { cidr: "10.8.0.0/20", tiers: ["nodes"] });

// What the cloud controller manager and Cinder CSI log in with.
const login = new ApplicationCredential(stack, "login", { roles: ["member", "load-balancer_member"] });

// Servers of one's own with RKE2: for a cloud that offers no clusters.
const servers = new SelfManagedPlatform({
  tier: network.tier("nodes"),
  image: Image.ubuntu("24.04"),
  token: Secret.fromVariable("cluster_token"), // TF_VAR_cluster_token: a long random text
  cloudConf: Secret.fromReference(login.cloudConf),
});

// Three control-plane nodes on local SSD and different hosts; workers by name, so that any of them can go.
const shop = new KaasCluster(stack, "shop", {
  platform: servers,
  name: "shop",
  version: KubernetesVersion.parse("1.36.4"),
  pools: { web: { flavor: Flavor.SCS_2V_4, members: ["a", "b"] } },
});

stack.addOutput("kubeconfig", shop.parts.kubeconfigCommand, { description: "Fetches the cluster's kubeconfig" });

app.synth();
