import { Cidr } from "../../../packages/checker/src/cidr";
import { errorOf } from "../../support/errors";

test.each([
  ["10.8.0.0/20", 4, 20],
  ["192.168.0.0/16", 4, 16],
  ["172.31.255.240/28", 4, 28],
  ["fd12:3456:789a::/48", 6, 48],
  ["fd00::/8", 6, 8],
])("%s is private", (text, ipVersion, prefix) => {
  const cidr = Cidr.parsePrivate(text);
  expect([cidr.text, cidr.ipVersion, cidr.prefix]).toEqual([text, ipVersion, prefix]);
});

test("IPv6 is written in the form of RFC 5952", () => {
  expect(Cidr.parse("FD12:0:0:0::/64").text).toBe("fd12::/64");
});

test.each([
  "",
  "10.8.0.0",
  "10.8/16",
  "300.0.0.0/8",
  "10.0.0.0/33",
  "10.0.0.0/-1",
  "fd00::/129",
  "fd00::",
  "ten/8",
  "10.0.0.0/8 ",
])("fails on %j", (text) => {
  const error = errorOf(() => Cidr.parse(text));
  expect(error.code).toBe("SCSBP-1001");
  expect(error.got).toContain(text);
});

test("fails when bits are set behind the prefix, and says what is meant", () => {
  expect(errorOf(() => Cidr.parse("10.8.0.1/20")).fix).toBe("write 10.8.0.0/20");
  expect(errorOf(() => Cidr.parse("fd00::1/64")).fix).toBe("write fd00::/64");
});

test.each(["8.8.8.0/24", "0.0.0.0/0", "172.32.0.0/16", "192.0.0.0/8", "2001:db8::/32", "fc00::/8", "::/0"])(
  "fails on %s, which is not private",
  (text) => {
    expect(errorOf(() => Cidr.parsePrivate(text)).code).toBe("SCSBP-1002");
  },
);

test("cuts blocks", () => {
  expect(Cidr.parse("10.8.0.0/20").subnet(24, 15).text).toBe("10.8.15.0/24");
  expect(Cidr.parse("fd12:3456:789a::/48").subnet(64, 255).text).toBe("fd12:3456:789a:ff::/64");
  expect(Cidr.parse("10.8.0.0/20").subnet(20, 0).text).toBe("10.8.0.0/20");
});

test.each([
  [24, 16],
  [24, -1],
  [19, 0],
  [33, 0],
])("fails to cut /%i number %i from a /20", (prefix, index) => {
  expect(errorOf(() => Cidr.parse("10.8.0.0/20").subnet(prefix, index)).code).toBe("SCSBP-1003");
});

test("knows overlaps", () => {
  const overlap = (a: string, b: string) => Cidr.parse(a).overlaps(Cidr.parse(b));
  expect(overlap("10.8.0.0/20", "10.8.15.0/24")).toBe(true);
  expect(overlap("10.8.15.0/24", "10.8.0.0/20")).toBe(true);
  expect(overlap("10.8.0.0/20", "10.8.16.0/24")).toBe(false);
  expect(overlap("10.0.0.0/8", "fd00::/8")).toBe(false);
});

test("addresses are counted from either end, and told apart from those outside", () => {
  const block = Cidr.parse("10.8.1.0/28");
  expect([block.address(0), block.address(1), block.address(-1), block.address(-16)]).toEqual([
    "10.8.1.0",
    "10.8.1.1",
    "10.8.1.15",
    "10.8.1.0",
  ]);
  expect(Cidr.parse("fd12:3456:789a:1::/64").address(-1)).toBe("fd12:3456:789a:1:ffff:ffff:ffff:ffff");
  expect(errorOf(() => block.address(16)).code).toBe("SCSBP-1004");
  expect(errorOf(() => block.address(-17)).code).toBe("SCSBP-1004");
  expect(["10.8.1.15", "10.8.1.16", "10.8.1.3/32", "fd00::1", "x"].map((one) => block.containsAddress(one))).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});
