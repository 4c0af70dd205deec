import { KeyManager } from "@scs-blueprints/standards";
import type { LiveEvidence } from "../evidence/live";
import { Outcome, type Observation } from "../report-model";
import type { Rule } from "../rule";
import { serviceInCode } from "./declared-cloud";
import { fromFindings, testcaseRule, withFact } from "./rule-definition";

/** Service type of the key manager in the catalogue. */
const KEY_MANAGER = "key-manager";
const PRESENCE = "scs-0116-presence";

/** SCS-0116: key manager. @internal */
export const scs0116 = (): Rule[] => [
  testcaseRule("scs-0116-permissions", {
    title: "Role member is enough to use the key manager, if there is one",
    rationale: "Encrypted volumes of a project need keys that its users may create",
    clause: "Key manager: users with role member create, list and delete secrets",
    fix: "enable secure RBAC in Barbican, or set the policy creator to role:member",
    limitation:
      "the official test creates and deletes a secret: reading shows only whether secrets can be listed; the probe (--probe) does the rest",
    live: (live) => withFact(live, "serviceTypes", (types) => permissions(live, types.includes(KEY_MANAGER))),
  }),
  testcaseRule(PRESENCE, {
    title: "A key manager is in the catalogue",
    rationale: "Encrypted volumes need keys that the user can manage",
    clause: "Key manager (recommended): the API is offered",
    fix: "deploy Barbican and register it as key-manager",
    universal: false,
    synth: (declared, context) => serviceInCode(declared, context, [KEY_MANAGER]),
    live: (live) =>
      withFact(live, "serviceTypes", (types) =>
        fromFindings(
          KeyManager.check({ present: types.includes(KEY_MANAGER) }, true),
          live.subject("service", KEY_MANAGER),
          { testcase: PRESENCE },
        ),
      ),
  }),
];

function permissions(live: LiveEvidence, present: boolean): Observation[] {
  const { secretsListable, secretsUsable, roles = [] } = live.facts;
  const subject = live.subject("key manager");
  if (present && roles.includes("admin")) {
    return [
      {
        outcome: Outcome.DEFERRED,
        subject,
        message: "asked as admin, which says nothing about role member",
        got: roles.join(", "),
        allowed: "a user with role member and without admin",
        fix: "check with a member's entry of clouds.yaml",
      },
    ];
  }
  const memberCanUse = secretsUsable ?? (secretsListable === false ? false : undefined);
  if (!present || memberCanUse !== undefined) {
    return fromFindings(KeyManager.check({ present, memberCanUse }), subject);
  }
  return secretsListable === undefined
    ? [live.notLookedAt("secrets")]
    : [
        {
          outcome: Outcome.DEFERRED,
          subject,
          message: "a member can list secrets; whether one can be created was not tried",
          fix: "check with --probe, which creates a secret and deletes it",
        },
      ];
}
