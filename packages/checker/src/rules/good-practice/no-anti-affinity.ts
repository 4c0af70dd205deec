import { declaredAddress } from "../../assembly/address";
import type { Declared } from "../../evidence/declared";
import type { DeclaredResource } from "../../assembly/declared";
import type { DeclaredValue } from "../../assembly/declared";
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

  /**
   * Pool members share the construct above; others are recognised by names that differ in a number only, and instances
   * of a `count` or `for_each` by their address without its keys.
   */
  private familyOf(server: DeclaredResource): string {
    const address = declaredAddress(server.address);
    const isOfModule = address.startsWith("module.");
    const path = (isOfModule ? address : (server.constructPath ?? address))
      .split("/")
      .filter((part) => part !== "Resource");
    const own = path.pop() ?? "";
    const parent = path.join("/");
    const stem = own.replace(/[-_]?\d+$/, "");
    return `${server.stack ?? ""}|${parent}|${path.at(-1) === "members" ? "" : stem}`;
  }

  private judge(server: DeclaredResource, siblings: number, declared: Declared): Observation {
    const subject = server.subject("server");
    const hints = server.blocks("scheduler_hints");
    const groups = hints
      .flatMap((hint) => this.groupsOf(hint, declared))
      .filter(({ type }) => type === "openstack_compute_servergroup_v2");
    if (groups.length > 0) {
      const policies = groups.map((group) => group.attribute("policies"));
      const apart = policies.map(({ raw }) => policyNames(raw).some((name) => name.endsWith("anti-affinity")));
      const isSettled =
        apart.every((each) => each === apart[0]) && hints.every((hint) => hint.hasValue("group") === true);
      if (!isSettled || policies.some(({ isUnknown }) => isUnknown)) {
        return { outcome: Outcome.DEFERRED, subject, message: "the policy of its server group is known only later" };
      }
      const names = [...new Set(policies.flatMap(({ raw }) => policyNames(raw)))];
      return apart[0] === true
        ? { outcome: Outcome.PASS, subject, message: `its server group is ${names.join(", ")}` }
        : {
            outcome: Outcome.FAIL,
            subject,
            message: "its server group does not keep servers apart",
            got: names.join(", ") || "no policy",
            allowed: "anti-affinity or soft-anti-affinity",
          };
    }
    const hinted = hints.some((hint) => hint.hasValue("group") !== false || isGiven(hint.attribute("different_host")));
    return hinted || server.areBlocksUnknown("scheduler_hints")
      ? { outcome: Outcome.DEFERRED, subject, message: "what its scheduler hints mean is known only on the cloud" }
      : {
          outcome: Outcome.FAIL,
          subject,
          message: `it is one of ${siblings} of its kind, and nothing keeps them on different hosts`,
          got: "no server group",
          allowed: "a server group with (soft-)anti-affinity",
        };
  }

  /** By reference, or by an id that is known: that of a dynamic block, or of a group that is there already. */
  private groupsOf(hint: DeclaredResource, declared: Declared): DeclaredResource[] {
    const referred = declared.referred(hint, "group");
    const id = hint.attribute("group").text;
    return referred.length > 0 || id === undefined || id === ""
      ? referred
      : declared
          .resources("openstack_compute_servergroup_v2")
          .filter((group) => group.stack === hint.stack && group.attribute("id").text === id);
  }
}

function policyNames(policies: unknown): string[] {
  return Array.isArray(policies) ? policies.map(String) : [];
}

/** A provider writes an empty list for what is not set. */
function isGiven(value: DeclaredValue): boolean {
  return !value.isAbsent && !(Array.isArray(value.raw) && value.raw.length === 0 && !value.isUnknown);
}
