import { App, Cloud, ScsStack } from "scs-blueprints";
import { Compliance } from "scs-blueprints/compliance";
import { ScsCompatibleIaas, VolumeEncryption } from "scs-blueprints/operator";
import { Scope, VolumeAspect } from "scs-blueprints/scs";
import { offeredAt, offeredImages } from "./images";

const app = new App();

// The cloud is whatever OS_CLOUD names in clouds.yaml, with an admin's login.
const stack = new ScsStack(app, "scs-compatible-iaas", { cloud: Cloud.fromEnvironment() });

// The certificate to have: iaas-v5.1, or SCS_SCOPE=iaas-next to see what the next one changes.
const scope = Scope.fromId(process.env["SCS_SCOPE"] ?? "iaas-v5.1");

const iaas = new ScsCompatibleIaas(stack, "iaas", {
  scope,
  images: { date: offeredAt, images: offeredImages },
  // What the storage can: two back ends of Cinder, one of them replicated, and encryption on top of it.
  volumeTypes: {
    types: [
      { name: "ssd", aspects: [VolumeAspect.REPLICATED], text: "SSD, three copies", backend: "ssd" },
      {
        name: "ssd-luks",
        aspects: [VolumeAspect.REPLICATED],
        encryption: VolumeEncryption.luks(),
        text: "SSD, three copies, a key for each volume",
        backend: "ssd",
      },
      { name: "hdd", text: "Spinning disks", backend: "hdd" },
    ],
  },
  // The way outside, and addresses for tenants who bring none. TEST-NET-3 and documentation prefixes: put yours.
  providerNetwork: {
    physicalNetwork: "physnet1",
    subnets: [{ cidr: "203.0.113.0/24", gateway: "203.0.113.1" }, { cidr: "2001:db8:113::/64" }],
  },
  subnetPools: { ipv4Prefixes: ["10.42.0.0/16"], ipv6Prefixes: ["2001:db8:42::/48"] },
});

stack.addOutput("external_network", iaas.providerNetwork?.networkId, { description: "Where tenants' routers lead" });
stack.addOutput("ubuntu", iaas.images?.imageId("Ubuntu 24.04"), { description: "The mandatory image" });

// Held against the scope while it is synthesized; the live cloud: npx scs-blueprints check --cloud NAME --scope iaas-v5.1
Compliance.of(app).require(scope);

app.synth();
