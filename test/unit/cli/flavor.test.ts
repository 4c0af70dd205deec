import { PassThrough, Readable, Writable } from "node:stream";
import {
  flavorCompose,
  type FlavorComposeOptions,
  flavorExplain,
  flavorFind,
  flavorList,
} from "../../../packages/cli/src/actions/flavor";
import { flavorParse } from "../../../packages/cli/src/actions/flavor-batch";
import { ExitCode } from "../../../packages/cli/src/exit-codes";
import { FlavorCpuType, FlavorDiskType, FlavorHypervisor, FlavorSyntax } from "../../../packages/standards/src/index";
import vectors from "../../data/scs-flavor-name-vectors.json";
import { errorOf, RecordingReporter } from "./helpers";

const NONE = new PassThrough() as unknown as NodeJS.ReadStream;

class Sink extends Writable {
  public text = "";

  public override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString("utf8");
    done();
  }

  public get lines(): string[] {
    return this.text.split("\n").slice(0, -1);
  }
}

const stdin = (text: string): NodeJS.ReadStream => Readable.from([Buffer.from(text)]) as unknown as NodeJS.ReadStream;

/** What a command gave to JSON readers. */
function resultOf(run: (reporter: RecordingReporter) => ExitCode): Record<string, unknown> {
  const reporter = new RecordingReporter();
  expect(run(reporter)).toBe(ExitCode.Ok);
  const line = reporter.log.find((each) => each.startsWith("result "));
  return JSON.parse(line!.slice("result ".length)) as Record<string, unknown>;
}

describe("flavor parse", () => {
  test("names as arguments: 1 when one is not valid", async () => {
    const good = new Sink();
    expect(await flavorParse(["SCS-2V-4"], { json: true, syntax: FlavorSyntax.V3 }, NONE, good)).toBe(ExitCode.Ok);
    expect(JSON.parse(good.text)).toMatchObject({ name: "SCS-2V-4", ok: true, vcpus: 2, diskType: null, error: null });
    const bad = new Sink();
    expect(await flavorParse(["SCS-2V-4", "m1.small"], { json: false, syntax: FlavorSyntax.V3 }, NONE, bad)).toBe(
      ExitCode.Failed,
    );
    expect(bad.text).toContain("2 vCPUs on shared cores; 4 GiB RAM");
    expect(bad.text).toContain("SCSBP-5001");
  });

  test("batch: a row a line, in order, whatever the line holds", async () => {
    const names = ["SCS-2V-4", "", "m1.small", " SCS-2V-4", "SCS-2V-4\u0000", "ünï", '"', "SCS-1L-1"];
    const sink = new Sink();
    const code = await flavorParse([], { json: true, syntax: FlavorSyntax.V3 }, stdin(names.join("\r\n")), sink);
    expect(code).toBe(ExitCode.Ok);
    expect(sink.lines.map((line) => (JSON.parse(line) as { name: string }).name)).toEqual(names);
    expect(sink.lines.map((line) => (JSON.parse(line) as { ok: boolean }).ok)).toEqual(
      names.map((name) => ["SCS-2V-4", "SCS-1L-1"].includes(name)),
    );
  });

  test("batch: the verdicts of the reference parser, in both syntaxes", async () => {
    const rows = vectors.vectors.filter(({ name }) => !name.includes("\n") && !name.endsWith("\r"));
    const names = rows.map((row) => row.name).join("\n");
    for (const syntax of [FlavorSyntax.V1, FlavorSyntax.V3] as const) {
      const sink = new Sink();
      await flavorParse([], { json: true, syntax }, stdin(`${names}\n`), sink);
      const verdicts = sink.lines.map((line) => (JSON.parse(line) as { ok: boolean }).ok);
      expect(verdicts).toEqual(rows.map((row) => row[syntax] === "ok"));
    }
  });

  test("without json: the same for people", async () => {
    const sink = new Sink();
    await flavorParse([], { json: false, syntax: FlavorSyntax.V1 }, stdin("SCS-2C:4:10n\nnope\n"), sink);
    expect(sink.text).toMatch(/SCS-2C:4:10n.*SCS-2C-4-10n.*dedicated cores[\s\S]*SCSBP-5001/);
  });

  test("a reader that goes away ends it quietly", async () => {
    const gone = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error("gone"), { code: "EPIPE" })),
    });
    await expect(flavorParse([], { json: true, syntax: FlavorSyntax.V3 }, stdin("a\n"), gone)).resolves.toBe(0);
  });

  test("fails on a terminal without names, instead of waiting", async () => {
    const terminal = Object.assign(new PassThrough(), { isTTY: true }) as unknown as NodeJS.ReadStream;
    const options = { json: true, syntax: FlavorSyntax.V3 };
    expect((await errorOf(() => flavorParse([], options, terminal))).code).toBe("SCSBP-8060");
  });

  test("does not read ahead of its reader", async () => {
    let read = 0;
    const source = Readable.from(
      (function* () {
        for (; read < 10_000; read += 1) {
          yield Buffer.from("SCS-2V-4\n".repeat(100));
        }
      })(),
      { highWaterMark: 1 },
    );
    const stuck = new Writable({ highWaterMark: 1, write: () => undefined });
    void flavorParse([], { json: true, syntax: FlavorSyntax.V3 }, source as unknown as NodeJS.ReadStream, stuck);
    await new Promise((done) => setTimeout(done, 50));
    expect(read).toBeLessThan(50);
    source.destroy();
  });
});

