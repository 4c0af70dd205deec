import {
  ClusterNetworking,
  Findings,
  FindingResult,
  Scope,
  type ClusterNetworkFacts,
} from "../../../packages/standards/src/index";

const { PASS, WARN, FAIL, UNKNOWN } = FindingResult;

describe("cluster networking (scs-0219)", () => {
  test.each<[ClusterNetworkFacts, FindingResult]>([
    [{ cni: "cilium" }, PASS],
    [{ cni: " Calico" }, PASS],
    [{ cni: "flannel" }, FAIL],
    [{ cni: "homegrown" }, UNKNOWN],
    [{}, UNKNOWN],
    [{ cni: "flannel", networkPolicyTestsPassed: true }, PASS],
    [{ cni: "cilium", networkPolicyTestsPassed: false }, FAIL],
    [{ cni: "cilium", adminNetworkPolicy: false }, WARN],
    [{ cni: "cilium", adminNetworkPolicy: true, defaultIngressClass: false }, WARN],
    [{ cni: "cilium", adminNetworkPolicy: true, defaultIngressClass: true }, PASS],
  ])("%j: %s", (facts, expected) => {
    const findings = ClusterNetworking.check(facts);
    expect(Findings.worst(findings)).toBe(expected);
    expect(Scope.KAAS_V1.testcase(findings[0]?.testcase ?? "")).toBeDefined();
  });
});
