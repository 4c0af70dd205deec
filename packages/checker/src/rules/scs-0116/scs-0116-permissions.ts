import { KeyManager } from "@scs-blueprints/standards";
import type { LiveEvidence } from "../../evidence/live";
import { EvidenceKind, Outcome } from "../../report-model";
import { Rule, type Observation } from "../../rule";
import { fromFindings } from "../from-findings";
import { Testcases } from "../testcases";

/** Service type of the key manager in the catalogue. */
const KEY_MANAGER = "key-manager";

/** scs-0116-permissions: role member is enough to use the key manager, where there is one. */
export class KeyManagerPermissions extends Rule {
  public constructor() {
    super(
      Testcases.props("scs-0116-permissions", {
        title: "Role member is enough to use the key manager, if there is one",
        rationale: "Encrypted volumes of a project need keys that its users may create",
        clause: "Key manager: users with role member create, list and delete secrets",
        fix: "enable secure RBAC in Barbican, or set the policy creator to role:member",
        evidence: [EvidenceKind.LIVE],
        limitation:
          "the official test creates and deletes a secret: reading shows only whether secrets can be listed; the probe (--probe) does the rest",
      }),
    );
  }

  public override live(live: LiveEvidence): Observation[] {
    const { serviceTypes, secretsListable, secretsUsable, roles = [] } = live.facts;
    if (serviceTypes === undefined) {
      return [this.notLookedAt(live, "serviceTypes")];
    }
    const subject = live.subject("key manager");
    const present = serviceTypes.includes(KEY_MANAGER);
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
      return fromFindings(KeyManager.check({ present, memberCanUse }), () => subject);
    }
    return secretsListable === undefined
      ? [this.notLookedAt(live, "secrets")]
      : [
          {
            outcome: Outcome.DEFERRED,
            subject,
            message: "a member can list secrets; whether one can be created was not tried",
            fix: "check with --probe, which creates a secret and deletes it",
          },
        ];
  }
}
