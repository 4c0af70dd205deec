import { App, ApplicationCredential, Cloud, Flavor, ScsStack, Secret } from "scs-blueprints";
import { ClusterStackTenant, KaasCluster, KubernetesVersion } from "scs-blueprints/kaas";
import { KubernetesApi } from "scs-blueprints/kubernetes";

const app = new App();
const stack = new ScsStack(app, "clusters", { cloud: Cloud.fromEnvironment() });

// Where Cluster API and the cluster stack operator run: the context that KUBE_CONFIG_PATH and KUBE_CTX name.
const management = new KubernetesApi(stack, "management");

// The login that makes the clusters: renewed by a new revision, without a change to any cluster.
const login = new ApplicationCredential(stack, "login", {
  roles: ["member", "load-balancer_member"],
  slotA: { revision: "2026-11", expiresAt: "2027-05-31T00:00:00Z" },
});

// The team's place: its namespace, its login, the cluster classes of the minor versions it uses.
const team = new ClusterStackTenant(stack, "team-a", {
  api: management,
  cloudsYaml: Secret.fromReference(login.cloudsYaml),
  kubernetesMinors: ["1.36"],
});

// A cluster: three control-plane nodes on local SSD, on different hosts; two pools of workers.
const shop = new KaasCluster(stack, "shop", {
  platform: team,
  name: "shop",
  version: KubernetesVersion.parse("1.36.4"),
  controlPlane: { flavor: Flavor.SCS_2V_4_20S },
  pools: {
    web: { flavor: Flavor.SCS_4V_8, min: 2, max: 6 },
    db: { flavor: Flavor.SCS_4V_16_100S, size: 3 },
  },
});

stack.addOutput("kubeconfig", shop.parts.kubeconfigCommand, { description: "Fetches the cluster's kubeconfig" });

app.synth();
