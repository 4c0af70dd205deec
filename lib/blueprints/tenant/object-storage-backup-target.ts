import { Construct } from "constructs";
import type { ScsStack } from "../../cloud/index";
import { TerraformStack } from "../../core/engine";
import { Names, type RemovalPolicy, Secret, refuse } from "../../core/index";
import { type ContainerAccess, ObjectStore } from "../../openstack/index";

/** How many backups are kept; what is older goes when the client cleans up. */
export interface BackupRetention {
  /** The last one of each of so many days. @default 7 */
  readonly daily?: number;
  /** The last one of each of so many weeks. @default 5 */
  readonly weekly?: number;
  /** The last one of each of so many months. @default 12 */
  readonly monthly?: number;
}

/** Properties of an {@link ObjectStorageBackupTarget}. */
export interface ObjectStorageBackupTargetProps {
  /** Name of the bucket; with S3 the names of all projects may share one space. @default - stack and path, `shop-backups` */
  readonly name?: string;
  /** Password that restic encrypts with. Without it the backups are lost. @default - none: restic asks for it */
  readonly password?: Secret;
  /** What is kept. @default - 7 days, 5 weeks, 12 months */
  readonly retention?: BackupRetention;
  /** Keep former versions of objects, against a client that overwrites. Nothing removes them by itself. @default false */
  readonly versioning?: boolean;
  /** Most bytes. @default - no limit */
  readonly quotaBytes?: number;
  /** Projects and users who may read, for restores without the key that writes. @default - nobody */
  readonly restoreReaders?: ContainerAccess[];
  /** Any change of this text makes a new key, and the old one goes in the same apply: `2026-11`. @default - the first key stays */
  readonly credentialRevision?: string;
  /** Where S3 is spoken. @default - the catalogue's service `s3`, else the host of its `object-store` */
  readonly s3Endpoint?: string;
  /** Region that requests are signed for. @default "us-east-1", which Swift and Ceph's gateway take where the operator set no other */
  readonly s3Region?: string;
  /** What happens when a plan would destroy the bucket. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A bucket to keep backups in, with all that restic and rclone want to know.
 *
 * The key opens what the user who applies may do in the project's object storage: use a project of its own for
 * backups that shall survive a break-in elsewhere. The provider has no lifecycle rules for containers: what is old
 * goes by `restic forget`, whose arguments are put out.
 *
 * Defines: an {@link ObjectStore} with an EC2 credential.
 *
 * @example
 * const backups = new ObjectStorageBackupTarget(stack, "backups", {
 *   password: Secret.fromVariable("restic_password"),
 *   retention: { daily: 14 },
 * });
 * backups.forgetArguments; // "--keep-daily 14 --keep-weekly 5 --keep-monthly 12 --prune"
 * backups.addOutputs("backups");
 */
export class ObjectStorageBackupTarget extends Construct {
  /** The bucket. */
  public readonly store: ObjectStore;
  /** Arguments of `restic forget`. */
  public readonly forgetArguments: string;
  /** Lines `NAME=value` for restic, an `EnvironmentFile` of systemd; hidden by Terraform where they are put out. */
  public readonly resticEnvironment: string;
  /** Lines `NAME=value` that give rclone a remote `backups:`; hidden by Terraform where they are put out. */
  public readonly rcloneEnvironment: string;

  /**
   * @throws BlueprintError SCSBP-6140 for an impossible retention, SCSBP-6141 for an unfit region; those of ObjectStore;
   *   SCSBP-1011 for a password in clear
   */
  public constructor(scope: Construct, id: string, props: ObjectStorageBackupTargetProps = {}) {
    super(scope, id);
    const { name, password, versioning, quotaBytes, restoreReaders, removalPolicy, s3Region = "us-east-1" } = props;
    this.forgetArguments = forgetArguments(props.retention ?? {}, this.node.path);
    if (!/^[A-Za-z0-9_-]+$/.test(s3Region)) {
      throw refuse(this, "SCSBP-6141", {
        got: JSON.stringify(s3Region),
        allowed: "letters, digits, hyphens and underscores",
        fix: "leave s3Region out, or ask the operator for the region of S3",
      });
    }
    this.store = new ObjectStore(this, "store", {
      name: name ?? Names.ofConstruct(this).toLowerCase(),
      ...(versioning === undefined ? {} : { versioning }),
      ...(quotaBytes === undefined ? {} : { quotaBytes }),
      ...(restoreReaders === undefined ? {} : { read: restoreReaders }),
      ...(removalPolicy === undefined ? {} : { removalPolicy }),
      ...(props.credentialRevision === undefined ? {} : { credentialRevision: props.credentialRevision }),
      ...(props.s3Endpoint === undefined ? {} : { s3Endpoint: props.s3Endpoint }),
    });
    const { containerName, s3Endpoint, accessKey = "", secretKey } = this.store;
    const secret = secretKey === undefined ? "" : Secret.resolve(secretKey, this);
    this.resticEnvironment = lines(
      `RESTIC_REPOSITORY=s3:${s3Endpoint}/${containerName}`,
      `AWS_ACCESS_KEY_ID=${accessKey}`,
      `AWS_SECRET_ACCESS_KEY=${secret}`,
      `AWS_DEFAULT_REGION=${s3Region}`,
      ...(password === undefined ? [] : [`RESTIC_PASSWORD=${Secret.resolve(password, this)}`]),
    );
    this.rcloneEnvironment = lines(
      "RCLONE_CONFIG_BACKUPS_TYPE=s3",
      "RCLONE_CONFIG_BACKUPS_PROVIDER=Other",
      `RCLONE_CONFIG_BACKUPS_ENDPOINT=${s3Endpoint}`,
      `RCLONE_CONFIG_BACKUPS_REGION=${s3Region}`,
      `RCLONE_CONFIG_BACKUPS_ACCESS_KEY_ID=${accessKey}`,
      `RCLONE_CONFIG_BACKUPS_SECRET_ACCESS_KEY=${secret}`,
    );
  }

  /**
   * Adds outputs `<prefix>_bucket`, `<prefix>_forget` and, hidden by Terraform, `<prefix>_restic` and `<prefix>_rclone`.
   *
   * @throws BlueprintError SCSBP-1031 when the stack has such outputs
   */
  public addOutputs(prefix: string): void {
    const stack = TerraformStack.of(this) as ScsStack;
    stack.addOutput(`${prefix}_bucket`, this.store.containerName);
    stack.addOutput(`${prefix}_forget`, this.forgetArguments);
    stack.addOutput(`${prefix}_restic`, this.resticEnvironment, { sensitive: true });
    stack.addOutput(`${prefix}_rclone`, this.rcloneEnvironment, { sensitive: true });
  }
}

/** As `restic forget` takes them (restic documentation, "Removing backup snapshots"). */
function forgetArguments({ daily = 7, weekly = 5, monthly = 12 }: BackupRetention, path: string): string {
  const kept = Object.entries({ daily, weekly, monthly });
  const unfit = kept.some(([, count]) => !Number.isInteger(count) || count < 0);
  if (unfit || kept.every(([, count]) => count === 0)) {
    throw refuse(path, "SCSBP-6140", {
      what: unfit ? "not a number of backups to keep" : "nothing would be kept",
      got: kept.map(([name, count]) => `${name} ${count}`).join(", "),
      allowed: "whole numbers from 0, one of them 1 or more",
      fix: "correct retention",
    });
  }
  const kinds = kept.filter(([, count]) => count > 0).map(([name, count]) => `--keep-${name} ${count}`);
  return [...kinds, "--prune"].join(" ");
}

function lines(...all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
