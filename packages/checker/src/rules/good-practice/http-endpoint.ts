import type { Declared } from "../../evidence/declared";
import { DeclaredValue } from "../../assembly/declared";
import type { FindingSubject } from "../../assembly/declared";
import { Outcome } from "../../report-model";
import type { Observation } from "../../rule";
import { GoodPracticeRule } from "./good-practice-rule";

const LOOPBACK = /^http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?:[:/]|$)/i;

/** good-practice-http-endpoint: logins and endpoints use TLS. */
export class HttpEndpoint extends GoodPracticeRule {
  public constructor() {
    super({
      id: "good-practice-http-endpoint",
      url: "https://docs.scs.community/standards/scs-0125-v1-secure-connections",
      title: "Logins and endpoints use TLS",
      rationale: "Over http the password and each token can be read on the way",
      clause: "auth_url of the provider and url of endpoints begin with https:// (see also the draft scs-0125)",
      fix: "use the https:// URL of the cloud",
    });
  }

  public override synth(declared: Declared): Observation[] {
    const logins = declared.providers
      .filter(({ name }) => name === "openstack")
      .flatMap(({ name, alias, stack, values }) =>
        this.judge(DeclaredValue.ofTemplate(values["auth_url"]), {
          kind: `provider ${name}`,
          name: alias === undefined ? name : `${name}.${alias}`,
          ...(stack === undefined ? {} : { stack }),
        }),
      );
    const endpoints = declared
      .resources("openstack_identity_endpoint_v3")
      .flatMap((resource) => this.judge(resource.attribute("url"), resource.subject("endpoint")));
    return [...logins, ...endpoints];
  }

  private judge(url: DeclaredValue, subject: FindingSubject): Observation[] {
    if (url.isAbsent) {
      return []; // from clouds.yaml or the environment, which the command line looks at
    }
    const raw = typeof url.raw === "string" ? url.raw : "";
    // an expression may follow: the scheme is known all the same
    const scheme = /^(https?):\/\//i.exec(raw)?.[1]?.toLowerCase();
    if (scheme === undefined && url.isUnknown) {
      return [{ outcome: Outcome.DEFERRED, subject, message: "the URL is known only later" }];
    }
    return [
      scheme === "http" && !LOOPBACK.test(raw)
        ? { outcome: Outcome.FAIL, subject, message: "the URL is not encrypted", got: raw, allowed: "https://…" }
        : {
            outcome: Outcome.PASS,
            subject,
            message: LOOPBACK.test(raw) ? "the URL is on this machine" : "the URL uses TLS",
          },
    ];
  }
}
