import { readFileSync } from "node:fs";
import { join } from "node:path";
import { YaookDefinitions } from "scs-blueprints/yaook";

// What the cluster of `npm start -- --example scs-on-yaook` has before the first stack: stand-ins for the definitions of Yaook,
// cert-manager and Rook, Rook's namespace, and the nodes that main.ts names. On a real cluster all of these are there.
const nodes = ["control-1", "control-2", "control-3", "compute-1", "compute-2"];
const objects = [
  ...YaookDefinitions.standIns,
  { apiVersion: "v1", kind: "Namespace", metadata: { name: "rook-ceph" } },
  ...nodes.map((name) => ({ apiVersion: "v1", kind: "Node", metadata: { name } })),
];
process.stdout.write(readFileSync(join(__dirname, "sandbox-cluster.yaml"), "utf8"));
process.stdout.write(`---\n${JSON.stringify(objects)}\n`);
