import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { IdentityEc2CredentialV3 } from "@scs-blueprints/provider-openstack/lib/identity-ec2-credential-v3";
import { ObjectstorageContainerV1 } from "@scs-blueprints/provider-openstack/lib/objectstorage-container-v1";
import { Construct, type IConstruct } from "constructs";
import { TerraformStack, Token } from "../../core/engine";
import { ScsStack } from "../../cloud/index";
import { KnownCloud } from "../../cloud/known-cloud";
import { Names, RemovalPolicy, Secret, refuse } from "../../core/index";
import { Memory } from "../../core/memory";
import { ServiceCatalog } from "../identity/service-catalog";

/** A container (S3: bucket), owned or looked up. */
export interface IObjectStore extends IConstruct {
  /** Its name, which is the bucket's. */
  readonly containerName: string;
  /** Where S3 is spoken: scheme, host and port. */
  readonly s3Endpoint: string;
}

/**
 * Who may use a container beside the project itself; Swift's ACLs.
 */
export class ContainerAccess {
  /** All users of a project. */
  public static project(projectId: string): ContainerAccess {
    return new ContainerAccess(`${ContainerAccess.checked(projectId)}:*`);
  }

  /** One user of a project. */
  public static user(projectId: string, userId: string): ContainerAccess {
    return new ContainerAccess(`${ContainerAccess.checked(projectId)}:${ContainerAccess.checked(userId)}`);
  }

  /**
   * Everybody, without a login, who may list the container too.
   *
   * @param reason why; it is kept in the container's metadata
   * @throws BlueprintError SCSBP-2142 when no reason is given
   */
  public static anybody(reason: string): ContainerAccess {
    if (reason.trim().length < 4) {
      throw refused(
        "SCSBP-2142",
        "opening a container to everybody needs a reason",
        reason,
        "a few words",
        'ContainerAccess.anybody("public downloads")',
      );
    }
    return new ContainerAccess(".r:*,.rlistings", reason);
  }

  private static checked(id: string): string {
    if (!Token.isUnresolved(id) && !/^[A-Za-z0-9_-]+$/.test(id)) {
      throw refused(
        "SCSBP-2142",
        "not an id of a project or user",
        id,
        "an id, not a name",
        "take it of `openstack project list`",
      );
    }
    return id;
  }

  private constructor(
    /** Element of an ACL. @internal */
    public readonly text: string,
    /** Why it is open to everybody. @default - it is not */
    public readonly reason?: string,
  ) {}
}

/** Properties of an {@link ObjectStore}. */
export interface ObjectStoreProps {
  /** Name of the container; with S3 the names of all projects may share one space. @default - stack and path, `shop-backups` */
  readonly name?: string;
  /** Keep former versions of objects. @default false */
  readonly versioning?: boolean;
  /** Most bytes. Taken away again, the limit stays until it is raised: the provider deletes no metadata. @default - no limit */
  readonly quotaBytes?: number;
  /** Most objects. @default - no limit */
  readonly quotaObjects?: number;
  /** Who else may read. @default - nobody */
  readonly read?: ContainerAccess[];
  /** Who else may write. @default - nobody */
  readonly write?: ContainerAccess[];
  /** A key for S3, of the user who applies; it opens all that this user may do in the project. @default true */
  readonly s3Credential?: boolean;
  /**
   * Any change of this text makes a new key, and the old one goes in the same apply: a date or a ticket, `2026-11`.
   * Lower-case letters, digits and hyphens.
   * @default - the first key stays
   */
  readonly credentialRevision?: string;
  /** Where S3 is spoken. @default - that of the cloud's profile, else the catalogue's service `s3`, else the host of its `object-store` */
  readonly s3Endpoint?: string;
  /** Storage policy of Swift, a decision of its creation. @default - the cloud's */
  readonly storagePolicy?: string;
  /** What happens when a plan would destroy the container. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

function refused(code: ErrorCode, what: string, got: string, allowed: string, fix: string, path?: string) {
  return refuse(path, code, { what, got, allowed, fix });
}

/** Rules of S3 for names of buckets, which are stricter than Swift's. */
function checkName(name: string, path: string): void {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) || /\.\.|\.-|-\.|^[\d.]+$/.test(name)) {
    const allowed = "3 to 63 lower-case letters, digits, hyphens and dots, as S3 takes it for a bucket";
    throw refused("SCSBP-2140", "not a name for a container that S3 can use", name, allowed, "set another name", path);
  }
}

/** A key never changes: another revision is another resource, made while the former one is still there. */
function credentialId(revision: string | undefined, path: string): string {
  if (revision === undefined) {
    return "s3-credential";
  }
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(revision)) {
    const allowed = "lower-case letters, digits and hyphens: 2026-11";
    throw refused(
      "SCSBP-2143",
      "not a revision",
      JSON.stringify(revision),
      allowed,
      "correct credentialRevision",
      path,
    );
  }
  return `s3-credential-${revision}`;
}

