import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Construct } from "constructs";
import { Aspects } from "../../../lib/core/engine";
import { App, Cloud, Flavor, Image, ProjectNetwork, ScsStack, Server } from "../../../lib/index";
import { Match, Template } from "../../../lib/testing/index";
import { errorOf } from "../../support/errors";

const NETWORK = "openstack_networking_network_v2";
const SUBNET = "openstack_networking_subnet_v2";
const PORT = "openstack_networking_port_v2";

function shop(app = new App(), id = "shop") {
  const stack = new ScsStack(app, id, { cloud: Cloud.fromEnvironment() });
  const network = new ProjectNetwork(stack, "network", { cidr: "10.8.0.0/20", tiers: ["web", "db"] });
  return { app, stack, network };
}

describe("assertions hold, and can fail", () => {
  const { stack, network } = shop();
  stack.addOutput("cidr", network.tier("web").cidr, { description: "Of the web tier" });
  const template = Template.fromStack(stack);

  test("hasResource names the nearest candidate, its construct and what differs", () => {
    template.hasResource(SUBNET, { cidr: network.tier("web").cidr });
    const error = errorOf(() =>
      template.hasResource(SUBNET, { cidr: "192.168.0.0/24", ip_version: 4, dns_nameservers: ["x"] }),
    );
    expect(error).toMatchObject({ code: "SCSBP-8501", what: `no resource ${SUBNET} of shop is like that` });
    expect(error.got).toMatch(/^2 of the type; nearest: openstack_networking_subnet_v2\.\w+ \(shop\/network\/\S+\)/);
    expect(error.got).toContain('cidr: expected "192.168.0.0/24", got "10.8.');
    expect(error.allowed).toBe('{ cidr: "192.168.0.0/24", ip_version: 4, dns_nameservers: ["x"] }');
  });

  test("hasResource of a type that the stack has not, and of one that there is not", () => {
    expect(errorOf(() => template.hasResource(PORT))).toMatchObject({
      code: "SCSBP-8501",
      what: `shop has no resource ${PORT}`,
    });
    expect(errorOf(() => template.hasResource("openstack_networking_subnet"))).toMatchObject({
      code: "SCSBP-8503",
      fix: expect.stringContaining(SUBNET) as string,
    });
  });

  test("hasNoResource and resourceCountIs do not take a misspelt type for an absent one", () => {
    template.hasNoResource(PORT);
    template.hasNoResource(SUBNET, { cidr: "192.168.0.0/24" });
    expect(errorOf(() => template.hasNoResource(SUBNET))).toMatchObject({ code: "SCSBP-8502" });
    expect(errorOf(() => template.hasNoResource("openstack_networking_port"))).toMatchObject({ code: "SCSBP-8503" });
    expect(errorOf(() => template.resourceCountIs("openstack_port_v2", 0))).toMatchObject({ code: "SCSBP-8503" });
    expect(errorOf(() => template.hasNoResource("NetworkingPortV2"))).toMatchObject({ code: "SCSBP-8503" });
    template.hasNoResource("kubernetes_manifest"); // another provider's: not known here
  });

  test("resourceCountIs", () => {
    template.resourceCountIs(SUBNET, 2);
    template.resourceCountIs(SUBNET, 1, { cidr: network.tier("db").cidr });
    const error = errorOf(() => template.resourceCountIs(SUBNET, 3));
    expect(error).toMatchObject({ code: "SCSBP-8504", what: `shop has 2 ${SUBNET}, not 3` });
    expect(error.got?.split("\n")).toHaveLength(2);
  });

  test("allResources", () => {
    template.allResources(SUBNET, { cidr: Match.stringLikeRegexp("^10\\.8\\.") });
    expect(errorOf(() => template.allResources(SUBNET, { cidr: network.tier("web").cidr }))).toMatchObject({
      code: "SCSBP-8501",
    });
    expect(errorOf(() => template.allResources(PORT, {}))).toMatchObject({ code: "SCSBP-8501" });
  });

  test("hasDataSource and dataSourceCountIs", () => {
    const [type = ""] = template
      .addresses()
      .filter((each) => each.startsWith("data."))
      .map((each) => each.split(".")[1]);
    template.hasDataSource(type);
    template.dataSourceCountIs(type, 1);
    expect(errorOf(() => template.hasDataSource(type, { name: "other" }))).toMatchObject({ code: "SCSBP-8501" });
    expect(errorOf(() => template.dataSourceCountIs(type, 0))).toMatchObject({ code: "SCSBP-8504" });
    expect(errorOf(() => template.hasDataSource("openstack_images_image"))).toMatchObject({ code: "SCSBP-8503" });
  });

  test("hasOutput and hasVariable", () => {
    template.hasOutput("cidr", { description: "Of the web tier" });
    expect(errorOf(() => template.hasOutput("cidrs"))).toMatchObject({ code: "SCSBP-8501", got: "cidr" });
    expect(errorOf(() => template.hasOutput("cidr", { sensitive: true })).got).toContain(
      "sensitive: expected true, got",
    );
    expect(errorOf(() => template.hasVariable("token"))).toMatchObject({ got: "no variable at all" });
  });

  test("findResources gives the contents by address", () => {
    const found = template.findResources(NETWORK);
    expect(Object.keys(found).sort()).toEqual(template.addresses().filter((each) => each.startsWith(`${NETWORK}.`)));
    expect(Object.keys(found)).toHaveLength(2);
    expect(Object.values(found)[0]).not.toHaveProperty("//");
    expect(template.findResources(NETWORK, { name: "no such" })).toEqual({});
  });

  test("toJSON is the stack without the engine's comments", () => {
    expect(JSON.stringify(template.toJSON())).not.toContain('"//"');
    expect(template.toJSON()).toHaveProperty(["resource", NETWORK]);
    expect(template.addresses()).toEqual([...template.addresses()].sort());
  });
});

