import { DataKubernetesSecretV1 } from "@cdktf/provider-kubernetes/lib/data-kubernetes-secret-v1";
import { refuse } from "@scs-blueprints/standards/errors";
import { withoutRegistry } from "@scs-blueprints/standards/internal";
import { Construct } from "constructs";
import { Cloud } from "../../cloud/cloud";
import { ScsStack } from "../../cloud/stack";
import type { StateBackend } from "../../cloud/state-backend";
import { Lazy } from "../../core/engine";
import { Secret } from "../../core/index";
import type { KubernetesConnection } from "../../kubernetes/connection";
import { KubectlSource } from "../../kubernetes/kubectl-source";
import { KubernetesApi, ManifestEmitter } from "../../kubernetes/kubernetes-api";
import { KubernetesStack } from "../../kubernetes/kubernetes-stack";
import { type IaasClause, ScsCompatibleIaas, type ScsCompatibleIaasProps } from "../operator/index";
import { YaookControlPlane, type YaookControlPlaneOptions } from "./yaook-control-plane";
import { YaookPlatform, type YaookPlatformOptions } from "./yaook-platform";

/** Keys that the Secret has to have; domains are `Default` where it says none. */
const KEYS = ["OS_AUTH_URL", "OS_USERNAME", "OS_PASSWORD", "OS_PROJECT_NAME"];

/** @internal */
interface AdminLoginProps {
  readonly namespace: string;
  readonly secret: string;
  readonly region: string;
  /** @default - what the Secret says */
  readonly authUrl?: string;
}

/**
 * The first administrator's login as Yaook's Keystone operator wrote it down, read from the cluster when Terraform
 * plans. The password stands in the state of the stack, as each value of a data source does.
 *
 * The provider of a stack is configured before anything is in the stack, so the login is known to `cloud` before `readIn`
 * has said where it comes from.
 * @internal
 */
class AdminLogin {
  /** For the stack. */
  public readonly cloud: Cloud;
  private source?: DataKubernetesSecretV1;

  public constructor(private readonly props: AdminLoginProps) {
    const domain = (key: string) => this.value((data) => `lookup(${data}, "${key}", "Default")`);
    this.cloud = Cloud.fromPassword({
      authUrl: props.authUrl ?? this.entry("OS_AUTH_URL"),
      userName: this.entry("OS_USERNAME"),
      password: Secret.fromReference(this.entry("OS_PASSWORD")),
      projectName: this.entry("OS_PROJECT_NAME"),
      userDomainName: domain("OS_USER_DOMAIN_NAME"),
      projectDomainName: domain("OS_PROJECT_DOMAIN_NAME"),
      region: props.region,
    });
  }

  /** Reads the Secret in the stack that has {@link cloud}. */
  public readIn(scope: Construct, id: string, api: KubernetesApi): void {
    const { namespace, secret } = this.props;
    this.source = new DataKubernetesSecretV1(new Construct(scope, id), "lookup", {
      provider: api.typedProvider(),
      metadata: { name: secret, namespace },
      lifecycle: {
        postcondition: [
          {
            condition: `\${self.data != null && alltrue([for key in ${JSON.stringify(KEYS)} : try(self.data[key] != "", false)])}`,
            errorMessage:
              `SCSBP-6561: the login of the new cloud is not there: Secret ${secret} in the namespace ${namespace} has to ` +
              `have ${KEYS.join(", ")}. Yaook's Keystone operator writes it when the KeystoneDeployment is Updated: wait ` +
              `for that (kubectl -n ${namespace} get keystonedeployments), or name the Secret by adminSecret`,
          },
        ],
      },
    });
  }

  private entry(key: string): string {
    return this.value((data) => `${data}["${key}"]`);
  }

  private value(expression: (data: string) => string): string {
    return Lazy.stringValue({ produce: () => `\${${expression(`${this.source?.fqn}.data`)}}` });
  }
}

