import { join } from "node:path";
import { Program } from "./support/program";
import { repository } from "./support/repository";
import { run, succeed } from "./support/run";
import { plannedChanges } from "./support/terraform";

/** A network in one stack, everything with a floating IP in another: the order of the stacks is all that is between them. */
const SOURCE = `
import { App, Bastion, Cloud, Flavor, Image, LoadBalancer, Peer, Port, ProjectNetwork, ScsStack, Secret, Server, ServerPool } from "scs-blueprints";
import { HighAvailabilityVip, VpnGateway } from "scs-blueprints/tenant";
const app = new App();
const cloud = Cloud.fromEnvironment();
const network = new ProjectNetwork(new ScsStack(app, "order-net", { cloud }), "network", { tiers: ["web"] });
const stack = new ScsStack(app, "order", { cloud });
const tier = network.tier("web");
const image = Image.ubuntu("24.04");
const flavor = Flavor.SCS_1V_2;
const server = new Server(stack, "server", { tier, flavor, image, floatingIp: true });
new ServerPool(stack, "backend", { tier, flavor, image, size: 1, floatingIp: true });
new LoadBalancer(stack, "lb", { tier, floatingIp: true })
  .addListener(Port.tcp(80), {
    clients: JSON.parse(process.env["DAY"] ?? "{}").turned
      ? [Peer.cidr("192.0.2.0/24"), Peer.cidr("198.51.100.0/24"), Peer.cidr("192.0.2.0/24")]
      : [Peer.cidr("198.51.100.0/24"), Peer.cidr("192.0.2.0/24")],
  })
  .forwardTo(server, Port.tcp(80));
new Bastion(stack, "bastion", { tier, image, allowedSources: [Peer.cidr("192.0.2.0/24")] });
new HighAvailabilityVip(stack, "vip", { tier, image, floatingIp: true });
new VpnGateway(stack, "vpn", {
  network,
  image,
  privateKey: Secret.fromVariable("vpn_private_key"),
  publicKey: "HIgo9xNzJMWLKASShiTqIybxZ0U3wGLiUeJ1PKf8ykw=",
  allowedSources: [Peer.anywhere("people who travel")],
  peers: { ada: { publicKey: "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=" } },
});
app.synth();
`;
const SECRET = { TF_VAR_vpn_private_key: "SCxOqmGPbAfRKGHjRIFLfZz6kQ2bzfQUJgFP4qS5k3M=" };

let program: Program;
let net: string;
beforeAll(async () => {
  await repository.sandbox(["up"]);
  program = new Program("order", SOURCE, SECRET);
  net = join(program.folder, "cdktf.out", "stacks", "order-net");
  await program.synthesized();
});

/** A command of Terraform on the network's stack. */
const onNet = async (...args: string[]) =>
  succeed("terraform", args, { cwd: net, env: { ...(await repository.sandboxEnv()), ...SECRET } });

test("both stacks are valid before anything is made", async () => {
  await onNet("init", "-input=false", "-no-color");
  await onNet("validate", "-no-color");
  await program.terraform(["init", "-input=false", "-no-color"]);
  await program.terraform(["validate", "-no-color"]);
});

test("the network's stack first, then the other; second plans are empty", async () => {
  await onNet("apply", "-auto-approve", "-input=false");
  await program.apply();
  expect(await plannedChanges(net, SECRET)).toEqual({});
});

test("the same clients in another order, one of them twice, are no change", async () => {
  expect(await program.plan({ turned: true })).toEqual([]);
});

test("and back in the other order; then nothing is left", async () => {
  const destroyed = await program.destroy();
  expect({ status: destroyed.status, output: destroyed.status === 0 ? "" : destroyed.output }).toEqual({
    status: 0,
    output: "",
  });
  const env = { ...(await repository.sandboxEnv()), ...SECRET };
  const last = await run("terraform", ["destroy", "-auto-approve", "-input=false", "-no-color"], { cwd: net, env });
  expect({ status: last.status, output: last.status === 0 ? "" : last.output }).toEqual({ status: 0, output: "" });
  expect(await program.left()).toEqual([]);
});
