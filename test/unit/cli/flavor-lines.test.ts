import fc from "fast-check";
import { Lines } from "../../../packages/cli/src/actions/flavor-batch";

function read(chunks: readonly (Uint8Array | string)[]): string[] {
  const lines = new Lines();
  return [...chunks.flatMap((chunk) => lines.push(chunk)), ...lines.end()];
}

const bytes = (text: string): Uint8Array => Buffer.from(text, "utf8");

describe("lines", () => {
  test.each([
    ["", []],
    ["\n", [""]],
    ["a", ["a"]],
    ["a\n", ["a"]],
    ["a\nb", ["a", "b"]],
    ["a\r\nb\r\n", ["a", "b"]],
    ["a\r\n\r\nb", ["a", "", "b"]],
    ["a\r", ["a"]],
    ["a\rb\n", ["a\rb"]],
    ["a\r\r\n", ["a\r"]],
    ["\n\n\n", ["", "", ""]],
    ["a\u2028b\u0085c\vd\n", ["a\u2028b\u0085c\vd"]],
    ["\ufeffSCS-2V-4\n\ufeffx\n", ["SCS-2V-4", "\ufeffx"]],
    ["\u0000\n", ["\u0000"]],
  ])("%j", (text, expected) => {
    expect(read([bytes(text)])).toEqual(expected);
  });

  test("bytes that are no UTF-8 become U+FFFD and no further line", () => {
    expect(read([Uint8Array.of(0x61, 0xff, 0x0a, 0xc3), Uint8Array.of(0x0a, 0xc3)])).toEqual([
      "a\ufffd",
      "\ufffd",
      "\ufffd",
    ]);
  });

  test("wherever the stream is cut, the lines are the same", () => {
    const text = fc.stringMatching(/^[aé漢😀\r\n]{0,40}$/u);
    fc.assert(
      fc.property(text, fc.array(fc.nat(60), { maxLength: 8 }), (content, cuts) => {
        const all = bytes(content);
        const at = [0, ...[...cuts].sort((a, b) => a - b).map((cut) => Math.min(cut, all.length)), all.length];
        const chunks = at.slice(1).map((end, index) => all.subarray(at[index], end));
        const expected = content.split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
        const last = content.split("\n").pop();
        expect(read(chunks)).toEqual(last === "" ? expected.slice(0, -1) : expected);
      }),
      { numRuns: 2000 },
    );
  });

  test("a line without end is cut, so that it cannot fill the memory", () => {
    const lines = new Lines();
    for (let i = 0; i < 64; i += 1) {
      lines.push("a".repeat(1 << 16));
    }
    expect([...lines.push("\r\nb\n"), ...lines.end()].map((line) => line.length)).toEqual([1 << 20, 1]);
  });

  test("a line of just the longest length keeps its last character, also before \\r\\n", () => {
    const line = `${"a".repeat((1 << 20) - 1)}z`;
    expect(read([line.slice(0, 1000), line.slice(1000), "\r", "\n"])).toEqual([line]);
  });
});
