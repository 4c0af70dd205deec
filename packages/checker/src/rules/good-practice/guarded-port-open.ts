import type { Declared } from "../../evidence/declared";
import { Outcome } from "../../report-model";
import type { Observation, RuleContext } from "../../rule";
import { RuleParameter } from "../parameters";
import { GoodPracticeRule } from "./good-practice-rule";
import { DeclaredIngress, Openness } from "./world-open-rules";

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

/** good-practice-guarded-port-open: neither SSH nor a database is open to the world. */
export class GuardedPortOpen extends GoodPracticeRule {
  public constructor() {
    super({
      id: "good-practice-guarded-port-open",
      url: "https://docs.scs.community/standards/scs-0115-v1-default-rules-for-security-groups",
      title: "Neither SSH, RDP nor a database is open to the world",
      rationale: "Open administration and database ports are found and attacked within minutes",
      clause: "security group rules: ports of administration and data stores name their sources",
      fix: "name the sources: connections.allowFrom(Peer.cidr(…) or another construct, Port.tcp(…)); reach the rest through a bastion",
    });
  }

  public override synth(declared: Declared, context: RuleContext): Observation[] {
    const guarded = this.guarded(context);
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

  private guarded(context: RuleContext): number[] {
    const given = context.parameters[RuleParameter.GUARDED_PORTS];
    return given === undefined ? [...SERVICES.keys()] : given.split(",").map(Number);
  }
}
