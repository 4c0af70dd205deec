import type { Declared } from "../../evidence/declared";
import type { DeclaredResource } from "../../evidence/declared-resource";
import { Outcome } from "../../report-model";
import type { Observation } from "../../rule";
import { GoodPracticeRule } from "./good-practice-rule";

/** good-practice-no-anti-affinity: servers of one kind are kept on different hosts. */
export class NoAntiAffinity extends GoodPracticeRule {
  public constructor() {
    super({
      id: "good-practice-no-anti-affinity",
      url: "https://docs.openstack.org/nova/latest/admin/scheduling.html#servergroupantiaffinityfilter",
      title: "Servers of one kind are kept on different hosts",
      rationale: "Three servers on one host fail together",
      clause:
        "servers with siblings (same construct above them, or same name but for its number) share a server group with (soft-)anti-affinity",
      fix: "use ServerPool, which does it, or put them into one ServerGroup with (soft-)anti-affinity",
    });
  }

  public override synth(declared: Declared): Observation[] {
    const families = new Map<string, DeclaredResource[]>();
    for (const server of declared.resources("openstack_compute_instance_v2")) {
      const family = this.familyOf(server);
      const members = families.get(family);
      if (members === undefined) {
        families.set(family, [server]);
      } else {
        members.push(server);
      }
    }
    return [...families.values()]
      .filter((servers) => servers.length > 1)
      .flatMap((servers) => servers.map((server) => this.judge(server, servers.length, declared)));
  }

  /** Pool members share the construct above; others are recognised by names that differ in a number only. */
  private familyOf(server: DeclaredResource): string {
    const path = (server.constructPath ?? server.address).split("/").filter((part) => part !== "Resource");
    const own = path.pop() ?? "";
    const parent = path.join("/");
    const stem = own.replace(/[-_]?\d+$/, "");
    return `${server.stack ?? ""}|${parent}|${path.at(-1) === "members" ? "" : stem}`;
  }

  private judge(server: DeclaredResource, siblings: number, declared: Declared): Observation {
    const subject = server.subject("server");
    const hints = server.blocks("scheduler_hints");
    const group = hints.flatMap((hint) => declared.referred(NoAntiAffinity.referring(hint, server), "group"))[0];
    if (group !== undefined && group.type === "openstack_compute_servergroup_v2") {
      const policies = group.attribute("policies");
      if (policies.isUnknown) {
        return { outcome: Outcome.DEFERRED, subject, message: "the policy of its server group is known only later" };
      }
      const names = Array.isArray(policies.raw) ? policies.raw.map(String) : [];
      return names.some((name) => name.endsWith("anti-affinity"))
        ? { outcome: Outcome.PASS, subject, message: `its server group is ${names.join(", ")}` }
        : {
            outcome: Outcome.FAIL,
            subject,
            message: "its server group does not keep servers apart",
            got: names.join(", ") || "no policy",
            allowed: "anti-affinity or soft-anti-affinity",
          };
    }
    const hinted = hints.some(
      (hint) => !hint.attribute("group").isAbsent || !hint.attribute("different_host").isAbsent,
    );
    return hinted
      ? { outcome: Outcome.DEFERRED, subject, message: "what its scheduler hints mean is known only on the cloud" }
      : {
          outcome: Outcome.FAIL,
          subject,
          message: `it is one of ${siblings} of its kind, and nothing keeps them on different hosts`,
          got: "no server group",
          allowed: "a server group with (soft-)anti-affinity",
        };
  }

  /** cdk.tf.json has the reference in the block itself; a plan notes it for the resource's block attribute. */
  private static referring(hint: DeclaredResource, server: DeclaredResource): DeclaredResource {
    return hint.references("group").length > 0 ? hint : server.withReferences("group", "scheduler_hints");
  }
}
