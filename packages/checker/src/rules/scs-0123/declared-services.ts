import type { Declared } from "../../evidence/declared";
import { Outcome } from "../../report-model";
import type { Observation, RuleContext } from "../../rule";
import { notDeclared } from "../presence";
import { DeclaredYaook } from "../yaook/declared-yaook";

/** Whether stacks register a service of one of the types. @internal */
export function observeService(declared: Declared, context: RuleContext, types: readonly string[]): Observation[] {
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
