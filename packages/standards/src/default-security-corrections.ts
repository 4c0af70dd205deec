import type { DefaultSecurityRule } from "./default-security-rules";

/** What has to change so that a cloud's default security rules meet scs-0115-v1. */
export interface SecurityRuleCorrections {
  /** To delete: Neutron has no way to change a default rule. */
  readonly remove: DefaultSecurityRule[];
  /** To create afterwards: Neutron refuses a rule that exists with other flags. */
  readonly add: DefaultSecurityRule[];
}

const PARENT = "PARENT";
const ETHERTYPES = ["IPv4", "IPv6"];

/**
 * The fewest changes after which `DefaultSecurityRules.check` finds nothing: what lets traffic in goes, egress that is
 * missing comes, all other rules stay.
 */
export class DefaultSecurityCorrections {
  /**
   * @param rules the default rules of the cloud
   * @param ingressWithinDefaultGroup also let members of the default group reach each other (recommended)
   */
  public static forRules(rules: DefaultSecurityRule[], ingressWithinDefaultGroup: boolean): SecurityRuleCorrections {
    const open = rules.filter(
      (rule) => rule.direction === "ingress" && (rule.remoteGroupId !== PARENT || rule.usedInOtherGroups === true),
    );
    const remove = [...open];
    const add: DefaultSecurityRule[] = [];
    for (const ethertype of ETHERTYPES) {
      const egress = rules.filter((rule) => rule.direction === "egress" && rule.ethertype === ethertype);
      const full = egress.filter((rule) => DefaultSecurityCorrections.isUnlimited(rule));
      const inDefault = full.some((rule) => rule.usedInDefaultGroup === true);
      const inOthers = full.some((rule) => rule.usedInOtherGroups === true);
      if (!inDefault || !inOthers) {
        remove.push(...full);
        add.push({ direction: "egress", ethertype, usedInDefaultGroup: true, usedInOtherGroups: true });
      }
      if (ingressWithinDefaultGroup) {
        const within = rules.some(
          (rule) =>
            !open.includes(rule) &&
            rule.direction === "ingress" &&
            rule.ethertype === ethertype &&
            rule.usedInDefaultGroup === true &&
            rule.protocol === undefined,
        );
        if (!within) {
          add.push({ direction: "ingress", ethertype, remoteGroupId: PARENT, usedInDefaultGroup: true });
        }
      }
    }
    return { remove, add };
  }

  /** All protocols to everywhere; a remote_ip_prefix, even 0.0.0.0/0, does not count for the official test. */
  private static isUnlimited(rule: DefaultSecurityRule): boolean {
    return [rule.protocol, rule.remoteGroupId, rule.remoteIpPrefix, rule.remoteAddressGroupId].every(
      (limit) => limit === undefined,
    );
  }
}