/** Where the content's stack gets the login of the new cloud from. */
export enum YaookLogin {
  /** From the Secret, by a data source of hashicorp/kubernetes. */
  SECRET = "secret",
  /**
   * From the environment of Terraform, which `scs-blueprints yaook-login` prints: where that provider is not in reach, and
   * where the password is to stand in no state.
   */
  ENVIRONMENT = "environment",
}

/** Properties of {@link ScsOnYaook}: those of the control plane, and what stands around it. */
export interface ScsOnYaookProps extends YaookControlPlaneOptions {
  /** What is in the cloud: flavors, images, volume types, networks, tenants. */
  readonly content: ScsCompatibleIaasProps;
  /** Yaook's operators and what they need, in a stack of their own. @default - none: the operators are there */
  readonly platform?: YaookPlatformOptions;
  /** How Terraform reaches the cluster. @default KubernetesConnection.fromEnvironment() */
  readonly connection?: KubernetesConnection;
  /** What sends the objects of the cluster. @default - as KubernetesApi has it: ManifestEmitter.AUTO */
  readonly emitter?: ManifestEmitter;
  /** Where the kubectl provider comes from. @default KubectlSource.GAVINBUNNEY */
  readonly kubectlSource?: KubectlSource;
  /**
   * Where the content's stack gets its login from.
   * @default YaookLogin.SECRET; YaookLogin.ENVIRONMENT where `scs-blueprints start` finds no registry of providers
   */
  readonly login?: YaookLogin;
  /** Secret with that login. @default "keystone-admin", which the Keystone operator writes */
  readonly adminSecret?: string;
  /** Keystone's URL for Terraform. @default - what the Secret says */
  readonly authUrl?: string;
  /** Where the states lie. @default StateBackend.local() */
  readonly state?: StateBackend;
}

/**
 * An SCS-compatible IaaS by Yaook: the reference blueprint of the second way.
 *
 * Three stacks, applied one after the other, because each needs what the one before has brought about:
 *
 * - `<id>-platform` are Yaook's operators, its authority, Ceph's users and the labels of nodes ({@link YaookPlatform}). Without
 *   `platform` the cluster has them already, and there are two stacks.
 * - `<id>-openstack` are the custom resources that the operators make OpenStack from ({@link YaookControlPlane}).
 * - `<id>-content` is what the standards ask for in it ({@link ScsCompatibleIaas}), by the login that Yaook wrote into a Secret.
 *
 * `Compliance.of(app).require(Scope.IAAS_V5_1)` looks at all stacks together: which clauses they satisfy or enforce, and
 * which they rely on the cloud for.
 *
 * Defines: stacks; in the content's one data source for the login.
 *
 * @example
 * const cloud = new ScsOnYaook(app, "cloud", {
 *   domain: "cloud.example.org",
 *   region: "de-1",
 *   release: YaookRelease.fromName("2025.1"),
 *   controlNodes: ["control-1", "control-2", "control-3"],
 *   computePools: [new YaookComputePool({ name: "general", nodes: ["compute-1", "compute-2"] })],
 *   ceph: new YaookCeph({
 *     monitors: ["rook-ceph-mon-a.rook-ceph.svc:6789"],
 *     secretUuid: "6f5b3a0e-9d6c-4b0a-8a54-6f1c2d3e4f50",
 *   }),
 *   platform: { chartVersion: "3.2.1" },
 *   content: { reliedOn: [IaasPart.IMAGES] },
 * });
 * cloud.content.node.id; // "cloud-content"
 */
export class ScsOnYaook extends Construct {
  /** The stack of the operators. @default - none: they are there */
  public readonly platform?: KubernetesStack;
  /** The stack of the custom resources. */
  public readonly openstack: KubernetesStack;
  /** The stack of what is in the cloud; for more of it. */
  public readonly content: ScsStack;
  /** @default - none: they are there */
  public readonly operators?: YaookPlatform;
  public readonly controlPlane: YaookControlPlane;
  public readonly iaas: ScsCompatibleIaas;

