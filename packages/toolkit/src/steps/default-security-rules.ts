import { OpenStackFacts } from "@scs-blueprints/checker";
import { refuse } from "@scs-blueprints/standards/errors";
import { DefaultSecurityCorrections, type DefaultSecurityRule, type CloudStep } from "@scs-blueprints/standards";
import { listOf, textOf, type StepApi, type StepChange } from "./step-api";
import type { StepHandler } from "./step-api";

/** Default security rules (scs-0115-v1). What it corrected stays: there is no conforming state before to go back to. */
export const defaultSecurityRules: StepHandler = {
  describe: () => "default security rules as scs-0115-v1 asks",
  undo: () => Promise.resolve([]),

  async changes(step: CloudStep, api: StepApi): Promise<StepChange[]> {
    const url = `${api.network}/default-security-group-rules`;
    const found = await api.find(url);
    if (found === undefined) {
      throw refuse("SCSBP-8125", {
        what: "the cloud has no API for default security rules",
        got: `404 from ${url}`,
        allowed: "OpenStack 2023.2 or later",
        fix: "upgrade Neutron, or leave the step out: older clouds meet scs-0115 by Neutron's own rules",
      });
    }
    const rules = listOf(found, "default_security_group_rules").map((rule) => ({
      ...OpenStackFacts.securityRule(rule),
      id: textOf(rule, "id"),
    }));
    const { remove, add } = DefaultSecurityCorrections.forRules(rules, step.flag("ingressWithinDefaultGroup"));
    return [
      ...remove.map((rule): StepChange => ({
        words: `delete the default rule ${words(rule)}`,
        method: "DELETE",
        url: `${url}/${rule.id ?? ""}`,
      })),
      ...add.map((rule): StepChange => ({
        words: `add the default rule ${words(rule)}`,
        method: "POST",
        url,
        body: { default_security_group_rule: body(rule) },
      })),
    ];
  },
};

function body(rule: DefaultSecurityRule): object {
  return {
    direction: rule.direction,
    ethertype: rule.ethertype,
    ...(rule.remoteGroupId === undefined ? {} : { remote_group_id: rule.remoteGroupId }),
    used_in_default_sg: rule.usedInDefaultGroup === true,
    used_in_non_default_sg: rule.usedInOtherGroups === true,
  };
}

function words(rule: DefaultSecurityRule): string {
  const peer = rule.remoteGroupId ?? rule.remoteIpPrefix ?? rule.remoteAddressGroupId ?? "anywhere";
  return `${rule.direction} ${rule.ethertype} ${rule.protocol ?? "any protocol"}, ${peer}`;
}
