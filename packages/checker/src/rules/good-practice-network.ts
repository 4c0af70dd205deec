import { BlueprintError } from "@scs-blueprints/standards/errors";
import type { DeclaredResource } from "../assembly/declared";
import { Cidr } from "../cidr";
import type { Declared } from "../evidence/declared";
import { Outcome, type Observation } from "../report-model";
import { RuleParameter, type RuleContext } from "../rule";
import { goodPracticeRule } from "./rule-definition";

/** Blocks that mean everybody. */
const WORLD = ["0.0.0.0/0", "::/0"];

/** What is known of a rule's openness. */
enum Openness {
  WORLD = "world",
  LIMITED = "limited",
  UNKNOWN = "unknown",
}

/** An ingress rule of a security group in code. */
class DeclaredIngress {
  public static all(declared: Declared): DeclaredIngress[] {
    return declared
      .resources("openstack_networking_secgroup_rule_v2")
      .filter((resource) => resource.attribute("direction").text !== "egress")
      .map((resource) => new DeclaredIngress(resource));
  }

  private constructor(public readonly resource: DeclaredResource) {}

  /** Without any source a rule lets everybody in, as Neutron reads it. */
  public get openness(): Openness {
    const groups = ["remote_group_id", "remote_address_group_id"].map((name) => this.resource.hasValue(name));
    // a rule with a group is limited to it, whatever the group's id will be
    if (groups.includes(true)) {
      return Openness.LIMITED;
    }
    const prefix = this.resource.settled("remote_ip_prefix");
    if (prefix.isUnknown || this.resource.attribute("direction").isUnknown) {
      return Openness.UNKNOWN;
    }
    const text = (prefix.text ?? "").trim();
    if (text === "") {
      return groups.includes(undefined) ? Openness.UNKNOWN : Openness.WORLD;
    }
    // Neutron takes a block or a group, not both: with a block there is no group, even where the code leaves it open
    return WORLD.includes(text) || /^(?:0+\.){3}0+\/0+$|^[0:]+\/0+$/.test(text) || isInternetWide(text)
      ? Openness.WORLD
      : Openness.LIMITED;
  }

  /** Whether it opens a port of TCP; undefined when that is known only later; all ports when the rule names none. */
  public opens(port: number): boolean | undefined {
    const [protocol, min, max] = ["protocol", "port_range_min", "port_range_max"].map((name) =>
      this.resource.settled(name),
    );
    if (protocol?.isUnknown === true || min?.isUnknown === true || max?.isUnknown === true) {
      return undefined;
    }
    const name = (protocol?.text ?? "").toLowerCase();
    // 6 is the number of TCP; 0 and empty mean any
    if (!["", "any", "0", "tcp", "6"].includes(name)) {
      return false;
    }
    const from = min?.number ?? 0;
    const to = max?.number ?? from;
    // "all ports" is written as none at all, or as 0 to 0
    return to === 0 || (from <= port && port <= to);
  }

  /** Ports in words. */
  public get ports(): string {
    const min = this.resource.attribute("port_range_min").text;
    const max = this.resource.attribute("port_range_max").text;
    const all = (max ?? min ?? "0") === "0";
    const range = all ? "all ports" : min === max ? `port ${min ?? ""}` : `ports ${min ?? "0"} to ${max ?? min ?? ""}`;
    return `${this.resource.attribute("protocol").text ?? "any protocol"}, ${range}`;
  }
}

/** Whether a block is so large a part of the internet that a few of them are all of it. */
function isInternetWide(text: string): boolean {
  try {
    return Cidr.parse(text).isInternetWide;
  } catch (error) {
    if (BlueprintError.isBlueprintError(error)) {
      return false; // an address, or what Terraform will refuse
    }
    throw error;
  }
}

