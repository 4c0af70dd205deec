import { BlockstorageQosAssociationV3 } from "@scs-blueprints/provider-openstack/lib/blockstorage-qos-association-v3";
import { BlockstorageQosV3 } from "@scs-blueprints/provider-openstack/lib/blockstorage-qos-v3";
import { BlockstorageVolumeTypeAccessV3 } from "@scs-blueprints/provider-openstack/lib/blockstorage-volume-type-access-v3";
import { BlockstorageVolumeTypeV3 } from "@scs-blueprints/provider-openstack/lib/blockstorage-volume-type-v3";
import { CloudStep, VolumeAspect, VolumeAspects } from "@scs-blueprints/standards";
import { Construct } from "constructs";
import { refuse } from "../../core/index";
import { VolumeType } from "../../openstack/storage/volume-type";
import { OutOfBandStep } from "./out-of-band-step";

/** Where data are encrypted. */
export enum EncryptionLocation {
  /** By the hypervisor, before they go over the network: the storage sees nothing in clear. */
  FRONT_END = "front-end",
  /** By the storage. */
  BACK_END = "back-end",
}

/** Properties of a {@link VolumeEncryption}. */
export interface VolumeEncryptionProps {
  /** Length of the key in bits; XTS splits it in two, so 256 is AES-128 and 512 is AES-256. @default 256 */
  readonly keySizeBits?: number;
  /** Cipher and mode. @default aes-xts-plain64 */
  readonly cipher?: string;
  /** @default EncryptionLocation.FRONT_END */
  readonly location?: EncryptionLocation;
}

/**
 * How the volumes of a type are encrypted. The defaults are those of OSISM's testbed (osism/testbed, playbooks: type LUKS):
 * luks, aes-xts-plain64, 256 bits, front-end. Each volume gets a key of its own in the cloud's key manager.
 *
 * @example
 * VolumeEncryption.luks({ keySizeBits: 512 }).describe(); // "luks, aes-xts-plain64, 512 bits, front-end"
 */
export class VolumeEncryption {
  /**
   * LUKS, which every hypervisor of Nova on libvirt can.
   *
   * @throws BlueprintError SCSBP-6251 for a length of the key that the cipher does not have
   */
  public static luks(props: VolumeEncryptionProps = {}): VolumeEncryption {
    return new VolumeEncryption("luks", props);
  }

  /** Length of the key in bits. */
  public readonly keySizeBits: number;
  public readonly cipher: string;
  public readonly location: EncryptionLocation;

  private constructor(
    /** Cinder's word for the format. */
    public readonly provider: string,
    props: VolumeEncryptionProps,
  ) {
    this.keySizeBits = props.keySizeBits ?? 256;
    this.cipher = props.cipher ?? "aes-xts-plain64";
    this.location = props.location ?? EncryptionLocation.FRONT_END;
    const lengths = this.cipher.includes("-xts-") ? [256, 512] : [128, 192, 256];
    if (!lengths.includes(this.keySizeBits)) {
      throw refuse("SCSBP-6251", {
        got: `${this.keySizeBits} bits for ${this.cipher}`,
        allowed: `${lengths.join(", ")} bits`,
        fix: "take one of these",
      });
    }
  }

  /** For people. */
  public describe(): string {
    return `${this.provider}, ${this.cipher}, ${this.keySizeBits} bits, ${this.location}`;
  }
}

/** Who enforces the limits of a {@link VolumeQos}. */
export enum QosConsumer {
  /** The hypervisor. */
  FRONT_END = "front-end",
  /** The storage. */
  BACK_END = "back-end",
  /** Each what it can. */
  BOTH = "both",
}

/** Limits that all volumes of a type have. */
export interface VolumeQos {
  /** Such as `{ total_iops_sec: "2000" }`: keys of the hypervisor or of the storage. */
  readonly specs: Record<string, string>;
  /** @default QosConsumer.FRONT_END */
  readonly consumer?: QosConsumer;
}

/** A project that may use a volume type which is not public. */
export interface VolumeTypeAccess {
  /** Key of the grant, which its address in Terraform is made of. */
  readonly key: string;
  readonly projectId: string;
}

/** One volume type. */
export interface ScsVolumeType {
  /** Name in the cloud. */
  readonly name: string;
  /**
   * What it promises. `ENCRYPTED` comes by itself with `encryption`.
   * @default - nothing
   */
  readonly aspects?: VolumeAspect[];
  /** What users read after the list of aspects. @default - none */
  readonly text?: string;
  /** How Cinder encrypts its volumes. @default - it does not */
  readonly encryption?: VolumeEncryption;
  /** For the aspect `ENCRYPTED` without `encryption`: what encrypts the data, such as "self-encrypting disks". @default - nothing */
  readonly encryptedBy?: string;
  /** Cinder's back end (`volume_backend_name`). @default - any */
  readonly backend?: string;
  /** Further extra specs. @default - none */
  readonly extraSpecs?: Record<string, string>;
  /** Limits. @default - none */
  readonly qos?: VolumeQos;
  /** Projects that may use it; without a list all may. @default - public */
  readonly projects?: VolumeTypeAccess[];
}

/** Properties of {@link ScsVolumeTypes}. */
export interface ScsVolumeTypesProps {
  readonly types: ScsVolumeType[];
}

