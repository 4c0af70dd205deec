import { declaredAddress } from "../assembly/address";
import { DeclaredValue, type FindingSubject } from "../assembly/declared";
import type { Declared } from "../evidence/declared";
import { EvidenceKind, Outcome, type Observation } from "../report-model";
import { goodPracticeRule } from "./rule-definition";

/**
 * Attributes that hold a secret: those the provider's schema marks as sensitive, and those of the same meaning that it
 * forgot, by name.
 */
const NAMES = new Set([
  "admin_pass",
  "password",
  "secret",
  "application_credential_secret",
  "payload",
  "private_key",
  "image_source_password",
  "access_key",
  "secret_key",
  "token",
  "auth_token",
  "container_sync_key",
  "kubeconfig",
  "passphrase",
  "client_key",
]);

/** Attributes that hold one only in this type. */
const TYPED = new Set(["openstack_objectstorage_tempurl_v1.key", "openstack_dns_transfer_accept_v2.key"]);

const PRIVATE_KEY = /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY-----/;

/** good-practice-clear-text-secret: no secret stands in the synthesized code. @internal */
export const clearTextSecret = goodPracticeRule({
  id: "good-practice-clear-text-secret",
  url: "https://opentofu.org/docs/language/state/sensitive-data/",
  title: "No secret stands in clear in the synthesized code",
  rationale: "cdk.tf.json is committed, cached and sent to runners: whoever reads it has the secret",
  clause: "attributes that hold secrets are references to sensitive variables or to a secret store",
  fix: 'pass it as a variable: Secret.fromVariable("name") and TF_VAR_name; then change the secret, it was seen',
  // a plan always holds the values of variables in clear
  evidence: [EvidenceKind.SYNTH],
  synth: clearTextSecretInCode,
  // a plan cannot tell a literal from a variable
  plan: () => [],
});

function clearTextSecretInCode(declared: Declared): Observation[] {
  const resources = [...declared.elements, ...declared.modules].flatMap((element) =>
    secretsIn(element.type, element.values, element.subject(element.type)),
  );
  const providers = declared.providers.flatMap(({ name, stack, values }) =>
    secretsIn(`provider ${name}`, values, {
      kind: `provider ${name}`,
      name,
      ...(stack === undefined ? {} : { stack }),
    }),
  );
  return [...resources, ...providers];
}

function secretsIn(type: string, values: Readonly<Record<string, unknown>>, subject: FindingSubject): Observation[] {
  const found: string[] = [];
  let guarded = false;
  const walk = (value: unknown, path: string, name: string): void => {
    if (typeof value === "string") {
      const named = NAMES.has(name) || TYPED.has(`${type}.${name}`);
      const literal = value !== "" && !DeclaredValue.hasTemplate(value);
      guarded ||= named && !literal && value !== "";
      if ((named && literal) || PRIVATE_KEY.test(value)) {
        found.push(path);
      }
    } else if (typeof value === "object" && value !== null) {
      for (const [key, each] of Object.entries(value)) {
        walk(each, path === "" ? key : `${path}.${key}`, Array.isArray(value) ? name : key);
      }
    }
  };
  walk(values, "", "");
  const bad = found.map((path) => ({
    outcome: Outcome.FAIL,
    subject,
    message: `${path} is a secret in clear`,
    got: "a literal value (not shown)",
    allowed: "a reference to a sensitive variable, or to a secret store",
  }));
  return bad.length === 0 && guarded ? [{ outcome: Outcome.PASS, subject, message: "its secret is a reference" }] : bad;
}

const LOOPBACK = /^http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?:[:/]|$)/i;

/** good-practice-http-endpoint: logins and endpoints use TLS. @internal */
export const httpEndpoint = goodPracticeRule({
  id: "good-practice-http-endpoint",
  url: "https://docs.scs.community/standards/scs-0125-v1-secure-connections",
  title: "Logins and endpoints use TLS",
  rationale: "Over http the password and each token can be read on the way",
  clause: "auth_url of the provider and url of endpoints begin with https:// (see also the draft scs-0125)",
  fix: "use the https:// URL of the cloud",
  synth: httpEndpointInCode,
});

function httpEndpointInCode(declared: Declared): Observation[] {
  const logins = declared.providers
    .filter(({ name }) => name === "openstack")
    .flatMap(({ name, alias, stack, values }) =>
      checkUrl(DeclaredValue.ofTemplate(values["auth_url"]), {
        kind: `provider ${name}`,
        name: alias === undefined ? name : `${name}.${alias}`,
        ...(stack === undefined ? {} : { stack }),
      }),
    );
  const endpoints = declared
    .resources("openstack_identity_endpoint_v3")
    .flatMap((resource) => checkUrl(resource.attribute("url"), resource.subject("endpoint")));
  return [...logins, ...endpoints];
}

function checkUrl(url: DeclaredValue, subject: FindingSubject): Observation[] {
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

const CHECK_OUTCOMES: Readonly<Record<string, Outcome>> = {
  pass: Outcome.PASS,
  fail: Outcome.FAIL,
  unknown: Outcome.DEFERRED,
};

/** good-practice-plan-conditions: conditions that the code states hold in the plan. @internal */
export const planConditions = goodPracticeRule({
  id: "good-practice-plan-conditions",
  url: "https://opentofu.org/docs/language/checks/",
  title: "Conditions that the code states hold in the plan",
  rationale: "Terraform only warns of a failed check, and the warning is lost in the output of a pipeline",
  clause: "check blocks, preconditions and postconditions of the plan",
  fix: "see the message of the condition",
  plan: planConditionsInPlan,
});

function planConditionsInPlan(declared: Declared): Observation[] {
  const byAddress = new Map(declared.elements.map((each) => [declaredAddress(each.address), each]));
  return declared.checks.map((check) => {
    const declaredAt = byAddress.get(check.address);
    return {
      outcome: CHECK_OUTCOMES[check.status] ?? Outcome.NOT_LOOKED_AT,
      subject: declaredAt?.subject("condition") ?? { kind: "condition", address: check.address },
      message:
        check.status === "pass"
          ? "the condition holds"
          : check.messages.length > 0
            ? check.messages.join("; ")
            : check.status === "unknown"
              ? "known only after apply"
              : "the condition could not be evaluated",
    };
  });
}