  /**
   * @throws BlueprintError SCSBP-6560 for waits that the kubectl provider cannot do, SCSBP-6562 for options of a Secret that is
   *   not read; what YaookPlatform, YaookControlPlane and ScsCompatibleIaas throw
   */
  public constructor(scope: Construct, id: string, props: ScsOnYaookProps) {
    super(scope, id);
    const { connection, emitter, kubectlSource, state, content, platform, ...rest } = props;
    const { login = withoutRegistry() ? YaookLogin.ENVIRONMENT : YaookLogin.SECRET, ...others } = rest;
    const { adminSecret, authUrl, ...plane } = others;
    const cluster = { connection, emitter, kubectlSource, state };
    this.platform = platform && new KubernetesStack(scope, `${id}-platform`, cluster);
    this.openstack = new KubernetesStack(scope, `${id}-openstack`, cluster);
    this.check({ ...props, login });
    this.controlPlane = new YaookControlPlane(this.openstack, "control-plane", {
      ...plane,
      api: this.openstack.api,
      waitUntilUpdated: plane.waitUntilUpdated ?? this.canWait,
    });
    if (platform !== undefined && this.platform !== undefined) {
      this.operators = this.addOperators(this.platform, platform, plane);
      this.openstack.addDependency(this.platform);
    }
    const admin = new AdminLogin({
      ...{ namespace: this.controlPlane.namespace, region: plane.region, authUrl },
      secret: adminSecret ?? this.controlPlane.adminSecret,
    });
    const bySecret = login === YaookLogin.SECRET;
    const cloud = bySecret ? admin.cloud : Cloud.fromEnvironment();
    this.content = new ScsStack(scope, `${id}-content`, { cloud, state });
    this.content.addDependency(this.openstack);
    if (bySecret) {
      admin.readIn(
        this.content,
        "admin",
        new KubernetesApi(this.content, "undercloud", { connection, emitter: ManifestEmitter.KUBERNETES }),
      );
    }
    this.iaas = new ScsCompatibleIaas(this.content, "iaas", content);
  }

  /** Each clause of the scope, and by what it is met in the content; the services' by `check`, over all stacks. */
  public get clauses(): IaasClause[] {
    return this.iaas.clauses;
  }

  /** What both stacks have to say alike is said once: the control plane's. */
  private addOperators(
    stack: KubernetesStack,
    options: YaookPlatformOptions,
    { controlNodes, computePools, ceph, issuer, ingressClass, storageClass, removalPolicy }: YaookControlPlaneOptions,
  ): YaookPlatform {
    const { namespace, services } = this.controlPlane;
    return new YaookPlatform(stack, "platform", {
      ...options,
      ...{ api: stack.api, controlNodes, computePools, ceph, namespace, services: [...services] },
      ...{ issuer, ingressClass, storageClass, removalPolicy },
    });
  }

  /** Whether the provider that sends the custom resources waits for their operators. */
  private get canWait(): boolean {
    const { emitter, kubectlSource } = this.openstack.api;
    return emitter === ManifestEmitter.KUBERNETES || kubectlSource === KubectlSource.ALEKC;
  }

  private check(props: ScsOnYaookProps): void {
    if (props.waitUntilUpdated === true && !this.canWait) {
      throw refuse(this, "SCSBP-6560", {
        got: `waitUntilUpdated with ManifestEmitter.${this.openstack.api.emitter.toUpperCase()}`,
        allowed: "waits with KubectlSource.ALEKC",
        fix: "add kubectlSource: KubectlSource.ALEKC; or leave waitUntilUpdated out, and apply the content's stack when Keystone is Updated",
      });
    }
    const unused = [
      ...(props.adminSecret === undefined ? [] : ["adminSecret"]),
      ...(props.authUrl === undefined ? [] : ["authUrl"]),
    ];
    if (props.login === YaookLogin.ENVIRONMENT && unused.length > 0) {
      throw refuse(this, "SCSBP-6562", {
        got: unused.join(", "),
        allowed: "these with YaookLogin.SECRET",
        fix: "leave them out: scs-blueprints yaook-login has options for both",
      });
    }
  }
}