/**
 * Volume types of a cloud, with what they promise where every tenant finds it: at the start of the description
 * (`[scs:encrypted, replicated]`, scs-0114-v1). The standard demands no type and recommends an encrypted and a replicated
 * one.
 *
 * A type that promises encryption has it: by `encryption`, which a step beside Terraform sets because the provider cannot,
 * or by a statement of what else encrypts.
 *
 * Defines: for each type a volume type; with `encryption` a step; with `qos` QoS specs and their association; an access
 * for each project.
 *
 * @example
 * new ScsVolumeTypes(stack, "volume-types", {
 *   types: [
 *     { name: "ssd", aspects: [VolumeAspect.REPLICATED], text: "SSD, three copies", backend: "ssd" },
 *     { name: "ssd-luks", aspects: [VolumeAspect.REPLICATED], encryption: VolumeEncryption.luks(), backend: "ssd" },
 *   ],
 * });
 */
export class ScsVolumeTypes extends Construct {
  private readonly byName = new Map<string, BlockstorageVolumeTypeV3>();
  private readonly aspects = new Map<string, VolumeAspect[]>();

  /**
   * @throws BlueprintError SCSBP-6252 for a name that is there twice or is Cinder's own, SCSBP-6253 for the promise of an
   * encryption that nothing makes, SCSBP-6254 for an extra spec given twice, SCSBP-5031 for a text that begins with a list
   */
  public constructor(scope: Construct, id: string, props: ScsVolumeTypesProps) {
    super(scope, id);
    for (const type of props.types) {
      this.add(type);
    }
  }

  /** Names of all types, in the order of the program. */
  public get names(): string[] {
    return [...this.byName.keys()];
  }

  /** A type for volumes of the same program. @throws BlueprintError SCSBP-6255 when there is none of that name */
  public type(name: string): VolumeType {
    this.resource(name);
    return VolumeType.fromName(name, this.aspects.get(name));
  }

  /** Id of a type, known after apply. @throws BlueprintError SCSBP-6255 when there is none of that name */
  public idOf(name: string): string {
    return this.resource(name).id;
  }

  private resource(name: string): BlockstorageVolumeTypeV3 {
    const found = this.byName.get(name);
    if (found === undefined) {
      throw refuse(this, "SCSBP-6255", {
        got: JSON.stringify(name),
        allowed: this.names.join(", ") || "none is defined",
        fix: "name one of these, or define it",
      });
    }
    return found;
  }

  private add(type: ScsVolumeType): void {
    this.checkName(type.name);
    const aspects = this.aspectsOf(type);
    const own = new Construct(this, type.name);
    const description = VolumeAspects.compose(aspects, type.text);
    const extraSpecs = this.extraSpecs(type);
    const resource = new BlockstorageVolumeTypeV3(own, "Resource", {
      name: type.name,
      ...(description === "" ? {} : { description }),
      isPublic: type.projects === undefined,
      ...(extraSpecs === undefined ? {} : { extraSpecs }),
    });
    this.byName.set(type.name, resource);
    this.aspects.set(type.name, aspects);
    if (type.encryption !== undefined) {
      const { provider, cipher, keySizeBits, location } = type.encryption;
      const encryption = { volumeTypeId: resource.id, provider, cipher, keySizeBits, controlLocation: location };
      new OutOfBandStep(own, "encryption", { step: CloudStep.volumeTypeEncryption(encryption) });
    }
    if (type.qos !== undefined) {
      const qos = new BlockstorageQosV3(own, "qos", {
        name: type.name,
        consumer: type.qos.consumer ?? QosConsumer.FRONT_END,
        specs: type.qos.specs,
      });
      new BlockstorageQosAssociationV3(own, "qos-association", { qosId: qos.id, volumeTypeId: resource.id });
    }
    for (const { key, projectId } of type.projects ?? []) {
      new BlockstorageVolumeTypeAccessV3(own, `access-${key}`, { projectId, volumeTypeId: resource.id });
    }
  }

  private checkName(name: string): void {
    if (name.trim() !== "" && name !== "__DEFAULT__" && !name.includes("/") && !this.byName.has(name)) {
      return;
    }
    throw refuse(this, "SCSBP-6252", {
      got: JSON.stringify(name),
      allowed:
        "each name once, without slash, and not __DEFAULT__, which Cinder makes itself and which promises nothing",
      fix: "choose another name",
    });
  }

  private aspectsOf(type: ScsVolumeType): VolumeAspect[] {
    const aspects = [...(type.aspects ?? []), ...(type.encryption === undefined ? [] : [VolumeAspect.ENCRYPTED])];
    const stated = type.encryptedBy?.trim() ?? "";
    if (aspects.includes(VolumeAspect.ENCRYPTED) && type.encryption === undefined && stated === "") {
      throw refuse(this, "SCSBP-6253", {
        got: `aspects of ${type.name}: ${aspects.join(", ")}`,
        allowed: "encryption: VolumeEncryption.luks(), or encryptedBy: what else does it",
        fix: "give one of these, or leave the aspect out",
      });
    }
    return [...new Set(aspects)].sort();
  }

  private extraSpecs(type: ScsVolumeType): Record<string, string> | undefined {
    if (type.backend === undefined) {
      return type.extraSpecs;
    }
    if (type.extraSpecs?.["volume_backend_name"] !== undefined) {
      throw refuse(this, "SCSBP-6254", {
        got: `backend ${type.backend} and extra spec volume_backend_name ${type.extraSpecs["volume_backend_name"]}`,
        allowed: "one of them",
        fix: "leave the extra spec out",
      });
    }
    return { volume_backend_name: type.backend, ...type.extraSpecs };
  }
}
