import {
  App,
  Cloud,
  CloudInit,
  DnsZone,
  Image,
  Peer,
  Port,
  RemovalPolicy,
  ScsStack,
  TlsCertificate,
} from "scs-blueprints";
import { Compliance, Profile } from "scs-blueprints/compliance";
import { Scope } from "scs-blueprints/scs";
import { ThreeTierWebService, WebEntry } from "scs-blueprints/tenant";

const app = new App();
const stack = new ScsStack(app, "three-tier-web", { cloud: Cloud.fromEnvironment() });

// TLS ends at the balancer: CERTIFICATE names a container of Barbican. The sandbox has none.
const certificate = process.env["CERTIFICATE"];

const shop = new ThreeTierWebService(stack, "shop", {
  image: Image.ubuntu("24.04"),
  entry:
    certificate === undefined
      ? WebEntry.plainHttp("a first look, without a certificate")
      : WebEntry.tls(TlsCertificate.fromLookup(stack, "certificate", { name: certificate })),
  // Who may use it (TEST-NET-2: put yours, or Peer.anywhere with a reason).
  clients: [Peer.cidr("198.51.100.0/24")],
  cidr: "10.12.0.0/20",

  web: {
    port: Port.tcp(80),
    size: 3,
    healthPath: "/",
    cloudInit: new CloudInit({ packages: ["nginx"] }),
  },
  data: {
    port: Port.tcp(5432),
    members: ["a", "b"],
    // An example goes away as a whole. Volumes are kept without this line: take it out before there is data.
    volumes: [{ name: "pg", sizeGiB: 10, removalPolicy: RemovalPolicy.DESTROY }],
  },

  zone: new DnsZone(stack, "zone", { name: "shop.example.org", email: "hostmaster@example.org" }),
  recordNames: ["www", "@"],

  // The way in for people (TEST-NET-1: put yours).
  bastionSources: [Peer.cidr("192.0.2.0/24")],
});

// Replication: data servers reach each other, nobody else does.
shop.data.connections.allowInternally(Port.tcp(5432));

stack.addOutput("url", shop.url, { description: "Where clients find the service" });
stack.addOutput("address", shop.loadBalancer.address, { description: "Public address of the balancer" });
stack.addOutput("bastion", shop.bastion?.publicIp, { description: "Public address of the bastion" });

Compliance.of(app).require(Scope.IAAS_V5_1);
Compliance.of(app).requireProfile(Profile.goodPractice());

app.synth();
