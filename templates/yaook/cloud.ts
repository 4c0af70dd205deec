import { type App, Cloud, ScsStack } from "scs-blueprints";
import { ScsCompatibleIaas } from "scs-blueprints/operator";
import { ScsOnYaook, YaookCeph, YaookComputePool, YaookRelease } from "scs-blueprints/yaook";
import { content } from "./content";

/** Three stacks: Yaook's operators on Kubernetes, an OpenStack by its custom resources, and what that OpenStack offers. */
export function defineCloud(app: App): ScsOnYaook {
  return new ScsOnYaook(app, "yaook", {
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
    platform: { chartVersion: "3.2.1", cephPoolReplicas: 3 },
    content,
  });
}

/** The last stack alone, on a blank OpenStack. */
export function defineRehearsal(app: App): ScsStack {
  const stack = new ScsStack(app, "rehearsal", { cloud: Cloud.fromEnvironment() });
  new ScsCompatibleIaas(stack, "iaas", content);
  return stack;
}
