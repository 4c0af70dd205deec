import { type ErrorCode, ERRORS } from "../../../packages/standards/src/error-codes";

/** The compiler holds the rest: a code that the table lacks cannot be thrown. */
const codes = Object.keys(ERRORS) as ErrorCode[];

test("codes have four digits and are sorted within their range", () => {
  expect(codes.length).toBeGreaterThan(400);
  expect(codes.filter((code) => !/^SCSBP-[1-8]\d{3}$/.test(code))).toEqual([]);
});

test.each(codes)("%s has a title and an explanation", (code) => {
  const { title, explanation } = ERRORS[code];
  expect(title).toMatch(/^\S.{5,90}[^.]$/);
  expect(explanation).toMatch(/^\S.{15,500}\.$/s);
});
