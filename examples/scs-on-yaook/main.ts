import { App } from "scs-blueprints";
import { Compliance } from "scs-blueprints/compliance";
import { VolumeEncryption } from "scs-blueprints/operator";
import { Scope, VolumeAspect } from "scs-blueprints/scs";
import { ScsOnYaook, YaookCeph, YaookComputePool, YaookRelease } from "scs-blueprints/yaook";
import { offeredAt, offeredImages } from "./images";

const app = new App();

const yaook = new ScsOnYaook(app, "yaook", {
  domain: "cloud.example.org",
  region: "de-1",
  release: YaookRelease.fromName("2025.1"),
  controlNodes: ["control-1", "control-2", "control-3"],
  computePools: [
    new YaookComputePool({
      name: "general",
      nodes: ["compute-1", "compute-2"],
      bridges: [{ name: "br-ex", uplink: "enp3s0", physicalNetwork: "physnet1" }],
    }),
  ],
  ceph: new YaookCeph({
    monitors: ["rook-ceph-mon-a.rook-ceph.svc:6789"],
    secretUuid: "6f5b3a0e-9d6c-4b0a-8a54-6f1c2d3e4f50",
  }),

  // The cluster has cert-manager, prometheus-operator, an ingress controller and Rook. Leave `platform` out where it has Yaook's
  // operators, too.
  platform: { chartVersion: "3.2.1", cephPoolReplicas: 3 },

  // The same as on any other OpenStack: docs/operator.md.
  content: {
    images: { date: offeredAt, images: offeredImages },
    volumeTypes: {
      types: [
        { name: "rbd", aspects: [VolumeAspect.REPLICATED], text: "Ceph, three copies" },
        { name: "rbd-luks", aspects: [VolumeAspect.REPLICATED], encryption: VolumeEncryption.luks() },
      ],
    },
    providerNetwork: {
      physicalNetwork: "physnet1",
      subnets: [{ cidr: "203.0.113.0/24", gateway: "203.0.113.1" }, { cidr: "2001:db8:113::/64" }],
    },
    subnetPools: { ipv4Prefixes: ["10.42.0.0/16"], ipv6Prefixes: ["2001:db8:42::/48"] },
  },
});

yaook.openstack.addOutput("auth_url", yaook.controlPlane.authUrl, { description: "Where to log in" });
yaook.content.addOutput("external_network", yaook.iaas.providerNetwork?.networkId, {
  description: "Where tenants' routers lead",
});

// All stacks together; the live cloud: npx scs-blueprints check --cloud NAME --scope iaas-v5.1
Compliance.of(app).require(Scope.IAAS_V5_1);

app.synth();
