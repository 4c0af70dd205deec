import { join, relative, sep } from "node:path";
import { HttpBackend, LocalBackend, S3Backend, TerraformStack } from "../core/engine";

/** Where an S3-compatible object store keeps the state; its keys come from `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`. */
export interface S3StateOptions {
  /** Bucket, which exists already. */
  readonly bucket: string;
  /** S3 endpoint of the cloud, `https://…`. */
  readonly endpoint: string;
  /** Object key. @default - `<stack>.tfstate` */
  readonly key?: string;
  /** Region name the store expects. @default - "us-east-1", which stores other than AWS's accept or ignore */
  readonly region?: string;
  /** Lock by a file in the bucket; needs Terraform or OpenTofu 1.10. @default false */
  readonly lockFile?: boolean;
}

/** An HTTP state server, such as GitLab's; user and password come from `TF_HTTP_USERNAME` and `TF_HTTP_PASSWORD`. */
export interface HttpStateOptions {
  /** URL of the state. */
  readonly address: string;
  /** URL to lock at. @default - no locking */
  readonly lockAddress?: string;
  /** Method to lock with. @default - the server's: LOCK */
  readonly lockMethod?: string;
  /** URL to unlock at. @default - no locking */
  readonly unlockAddress?: string;
  /** Method to unlock with. @default - the server's: UNLOCK */
  readonly unlockMethod?: string;
}

/**
 * Where a stack's state lies.
 */
export class StateBackend {
  /**
   * A file `terraform.<stack>.tfstate` in the directory the program runs in, as CDK for Terraform does it, but written
   * as a relative path: the synthesized JSON is the same on every machine.
   */
  public static local(): StateBackend {
    return new StateBackend((stack) => {
      const outdir = process.env.CDKTF_OUTDIR ?? (stack.node.root as { outdir?: string }).outdir ?? "cdktf.out";
      const path = relative(join(outdir, "stacks", stack.node.id), `terraform.${stack.node.id}.tfstate`);
      new LocalBackend(stack, { path: path.split(sep).join("/") });
    });
  }

  /** An S3-compatible object store, as every SCS cloud offers one (scs-0123). */
  public static s3(options: S3StateOptions): StateBackend {
    return new StateBackend((stack) => {
      const backend = new S3Backend(stack, {
        bucket: options.bucket,
        key: options.key ?? `${stack.node.id}.tfstate`,
        region: options.region ?? "us-east-1",
        endpoints: { s3: options.endpoint },
        usePathStyle: true,
        skipCredentialsValidation: true,
        skipMetadataApiCheck: true,
        skipRegionValidation: true,
        skipRequestingAccountId: true,
        skipS3Checksum: true,
      });
      if (options.lockFile === true) {
        backend.addOverride("use_lockfile", true);
      }
    });
  }

  /** An HTTP state server, such as GitLab's. */
  public static http(options: HttpStateOptions): StateBackend {
    return new StateBackend((stack) => {
      new HttpBackend(stack, { ...options });
    });
  }

  /** None from the library: the program adds a backend construct of the engine itself. */
  public static custom(): StateBackend {
    return new StateBackend(() => undefined);
  }

  private constructor(private readonly attach: (stack: TerraformStack) => void) {}

  /** @internal */
  public attachTo(stack: TerraformStack): void {
    this.attach(stack);
  }
}
