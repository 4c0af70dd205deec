import { FindingResult, NodeDistribution, type NodeFacts } from "../../../packages/standards/src/index";

const { PASS, WARN, FAIL, UNKNOWN, NOT_APPLICABLE } = FindingResult;

describe("node distribution (scs-0214)", () => {
  const node = (name: string, host: string | undefined, zone: string, controlPlane = true): NodeFacts => ({
    name,
    controlPlane,
    host,
    labels: { "topology.kubernetes.io/zone": zone, "topology.kubernetes.io/region": "r" },
  });
  test.each<[string, NodeFacts[], FindingResult[]]>([
    [
      "three machines, two zones",
      [node("a", "h1", "z1"), node("b", "h2", "z2"), node("c", "h3", "z2")],
      [PASS, PASS, PASS, PASS, NOT_APPLICABLE],
    ],
    ["one machine", [node("a", "h1", "z1"), node("b", "h1", "z1")], [FAIL, PASS, PASS, WARN, NOT_APPLICABLE]],
    ["one node", [node("a", undefined, "z1")], [FAIL, PASS, PASS, NOT_APPLICABLE, NOT_APPLICABLE]],
    [
      "machines not known",
      [node("a", undefined, "z1"), node("b", undefined, "z2")],
      [UNKNOWN, PASS, PASS, PASS, NOT_APPLICABLE],
    ],
    [
      "no labels",
      [
        { name: "a", controlPlane: true, host: "h1" },
        { name: "b", controlPlane: true, host: "h2" },
      ],
      [PASS, FAIL, FAIL, WARN, NOT_APPLICABLE],
    ],
    [
      "workers in one zone",
      [node("w", "h1", "z1", false), node("x", "h2", "z1", false)],
      [UNKNOWN, PASS, PASS, NOT_APPLICABLE, WARN],
    ],
    ["no nodes", [], [UNKNOWN, UNKNOWN, UNKNOWN, NOT_APPLICABLE, NOT_APPLICABLE]],
  ])("%s", (_what, nodes, expected) => {
    expect(NodeDistribution.check(nodes).map((each) => each.result)).toEqual(expected);
  });
});
