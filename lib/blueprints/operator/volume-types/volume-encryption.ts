import { refuse } from "../../../core/index";

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
