import {
  App,
  ApplicationCredential,
  Cloud,
  ContainerAccess,
  CredentialSlot,
  DnsZone,
  Flavor,
  HealthMonitor,
  HttpMethod,
  Image,
  ListenerProtocol,
  LoadBalancer,
  ObjectStore,
  Peer,
  Port,
  ProjectNetwork,
  ProxyProtocol,
  RemovalPolicy,
  ScsStack,
  Secret,
  SecretStore,
  Server,
  ServerPool,
  SessionPersistence,
} from "scs-blueprints";

/** The program of test/e2e/services.test.ts; what changes from one day to the next comes by the environment. */
const change = JSON.parse(process.env["SERVICES_CHANGE"] ?? "{}") as {
  members?: string[];
  revisionB?: string;
  active?: CredentialSlot;
  bucket?: string;
  www?: string[];
  without?: string;
};

const app = new App();
const stack = new ScsStack(app, "services", { cloud: Cloud.fromEnvironment() });
const network = new ProjectNetwork(stack, "network", { cidr: "10.72.0.0/20", tiers: ["web"] });
const tier = network.tier("web");
const small = { tier, flavor: Flavor.SCS_1V_2, image: Image.ubuntu("24.04") };
const web = new ServerPool(stack, "web", { ...small, members: change.members ?? ["one", "two", "three"] });
const api = new Server(stack, "api", small);

const secrets = new SecretStore(stack, "secrets");
secrets.addSecret("db", Secret.fromVariable("db_password"), { projectAccess: true });
const certificate = secrets.addCertificate("entry", {
  certificate: Secret.fromVariable("certificate"),
  privateKey: Secret.fromVariable("key"),
});

const lb = new LoadBalancer(stack, "entry", { tier, floatingIp: true });
const https = lb.addListener(Port.tcp(443), {
  certificate,
  forwardedHeaders: true,
  clients: [Peer.cidr("192.0.2.0/24")],
});
https.forwardTo(web, Port.tcp(8080), {
  persistence: SessionPersistence.appCookie("JSESSIONID"),
  healthMonitor: HealthMonitor.http({ path: "/healthz", expectedCodes: "200-204" }),
});
https.addRoute("api", { pathPrefix: "/api" }).forwardTo(api, Port.tcp(9000));
const clients = [Peer.cidr("192.0.2.0/24")];
lb.addListener(Port.tcp(80), { protocol: ListenerProtocol.HTTP, clients })
  .addRoute("tls", { pathPrefix: "/" })
  .redirectTo("https://services.example.org");
if (change.without !== "udp") {
  lb.addListener(Port.udp(53), { clients }).forwardTo(api, Port.udp(5353));
}
lb.addListener(Port.tcp(5432), { clients }).forwardTo(web, Port.tcp(5432), { proxyProtocol: ProxyProtocol.V2 });

const zone = new DnsZone(stack, "zone", { name: "services.example.org", email: "hostmaster@example.org" });
zone.addLoadBalancer("@", lb);
zone.addServer("api", api);
zone.addA("www", change.www ?? ["203.0.113.10", "203.0.113.9"], { ttlSeconds: 300 });
zone.addAaaa("www", ["2001:DB8::0010"]);
zone.addCname("*.app", "www");
zone.addTxt("@", ["v=spf1 -all", 'say "hi"', "x".repeat(300)]);
zone.addMx("@", [{ preference: 10, host: "mail.example.org" }]);
zone.addSrv("_sip._tcp", [{ priority: 0, weight: 5, port: 5060, host: "www" }]);
zone.addCaa("@", [{ tag: "issue", value: "letsencrypt.org" }]);

const backups = new ObjectStore(stack, "backups", {
  name: change.bucket ?? "services-backups",
  versioning: true,
  quotaBytes: 1024 ** 3,
  read: [ContainerAccess.anybody("public downloads")],
  removalPolicy: RemovalPolicy.DESTROY,
});
backups.addOutputs("backups");

const ci = new ApplicationCredential(stack, "ci", {
  roles: ["member", "load-balancer_member"],
  slotA: { expiresAt: "2099-12-31T00:00:00Z" },
  slotB: { revision: change.revisionB ?? "1" },
  active: change.active ?? CredentialSlot.A,
});
ci.addOutputs("ci");
new ApplicationCredential(stack, "inventory", {
  roles: ["reader"],
  accessRules: [{ service: "compute", method: HttpMethod.GET, path: "/v2.1/servers/**" }],
});
stack.addOutput("auth_url", ci.authUrl);
app.synth();
