import { schemaProblems } from "../../support/provider-schema";

const network = (config: object) => schemaProblems({ resource: { openstack_networking_network_v2: { it: config } } });

test("a valid resource has no problems", () => {
  expect(
    network({ name: "n", tags: ["a"], mtu: 1400, depends_on: ["x.y"], segments: [{ physical_network: "p" }] }),
  ).toEqual([]);
});

test.each([
  [{ nmae: "n" }, "nmae: no such argument"],
  [{ name: 1 }, "name: 1 is not"],
  [{ tags: "a" }, "tags: "],
  [{ id: "1", all_tags: ["x"] }, "all_tags: can only be read"],
  [{ name: null }, "name: null"],
  [{ segments: [{ physical: "p" }] }, "segments[0].physical: no such argument"],
])("finds what is wrong with %j", (config, problem) => {
  expect(network(config)).toEqual([expect.stringContaining(problem)]);
});

test("finds what is missing and what does not exist", () => {
  expect(schemaProblems({ resource: { openstack_networking_port_v2: { it: {} } } })).toEqual([
    "openstack_networking_port_v2.it.network_id: missing",
  ]);
  expect(schemaProblems({ data: { openstack_nothing_v1: { it: {} } } })).toEqual([
    "openstack_nothing_v1.it: no such data",
  ]);
});