describe("flavor explain", () => {
  test("a standard flavor in words", () => {
    expect(resultOf((reporter) => flavorExplain("SCS-2V-4-20s", undefined, reporter))).toMatchObject({
      name: "SCS-2V-4-20s",
      nameV1: "SCS-2V:4:20s",
      standard: "mandatory",
      testcase: "scs-0103-flavor-2v-4-20s",
      extraSpecs: { "scs:disk0-type": "ssd" },
    });
  });

  test("a colon means the older spelling", () => {
    expect(resultOf((reporter) => flavorExplain("SCS-2V:4", undefined, reporter))).toMatchObject({ name: "SCS-2V-4" });
  });

  test("one that is not standard has neighbours", () => {
    const reporter = new RecordingReporter();
    flavorExplain("SCS-3V-8", undefined, reporter);
    expect(reporter.log[0]).toContain("nearest are SCS-");
  });

  test("more disks than extra specs can list", () => {
    expect(resultOf((reporter) => flavorExplain("SCS-2V-4-300x10", undefined, reporter))["extraSpecs"]).toEqual({});
  });

  test("fails on a broken name", async () => {
    const error = await errorOf(() => flavorExplain("SCS-2V-", undefined, new RecordingReporter()));
    expect(error.code).toBe("SCSBP-5002");
  });
});

describe("flavor compose", () => {
  const base: FlavorComposeOptions = {
    vcpus: 4,
    ramGib: 16,
    insecure: false,
    ecc: true,
    ramOversubscribed: false,
    disk: false,
    hwVirtualization: false,
    gpuVirtual: false,
    infiniband: false,
  };

  test.each<[Partial<FlavorComposeOptions>, string]>([
    [{}, "SCS-4V-16"],
    [{ disk: true }, "SCS-4V-16-"],
    [{ diskGb: 100, diskType: FlavorDiskType.SSD }, "SCS-4V-16-100s"],
    [{ diskGb: 200, diskCount: 2, diskType: FlavorDiskType.NVME }, "SCS-4V-16-2x200p"],
    [{ cpuType: FlavorCpuType.CROWDED_CORE, insecure: true, ecc: false, ramOversubscribed: true }, "SCS-4Li-16uo"],
    [{ hypervisor: FlavorHypervisor.KVM, hwVirtualization: true }, "SCS-4V-16_kvm_hwv"],
    [{ cpuVendor: "arm", cpuGeneration: 1, cpuFrequencyMarks: 2 }, "SCS-4V-16_a1hh"],
    [{ gpuVendor: "nvidia", gpuGeneration: "a", gpuUnits: 14, gpuVirtual: true }, "SCS-4V-16_gNa-14"],
    [{ infiniband: true }, "SCS-4V-16_ib"],
  ])("%j is %s", (options, name) => {
    expect(resultOf((reporter) => flavorCompose({ ...base, ...options }, reporter))["name"]).toBe(name);
  });

  test("fails on what no name can say", async () => {
    const error = await errorOf(() => flavorCompose({ ...base, ramGib: 2.2 }, new RecordingReporter()));
    expect(error.code).toBe("SCSBP-5003");
  });
});

describe("flavor find and list", () => {
  test("the smallest that fits, mandatory first, and the others", () => {
    const found = resultOf((reporter) =>
      flavorFind({ vcpus: 2, ramGib: 6, localSsd: true, mandatory: false }, reporter),
    );
    expect(found["best"]).toMatchObject({ name: "SCS-4V-16-100s", status: "mandatory" });
    const any = resultOf((reporter) => flavorFind({ localSsd: false, mandatory: true }, reporter));
    expect(any["others"]).toHaveLength(13); // 15 mandatory ones, without the best and the crowded core
  });

  test("fails when none fits, and says what there is", async () => {
    const error = await errorOf(() =>
      flavorFind({ vcpus: 200, localSsd: true, mandatory: false }, new RecordingReporter()),
    );
    expect(error).toMatchObject({ code: "SCSBP-8061", got: "200 vCPUs, local SSD" });
    expect(error.allowed).toMatch(/31 flavors of scs-0103-v1, up to \d+ vCPUs/);
  });

  test.each([
    [{ mandatory: false, recommended: false }, 31],
    [{ mandatory: true, recommended: true }, 31],
    [{ mandatory: true, recommended: false }, 15],
    [{ mandatory: false, recommended: true }, 16],
  ])("%j lists %i", (options, count) => {
    expect(resultOf((reporter) => flavorList(options, reporter))["flavors"]).toHaveLength(count);
  });
});
