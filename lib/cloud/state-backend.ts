import { join, relative, sep } from "node:path";
import { HttpBackend, LocalBackend, S3Backend, TerraformStack } from "../core/engine";
import { hiddenScope } from "../core/lookups";
import { PlainBackend } from "./plain-backend";
import type { StateEncryption } from "./state-encryption";

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

/** A PostgreSQL database; its address, user and password come from `PG_CONN_STR`. */
export interface PostgresStateOptions {
  /** Schema of the state, which is made when it is not there; at most 63 bytes. One state, one schema. */
  readonly schema: string;
}

/** Secrets of a Kubernetes cluster; who may read them comes from `KUBE_CONFIG_PATH` or from the pod's service account. */
export interface KubernetesStateOptions {
  /**
   * End of the Secret's name, `tfstate-default-<suffix>`, and a label's value: at most 63 characters. A large state is
   * continued in `tfstate-default-<suffix>-1`, `-2` …: no suffix may be another one with such an end.
   */
  readonly secretSuffix: string;
  /** Namespace, which exists already. @default - Terraform's: "default", or what `KUBE_NAMESPACE` says */
  readonly namespace?: string;
  /** Log in as the pod that Terraform runs in. @default false */
  readonly inCluster?: boolean;
}

/** Consul's key/value store; its token comes from `CONSUL_HTTP_TOKEN`. */
export interface ConsulStateOptions {
  /** Key of the state. */
  readonly path: string;
  /** Host and port. @default - what `CONSUL_HTTP_ADDR` says */
  readonly address?: string;
  /** `http` or `https`. @default - Terraform's: http */
  readonly scheme?: string;
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
      new LocalBackend(hiddenScope(stack), { path: path.split(sep).join("/") });
    });
  }

  /** An S3-compatible object store, as every SCS cloud offers one (scs-0123). */
  public static s3(options: S3StateOptions): StateBackend {
    return new StateBackend((stack) => {
      const backend = new S3Backend(hiddenScope(stack), {
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
      new HttpBackend(hiddenScope(stack), { ...options });
    });
  }

  /** A schema of a PostgreSQL database; locked by an advisory lock, which ends with the connection that holds it. */
  public static postgres(options: PostgresStateOptions): StateBackend {
    return new StateBackend((stack) => {
      new PlainBackend(hiddenScope(stack), "pg", { schema_name: options.schema });
    });
  }

  /** A Secret of a Kubernetes cluster, compressed; locked by a Lease. */
  public static kubernetes(options: KubernetesStateOptions): StateBackend {
    return new StateBackend((stack) => {
      new PlainBackend(hiddenScope(stack), "kubernetes", {
        secret_suffix: options.secretSuffix,
        ...(options.namespace === undefined ? {} : { namespace: options.namespace }),
        ...(options.inCluster === undefined ? {} : { in_cluster_config: options.inCluster }),
      });
    });
  }

  /** A key of Consul; locked by a session, which ends when its holder no longer renews it. */
  public static consul(options: ConsulStateOptions): StateBackend {
    const { path, address, scheme } = options;
    return new StateBackend((stack) => {
      new PlainBackend(hiddenScope(stack), "consul", {
        path,
        ...(address === undefined ? {} : { address }),
        ...(scheme === undefined ? {} : { scheme }),
      });
    });
  }

  /** None from the library: the program adds a backend construct of the engine itself, `new S3Backend(stack, …)`. */
  public static custom(): StateBackend {
    return new StateBackend(() => undefined);
  }

  private constructor(private readonly attach: (stack: TerraformStack) => void) {}

  /** The same place, with the state encrypted by OpenTofu. */
  public encrypted(encryption: StateEncryption): StateBackend {
    return new StateBackend((stack) => {
      this.attach(stack);
      encryption.attachTo(stack);
    });
  }

  /** @internal @jsii ignore */
  public attachTo(stack: TerraformStack): void {
    this.attach(stack);
  }
}
