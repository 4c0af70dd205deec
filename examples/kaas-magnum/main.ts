import { App, Cloud, Flavor, Image, ScsStack } from "scs-blueprints";
import { KaasCluster, KubernetesVersion, MagnumPlatform } from "scs-blueprints/kaas";

const app = new App();
const stack = new ScsStack(app, "kaas-magnum", { cloud: Cloud.fromEnvironment() });

// The image decides on the version: one for Cluster API, with the properties os_distro and kube_version.
const magnum = new MagnumPlatform({
  image: Image.fromName("ubuntu-capi-image-v1.36.4"),
  defaultPool: "web", // made with the cluster; the others come and go
  autoScaling: true,
});

const shop = new KaasCluster(stack, "shop", {
  platform: magnum,
  name: "shop",
  version: KubernetesVersion.parse("1.36.4"),
  controlPlane: { flavor: Flavor.SCS_2V_4_20S },
  pools: {
    web: { flavor: Flavor.SCS_4V_16_100S, size: 2 },
    batch: { flavor: Flavor.SCS_4V_16_100S, min: 1, max: 5 },
  },
});

// `terraform output -raw shop_kubeconfig`
shop.addOutputs("shop");

app.synth();
