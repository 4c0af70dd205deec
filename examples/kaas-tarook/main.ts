import { App, Cloud, Flavor, Image, Peer, ScsStack } from "scs-blueprints";
import { TarookInfra, TarookRole } from "scs-blueprints/tarook";

const app = new App();
const stack = new ScsStack(app, "kaas-tarook", { cloud: Cloud.fromEnvironment() });

// Gateways with an address that they share in front, nodes behind. Each node is its key: any of them can go.
const cluster = new TarookInfra(stack, "cluster", {
  clusterName: "kaas-tarook",
  image: Image.ubuntu("24.04"),
  allowedSources: [Peer.cidr("192.0.2.0/24")], // where Ansible and people come from: edit
  nodes: {
    "master-a": { role: TarookRole.MASTER },
    "master-b": { role: TarookRole.MASTER },
    "master-c": { role: TarookRole.MASTER },
    "storage-a": { role: TarookRole.WORKER, flavor: Flavor.SCS_4V_16, antiAffinityGroup: "storage" },
    "storage-b": { role: TarookRole.WORKER, flavor: Flavor.SCS_4V_16, antiAffinityGroup: "storage" },
    "web-a": { role: TarookRole.WORKER },
  },
  gateways: { a: {}, b: {} },
});

// What Tarook's playbooks read: `terraform output -raw hosts > inventory/yaook-k8s/hosts`, and so on.
cluster.addOutputs();

app.synth();
