import { Construct } from "constructs";
import { Cloud } from "../../../cloud/cloud";
import { ScsStack } from "../../../cloud/stack";
import type { StateBackend } from "../../../cloud/state-backend";
import { BlueprintError } from "../../../core/errors";
import type { KubernetesConnection } from "../../../kubernetes/connection";
import { KubernetesApi, ManifestEmitter } from "../../../kubernetes/kubernetes-api";
import { KubernetesStack } from "../../../kubernetes/kubernetes-stack";
import { type IaasClause, ScsCompatibleIaas, type ScsCompatibleIaasProps } from "../../operator/index";
import { YaookControlPlane } from "../control-plane/yaook-control-plane";
import type { NsRecord } from "../resources/designate";
import type { GlanceFileBackend } from "../resources/glance";
import type { YaookCeph } from "../yaook-ceph";
import type { YaookComputePool } from "../yaook-compute-pool";
import type { YaookProfile } from "../yaook-profile";
import type { YaookRelease } from "../yaook-release";
import type { YaookService } from "../yaook-service";
import { AdminLogin } from "./admin-login";

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

/** Properties of {@link ScsOnYaook}. Those of the control plane are passed on to {@link YaookControlPlane}. */
export interface ScsOnYaookProps {
  /** Domain of the cloud: services are reached at `<service>.<domain>`. */
  readonly domain: string;
  /** Name of the region. */
  readonly region: string;
  /** Release of OpenStack. */
  readonly release: YaookRelease;
  /** Names of the nodes that the control plane runs on. */
  readonly controlNodes: string[];
  /** The hypervisors. */
  readonly computePools: YaookComputePool[];
  /** What is in the cloud: flavors, images, volume types, networks, tenants. */
  readonly content: ScsCompatibleIaasProps;
  /** Images and volumes in Ceph. @default - none: only with `imageVolume`, without Cinder */
  readonly ceph?: YaookCeph;
  /** Images on a volume of the cluster, for trials without Ceph. @default - none: in Ceph */
  readonly imageVolume?: GlanceFileBackend;
  /** Size of the control plane. @default YaookProfile.HA */
  readonly profile?: YaookProfile;
  /** Services beside Keystone, Glance, Nova with Placement, and Neutron. @default - those of YaookControlPlane */
  readonly services?: YaookService[];
  /** What runs now, to see that `release` is the next step. @default - not known */
  readonly installedRelease?: YaookRelease;
  /** Name servers that zones are delegated to. @default - none: no Designate */
  readonly nameServers?: NsRecord[];
  /** Names in DNS by service. @default - `<service>.<domain>` */
  readonly fqdns?: Record<string, string>;
  /** Whether operators make ingresses. @default true */
  readonly createIngresses?: boolean;
  /** Secret with a certificate of a public authority for all names. @default - by the issuer */
  readonly certificateSecret?: string;
  /** Class of the volumes of databases and queues. @default - the cluster's default class */
  readonly storageClass?: string;
  /** Namespace. @default "yaook" */
  readonly namespace?: string;
  /** Issuer of cert-manager. @default "yaook-internal" */
  readonly issuer?: string;
  /** Fields of `spec` by service, which win over all else. @default - none */
  readonly overrides?: Record<string, Record<string, unknown>>;
  /** How Terraform reaches the cluster. @default KubernetesConnection.fromEnvironment() */
  readonly connection?: KubernetesConnection;
  /** What sends the custom resources. @default ManifestEmitter.KUBERNETES */
  readonly emitter?: ManifestEmitter;
  /** Wait for each operator to be done, so that the login is there for the content. @default - with ManifestEmitter.KUBERNETES, which can */
  readonly waitUntilUpdated?: boolean;
  /** Where the content's stack gets its login from. @default YaookLogin.SECRET */
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
 * Two stacks, applied one after the other, because each needs what the one before has brought about: `<id>-openstack` are the
 * custom resources that Yaook's operators make OpenStack from ({@link YaookControlPlane}); `<id>-content` is what the
 * standards ask for in it ({@link ScsCompatibleIaas}), by the login that Yaook wrote into a Secret. The cluster with Yaook's
 * operators comes before both.
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
 *   release: YaookRelease.of("2025.1"),
 *   controlNodes: ["control-1", "control-2", "control-3"],
 *   computePools: [new YaookComputePool({ name: "general", nodes: ["compute-1", "compute-2"] })],
 *   ceph: new YaookCeph({
 *     monitors: ["rook-ceph-mon-a.rook-ceph.svc:6789"],
 *     secretUuid: "6f5b3a0e-9d6c-4b0a-8a54-6f1c2d3e4f50",
 *   }),
 *   content: { reliedOn: [IaasPart.IMAGES] },
 * });
 * cloud.content.node.id; // "cloud-content"
 */
