import { FindingResult, type Finding } from "./finding";

/** A rule that Neutron puts into new security groups (default security group rules API, OpenStack 2023.2 and later). */
export interface DefaultSecurityRule {
  /** Id in the cloud. @default - not told */
  readonly id?: string;
  /** ingress or egress. */
  readonly direction: string;
  /** IPv4 or IPv6. */
  readonly ethertype: string;
  /** Group the traffic may come from; `PARENT` is the group itself. @default - none */
  readonly remoteGroupId?: string;
  /** CIDR. @default - none */
  readonly remoteIpPrefix?: string;
  /** Address group. @default - none */
  readonly remoteAddressGroupId?: string;
  /** Protocol. @default - any */
  readonly protocol?: string;
  /** Put into the `default` group of new projects. @default false */
  readonly usedInDefaultGroup?: boolean;
  /** Put into groups that users create. @default false */
  readonly usedInOtherGroups?: boolean;
}

const PARENT = "PARENT";
const TESTCASE = "scs-0115-default-rules";
const STANDARD = "scs-0115-v1";
const ETHERTYPES = ["IPv4", "IPv6"];

/**
 * Default rules of security groups (scs-0115-v1): closed for ingress except from the group itself, open for egress.
 */
export class DefaultSecurityRules {
  /**
   * Checks the default rules of a cloud.
   *
   * Ingress passes only with remote group `PARENT` and in the default group only; egress passes only when both address
   * families are allowed in both kinds of groups, where a rule with any remote_ip_prefix (even 0.0.0.0/0) does not
   * count. The latter is the official test; the text only recommends it.
   */
  public static check(rules: DefaultSecurityRule[]): Finding[] {
    return [...DefaultSecurityRules.ingress(rules), ...DefaultSecurityRules.egress(rules)];
  }

  /**
   * Checks clouds without that API (before 2023.2) by the rules found in a freshly created group: no ingress, and at
   * least one egress rule for each address family.
   */
  public static checkFreshGroup(rules: DefaultSecurityRule[]): Finding[] {
    const ingress = rules.filter((rule) => rule.direction === "ingress");
    const first: Finding =
      ingress.length === 0
        ? DefaultSecurityRules.finding("no ingress", FindingResult.PASS, "a new group lets nothing in")
        : {
            ...DefaultSecurityRules.finding("no ingress", FindingResult.FAIL, "a new group lets traffic in"),
            got: ingress.map((rule) => DefaultSecurityRules.words(rule)).join("; "),
            allowed: "no ingress rule",
            fix: "remove the rules that the cloud adds to new groups",
          };
    const egress = ETHERTYPES.map((ethertype) =>
      DefaultSecurityRules.egressFinding(
        `egress ${ethertype} in a new group`,
        rules.some((rule) => rule.direction === "egress" && rule.ethertype === ethertype),
        ethertype,
      ),
    );
    return [first, ...egress];
  }

  private static ingress(rules: readonly DefaultSecurityRule[]): Finding[] {
    const ingress = rules.filter((rule) => rule.direction === "ingress");
    const open = ingress.filter((rule) => rule.remoteGroupId !== PARENT || rule.usedInOtherGroups === true);
    const findings: Finding[] = [
      open.length === 0
        ? DefaultSecurityRules.finding(
            "no ingress but from the same group",
            FindingResult.PASS,
            "nothing gets in by default",
          )
        : {
            ...DefaultSecurityRules.finding(
              "no ingress but from the same group",
              FindingResult.FAIL,
              "default rules let traffic in",
            ),
            got: open.map((rule) => DefaultSecurityRules.words(rule)).join("; "),
            allowed: "ingress from remote group PARENT, in the default group only",
            fix: "delete these default rules",
          },
    ];
    for (const ethertype of ETHERTYPES) {
      const within = ingress.some(
        (rule) => rule.ethertype === ethertype && rule.remoteGroupId === PARENT && rule.usedInDefaultGroup === true,
      );
      if (!within) {
        findings.push({
          ...DefaultSecurityRules.finding(
            `${ethertype} within the default group (recommended)`,
            FindingResult.WARN,
            `members of the default group do not reach each other over ${ethertype}`,
          ),
          fix: "add an ingress rule with remote group PARENT for the default group",
        });
      }
    }
    return findings;
  }

  private static egress(rules: readonly DefaultSecurityRule[]): Finding[] {
    const open = rules.filter((rule) => rule.direction === "egress" && rule.remoteIpPrefix === undefined);
    return ETHERTYPES.flatMap((ethertype) => {
      const ofType = open.filter((rule) => rule.ethertype === ethertype);
      const inDefault = ofType.filter((rule) => rule.usedInDefaultGroup === true);
      const inOthers = ofType.filter((rule) => rule.usedInOtherGroups === true);
      const findings = [
        DefaultSecurityRules.egressFinding(`egress ${ethertype} in the default group`, inDefault.length > 0, ethertype),
        DefaultSecurityRules.egressFinding(`egress ${ethertype} in other groups`, inOthers.length > 0, ethertype),
      ];
      const limited = [inDefault, inOthers].some(
        (each) => each.length > 0 && each.every((rule) => DefaultSecurityRules.isLimited(rule)),
      );
      if (limited) {
        findings.push({
          ...DefaultSecurityRules.finding(
            `egress ${ethertype} (recommended)`,
            FindingResult.WARN,
            `egress over ${ethertype} is allowed for some traffic only`,
          ),
          fix: "allow all protocols to all destinations",
        });
      }
      return findings;
    });
  }

  private static isLimited(rule: DefaultSecurityRule): boolean {
    return rule.protocol !== undefined || rule.remoteGroupId !== undefined || rule.remoteAddressGroupId !== undefined;
  }

  private static egressFinding(clause: string, allowed: boolean, ethertype: string): Finding {
    return allowed
      ? DefaultSecurityRules.finding(clause, FindingResult.PASS, `${clause} is allowed`)
      : {
          ...DefaultSecurityRules.finding(clause, FindingResult.FAIL, `no rule allows ${clause}`),
          allowed: `an egress rule for ${ethertype} without remote_ip_prefix`,
          fix: "add the default rule and leave remote_ip_prefix unset",
        };
  }

  private static words(rule: DefaultSecurityRule): string {
    const from = rule.remoteGroupId ?? rule.remoteIpPrefix ?? rule.remoteAddressGroupId ?? "anywhere";
    const groups = [
      ...(rule.usedInDefaultGroup === true ? ["default group"] : []),
      ...(rule.usedInOtherGroups === true ? ["other groups"] : []),
    ];
    return `${rule.ethertype} ${rule.protocol ?? "any protocol"} from ${from}${groups.length > 0 ? ` (${groups.join(", ")})` : ""}`;
  }

  private static finding(clause: string, result: FindingResult, message: string): Finding {
    return { testcase: TESTCASE, standard: STANDARD, clause, result, message };
  }
}
