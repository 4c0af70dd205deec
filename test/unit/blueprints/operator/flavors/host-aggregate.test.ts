import { HostAggregate, type HostAggregateProps } from "../../../../../lib/blueprints/operator/index";
import { errorOf } from "../../../../support/errors";
import { schemaProblems } from "../../../../support/provider-schema";
import { synth } from "../../../../support/synth";

const synthAggregate = (props?: HostAggregateProps) => synth((scope) => void new HostAggregate(scope, "ssd", props));

test("hosts that have in common what the construct is called", () => {
  const stack = synthAggregate({ hosts: ["c1"] });
  expect(schemaProblems(stack.json)).toEqual([]);
  const { config } = stack.one("openstack_compute_aggregate_v2");
  expect(config).toMatchObject({ name: "test-ssd", metadata: { ssd: "true" }, hosts: ["c1"] });
});

test("no hosts yet", () => {
  expect(synthAggregate().one("openstack_compute_aggregate_v2").config).not.toHaveProperty("hosts");
});

test.each<[string, HostAggregateProps]>([
  ["a host twice", { hosts: ["c1", "c1"] }],
  ["a host without name", { hosts: [""] }],
  ["less than one vCPU per core", { vcpusPerCore: 0.5 }],
  ["dedicated cores that are shared", { dedicated: true, vcpusPerCore: 3 }],
  ["no metadata", { metadata: {} }],
  ["an availability zone by metadata", { metadata: { availability_zone: "z1" } }],
])("%s is refused", (_, props) => {
  expect(errorOf(() => synthAggregate(props)).code).toBe("SCSBP-6212");
});
