import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Connectivity, Topology } from "../../../packages/toolkit/src/graph";
import { PortRanges } from "../../../packages/toolkit/src/graph/parts/access";
import { errorOf } from "../../support/errors";

const STACK = "three-tier-web";
const json = JSON.parse(readFileSync(join(__dirname, `../../golden/${STACK}.${STACK}.json`), "utf8")) as object;
const reach = new Connectivity(Topology.fromStacks({ [STACK]: json }));
const ways = (from: string, to: string) =>
  reach
    .ways(from, to)
    .map((way) => [way.from.label, way.to.label, way.ports, way.through?.label, way.blocked].filter(Boolean).join(" "));

test.each([
  ["shop/web", "shop/data", ["web data tcp 5432"]],
  ["bastion", "web", ["bastion web tcp 22"]],
  ["198.51.100.9", "entry", ["198.51.100.0/24 entry tcp 80"]],
  ["198.51.100.0/24", "web", ["198.51.100.0/24 web tcp 80 entry"]],
  ["shop/data", "shop/data", ["data data tcp 5432"]],
  ["shop/data/members/a", "shop/web", []],
  ["anywhere", "data", []],
  ["203.0.113.7", "entry", []],
  ["shop/network/mgmt", "data", ["bastion data tcp 22"]],
])("%s → %s", (from, to, expected) => {
  expect(ways(from, to)).toEqual(expected);
});

test("fails for a name that is not there, with the names that are", () => {
  const error = errorOf(() => reach.ways("wbe", "data"));
  expect(error.code).toBe("SCSBP-7030");
  expect(error.allowed).toContain("bastion");
});

test("fails for a name that several have", () => {
  const lan = (name: string) => ({ name });
  const two = new Connectivity(
    Topology.fromStacks({
      a: { resource: { openstack_compute_instance_v2: { x: lan("x") } } },
      b: { resource: { openstack_compute_instance_v2: { x: lan("x") } } },
    }),
  );
  expect(errorOf(() => two.ways("x", "x"))).toMatchObject({
    code: "SCSBP-7031",
    allowed: "a:openstack_compute_instance_v2.x, b:openstack_compute_instance_v2.x",
  });
  expect(two.ways("a:openstack_compute_instance_v2.x", "b:openstack_compute_instance_v2.x")).toEqual([]);
});

test("ranges of ports", () => {
  expect(PortRanges.text({ protocol: "tcp", from: 30000, to: 32767 })).toBe("tcp 30000–32767");
  expect(PortRanges.text({})).toBe("all");
  expect(PortRanges.overlap({ protocol: "tcp", from: 1, to: 100 }, { protocol: "tcp", from: 50, to: 60 })).toEqual({
    protocol: "tcp",
    from: 50,
    to: 60,
  });
  expect(PortRanges.overlap({ protocol: "tcp" }, { protocol: "udp" })).toBeUndefined();
  expect(PortRanges.overlap({ protocol: "tcp", from: 1, to: 2 }, { protocol: "tcp", from: 3, to: 4 })).toBeUndefined();
});
