import type { FindingSubject } from "../assembly/declared";
import type { Declared } from "../evidence/declared";
import { type DeclaredObject, declaredObjects, fieldOf } from "../evidence/declared-manifests";
import { isObject } from "../reading/read-json";
import { EvidenceKind, Outcome, type Observation } from "../report-model";
import { RuleParameter, type RuleContext } from "../rule";

/** Which deployment of Yaook registers a service, and where its `spec` says whether it does. */
const DEPLOYMENTS: Readonly<Record<string, readonly [kind: string, part: string]>> = {
  compute: ["NovaDeployment", "api"],
  placement: ["NovaDeployment", "placement"],
  identity: ["KeystoneDeployment", "api"],
  image: ["GlanceDeployment", "api"],
  network: ["NeutronDeployment", "api"],
  "load-balancer": ["OctaviaDeployment", "api"],
  "block-storage": ["CinderDeployment", "api"],
  volumev3: ["CinderDeployment", "api"],
  volume: ["CinderDeployment", "api"],
  "key-manager": ["BarbicanDeployment", "api"],
};

/** What closes the gap (SCS governance minutes 2026-01-26, findings on an SCS-compliant Yaook). */
const CLOSED_BY: Readonly<Record<string, string>> = {
  "load-balancer": "add an OctaviaDeployment with the OVN provider, and label nodes for its pods",
  "block-storage": "add a CinderDeployment with an RBD back end",
  "key-manager": "add a BarbicanDeployment",
};

/** A cloud that Yaook's operators make, as stacks declare it by custom resources. @internal */
export class DeclaredYaook {
  /** The cloud, where the stacks declare its Keystone: without one they add to a cloud that is there. */
  public static of(declared: Declared): DeclaredYaook | undefined {
    const objects = declaredObjects(declared).filter(({ apiVersion }) => apiVersion === "yaook.cloud/v1");
    const keystone = objects.find(({ kind }) => kind === "KeystoneDeployment");
    return keystone === undefined ? undefined : new DeclaredYaook(keystone, objects, declared.unseenModules.length > 0);
  }

  private constructor(
    /** Its Keystone, which findings on the whole of the cloud are about. */
    public readonly keystone: DeclaredObject,
    private readonly objects: readonly DeclaredObject[],
    /** Whether modules may make more of it. */
    private readonly hasUnseenParts: boolean,
  ) {}

  /** Whether a service of one of the types will be in the catalogue. */
  public service(context: RuleContext, types: readonly string[]): Observation {
    const name = types[0] ?? "";
    const endpoint = this.endpoint(types);
    if (endpoint !== undefined) {
      return {
        outcome: Outcome.PASS,
        subject: endpoint.resource.subject("service"),
        message: `the stacks declare a KeystoneEndpoint of type ${String(fieldOf(endpoint, "spec", "servicetype"))}`,
      };
    }
    const [kind, part] = DEPLOYMENTS[name] ?? ["KeystoneEndpoint", "api"];
    const deployment = this.deployment(kind);
    if (deployment === undefined || (part !== "api" && !isObject(fieldOf(deployment, "spec", part)))) {
      const without = deployment === undefined ? kind : `${kind}.spec.${part}`;
      return this.lacks(
        context,
        `${without}, and so no service ${name}`,
        CLOSED_BY[name] ??
          (kind === "KeystoneEndpoint" ? `register it by a KeystoneEndpoint of type ${name}` : `add it`),
      );
    }
    const subject = deployment.resource.subject("service");
    return fieldOf(deployment, "spec", part, "publishEndpoint") === false
      ? {
          outcome: Outcome.FAIL,
          subject,
          message: `the ${kind} does not publish its endpoint: the service is not in the catalogue`,
          got: `spec.${part}.publishEndpoint: false`,
          fix: `leave spec.${part}.publishEndpoint out`,
        }
      : { outcome: Outcome.PASS, subject, message: `the stacks declare a ${kind}, whose operator registers ${name}` };
  }