function checkQuota(name: string, quota: number | undefined, path: string): void {
  if (quota !== undefined && !(Number.isSafeInteger(quota) && quota >= 0)) {
    throw refused("SCSBP-2141", `not a quota: ${name}`, String(quota), "whole numbers from 0", `correct ${name}`, path);
  }
}

/**
 * A container of the object store, used by Swift or S3.
 *
 * Defines: a container; a `terraform_data` that remembers its name, so that another name is another container; an EC2
 * credential; with the endpoint left to the catalogue a data source, once a stack.
 *
 * @example
 * const backups = new ObjectStore(stack, "backups", { versioning: true, quotaBytes: 500 * 1024 ** 3 });
 * backups.addOutputs("backups");
 * backups.containerName; // "example-backups"
 */
export class ObjectStore extends Construct implements IObjectStore {
  public readonly containerName: string;
  public readonly s3Endpoint: string;
  /** Access key for S3, known after apply. @default - none: `s3Credential` is false */
  public readonly accessKey?: string;
  /** Secret key for S3. @default - none: `s3Credential` is false */
  public readonly secretKey?: Secret;

  /**
   * @throws BlueprintError SCSBP-2140 for a name that is no bucket's, SCSBP-2141 for a quota, SCSBP-2142 for an ACL,
   *   SCSBP-2143 for an unfit revision
   */
  public constructor(scope: Construct, id: string, props: ObjectStoreProps = {}) {
    super(scope, id);
    const path = this.node.path;
    const { quotaBytes, quotaObjects, read, write, versioning, storagePolicy } = props;
    this.containerName = props.name ?? Names.ofConstruct(this).toLowerCase();
    checkName(this.containerName, path);
    checkQuota("quotaBytes", quotaBytes, path);
    checkQuota("quotaObjects", quotaObjects, path);
    const everybody = write?.find((one) => one.reason !== undefined);
    if (everybody !== undefined) {
      const allowed = "ContainerAccess.project, ContainerAccess.user";
      throw refused("SCSBP-2142", "nobody writes without a login", everybody.text, allowed, "name who writes", path);
    }
    const reason = read?.find((one) => one.reason !== undefined)?.reason;
    const metadata = {
      ...(quotaBytes === undefined ? {} : { "quota-bytes": String(quotaBytes) }),
      ...(quotaObjects === undefined ? {} : { "quota-count": String(quotaObjects) }),
      ...(reason === undefined ? {} : { "public-because": reason }),
    };
    const acl = (access: ContainerAccess[]) => access.map((one) => one.text).join(",");
    const name = new Memory(this, "name", this.containerName);
    const retain = (props.removalPolicy ?? RemovalPolicy.RETAIN) === RemovalPolicy.RETAIN;
    new ObjectstorageContainerV1(this, "Resource", {
      name: this.containerName,
      ...(versioning === undefined ? {} : { versioning }),
      ...(storagePolicy === undefined ? {} : { storagePolicy }),
      ...(read === undefined ? {} : { containerRead: acl(read) }),
      ...(write === undefined ? {} : { containerWrite: acl(write) }),
      ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
      ...(retain ? {} : { forceDestroy: true }),
      lifecycle: {
        // The provider takes a new name for a change in place, which it then never makes.
        replaceTriggeredBy: [name.trigger],
        ...(retain ? { preventDestroy: true } : {}),
      },
    });
    const cloud = KnownCloud.of(this);
    cloud.service("objects", ["object-store"], path);
    this.s3Endpoint =
      props.s3Endpoint ?? cloud.profile.s3Endpoint ?? ServiceCatalog.of(this).originOf("s3", "object-store");
    if (props.s3Credential ?? true) {
      const credential = new IdentityEc2CredentialV3(this, credentialId(props.credentialRevision, path), {});
      this.accessKey = credential.access;
      this.secretKey = Secret.fromReference(credential.secret);
    }
  }

  /**
   * Adds outputs `<prefix>_bucket`, `<prefix>_s3_endpoint` and, hidden by Terraform, `<prefix>_access_key` and
   * `<prefix>_secret_key`.
   *
   * @throws BlueprintError SCSBP-1031 when the stack has such outputs
   */
  public addOutputs(prefix: string): void {
    const stack = TerraformStack.of(this) as ScsStack;
    stack.addOutput(`${prefix}_bucket`, this.containerName);
    stack.addOutput(`${prefix}_s3_endpoint`, this.s3Endpoint);
    if (this.accessKey !== undefined && this.secretKey !== undefined) {
      stack.addOutput(`${prefix}_access_key`, this.accessKey, { sensitive: true });
      stack.addOutput(`${prefix}_secret_key`, this.secretKey.resolveIn(this), { sensitive: true });
    }
  }
}
