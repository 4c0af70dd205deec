import { App, ApplicationCredential, Cloud, Flavor, Image, ProjectNetwork, ScsStack, Secret } from "scs-blueprints";
import {
  CapoPlatform,
  ClusterStackTenant,
  GardenerProject,
  type IKaasPlatform,
  KaasCluster,
  KubernetesVersion,
  SelfManagedPlatform,
} from "scs-blueprints/kaas";
import { KubernetesApi } from "scs-blueprints/kubernetes";

const app = new App();
const stack = new ScsStack(app, "clusters", { cloud: Cloud.fromEnvironment() });
const login = new ApplicationCredential(stack, "login", { roles: ["member", "load-balancer_member"] });
const cloudsYaml = Secret.fromReference(login.cloudsYaml);
const cloudConf = Secret.fromReference(login.cloudConf);

// Four ways to a cluster. Only the one that is chosen defines anything.
const ways: Record<string, () => IKaasPlatform> = {
  "cluster-stacks": () =>
    new ClusterStackTenant(stack, "team-a", { api: management(), cloudsYaml, kubernetesMinors: ["1.36"] }),
  "cluster-api": () => new CapoPlatform(stack, "team-a", { api: management(), cloudsYaml, cloudConf }),
  gardener: () =>
    new GardenerProject(stack, "team-a", {
      api: management(),
      project: "team-a",
      cloudProfile: "openstack",
      region: "RegionOne",
      zones: ["az1"],
      floatingPool: "public",
      domainName: "default",
      tenantName: "team-a",
      credentialId: login.credentialId,
      credentialSecret: login.secret,
    }),
  servers: () => {
    const network = new ProjectNetwork(stack, "network", { cidr: "10.8.0.0/20", tiers: ["nodes"] });
    return new SelfManagedPlatform({
      tier: network.tier("nodes"),
      image: Image.ubuntu("24.04"),
      token: Secret.fromVariable("cluster_token"),
      cloudConf,
    });
  },
};

// The line. KAAS=gardener chooses another way for a try.
const way = process.env["KAAS"] ?? "cluster-stacks";

// The cluster: the same, whichever way.
const platform = ways[way]?.();
if (platform === undefined) {
  throw new Error(`KAAS=${way}: one of ${Object.keys(ways).join(", ")}`);
}
const shop = new KaasCluster(stack, "shop", {
  platform,
  name: "shop",
  version: KubernetesVersion.parse("1.36.4"),
  pools: {
    web: { flavor: Flavor.SCS_4V_8, size: 3 },
    db: { flavor: Flavor.SCS_4V_16_100S, size: 3 },
  },
});

stack.addOutput("kubeconfig", shop.parts.kubeconfigCommand, { description: "Fetches the cluster's kubeconfig" });

app.synth();

/** Where Cluster API or Gardener runs: the context that KUBE_CONFIG_PATH and KUBE_CTX name. */
function management(): KubernetesApi {
  return new KubernetesApi(stack, "management");
}
