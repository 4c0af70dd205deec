import { BlueprintError, refuse } from "./errors";
import { Quote } from "./quote";

/** What Terraform's OpenStack provider (3.4.0) has no resource for, and an SCS cloud needs all the same. */
export enum CloudStepKind {
  /** Default rules of security groups as scs-0115-v1 asks: Neutron's API of OpenStack 2023.2 and later. */
  DEFAULT_SECURITY_RULES = "default-security-rules",
  /** Encryption of a volume type: without it the aspect `encrypted` of scs-0114-v1 would be a lie. */
  VOLUME_TYPE_ENCRYPTION = "volume-type-encryption",
  /** A role that implies another: `member` implies `creator` on clouds whose Barbican knows no secure RBAC (scs-0116-v1). */
  IMPLIED_ROLE = "implied-role",
  /** The external network that projects get without asking (scs-0126-v1). */
  DEFAULT_EXTERNAL_NETWORK = "default-external-network",
  /** Properties of an image that the provider passes over: those that begin with `os_` (scs-0102). */
  IMAGE_PROPERTIES = "image-properties",
  /** Changes nothing: whether the backup service runs (scs-0117-v1). */
  BACKUP_SERVICE = "backup-service",
}

/** Encryption of a volume type, in Cinder's words. */
export interface VolumeTypeEncryption {
  /** Id of the volume type. */
  readonly volumeTypeId: string;
  /** Such as `luks`. */
  readonly provider: string;
  /** Such as `aes-xts-plain64`. */
  readonly cipher: string;
  /** Length of the key in bits. */
  readonly keySizeBits: number;
  /** Where data are encrypted: `front-end` (hypervisor) or `back-end` (storage). */
  readonly controlLocation: string;
}

/** Fields of each kind, all required: texts, numbers, truth values, and maps of texts that are not empty. */
const FIELDS: Readonly<Record<CloudStepKind, Readonly<Record<string, string>>>> = {
  [CloudStepKind.DEFAULT_SECURITY_RULES]: { ingressWithinDefaultGroup: "boolean" },
  [CloudStepKind.VOLUME_TYPE_ENCRYPTION]: {
    volumeTypeId: "string",
    provider: "string",
    cipher: "string",
    keySizeBits: "number",
    controlLocation: "string",
  },
  [CloudStepKind.IMPLIED_ROLE]: { role: "string", implies: "string" },
  [CloudStepKind.DEFAULT_EXTERNAL_NETWORK]: { networkId: "string", isDefault: "boolean" },
  [CloudStepKind.IMAGE_PROPERTIES]: { imageId: "string", properties: "map" },
  [CloudStepKind.BACKUP_SERVICE]: {},
};

type Field = string | number | boolean | Readonly<Record<string, string>>;

function fits(value: unknown, type: string | undefined): boolean {
  if (type === "map") {
    const texts = typeof value === "object" && value !== null && !Array.isArray(value) ? Object.values(value) : [];
    return texts.length > 0 && texts.every((text) => typeof text === "string");
  }
  return typeof value === type && value !== "";
}

/**
 * A state of the cloud that is brought about by a step beside Terraform (docs/decisions/0020-out-of-band-steps.md): pure
 * data, which a construct writes into the synthesized stack and `scs-blueprints step` reads again.
 *
 * @example
 * CloudStep.impliedRole("member", "creator").toJson(); // "{\"kind\":\"implied-role\",\"role\":\"member\",\"implies\":\"creator\"}"
 */
export class CloudStep {
  /**
   * Default security rules: nothing gets in but from the same group, everything gets out. Other rules are left alone.
   *
   * @param ingressWithinDefaultGroup whether members of the default group shall reach each other, which the standard
   * recommends
   */
  public static defaultSecurityRules(ingressWithinDefaultGroup: boolean): CloudStep {
    return new CloudStep(CloudStepKind.DEFAULT_SECURITY_RULES, { ingressWithinDefaultGroup });
  }

  /** A volume type is encrypted in this way. */
  public static volumeTypeEncryption(encryption: VolumeTypeEncryption): CloudStep {
    const { volumeTypeId, provider, cipher, keySizeBits, controlLocation } = encryption;
    const fields = { volumeTypeId, provider, cipher, keySizeBits, controlLocation };
    return new CloudStep(CloudStepKind.VOLUME_TYPE_ENCRYPTION, fields);
  }

  /** Who has the role has the implied one, too; both by name. Where the implied role does not exist, nothing is done. */
  public static impliedRole(role: string, implies: string): CloudStep {
    return new CloudStep(CloudStepKind.IMPLIED_ROLE, { role, implies });
  }

  /** This external network is the cloud's default, or is not. */
  public static defaultExternalNetwork(networkId: string, isDefault = true): CloudStep {
    return new CloudStep(CloudStepKind.DEFAULT_EXTERNAL_NETWORK, { networkId, isDefault });
  }

  /** This image has these properties, whatever others it has. */
  public static imageProperties(imageId: string, properties: { [key: string]: string }): CloudStep {
    const sorted = Object.fromEntries(Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1)));
    return new CloudStep(CloudStepKind.IMAGE_PROPERTIES, { imageId, properties: sorted });
  }

  /** The backup service runs. */
  public static backupService(): CloudStep {
    return new CloudStep(CloudStepKind.BACKUP_SERVICE, {});
  }

  /**
   * Reads what {@link CloudStep.toJson} wrote.
   *
   * @throws BlueprintError SCSBP-5065 when it is no step of this version of the library
   */
  public static parse(text: string): CloudStep {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      throw CloudStep.malformed("not JSON", Quote.text(text.slice(0, 80)));
    }
    if (typeof json !== "object" || json === null || Array.isArray(json)) {
      throw CloudStep.malformed("not an object", Quote.text(text.slice(0, 80)));
    }
    const { kind, ...fields } = json as Record<string, unknown>;
    const known = Object.values(CloudStepKind);
    if (!known.includes(kind as CloudStepKind)) {
      throw CloudStep.malformed("of an unknown kind", Quote.text(String(kind)), known.join(", "));
    }
    const expected = FIELDS[kind as CloudStepKind];
    const names = [...new Set([...Object.keys(expected), ...Object.keys(fields)])];
    const wrong = names.filter((name) => !fits(fields[name], expected[name]));
    if (wrong.length > 0) {
      const allowed = Object.entries(expected).map(([name, type]) => `${name} (${type})`);
      throw CloudStep.malformed(`${String(kind)} with a wrong ${wrong.join(", ")}`, undefined, allowed.join(", "));
    }
    return new CloudStep(kind as CloudStepKind, fields as Record<string, Field>);
  }

  private static malformed(what: string, got?: string, allowed?: string): BlueprintError {
    return refuse("SCSBP-5065", {
      what: `the step is ${what}`,
      got,
      allowed,
      fix: "synthesize the stack again with the version of the library that runs it",
    });
  }

  private constructor(
    public readonly kind: CloudStepKind,
    private readonly fields: Readonly<Record<string, Field>>,
  ) {}

  /** A field's text. */
  public text(field: string): string {
    return String(this.fields[field]);
  }

  /** A field's number. */
  public number(field: string): number {
    return Number(this.fields[field]);
  }

  /** A field's map of texts. */
  public texts(field: string): Record<string, string> {
    return { ...(this.fields[field] as Readonly<Record<string, string>>) };
  }

  /** A field that is true or false. */
  public flag(field: string): boolean {
    return this.fields[field] === true;
  }

  /** The step as one line of JSON, fields always in the same order. */
  public toJson(): string {
    return JSON.stringify({ kind: this.kind, ...this.fields });
  }
}
