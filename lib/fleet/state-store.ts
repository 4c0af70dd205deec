import { StateBackend } from "../cloud/state-backend";
import type { StateEncryption } from "../cloud/state-encryption";
import type { StateVariable } from "@scs-blueprints/checker/fleet";
import { Keys } from "./keys";

/** Which state of a fleet: of this stack, of this target. */
interface StatePlace {
  readonly fleet: string;
  readonly target: string;
  readonly stack: string;
  /** Id of the stack in the app. */
  readonly id: string;
}

/** An S3-compatible object store for a fleet's states. */
export interface S3StoreOptions {
  /** Bucket, which exists already; keep versions of its objects. */
  readonly bucket: string;
  /** S3 endpoint of the cloud, `https://…`. */
  readonly endpoint: string;
  /** Begin of all keys, such as `team-a/`. @default - none */
  readonly prefix?: string;
  /** Region name the store expects. @default "us-east-1" */
  readonly region?: string;
  /**
   * Lock by an object beside the state: Terraform 1.10, OpenTofu 1.10 or newer, and a store that refuses a conditional write
   * (`If-None-Match: *`) of an object that is there. One that does not know the condition locks nothing: try it
   * (docs/fleets.md).
   * @default true
   */
  readonly lockFile?: boolean;
}

/** States at GitLab, in one project. */
export interface GitLabStoreOptions {
  /** The project in GitLab's API: `https://gitlab.example.org/api/v4/projects/42`. */
  readonly project: string;
}

/** A PostgreSQL database for a fleet's states, a schema for each. */
export interface PostgresStoreOptions {
  /** Begin of all schemas' names. @default - none */
  readonly prefix?: string;
}

/** Secrets of a Kubernetes cluster for a fleet's states. */
export interface KubernetesStoreOptions {
  /** Namespace, which exists already. @default - Terraform's: "default", or what `KUBE_NAMESPACE` says */
  readonly namespace?: string;
  /** Log in as the pod that Terraform runs in. @default false */
  readonly inCluster?: boolean;
}

/** Consul's key/value store for a fleet's states. */
export interface ConsulStoreOptions {
  /** Begin of all keys. @default "terraform/" */
  readonly prefix?: string;
  /** Host and port. @default - what `CONSUL_HTTP_ADDR` says */
  readonly address?: string;
  /** `http` or `https`. @default - Terraform's: http */
  readonly scheme?: string;
}

/** What a store is, beside where it puts a state. */
interface StoreKind {
  readonly name: string;
  readonly variables: readonly StateVariable[];
  readonly backend: (place: StatePlace) => StateBackend;
  /** Where a state lies, in words. */
  readonly locate: (place: StatePlace) => string;
}

const path = ({ fleet, target, stack }: StatePlace): string => `${fleet}/${target}/${stack}.tfstate`;

/**
 * Where the states of a fleet lie: one for each stack of each target, at a place made of the keys of fleet, target and stack.
 * No two targets share one, and none moves when another target comes or goes. Nothing secret is in the stack's file: what
 * reaches the store comes from the environment.
 *
 * @example
 * const fleet = new Fleet(app, "shop", {
 *   state: StateStore.s3({ bucket: "tf-states", endpoint: "https://rgw.example.org" }),
 * });
 */
export class StateStore {
  /** Files where the program runs: for a trial on one machine. Engines that run jobs elsewhere refuse it. */
  public static local(): StateStore {
    return new StateStore({
      name: "local",
      variables: [],
      backend: () => StateBackend.local(),
      locate: ({ id }) => `terraform.${id}.tfstate`,
    });
  }

  /** An object store, such as Ceph's RADOS Gateway: the object `<prefix><fleet>/<target>/<stack>.tfstate`. */
  public static s3(options: S3StoreOptions): StateStore {
    const { bucket, endpoint, region, prefix = "", lockFile = true } = options;
    return new StateStore({
      name: "s3",
      variables: [
        { name: "AWS_ACCESS_KEY_ID", purpose: "access key of the object store" },
        { name: "AWS_SECRET_ACCESS_KEY", purpose: "its secret" },
      ],
      backend: (place) => StateBackend.s3({ bucket, endpoint, region, lockFile, key: `${prefix}${path(place)}` }),
      locate: (place) => `s3://${bucket}/${prefix}${path(place)}`,
    });
  }

