import { CloudStep, Services, ServicesVersion } from "@scs-blueprints/standards";
import { Construct } from "constructs";
import { TerraformStack } from "../../core/engine";
import { Names } from "../../core/index";
import { ServiceCatalog } from "../../openstack/identity/service-catalog";
import { OutOfBandStep } from "./out-of-band-step";

/** Properties of a {@link ScsServiceCheck}. */
export interface ScsServiceCheckProps {
  /** @default ServicesVersion.V1 */
  readonly version?: ServicesVersion;
  /** Also ask for a key manager, which scs-0116-v1 recommends. @default false */
  readonly keyManager?: boolean;
}

/** Types under which the catalogue may have a service (scs-0123-w1: what the official test accepts). */
const ALIASES: Readonly<Record<string, string[]>> = {
  "block-storage": ["block-storage", "volumev3", "volume"],
  s3: ["object-store-s3", "s3", "object-store"],
};

/**
 * The services that every SCS cloud offers are in the catalogue (scs-0123): no blueprint can make them, so each plan looks
 * and warns of what is missing. The official test asks for placement as well, as long as scs-0123-v1 is in force.
 *
 * That S3 answers is shown by `check --cloud NAME`.
 *
 * Defines: a data source that reads the token, and a `check` with a condition for each service.
 *
 * @example
 * new ScsServiceCheck(stack, "services", { version: ServicesVersion.V2 });
 */
export class ScsServiceCheck extends Construct {
  /** Service types that are asked for, in canonical spelling. */
  public readonly services: string[];

  public constructor(scope: Construct, id: string, props: ScsServiceCheckProps = {}) {
    super(scope, id);
    const version = props.version ?? ServicesVersion.V1;
    this.services = [
      ...Services.mandatory(version),
      ...(version === ServicesVersion.V1 ? ["placement"] : []),
      ...(props.keyManager === true ? ["key-manager"] : []),
    ].sort();
    const types = ServiceCatalog.of(this).typesExpression;
    const assert = this.services.map((service) => {
      const accepted = ALIASES[service] ?? [service];
      return {
        condition: `\${length(setintersection(${types}, ${JSON.stringify(accepted)})) > 0}`,
        error_message:
          `SCSBP-6257: no service ${service} in the catalogue (${version}).\n` +
          `allowed: one of the types ${accepted.join(", ")}, with a public endpoint in the region\n` +
          "do: deploy the service and register it in Keystone; Terraform goes on without it.",
      };
    });
    const name = Names.ofConstruct(this).replace(/-/g, "_");
    TerraformStack.of(this).addOverride(`check.${name}`, { assert });
  }
}

/**
 * Volume backups work (scs-0117-v1): no resource of Terraform makes a backup service, so this relies on the one that the
 * cloud has, and looks whether it runs. An apply on a cloud without one fails at this step and names what is missing;
 * everything else is applied. That a volume can be restored is shown by `check --cloud NAME --probe`.
 *
 * Defines: a step that changes nothing.
 *
 * @example
 * new ScsBackupCheck(stack, "backup");
 */
export class ScsBackupCheck extends Construct {
  public constructor(scope: Construct, id: string) {
    super(scope, id);
    new OutOfBandStep(this, "service", { step: CloudStep.backupService() });
  }
}
