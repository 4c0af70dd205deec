import { Construct } from "constructs";
import { Names } from "../../../lib/core/names";
import { synth } from "../../support/synth";

test("a name is stack and path, without the parts that say nothing", () => {
  synth((stack) => {
    const pool = new Construct(stack, "web");
    const member = new Construct(new Construct(pool, "members"), "1");
    expect(Names.ofConstruct(pool)).toBe("test-web");
    expect(Names.ofConstruct(member)).toBe("test-web-1");
    expect(Names.ofConstruct(new Construct(member, "Resource"))).toBe("test-web-1");
  });
});

test("what no host name may have becomes a hyphen", () => {
  expect(Names.join(["shop", "web äpp", "1."])).toBe("shop-web-pp-1");
});

test("long names are cut to 63 characters and stay different", () => {
  const long = "x".repeat(70);
  const a = Names.join(["shop", `${long}a`]);
  const b = Names.join(["shop", `${long}b`]);
  expect(a).toHaveLength(63);
  expect(a).not.toBe(b);
  expect(Names.join(["shop", "y".repeat(58)])).toBe(`shop-${"y".repeat(58)}`);
});
