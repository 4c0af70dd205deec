import { ScsAvailabilityZones, type ScsAvailabilityZone } from "../../../../lib/blueprints/operator";
import { FindingResult } from "../../../../packages/standards/src";
import { errorOf } from "../../../support/errors";
import { synth } from "../../../support/synth";

const define = (...zones: ScsAvailabilityZone[]) =>
  synth((stack) => new ScsAvailabilityZones(stack, "zones", { zones }));
const AGGREGATE = "openstack_compute_aggregate_v2";

test("a zone is an aggregate with its hosts; adding one touches no other", () => {
  const one = define({ name: "az1", hosts: ["b", "a"] });
  const two = define({ name: "az0", hosts: [] }, { name: "az1", hosts: ["a", "b"] });
  expect(one.one(AGGREGATE).config).toMatchObject({ name: "az1", zone: "az1", hosts: ["a", "b"] });
  expect(two.one(AGGREGATE, "az1/Resource")).toEqual(one.one(AGGREGATE));
});

test("an existing aggregate is imported by its name", () => {
  const stack = define({ name: "az1", hosts: ["a"], aggregateName: "rack-1", importExisting: true });
  const [found] = stack.dataSources;
  expect(found!.config["name"]).toBe("rack-1");
  expect(stack.json["import"]).toMatchObject([{ to: stack.one(AGGREGATE).address, id: `\${${found!.address}.id}` }]);
});

test("what is not stated is open, what is stated to be otherwise is refused", () => {
  synth((stack) => {
    const zones = new ScsAvailabilityZones(stack, "zones", {
      zones: [
        { name: "az1", hosts: ["a"], fireZone: "A" },
        { name: "az2", hosts: ["b"] },
      ],
    });
    expect(zones.names).toEqual(["az1", "az2"]);
    expect(zones.findings.every((one) => one.result === FindingResult.UNKNOWN)).toBe(true);
  });
});

test.each<[string, string, ScsAvailabilityZone[]]>([
  [
    "a host in two zones",
    "SCSBP-6259",
    [
      { name: "a", hosts: ["h"] },
      { name: "b", hosts: ["h"] },
    ],
  ],
  ["a host twice", "SCSBP-6259", [{ name: "a", hosts: ["h", "h"] }]],
  [
    "a zone twice",
    "SCSBP-6258",
    [
      { name: "a", hosts: [] },
      { name: "a", hosts: [], aggregateName: "b" },
    ],
  ],
  [
    "an aggregate twice",
    "SCSBP-6258",
    [
      { name: "a", hosts: [] },
      { name: "b", hosts: [], aggregateName: "a" },
    ],
  ],
  ["a colon", "SCSBP-6258", [{ name: "a:b", hosts: [] }]],
  ["Nova's own zone", "SCSBP-6258", [{ name: "internal", hosts: [] }]],
  [
    "one fire zone",
    "SCSBP-6260",
    [
      { name: "a", hosts: [], fireZone: "F" },
      { name: "b", hosts: [], fireZone: "F" },
    ],
  ],
  ["a single power line", "SCSBP-6260", [{ name: "a", hosts: [], redundantPower: false }]],
])("%s is refused", (_, code, zones) => {
  expect(errorOf(() => define(...zones)).code).toBe(code);
});
