import { type ScsCompatibleIaasProps, VolumeEncryption } from "scs-blueprints/operator";
import { VolumeAspect } from "scs-blueprints/scs";
import { offeredAt, offeredImages, removalPolicy } from "./images";

/** What the cloud offers: the same for the rehearsal on the sandbox and for the cloud that Yaook makes. */
export const content: ScsCompatibleIaasProps = {
  flavors: { removalPolicy },
  images: { date: offeredAt, images: offeredImages, removalPolicy },
  volumeTypes: {
    types: [
      { name: "rbd", aspects: [VolumeAspect.REPLICATED], text: "Ceph, three copies" },
      { name: "rbd-luks", aspects: [VolumeAspect.REPLICATED], encryption: VolumeEncryption.luks() },
    ],
  },
  // TEST-NET-3: put your physical network and your addresses.
  providerNetwork: {
    physicalNetwork: "physnet1",
    subnets: [{ cidr: "203.0.113.0/24", gateway: "203.0.113.1" }],
  },
};
