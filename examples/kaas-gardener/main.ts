import { App, ApplicationCredential, Cloud, Flavor, ScsStack } from "scs-blueprints";
import { GardenerProject, KaasCluster, KubernetesVersion, ShootPurpose } from "scs-blueprints/kaas";
import { KubernetesApi } from "scs-blueprints/kubernetes";

const app = new App();
const stack = new ScsStack(app, "clusters", { cloud: Cloud.fromEnvironment() });

// The garden's API: the context that KUBE_CONFIG_PATH and KUBE_CTX name, of a service account of the project.
const garden = new KubernetesApi(stack, "garden");

// The login that makes the clusters: renewed by a new revision, without a change to any cluster.
const login = new ApplicationCredential(stack, "login", {
  roles: ["member", "load-balancer_member"],
  slotA: { revision: "2026-11", expiresAt: "2027-05-31T00:00:00Z" },
});

// The team's project, with the names that the provider's dashboard and cloud profile show.
const team = new GardenerProject(stack, "team-a", {
  api: garden,
  project: "team-a",
  cloudProfile: "openstack",
  region: "RegionOne",
  zones: ["az1"],
  floatingPool: "public",
  domainName: "default",
  tenantName: "team-a",
  credentialId: login.credentialId,
  credentialSecret: login.secret,
  purpose: ShootPurpose.PRODUCTION,
});

// A cluster: a control plane that survives the loss of a host; two pools of workers.
const shop = new KaasCluster(stack, "shop", {
  platform: team,
  name: "shop",
  version: KubernetesVersion.parse("1.36.4"),
  pools: {
    web: { flavor: Flavor.SCS_4V_8, min: 2, max: 6 },
    db: { flavor: Flavor.SCS_4V_16_100S, size: 3 },
  },
});

stack.addOutput("kubeconfig", shop.parts.kubeconfigCommand, { description: "Fetches a kubeconfig for an hour" });

app.synth();
