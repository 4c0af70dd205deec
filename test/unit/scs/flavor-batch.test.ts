import vectors from "../../data/scs-flavor-name-vectors.json";
import { FlavorBatch, FlavorSyntax } from "../../../packages/standards/src/index";

const none = { canonical: null, short: null, nameV1: null, vcpus: null, cpuType: null };

describe("batch rows", () => {
  test("a valid name", () => {
    expect(FlavorBatch.line("SCS-4C-16-2x200p_a1")).toBe(
      '{"name":"SCS-4C-16-2x200p_a1","ok":true,"canonical":"SCS-4C-16-2x200p_a1","short":"SCS-4C-16-2x200p_a",' +
        '"nameV1":"SCS-4C:16:2x200p-a1","vcpus":4,"cpuType":"dedicated-core","ramGiB":16,"diskGB":200,' +
        '"diskType":"nvme","error":null}',
    );
  });

  test.each([
    ["SCS-2V-4", null, null],
    ["SCS-2V-4-", null, null],
    ["SCS-2V-4-n", null, "network"],
    ["SCS-2V-4-10", 10, null],
    ["SCS-2V-4-10h", 10, "hdd"],
    ["SCS-2V-4-20s", 20, "ssd"],
  ])("disk of %s", (name, diskGB, diskType) => {
    expect(FlavorBatch.row(name)).toMatchObject({ ok: true, diskGB, diskType, error: null });
  });

  test("a v1 name", () => {
    expect(FlavorBatch.row("SCS-2C:4:10n", FlavorSyntax.V1)).toMatchObject({ ok: true, canonical: "SCS-2C-4-10n" });
    expect(FlavorBatch.row("SCS-2C:4:10n", FlavorSyntax.V3).ok).toBe(false);
  });

  test.each(["m1.small", "", "scs-2V-4", "SCS-2V-4.25", "SCS-2V-4\r", "\u0000"])("%j is not ok", (name) => {
    const row = FlavorBatch.row(name);
    expect(row).toMatchObject({ name, ok: false, ...none, ramGiB: null, diskGB: null, diskType: null });
    expect(row.error).toMatch(/^[\x20-\x7e]+$/);
    expect(Object.keys(row)).toEqual(
      "name ok canonical short nameV1 vcpus cpuType ramGiB diskGB diskType error".split(" "),
    );
  });

  test("100,000 names in about half a second of processor time, with room for a slow machine", () => {
    const names = vectors.vectors.map((each) => each.name);
    const started = process.cpuUsage();
    for (let index = 0; index < 100_000; index += 1) {
      FlavorBatch.line(names[index % names.length] ?? "");
    }
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(3000);
  });
});
