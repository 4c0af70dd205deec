import { ServicesVersion } from "@scs-blueprints/standards";
import type { Rule } from "../../rule";
import { Testcases } from "../testcases";
import { ServiceRule } from "./service-rule";

/** scs-0123-service-*: a service is in the catalogue under its type. One rule for each testcase. */
export class ServicePresence extends ServiceRule {
  public static all(): Rule[] {
    return Testcases.withPrefix("scs-0123-service-").map((each) => new ServicePresence(each.id));
  }

  private constructor(id: string) {
    const isS3 = id === "scs-0123-service-s3";
    const type = isS3 ? "object-store-s3" : id.replace("scs-0123-service-", "");
    super(
      Testcases.props(id, {
        title: `Service ${type} is in the catalogue`,
        rationale: "Only services that every SCS-compatible cloud has can be used without asking",
        clause:
          type === "placement"
            ? "asked for by the official test only; the text does not name placement"
            : `Mandatory IaaS services: ${type}, to be found in the catalogue under that type`,
        fix: `register the service and its endpoints under the type ${type}`,
        evidence: ServiceRule.EVIDENCE,
        universal: false,
      }),
      [type],
      isS3 ? ServicesVersion.V2 : ServicesVersion.V1,
    );
  }
}
