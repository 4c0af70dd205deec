import type { Declared } from "../../evidence/declared";
import { DeclaredValue } from "../../assembly/declared";
import type { FindingSubject } from "../../assembly/declared";
import { EvidenceKind, Outcome } from "../../report-model";
import type { Observation } from "../../rule";
import { GoodPracticeRule } from "./good-practice-rule";

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

/** good-practice-clear-text-secret: no secret stands in the synthesized code. */
export class ClearTextSecret extends GoodPracticeRule {
  public constructor() {
    super({
      id: "good-practice-clear-text-secret",
      url: "https://opentofu.org/docs/language/state/sensitive-data/",
      title: "No secret stands in clear in the synthesized code",
      rationale: "cdk.tf.json is committed, cached and sent to runners: whoever reads it has the secret",
      clause: "attributes that hold secrets are references to sensitive variables or to a secret store",
      fix: 'pass it as a variable: Secret.fromVariable("name") and TF_VAR_name; then change the secret, it was seen',
      // a plan always holds the values of variables in clear
      evidence: [EvidenceKind.SYNTH],
    });
  }

  public override synth(declared: Declared): Observation[] {
    const resources = [...declared.elements, ...declared.modules].flatMap((element) =>
      this.inspect(element.type, element.values, element.subject(element.type)),
    );
    const providers = declared.providers.flatMap(({ name, stack, values }) =>
      this.inspect(`provider ${name}`, values, {
        kind: `provider ${name}`,
        name,
        ...(stack === undefined ? {} : { stack }),
      }),
    );
    return [...resources, ...providers];
  }

  /** A plan cannot tell a literal from a variable. */
  public override plan(): Observation[] {
    return [];
  }

  private inspect(type: string, values: Readonly<Record<string, unknown>>, subject: FindingSubject): Observation[] {
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
    return bad.length === 0 && guarded
      ? [{ outcome: Outcome.PASS, subject, message: "its secret is a reference" }]
      : bad;
  }
}
