import fc from "fast-check";
import grammar from "../../../packages/standards/src/data/scs-flavor-grammar.json";
import {
  FlavorCpuType,
  FlavorCpuVendor,
  FlavorDiskType,
  FlavorGpuVendor,
  FlavorHypervisor,
  FlavorName,
  FlavorSyntax,
  type FlavorNameParts,
} from "../../../packages/standards/src/index";
import { RUNS } from "../../support/property-runs";

const FUZZ_RUNS = 10 * RUNS;

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });
const positive = fc.oneof(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));

const cpu = fc.constantFrom(...grammar.cpuVendors).chain((row) =>
  fc.record({
    vendor: fc.constant(row.letter as FlavorCpuVendor),
    generation: fc.constantFrom(...row.generations.map((each) => each.value)),
    frequencyMarks: fc.integer({ min: 0, max: 3 }),
  }),
);

const gpu = fc
  .constantFrom(...grammar.gpuVendors)
  .chain((row) =>
    fc.record({
      vendor: fc.constant(row.letter as FlavorGpuVendor),
      isVirtual: fc.boolean(),
      generation: optional(fc.constantFrom(...row.generations.map((each) => each.value))),
      units: optional(positive),
      frequencyMarks: fc.integer({ min: 0, max: 2 }),
      vramGiB: optional(positive),
      bandwidthMarks: fc.integer({ min: 0, max: 2 }),
    }),
  )
  .map((each) => ({
    ...each,
    vramGiB: each.units === undefined && each.frequencyMarks === 0 ? undefined : each.vramGiB,
  }))
  .map((each) => ({
    ...each,
    bandwidthMarks: each.vramGiB === undefined && each.frequencyMarks < 2 ? 0 : each.bandwidthMarks,
  }));

const parts: fc.Arbitrary<FlavorNameParts> = fc.record({
  vcpus: positive,
  cpuType: fc.constantFrom(...Object.values(FlavorCpuType)),
  insecure: fc.boolean(),
  ramGiB: fc.integer({ min: 1, max: 10_000 }).map((halves) => halves / 2),
  noEcc: fc.boolean(),
  ramOversubscribed: fc.boolean(),
  disks: optional(
    fc.record({
      count: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 20 })),
      sizeGB: optional(positive),
      type: optional(fc.constantFrom(...Object.values(FlavorDiskType))),
    }),
  ),
  hypervisor: optional(fc.constantFrom(...Object.values(FlavorHypervisor))),
  hwVirtualization: fc.boolean(),
  cpu: optional(cpu),
  gpu: optional(gpu),
  infiniband: fc.boolean(),
});

const hasChy = (name: FlavorName): boolean => name.hypervisor === FlavorHypervisor.CLOUD_HYPERVISOR;

describe("names made from parts", () => {
  const run = (property: (name: FlavorName, from: FlavorNameParts) => void): void => {
    fc.assert(
      fc.property(parts, (each) => property(FlavorName.compose(each), each)),
      { numRuns: RUNS },
    );
  };

  test("parse after print is identity, in both spellings", () => {
    run((name, from) => {
      expect(FlavorName.parse(name.canonical).parts).toEqual(from);
      expect(FlavorName.tryParse(name.nameV1, FlavorSyntax.V1).ok).toBe(!hasChy(name));
      if (!hasChy(name)) {
        expect(FlavorName.parse(name.nameV1, FlavorSyntax.V1).parts).toEqual(from);
      }
    });
  });

  test("canonical is idempotent", () => {
    run((name) => expect(FlavorName.parse(name.canonical).canonical).toBe(name.canonical));
  });

  test("the short name is valid, canonical, its own short name, and no longer", () => {
    run((name) => {
      const short = FlavorName.parse(name.short);
      expect(short.canonical).toBe(name.short);
      expect(short.short).toBe(name.short);
      expect(name.short.length).toBeLessThanOrEqual(name.canonical.length);
      expect([short.vcpus, short.ramGiB, short.disks]).toEqual([name.vcpus, name.ramGiB, name.disks]);
    });
  });

  test("extra specs name every spelling once, longest first, v1 before v2", () => {
    run((name) => {
      const names = Object.entries(name.extraSpecs())
        .filter(([key]) => key.startsWith("scs:name-v"))
        .map(([, value]) => value);
      const sorted = [...new Set([name.nameV1, name.canonical, name.shortV1, name.short])].sort(
        (a, b) => b.length - a.length || (a.includes(":") ? -1 : 1),
      );
      expect(names).toEqual(sorted);
    });
  });

  test("a flavor that is exactly as named keeps its promise", () => {
    run((name) => {
      if (name.hasDisk && name.diskGB === undefined) {
        return;
      }
      const facts = { vcpus: name.vcpus, ramMiB: name.ramMiB, diskGB: name.diskGB ?? 0, extraSpecs: name.extraSpecs() };
      expect(name.promises(facts).map((each) => each.result)).not.toContain("fail");
    });
  });

  test("one changed character never crashes, and what still parses prints back", () => {
    fc.assert(
      fc.property(parts, fc.nat(), fc.string({ maxLength: 2, unit: "grapheme" }), (from, at, text) => {
        const { canonical } = FlavorName.compose(from);
        const index = at % (canonical.length + 1);
        const { name } = FlavorName.tryParse(canonical.slice(0, index) + text + canonical.slice(index + 1));
        if (name !== undefined) {
          expect(FlavorName.parse(name.canonical).canonical).toBe(name.canonical);
        }
      }),
      { numRuns: 2 * RUNS },
    );
  });
});

describe(`fuzz, ${FUZZ_RUNS} strings`, () => {
  test("no crash and no hang, in both syntaxes", () => {
    const alphabet = [..."SCS-0123456789.LVTCiuoxnhspkvmwGgNAIazrb:_ \n\u0000٣"];
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 60 }).map((rest) => `SCS-${rest}`),
      fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 30 }).map((rest) => `SCS-2V-4${rest}`),
    );
    fc.assert(
      fc.property(text, (each) => {
        for (const syntax of [FlavorSyntax.V1, FlavorSyntax.V3]) {
          const { ok, name, problem } = FlavorName.tryParse(each, syntax);
          if (ok !== (name !== undefined) || ok !== (problem === undefined)) {
            throw new Error(`inconsistent result for ${JSON.stringify(each)}`);
          }
          if (name !== undefined && FlavorName.parse(name.canonical).canonical !== name.canonical) {
            throw new Error(`${JSON.stringify(each)} does not print back`);
          }
        }
      }),
      { numRuns: FUZZ_RUNS },
    );
  }, 600_000);

  test.each(["9", "h", "-", "_", "0", "x", "_i", "_ib", "3x", ".", "_GNa-1", " "])(
    "a megabyte of %j takes linear time",
    (piece) => {
      const started = process.cpuUsage();
      for (const prefix of [
        "",
        "SCS-",
        "SCS-2V-",
        "SCS-2V-4",
        "SCS-2V-4-",
        "SCS-2V-4_",
        "SCS-2V-4_i",
        "SCS-2V-4_GNa-",
      ]) {
        const text = prefix + piece.repeat(1_000_000 / piece.length);
        FlavorName.tryParse(text, FlavorSyntax.V3);
        FlavorName.tryParse(text, FlavorSyntax.V1);
      }
      expect(process.cpuUsage(started).user / 1000).toBeLessThan(5000);
    },
  );
});
