import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OpenstackProvider } from "@scs-blueprints/provider-openstack/lib/provider";
import { S3Backend } from "cdktf";
import { Construct } from "constructs";
import {
  App,
  Cloud,
  Flavor,
  Image,
  ObjectStore,
  ProjectNetwork,
  ScsStack,
  Secret,
  ServerPool,
  StateBackend,
} from "../../../lib/index";
import { KubernetesNamespace, KubernetesStack } from "../../../lib/kubernetes/index";
import { errorOf } from "../../support/errors";
import { synth } from "../../support/synth";

const image = Image.ubuntu("24.04");
const newApp = () => new App({ outdir: mkdtempSync(join(tmpdir(), "scs-blueprints-ids-")) });
const cloud = Cloud.fromPassword({
  authUrl: "https://keystone.example.org/v3",
  userName: "u",
  projectName: "p",
  password: Secret.fromVariable("password"),
});

test.each(["backend", "openstack", "local", "provider", "cluster", "state", "terraform", "default"])(
  "a program may call a construct %s",
  (id) => {
    const stack = synth((scope) => {
      const tier = new ProjectNetwork(scope, "network", { tiers: ["web"] }).tier("web");
      new ServerPool(scope, id, { tier, flavor: Flavor.SCS_1V_2, image, size: 1 });
    });
    expect(stack.one("openstack_compute_instance_v2").path).toBe(`test/${id}/members/1/Resource`);
    expect(stack.json["terraform"]).toMatchObject({ backend: { local: {} } });
    expect(stack.json["provider"]).toEqual({ openstack: [{}] });
    const kube = new KubernetesStack(newApp(), "kube");
    new KubernetesNamespace(kube, id, { api: kube.api, name: "shop" });
    expect(() => (kube.node.root as App).synth()).not.toThrow();
  },
);

test("what a stack has of its own has ids that are told, so that nothing else is taken", () => {
  const app = newApp();
  const stack = new ScsStack(app, "shop", { cloud });
  const tier = new ProjectNetwork(stack, "network", { tiers: ["web"] }).tier("web");
  new ServerPool(stack, "web", { tier, flavor: Flavor.SCS_1V_2, image, size: 1 });
  new ObjectStore(stack, "store");
  stack.addOutput("answer", 42);
  app.synth();
  const own = stack.node.children
    .map((child) => child.node.id)
    .filter((id) => !["network", "web", "store"].includes(id));
  expect(own).toContain("secret-password");
  expect(own.some((id) => id.startsWith("lookup-flavor-"))).toBe(true);
  expect(own.filter((id) => !/^(lookup|secret|output)-|^scs-blueprints:stack$/.test(id))).toEqual([]);
});

test("a second provider and constructs with the library's own ids", () => {
  synth((scope) => new OpenstackProvider(scope, "openstack", { alias: "other" }));
  const taken = (id: string, use: (scope: ScsStack) => unknown) => {
    synth((scope) => {
      new Construct(scope, id);
      expect(errorOf(() => use(scope))).toMatchObject({ code: "SCSBP-1013", path: `test/${id}` });
    });
  };
  taken("lookup-flavor-SCS-1V-2", (scope) => Flavor.SCS_1V_2.flavorIdIn(scope));
  taken("secret-password", (scope) => Secret.resolve(Secret.fromVariable("password"), scope));
});

test("a backend of the engine needs StateBackend.custom()", () => {
  const define = (state?: StateBackend) => {
    const app = newApp();
    const stack = new ScsStack(app, "shop", { cloud, ...(state === undefined ? {} : { state }) });
    new S3Backend(stack, { bucket: "state", key: "shop" });
    app.synth();
  };
  expect(errorOf(() => define())).toMatchObject({ code: "SCSBP-1034", got: "LocalBackend, S3Backend" });
  expect(() => define(StateBackend.custom())).not.toThrow();
});
