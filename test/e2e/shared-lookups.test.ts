import { Program, requestsDuring } from "./support/program";
import { repository } from "./support/repository";

/** What a pool shares is read as often for twelve members as for two: a plan's reads grow with what is owned alone. */
const SOURCE = `
import {
  AntiAffinity, App, Cloud, DnsZone, ExternalNetwork, Flavor, Image, KeyPair, LoadBalancer, Peer, Port, ProjectNetwork,
  RemovalPolicy, ScsStack, Server, ServerPool, VolumeType,
} from "scs-blueprints";
const day = JSON.parse(process.env["DAY"] ?? "{}");
const app = new App();
const stack = new ScsStack(app, "many", { cloud: Cloud.fromEnvironment() });
const network = new ProjectNetwork(stack, "network", {
  tiers: ["web", "db"],
  externalNetwork: ExternalNetwork.fromLookup(stack, "outside", { name: "public" }),
});
const key = new KeyPair(stack, "key", {
  publicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKGtYy0pyXHfNZtWyH7h1qMxZ0DN1xqyhXXH0MbqSYzU ops",
});
const volumeType = VolumeType.fromName("ssd");
const common = { image: Image.ubuntu("24.04"), keyPair: key };
const db = new Server(stack, "db", { ...common, tier: network.tier("db"), flavor: Flavor.SCS_1V_2 });
const web = new ServerPool(stack, "web", {
  ...common,
  tier: network.tier("web"),
  flavor: Flavor.SCS_1L_1,
  bootVolume: { sizeGiB: 8, volumeType },
  dataVolumes: [{ name: "data", sizeGiB: 1, volumeType, removalPolicy: RemovalPolicy.DESTROY }],
  antiAffinity: AntiAffinity.SOFT,
  size: day.size ?? 2,
});
web.connections.allowTo(db, Port.tcp(5432));
db.connections.allowFrom(Peer.tier(network.tier("web")), Port.icmp());
const lb = new LoadBalancer(stack, "lb", { tier: network.tier("web") });
lb.addListener(Port.tcp(80)).forwardTo(web, Port.tcp(8080));
const zone = new DnsZone(stack, "zone", { name: "many.example.org", email: "dns@example.org" });
zone.addLoadBalancer("www", lb);
for (const member of web.keys) {
  zone.addServer("web-" + member, web.server(member));
}
app.synth();
`;

/** A thing that all members share, and the requests that read it; a provider may need several for one. */
const SHARED: readonly [thing: string, requests: RegExp][] = [
  ["image, by its name", /^\S+ GET \S*\/v2\/images$/],
  ["flavor, by its name", /^\S+ GET \S*\/flavors\/detail$/],
  ["external network, network and its tiers", /^\S+ GET \S*\/networks(\/\{id\})?$/],
  ["subnets", /^\S+ GET \S*\/subnets(\/\{id\})?$/],
  ["router and its interfaces", /^\S+ GET \S*\/routers(\/\{id\})?$/],
  ["key pair", /^\S+ GET \S*\/os-keypairs(\/\S+)?$/],
  ["security groups", /^\S+ GET \S*\/security-groups(\/\{id\})?$/],
  ["their rules, with peers", /^\S+ GET \S*\/security-group-rules(\/\{id\})?$/],
  ["server group", /^\S+ GET \S*\/os-server-groups(\/\{id\})?$/],
  ["balancer", /^\S+ GET \S*\/loadbalancers(\/\{id\})?$/],
  ["listener", /^\S+ GET \S*\/listeners(\/\{id\})?$/],
  ["pool and its monitor", /^\S+ GET \S*\/(pools|healthmonitors)(\/\{id\})?$/],
  ["DNS zone", /^\S+ GET \S*\/zones(\/\{id\})?$/],
  ["login", /^\S+ (GET|POST) \S*\/auth\/\S+$/],
];
/** Volume types are given by name: nobody looks them up. */
const NEVER = /\/types(\/|$)/;

const SIZES = [2, 12] as const;
const reads: Record<string, number>[] = [];
let program: Program;

beforeAll(async () => {
  await repository.sandbox(["up"]);
  program = new Program("many", SOURCE);
  for (const size of SIZES) {
    await program.apply({ size });
    reads.push(await requestsDuring(() => program.plan({ size })));
  }
});

const count = (requests: Record<string, number>, which: RegExp) =>
  Object.entries(requests).reduce((sum, [request, times]) => sum + (which.test(request) ? times : 0), 0);

test.each(SHARED)("%s", (_, which) => {
  const [few, many] = reads.map((requests) => count(requests, which));
  expect(few).toBeGreaterThan(0);
  expect(many).toBe(few);
});

test("volume types are not read at all", () => {
  expect(reads.map((requests) => count(requests, NEVER))).toEqual([0, 0]);
});

test("what grows is read for each member by itself", () => {
  const [few, many] = reads as [Record<string, number>, Record<string, number>];
  const grown = Object.keys(many).filter((request) => (many[request] ?? 0) > (few[request] ?? 0));
  const own = /\/(servers|ports|volumes|flavors|members|recordsets|os-volume_attachments)(\/|$)/;
  expect(grown.filter((request) => !own.test(request))).toEqual([]);
  expect(grown.length).toBeGreaterThan(0);
});

test("destroy leaves nothing", async () => {
  const destroyed = await program.destroy({ size: 12 });
  expect([destroyed.status, destroyed.status === 0 ? "" : destroyed.output]).toEqual([0, ""]);
  expect(await program.left()).toEqual([]);
});