export class ScsOnYaook extends Construct {
  /** The stack of the custom resources. */
  public readonly openstack: KubernetesStack;
  /** The stack of what is in the cloud; for more of it. */
  public readonly content: ScsStack;
  public readonly controlPlane: YaookControlPlane;
  public readonly iaas: ScsCompatibleIaas;

  /**
   * @throws BlueprintError SCSBP-6560 for waits that the kubectl provider cannot do, SCSBP-6562 for options of a Secret that is
   *   not read; what YaookControlPlane and ScsCompatibleIaas throw
   */
  public constructor(scope: Construct, id: string, props: ScsOnYaookProps) {
    super(scope, id);
    const { connection, emitter = ManifestEmitter.KUBERNETES, state, content, region } = props;
    this.check(props, emitter);
    const login = props.login ?? YaookLogin.SECRET;
    this.openstack = new KubernetesStack(scope, `${id}-openstack`, { connection, emitter, state });
    this.controlPlane = new YaookControlPlane(this.openstack, "control-plane", {
      ...{ api: this.openstack.api, region, domain: props.domain, release: props.release },
      ...{ controlNodes: props.controlNodes, computePools: props.computePools, ceph: props.ceph },
      ...{ imageVolume: props.imageVolume, profile: props.profile, services: props.services },
      ...{ installedRelease: props.installedRelease, nameServers: props.nameServers, fqdns: props.fqdns },
      ...{ createIngresses: props.createIngresses, certificateSecret: props.certificateSecret },
      ...{ storageClass: props.storageClass, namespace: props.namespace, issuer: props.issuer },
      ...{ overrides: props.overrides },
      waitUntilUpdated: props.waitUntilUpdated ?? emitter === ManifestEmitter.KUBERNETES,
    });
    const admin = new AdminLogin({
      ...{ namespace: this.controlPlane.namespace, region, authUrl: props.authUrl },
      secret: props.adminSecret ?? this.controlPlane.adminSecret,
    });
    const bySecret = login === YaookLogin.SECRET;
    const cloud = bySecret ? admin.cloud : Cloud.fromEnvironment();
    this.content = new ScsStack(scope, `${id}-content`, { cloud, state });
    this.content.addDependency(this.openstack);
    if (bySecret) {
      admin.readIn(this.content, "admin", new KubernetesApi(this.content, "undercloud", { connection }));
    }
    this.iaas = new ScsCompatibleIaas(this.content, "iaas", content);
  }

  /** Each clause of the scope, and by what it is met in the content; the services' by `check`, over all stacks. */
  public get clauses(): IaasClause[] {
    return this.iaas.clauses;
  }

  private check(props: ScsOnYaookProps, emitter: ManifestEmitter): void {
    if (props.waitUntilUpdated === true && emitter === ManifestEmitter.KUBECTL) {
      throw new BlueprintError({
        code: "SCSBP-6560",
        what: "the kubectl provider waits for no operator",
        got: "waitUntilUpdated with ManifestEmitter.KUBECTL",
        allowed: "waits with ManifestEmitter.KUBERNETES",
        fix: "leave waitUntilUpdated out, and apply the content's stack when Keystone is Updated",
        path: this.node.path,
      });
    }
    const unused = [
      ...(props.adminSecret === undefined ? [] : ["adminSecret"]),
      ...(props.authUrl === undefined ? [] : ["authUrl"]),
    ];
    if (props.login === YaookLogin.ENVIRONMENT && unused.length > 0) {
      throw new BlueprintError({
        code: "SCSBP-6562",
        what: "with a login from the environment no Secret is read",
        got: unused.join(", "),
        allowed: "these with YaookLogin.SECRET",
        fix: "leave them out: scs-blueprints yaook-login has options for both",
        path: this.node.path,
      });
    }
  }
}
