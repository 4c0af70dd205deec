import { Match, Template } from "../../../lib/testing/index";
import { errorOf } from "../../support/errors";

const TYPE = "openstack_compute_instance_v2";
const template = Template.fromJson({
  resource: {
    [TYPE]: {
      web: {
        name: "web",
        network: [
          { port: "${openstack_networking_port_v2.web.id}" },
          { port: "${data.openstack_networking_port_v2.old.id}" },
        ],
        metadata: { tier: "web", team: "shop" },
        tags: ["a", "b", "b"],
        count_of_disks: 2,
      },
    },
  },
});

const holds = (props: Record<string, unknown>) => template.hasResource(TYPE, props);
/** The differences that the message shows. */
const differences = (props: Record<string, unknown>) =>
  (errorOf(() => holds(props)).got ?? "")
    .split("\n")
    .slice(1)
    .map((line) => line.trim());

test.each<[string, Record<string, unknown>, Record<string, unknown>, string]>([
  ["a plain value", { name: "web" }, { name: "db" }, 'name: expected "db", got "web"'],
  ["a number, not its text", { count_of_disks: 2 }, { count_of_disks: "2" }, 'count_of_disks: expected "2", got 2'],
  [
    "part of an object",
    { metadata: { tier: "web" } },
    { metadata: { tier: "db" } },
    'metadata.tier: expected "db", got "web"',
  ],
  [
    "objectEquals",
    { metadata: Match.objectEquals({ tier: "web", team: "shop" }) },
    { metadata: Match.objectEquals({ tier: "web" }) },
    'metadata.team: expected nothing: no further keys, got "shop"',
  ],
  [
    "objectLike within objectEquals",
    { metadata: Match.objectLike({}) },
    { tags: Match.objectLike({}) },
    'tags: expected {}, got ["a", "b", "b"]',
  ],
  [
    "a list as a whole",
    { tags: ["a", "b", "b"] },
    { tags: ["a", "b"] },
    'tags: expected 2 elements, got 3: ["a", "b", "b"]',
  ],
  ["the order of a list", { tags: ["a", "b", "b"] }, { tags: ["b", "b", "b"] }, 'tags[0]: expected "b", got "a"'],
  [
    "arrayEquals",
    { network: Match.arrayEquals([{ port: Match.anyValue() }, { port: Match.anyValue() }]) },
    { network: Match.arrayEquals([{ port: Match.anyValue() }, {}]) },
    'network[1].port: expected nothing: no further keys, got "${data.openstack_networking_port_v2.old.id}"',
  ],
  [
    "arrayWith, in any order",
    { tags: Match.arrayWith(["b", "a"]) },
    { tags: Match.arrayWith(["c"]) },
    'tags: expected an element like "c", got ["a", "b", "b"]',
  ],
  [
    "arrayWith: an element serves once",
    { tags: Match.arrayWith(["b", "b"]) },
    { tags: Match.arrayWith(["a", "a"]) },
    'tags: expected an element like "a", got ["a", "b", "b"]',
  ],
  [
    "arrayWith: general patterns leave special ones their element",
    { tags: Match.arrayWith([Match.anyValue(), Match.anyValue(), "a"]) },
    { tags: Match.arrayWith([Match.anyValue(), Match.anyValue(), "a", "b"]) },
    'tags: expected an element like "b", got ["a", "b", "b"]',
  ],
  [
    "absent",
    { image_id: Match.absent() },
    { name: Match.absent() },
    'name: expected nothing: the key is not to be there, got "web"',
  ],
  ["anyValue", { name: Match.anyValue() }, { image_id: Match.anyValue() }, "image_id: expected any value, got nothing"],
  [
    "stringLikeRegexp",
    { name: Match.stringLikeRegexp("^w") },
    { name: Match.stringLikeRegexp("^b$") },
    'name: expected a text like /^b$/, got "web"',
  ],
  [
    "stringLikeRegexp wants a text",
    { name: Match.stringLikeRegexp("e") },
    { count_of_disks: Match.stringLikeRegexp("2") },
    "count_of_disks: expected a text like /2/, got 2",
  ],
  [
    "not",
    { name: Match.not("db") },
    { name: Match.not(Match.stringLikeRegexp("w")) },
    'name: expected anything but stringLikeRegexp("w"), got "web"',
  ],
  [
    "referenceTo",
    { network: Match.arrayWith([{ port: Match.referenceTo("openstack_networking_port_v2", "id") }]) },
    { network: [{ port: Match.referenceTo("openstack_networking_port_v2", "mac") }, {}] },
    'network[0].port: expected a reference to openstack_networking_port_v2\'s mac, got "${openstack_networking_port_v2.web.id}"',
  ],
  [
    "referenceTo a look-up",
    { network: Match.arrayWith([{ port: Match.referenceTo("data.openstack_networking_port_v2") }]) },
    { name: Match.referenceTo("data.openstack_networking_port_v2") },
    'name: expected a reference to data.openstack_networking_port_v2, got "web"',
  ],
])("%s: holds, and can fail", (_, right, wrong, difference) => {
  holds(right);
  expect(differences(wrong)).toEqual([difference]);
});

test("arrayWith names what is nearest among objects", () => {
  const [difference] = differences({ network: Match.arrayWith([{ port: "p", fixed: Match.absent() }]) });
  expect(difference).toContain('nearest: network[0].port is "${openstack_networking_port_v2.web.id}", not "p"');
});

test("fails where a pattern is no pattern", () => {
  expect(errorOf(() => holds({ metadata: { tier: undefined } }))).toMatchObject({
    code: "SCSBP-8505",
    got: "metadata.tier",
  });
  expect(errorOf(() => Match.stringLikeRegexp("("))).toMatchObject({ code: "SCSBP-8505" });
});
