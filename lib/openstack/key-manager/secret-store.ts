import { DataOpenstackKeymanagerContainerV1 } from "@scs-blueprints/provider-openstack/lib/data-openstack-keymanager-container-v1";
import { DataOpenstackKeymanagerSecretV1 } from "@scs-blueprints/provider-openstack/lib/data-openstack-keymanager-secret-v1";
import { KeymanagerContainerV1 } from "@scs-blueprints/provider-openstack/lib/keymanager-container-v1";
import { KeymanagerSecretV1 } from "@scs-blueprints/provider-openstack/lib/keymanager-secret-v1";
import { Construct, type IConstruct } from "constructs";
import { Fn } from "../../core/engine";
import { KnownCloud } from "../../cloud/known-cloud";
import { Names, Secret, refuse } from "../../core/index";

/** A secret in Barbican, owned or looked up. */
export interface IStoredSecret extends IConstruct {
  /** Id of the secret, known after apply. */
  readonly secretId: string;
  /** Its URL, as other services take it. */
  readonly secretRef: string;
}

/** A certificate with its key in Barbican, as a load balancer takes it. */
export interface ITlsCertificate {
  /** URL of the container, or of the secret with a PKCS #12 bundle. */
  readonly certificateRef: string;
}

/** What a secret is; Barbican's types. */
export enum SecretKind {
  /** A password or other text. */
  PASSPHRASE = "passphrase",
  /** Anything. */
  OPAQUE = "opaque",
  /** A symmetric key. */
  SYMMETRIC = "symmetric",
  /** A private key. */
  PRIVATE = "private",
  /** A public key. */
  PUBLIC = "public",
  /** A certificate. */
  CERTIFICATE = "certificate",
}

/** Who may read what is stored. */
export interface SecretAccess {
  /** Whether all members of the project may read it (Barbican's ACL). @default - Barbican's: they may */
  readonly projectAccess?: boolean;
  /** Ids of more users, of other projects too, who may read it. @default - none */
  readonly readers?: string[];
}

/** How to find a secret. */
export interface StoredSecretLookup {
  /** Its name. */
  readonly name: string;
}

/** How to find a certificate. */
export interface TlsCertificateLookup {
  /** Name of the container that holds it. */
  readonly name: string;
}

/** Options of {@link SecretStore.addSecret}. */
export interface StoredSecretOptions extends SecretAccess {
  /** What it is. @default SecretKind.PASSPHRASE */
  readonly kind?: SecretKind;
  /** Whether the value is base64 of bytes, in place of text. @default false */
  readonly base64?: boolean;
  /** When it expires, RFC 3339 in UTC: `2027-01-31T00:00:00Z`. @default - never */
  readonly expiresAt?: string;
  /** Name in the cloud. @default - stack and path, `shop-secrets-db-password` */
  readonly name?: string;
}

/** A certificate with its key, all in PEM. */
export interface CertificateOptions extends SecretAccess {
  /** The certificate. */
  readonly certificate: Secret;
  /** Its private key, without a passphrase or with the one given. */
  readonly privateKey: Secret;
  /** Certificates of the authorities in between, one after the other. @default - none */
  readonly intermediates?: Secret;
  /** Passphrase of the key. @default - none */
  readonly passphrase?: Secret;
  /** What its name in the cloud begins with; a digest follows. @default - stack and path, `shop-secrets-entry` */
  readonly name?: string;
}

/** Barbican's ACL as the provider takes it. */
function accessOf({ projectAccess, readers }: SecretAccess) {
  if (projectAccess === undefined && readers === undefined) {
    return {};
  }
  const read = {
    ...(projectAccess === undefined ? {} : { projectAccess }),
    ...(readers === undefined ? {} : { users: readers }),
  };
  return { acl: { read } };
}

/** A new value is a new secret; what refers to it changes over before the old one goes. */
const REPLACED_FIRST = { lifecycle: { createBeforeDestroy: true } };

/**
 * One secret in Barbican; made by `store.addSecret`.
 *
 * Defines: a secret.
 */
export class StoredSecret extends Construct implements IStoredSecret {
  /**
   * A secret that exists, found when Terraform plans.
   *
   * Defines: a data source; the provider reads the value too, so it stands in the state.
   */
  public static fromLookup(scope: Construct, id: string, lookup: StoredSecretLookup): IStoredSecret {
    return new ImportedSecret(scope, id, lookup);
  }

  /** @internal @jsii ignore */
  public static define(scope: Construct, id: string, value: Secret, options: StoredSecretOptions): StoredSecret {
    return new StoredSecret(scope, id, value, options);
  }
  public readonly secretId: string;
  public readonly secretRef: string;

  /** @internal */
  private constructor(scope: Construct, id: string, value: Secret, options: StoredSecretOptions) {
    super(scope, id);
    KnownCloud.of(this).service("secrets", ["key-manager"], this.node.path);
    const { expiresAt, base64 } = options;
    if (expiresAt !== undefined && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(expiresAt)) {
      throw refuse(this, "SCSBP-2131", {
        got: JSON.stringify(expiresAt),
        allowed: "RFC 3339 in UTC, whole seconds: 2027-01-31T00:00:00Z",
        fix: "correct expiresAt",
      });
    }
    const secret = new KeymanagerSecretV1(this, "Resource", {
      name: options.name ?? Names.ofConstruct(this),
      secretType: options.kind ?? SecretKind.PASSPHRASE,
      payload: Secret.resolve(value, this),
      payloadContentType: base64 === true ? "application/octet-stream" : "text/plain",
      ...(base64 === true ? { payloadContentEncoding: "base64" } : {}),
      ...(expiresAt === undefined ? {} : { expiration: expiresAt }),
      ...accessOf(options),
      ...REPLACED_FIRST,
    });
    this.secretId = secret.id;
    this.secretRef = secret.secretRef;
  }
}