  /** The KeystoneEndpoint of a service that none of Yaook's operators makes. */
  public endpoint(types: readonly string[]): DeclaredObject | undefined {
    return this.objects.find(
      (object) => object.kind === "KeystoneEndpoint" && types.includes(String(fieldOf(object, "spec", "servicetype"))),
    );
  }

  /** A deployment by its kind. */
  public deployment(kind: string): DeclaredObject | undefined {
    return this.objects.find((object) => object.kind === kind);
  }

  /**
   * What a finding says of what the cloud lacks: missing, unless the profile says that other stacks have more, or
   * modules may.
   */
  public lacks(context: RuleContext, what: string, fix: string): Observation {
    const elsewhere = context.parameters[RuleParameter.WHOLE_CLOUD] === "false" || this.hasUnseenParts;
    return {
      outcome: elsewhere ? Outcome.DEFERRED : Outcome.FAIL,
      subject: this.keystone.resource.subject("cloud"),
      message: `the stacks declare a cloud of Yaook without ${what}`,
      fix,
    };
  }
}

/**
 * What it means that code declares things of a kind, and not the one that is asked for: the cloud may have it already,
 * unless the profile says that the code is all there is, or the code declares the cloud itself (Yaook's custom resources).
 *
 * @internal
 */
export function notDeclared(
  declared: Declared,
  context: RuleContext,
  what: string,
  subject: FindingSubject,
  seen: number,
): Observation[] {
  const yaook = context.parameters[RuleParameter.WHOLE_CLOUD] === "true" ? undefined : DeclaredYaook.of(declared);
  if (yaook !== undefined) {
    return [yaook.lacks(context, what, "make it: ScsCompatibleIaas (scs-blueprints/operator) in a stack of its own")];
  }
  if (seen === 0 && context.parameters[RuleParameter.WHOLE_CLOUD] !== "true") {
    return [];
  }
  const where = declared.kind === EvidenceKind.PLAN ? "plan" : "stacks";
  return context.parameters[RuleParameter.WHOLE_CLOUD] === "true" && declared.unseenModules.length === 0
    ? [{ outcome: Outcome.FAIL, subject, message: `the ${where} declare the whole cloud and ${what} is not among it` }]
    : [
        {
          outcome: Outcome.DEFERRED,
          subject,
          message: `the ${where} do not declare ${what}; the cloud may have it already`,
          fix: `check the cloud (--cloud), or set the parameter ${RuleParameter.WHOLE_CLOUD}=true when the stacks declare all of it`,
        },
      ];
}

/** Whether stacks register a service of one of the types. @internal */
export function serviceInCode(declared: Declared, context: RuleContext, types: readonly string[]): Observation[] {
  const services = declared.resources("openstack_identity_service_v3");
  const name = types.join(", ");
  const found = services.find((service) => types.includes(service.attribute("type").text ?? ""));
  if (found !== undefined) {
    const subject = found.subject("service");
    const enabled = found.attribute("enabled");
    if (enabled.text === "false") {
      return [{ outcome: Outcome.FAIL, subject, message: "the service is registered and disabled", fix: "enable it" }];
    }
    const reached = declared
      .resources("openstack_identity_endpoint_v3")
      .some((endpoint) => endpoint.references("service_id").includes(found.address));
    return [
      reached
        ? { outcome: Outcome.PASS, subject, message: `the stacks register ${found.attribute("type").text ?? name}` }
        : {
            outcome: Outcome.DEFERRED,
            subject,
            message: "the stacks register the service and no endpoint: without one it is not in the catalogue",
            fix: "add an endpoint, or check the cloud",
          },
    ];
  }
  const yaook = DeclaredYaook.of(declared);
  if (yaook !== undefined) {
    return [yaook.service(context, types)];
  }
  const later = services.filter((service) => service.attribute("type").isUnknown);
  return later.length > 0
    ? later.map((service) => ({
        outcome: Outcome.DEFERRED,
        subject: service.subject("service"),
        message: "the type of the service is known only later",
      }))
    : notDeclared(declared, context, `a service of type ${name}`, { kind: "service", name }, services.length);
}
