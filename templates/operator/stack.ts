import { Cloud, ScsStack, type App } from "scs-blueprints";
import { ScsCompatibleIaas, VolumeEncryption } from "scs-blueprints/operator";
import { Scope, VolumeAspect } from "scs-blueprints/scs";
import { offeredAt, offeredImages, removalPolicy } from "./images";

/** What a cloud needs to be an SCS-compatible IaaS: flavors, images, volume types, networks. */
export class OperatorStack extends ScsStack {
  public constructor(app: App, id: string, cloud: Cloud) {
    super(app, id, { cloud });
    const iaas = new ScsCompatibleIaas(this, "iaas", {
      scope: Scope.IAAS_V5_1,
      flavors: { removalPolicy },
      images: { date: offeredAt, images: offeredImages, removalPolicy },
      // What the storage can: put your back ends.
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
        ],
      },
      // The way outside. TEST-NET-3: put your physical network and your addresses.
      providerNetwork: {
        physicalNetwork: "physnet1",
        subnets: [{ cidr: "203.0.113.0/24", gateway: "203.0.113.1" }],
      },
    });
    this.addOutput("external_network", iaas.providerNetwork?.networkId, {
      description: "Where tenants' routers lead",
    });
    this.addOutput("ubuntu", iaas.images?.imageId("Ubuntu 24.04"), { description: "The mandatory image" });
  }
}