/**
 * A certificate with its key in Barbican; made by `store.addCertificate`.
 *
 * Defines: a container of type certificate, a secret for each part.
 */
export class TlsCertificate extends Construct implements ITlsCertificate {
  /**
   * A certificate with its key that exists, found when Terraform plans.
   *
   * Defines: a data source.
   */
  public static fromLookup(scope: Construct, id: string, lookup: TlsCertificateLookup): ITlsCertificate {
    return new ImportedCertificate(scope, id, { name: lookup.name });
  }

  /** A certificate by the URL of its container, or of a secret with a PKCS #12 bundle. Nothing is looked up. */
  public static fromRef(certificateRef: string): ITlsCertificate {
    return { certificateRef };
  }

  /** @internal @jsii ignore */
  public static define(scope: Construct, id: string, options: CertificateOptions): TlsCertificate {
    return new TlsCertificate(scope, id, options);
  }
  public readonly certificateRef: string;

  /** @internal */
  private constructor(scope: Construct, id: string, options: CertificateOptions) {
    super(scope, id);
    const container = options.name ?? Names.ofConstruct(this);
    // The names of the parts are Barbican's own, for containers of type certificate.
    const values: [string, Secret | undefined, SecretKind][] = [
      ["certificate", options.certificate, SecretKind.CERTIFICATE],
      ["private_key", options.privateKey, SecretKind.PRIVATE],
      ["intermediates", options.intermediates, SecretKind.CERTIFICATE],
      ["private_key_passphrase", options.passphrase, SecretKind.PASSPHRASE],
    ];
    const { projectAccess, readers } = options;
    const parts = values.flatMap(([part, value, kind]) => {
      if (value === undefined) {
        return [];
      }
      const id = part.replaceAll("_", "-");
      const name = Names.join([container, id]);
      return [{ part, secret: StoredSecret.define(this, id, value, { kind, name, projectAccess, readers }) }];
    });
    // Barbican changes no container of this type: the digest of its parts in the name makes a new one of it, also when
    // an apply was interrupted between the parts and the container.
    const digest = Fn.substr(
      Fn.sha256(
        Fn.join(
          " ",
          parts.map(({ secret }) => secret.secretRef),
        ),
      ),
      0,
      8,
    );
    this.certificateRef = new KeymanagerContainerV1(this, "Resource", {
      name: `${container}-${digest}`,
      type: "certificate",
      secretRefs: parts.map(({ part, secret }) => ({ name: part, secretRef: secret.secretRef })),
      ...accessOf(options),
      ...REPLACED_FIRST,
    }).containerRef;
  }
}

/** A secret that is there already. */
class ImportedSecret extends Construct implements IStoredSecret {
  public readonly secretId: string;
  public readonly secretRef: string;

  public constructor(scope: Construct, id: string, lookup: StoredSecretLookup) {
    super(scope, id);
    const found = new DataOpenstackKeymanagerSecretV1(this, "Resource", { name: lookup.name });
    this.secretId = found.id;
    this.secretRef = found.secretRef;
  }
}

/** A certificate that is there already: the data source itself, whose address the id of the construct is. */
class ImportedCertificate extends DataOpenstackKeymanagerContainerV1 implements ITlsCertificate {
  public get certificateRef(): string {
    return this.containerRef;
  }
}

/**
 * Secrets of a project in Barbican, encrypted at rest (scs-0116).
 *
 * Values come as {@link Secret}, so none stands in the synthesized files. They do stand in Terraform's state, as all
 * that Terraform manages does: keep the state where only those who may know them can read.
 *
 * Defines: for each secret what {@link StoredSecret} and {@link TlsCertificate} say.
 *
 * @example
 * const secrets = new SecretStore(stack, "secrets");
 * secrets.addSecret("db-password", Secret.fromVariable("db_password"));
 * const certificate = secrets.addCertificate("entry", {
 *   certificate: Secret.fromVariable("entry_certificate"),
 *   privateKey: Secret.fromVariable("entry_key"),
 * });
 * const lb = new LoadBalancer(stack, "entry", { tier: network.tier("web"), provider: LoadBalancerProvider.AMPHORA });
 * lb.addListener(Port.tcp(443), { certificate }).forwardTo(server, Port.tcp(80));
 */
export class SecretStore extends Construct {
  /**
   * Stores a secret.
   *
   * @param key names it in the program and in the cloud
   * @throws BlueprintError SCSBP-2130 when the store has this key, SCSBP-2131 for an impossible expiry, SCSBP-1011 for a
   * value in clear
   */
  public addSecret(key: string, value: Secret, options: StoredSecretOptions = {}): StoredSecret {
    this.checkNew(key);
    return StoredSecret.define(this, key, value, options);
  }

  /**
   * Stores a certificate with its key.
   *
   * @throws BlueprintError SCSBP-2130 when the store has this key, SCSBP-1011 for a value in clear
   */
  public addCertificate(key: string, options: CertificateOptions): TlsCertificate {
    this.checkNew(key);
    return TlsCertificate.define(this, key, options);
  }

  private checkNew(key: string): void {
    if (this.node.tryFindChild(key) !== undefined || key.trim() === "") {
      throw refuse(this, "SCSBP-2130", {
        what: key.trim() === "" ? "the secret has no key" : "the store has something of this key already",
        got: JSON.stringify(key),
        allowed: "a key of its own for each secret and certificate",
        fix: "choose another key",
      });
    }
  }
}