test("a pattern may hold references of constructs", () => {
  const { stack, network } = shop();
  new Server(stack, "web", { tier: network.tier("web"), flavor: Flavor.SCS_2V_4, image: Image.ubuntu("24.04") });
  const template = Template.fromStack(stack);
  template.hasResource(PORT, { network_id: network.tier("web").networkId });
  expect(errorOf(() => template.hasResource(PORT, { network_id: network.tier("web").subnetId })).got).toMatch(
    /network_id: expected "\$\{openstack_networking_subnet_v2\..*\.id\}", got "\$\{openstack_networking_network_v2\..*\.id\}"/,
  );
});

test("aspects are applied as in app.synth()", () => {
  const { stack } = shop();
  let visited = 0;
  Aspects.of(stack).add({ visit: () => void (visited += 1) });
  Template.fromStack(stack);
  expect(visited).toBe(stack.node.findAll().length);
});

test("what a construct refuses at synth fails the template, too", () => {
  const { stack } = shop();
  new Construct(stack, "own").node.addValidation({ validate: () => ["no owner"] });
  expect(errorOf(() => Template.fromStack(stack))).toMatchObject({ code: "SCSBP-8507", got: "shop/own: no owner" });
});

test("fromApp takes the only stack, or the one that is named; references between stacks are there", () => {
  const { app, network } = shop();
  expect(Template.fromApp(app).name).toBe("shop");
  const other = new ScsStack(app, "other", { cloud: Cloud.fromEnvironment() });
  other.addOutput("network", network.tier("web").networkId);
  expect(errorOf(() => Template.fromApp(app))).toMatchObject({ code: "SCSBP-8506", allowed: "shop, other" });
  expect(errorOf(() => Template.fromApp(app, "shpo"))).toMatchObject({
    code: "SCSBP-8506",
    what: "there is no such stack",
  });
  expect(errorOf(() => Template.fromApp(new App()))).toMatchObject({ code: "SCSBP-8506" });
  const outputs = Template.fromApp(app, "shop").toJSON()["output"] as object;
  expect(Object.keys(outputs).some((name) => name.startsWith("cross-stack-output"))).toBe(true);
});

test("fromDirectory reads what a program wrote, and both say the same", () => {
  const outdir = mkdtempSync(join(tmpdir(), "scs-blueprints-testing-"));
  try {
    const { app, stack } = shop(new App({ outdir }));
    app.synth();
    expect(Template.fromDirectory(outdir).toJSON()).toEqual(Template.fromStack(stack).toJSON());
    expect(errorOf(() => Template.fromDirectory(outdir, "other"))).toMatchObject({
      code: "SCSBP-8506",
      allowed: "shop",
    });
    expect(errorOf(() => Template.fromDirectory(join(outdir, "none")))).toMatchObject({ code: "SCSBP-8506" });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
});
