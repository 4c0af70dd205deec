import { Cidr } from "../../../packages/checker/src/cidr";
import { BlueprintError } from "../../../packages/standards/src/errors";
import { errorOf } from "../../support/errors";

const error = new BlueprintError({
  code: "SCSBP-1001",
  what: "not a CIDR",
  got: "10.0.0.0",
  allowed: "address/prefix",
  fix: "append the prefix length",
  path: "shop/network",
});

test("the message tells where, what, got, allowed and what to do", () => {
  expect(error.message).toBe(
    [
      "SCSBP-1001: not a CIDR",
      "  at:      shop/network",
      "  got:     10.0.0.0",
      "  allowed: address/prefix",
      "  do:      append the prefix length",
    ].join("\n"),
  );
});

test("parts that are not given are not shown", () => {
  expect(new BlueprintError({ code: "SCSBP-1001", what: "not a CIDR" }).message).toBe("SCSBP-1001: not a CIDR");
});

test("is recognised across copies of the library, and other errors are not", () => {
  const fromOtherCopy = Object.assign(new Error("x"), { [Symbol.for("scs-blueprints.BlueprintError")]: true });
  expect(BlueprintError.isBlueprintError(error)).toBe(true);
  expect(BlueprintError.isBlueprintError(fromOtherCopy)).toBe(true);
  expect(BlueprintError.isBlueprintError(new Error("x"))).toBe(false);
  expect(BlueprintError.isBlueprintError(undefined)).toBe(false);
});

test("serialises to its parts", () => {
  expect(JSON.parse(JSON.stringify(error))).toEqual({
    code: "SCSBP-1001",
    what: "not a CIDR",
    got: "10.0.0.0",
    allowed: "address/prefix",
    fix: "append the prefix length",
    path: "shop/network",
  });
});

test("the stack begins in the program, not in the library", () => {
  const frames = (errorOf(() => Cidr.parse("x")).stack ?? "")
    .split("\n")
    .filter((line) => line.trimStart().startsWith("at "));
  expect(frames[0]).toContain("errors.test.ts");
  expect(frames.join()).not.toMatch(/lib.core|node_modules|node:/);
});