/** TCP ports that attackers try first: administration, and data stores that trust their network. */
const SERVICES: ReadonlyMap<number, string> = new Map([
  [22, "SSH"],
  [3389, "RDP"],
  [1433, "SQL Server"],
  [1521, "Oracle"],
  [2379, "etcd"],
  [3306, "MySQL"],
  [5432, "PostgreSQL"],
  [5984, "CouchDB"],
  [6379, "Redis"],
  [9042, "Cassandra"],
  [9200, "Elasticsearch"],
  [11211, "memcached"],
  [27017, "MongoDB"],
]);

/** good-practice-guarded-port-open: neither SSH nor a database is open to the world. @internal */
export const guardedPortOpen = goodPracticeRule({
  id: "good-practice-guarded-port-open",
  url: "https://docs.scs.community/standards/scs-0115-v1-default-rules-for-security-groups",
  title: "Neither SSH, RDP nor a database is open to the world",
  rationale: "Open administration and database ports are found and attacked within minutes",
  clause: "security group rules: ports of administration and data stores name their sources",
  fix: "name the sources: connections.allowFrom(Peer.cidr(…) or another construct, Port.tcp(…)); reach the rest through a bastion",
  synth: guardedPortOpenInCode,
});

function guardedPortOpenInCode(declared: Declared, context: RuleContext): Observation[] {
  const guarded = guardedPorts(context);
  return DeclaredIngress.all(declared).flatMap((ingress): Observation[] => {
    const subject = ingress.resource.subject("security group rule");
    const { openness } = ingress;
    if (openness === Openness.LIMITED) {
      return [{ outcome: Outcome.PASS, subject, message: "the rule names its sources" }];
    }
    const states = guarded.map((port) => ingress.opens(port));
    const open = guarded.filter((_, index) => states[index] === true);
    if (openness === Openness.WORLD && open.length > 0) {
      const names = open.map((port) => (SERVICES.has(port) ? `${SERVICES.get(port) ?? ""} (${port})` : String(port)));
      return [
        {
          outcome: Outcome.FAIL,
          subject,
          message: `${names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ")} can be reached from anywhere`,
          got: `${ingress.resource.attribute("remote_ip_prefix").text ?? "no source"}; ${ingress.ports}`,
          allowed: "an address block of your own, or another security group",
        },
      ];
    }
    const later = states.includes(undefined) || (openness === Openness.UNKNOWN && open.length > 0);
    return [
      later
        ? { outcome: Outcome.DEFERRED, subject, message: "source or ports of the rule are known only later" }
        : { outcome: Outcome.PASS, subject, message: "no guarded port is open to the world" },
    ];
  });
}

function guardedPorts(context: RuleContext): number[] {
  const given = context.parameters[RuleParameter.GUARDED_PORTS];
  return given === undefined ? [...SERVICES.keys()] : given.split(",").map(Number);
}

/** good-practice-world-open-undescribed: what is open to the world says why. @internal */
export const worldOpenUndescribed = goodPracticeRule({
  id: "good-practice-world-open-undescribed",
  url: "https://docs.scs.community/standards/scs-0115-v1-default-rules-for-security-groups",
  title: "A rule that is open to the world says why",
  rationale: "Who reads the security group years later must know whether the opening is still meant",
  clause: "security group rules: an ingress rule without limit on its source has a description",
  fix: 'describe it: connections.allowFrom(Peer.anywhere("why"), …), or description in a rule of your own',
  synth: worldOpenUndescribedInCode,
});

function worldOpenUndescribedInCode(declared: Declared): Observation[] {
  return DeclaredIngress.all(declared).flatMap(({ resource, openness }): Observation[] => {
    const subject = resource.subject("security group rule");
    const description = resource.attribute("description");
    if (openness === Openness.LIMITED) {
      return [];
    }
    if (!description.isAbsent && description.text?.trim() !== "") {
      return [{ outcome: Outcome.PASS, subject, message: "the rule says why" }];
    }
    return [
      openness === Openness.UNKNOWN
        ? { outcome: Outcome.DEFERRED, subject, message: "the source of the rule is known only later" }
        : {
            outcome: Outcome.FAIL,
            subject,
            message: "the rule lets everybody in and does not say why",
            got: "no description",
            allowed: "a description",
          },
    ];
  });
}