  /** GitLab's Terraform states: `<fleet>__<target>__<stack>` of a project, locked by GitLab. */
  public static gitlab(options: GitLabStoreOptions): StateStore {
    const address = ({ fleet, target, stack }: StatePlace): string =>
      `${options.project.replace(/\/+$/, "")}/terraform/state/${fleet}__${target}__${stack}`;
    return new StateStore({
      name: "http",
      variables: [
        { name: "TF_HTTP_USERNAME", purpose: "user at GitLab; gitlab-ci-token in its jobs" },
        { name: "TF_HTTP_PASSWORD", purpose: "access token with the scope api; $CI_JOB_TOKEN in its jobs" },
      ],
      backend: (place) =>
        StateBackend.http({
          address: address(place),
          lockAddress: `${address(place)}/lock`,
          lockMethod: "POST",
          unlockAddress: `${address(place)}/lock`,
          unlockMethod: "DELETE",
        }),
      locate: address,
    });
  }

  /** A PostgreSQL database: the schema `<prefix><fleet>__<target>__<stack>` with underscores for hyphens. */
  public static postgres(options: PostgresStoreOptions = {}): StateStore {
    const schema = ({ fleet, target, stack }: StatePlace): string =>
      Keys.bounded(`${options.prefix ?? ""}${[fleet, target, stack].join("__").replaceAll("-", "_")}`, 63);
    return new StateStore({
      name: "pg",
      variables: [{ name: "PG_CONN_STR", purpose: "postgres://user:password@host/database?sslmode=verify-full" }],
      backend: (place) => StateBackend.postgres({ schema: schema(place) }),
      locate: (place) => `schema ${schema(place)}`,
    });
  }

  /** Secrets of a Kubernetes cluster: `tfstate-default-<fleet>.<target>.<stack>.tf`. */
  public static kubernetes(options: KubernetesStoreOptions = {}): StateStore {
    // the end is no key's: Terraform continues a large state in -1, -2, which would be the names of other stacks
    const suffix = ({ fleet, target, stack }: StatePlace): string =>
      `${Keys.bounded([fleet, target, stack].join("."), 60)}.tf`;
    const { namespace, inCluster } = options;
    return new StateStore({
      name: "kubernetes",
      variables:
        inCluster === true ? [] : [{ name: "KUBE_CONFIG_PATH", purpose: "kubeconfig of the cluster with the states" }],
      backend: (place) => StateBackend.kubernetes({ secretSuffix: suffix(place), namespace, inCluster }),
      locate: (place) => `Secret ${namespace ?? "default"}/tfstate-default-${suffix(place)}`,
    });
  }

  /** Consul: the key `<prefix><fleet>/<target>/<stack>`. */
  public static consul(options: ConsulStoreOptions = {}): StateStore {
    const { prefix = "terraform/", address, scheme } = options;
    const key = ({ fleet, target, stack }: StatePlace): string => `${prefix}${fleet}/${target}/${stack}`;
    return new StateStore({
      name: "consul",
      variables: [
        ...(address === undefined ? [{ name: "CONSUL_HTTP_ADDR", purpose: "host and port of Consul" }] : []),
        { name: "CONSUL_HTTP_TOKEN", purpose: "token that may write the keys and make sessions" },
      ],
      backend: (place) => StateBackend.consul({ path: key(place), address, scheme }),
      locate: (place) => `consul ${key(place)}`,
    });
  }

  private constructor(
    private readonly kind: StoreKind,
    private readonly encryption?: StateEncryption,
  ) {}

  /** The same store with states that OpenTofu encrypts; Terraform refuses such stacks. */
  public encrypted(encryption: StateEncryption): StateStore {
    return new StateStore(this.kind, encryption);
  }

  /** @internal @jsii ignore */
  public backendOf(place: StatePlace): StateBackend {
    const backend = this.kind.backend(place);
    return this.encryption === undefined ? backend : backend.encrypted(this.encryption);
  }

  /** @internal @jsii ignore */
  public locate(place: StatePlace): string {
    return this.kind.locate(place);
  }

  /** @internal @jsii ignore */
  public get facts(): { kind: string; encrypted: boolean; variables: StateVariable[] } {
    return { kind: this.kind.name, encrypted: this.encryption !== undefined, variables: [...this.kind.variables] };
  }
}
