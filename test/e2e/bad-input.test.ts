import { createServer } from "node:net";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { e2eEnvironment } from "./support/environment";
import { repository } from "./support/repository";
import { type RunResult, run } from "./support/run";

/** Each gets one clear message (code, got, what to do) and an exit code that is not 0; nothing is lost. */
const folder = join(e2eEnvironment().dir, "bad-input");

/** Exactly one error, with its four parts as far as they apply. */
function expectRefusal(result: RunResult, code: RegExp, says: RegExp): void {
  expect({ status: result.status, output: result.output }).not.toMatchObject({ status: 0 });
  expect(result.output.match(/SCSBP-\d{4}/g)).toHaveLength(1);
  expect(result.output).toMatch(code);
  expect(result.output).toMatch(says);
  expect(result.output).toMatch(/^\s+do:/m);
  expect(result.output).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m); // no stack trace
}

const cli = (args: string[], env: Record<string, string> = {}) =>
  run(process.execPath, [join(repository.dir, "packages/cli/dist/main.js"), ...args], { cwd: folder, env });

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const up = await repository.sandbox(["up"]);
  expect({ status: up.status, output: up.status === 0 ? "" : up.output }).toEqual({ status: 0, output: "" });
});

/** A PATH with nothing but the programs named. */
function pathOf(...programs: string[]): string {
  const dir = join(folder, `path-${programs.join("-")}`);
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir);
  for (const program of ["sh", "env", ...programs]) {
    symlinkSync(execFileSync("sh", ["-c", `command -v ${program}`], { encoding: "utf8" }).trim(), join(dir, program));
  }
  return dir;
}

test("neither terraform nor tofu", async () => {
  expectRefusal(await cli(["start"], { PATH: pathOf("python3", "node") }), /SCSBP-8002/, /tofu/i);
});

test("no python", async () => {
  expectRefusal(await cli(["start"], { PATH: pathOf("terraform", "node") }), /SCSBP-80/, /python/i);
});

test("an example that does not exist", async () => {
  expectRefusal(await cli(["start", "--example", "nosuch"]), /SCSBP-8/, /quickstart/);
});

describe("clouds.yaml", () => {
  const write = (change: (cloud: { auth: Record<string, string> }) => void): Record<string, string> => {
    const clouds = parse(readFileSync(repository.cloudsYaml, "utf8")) as {
      clouds: Record<string, { auth: Record<string, string> }>;
    };
    const cloud = structuredClone(clouds.clouds["sandbox"]!);
    change(cloud);
    const file = join(folder, "clouds.yaml");
    writeFileSync(file, stringify({ clouds: { regio: cloud } }));
    return { OS_CLIENT_CONFIG_FILE: file };
  };

  test("a cloud that is not in it", async () => {
    expectRefusal(
      await cli(
        ["start", "--cloud", "regoi"],
        write(() => undefined),
      ),
      /SCSBP-8/,
      /regio\b/,
    );
  });

  test("a wrong password", async () => {
    const env = write((cloud) => (cloud.auth["password"] = "wrong"));
    expectRefusal(await cli(["start", "--cloud", "regio"], env), /SCSBP-8/, /password|credential/i);
  });

  test("an auth URL that nobody answers", async () => {
    const env = write((cloud) => (cloud.auth["auth_url"] = "http://127.0.0.1:9/v3"));
    expectRefusal(await cli(["start", "--cloud", "regio"], env), /SCSBP-8/, /127\.0\.0\.1:9/);
  });
});

describe("programs", () => {
  const program = (body: string): string => {
    const example = repository.example("mistake");
    rmSync(example, { recursive: true, force: true });
    mkdirSync(example);
    const cdktf = readFileSync(join(repository.example("quickstart"), "cdktf.json"), "utf8");
    writeFileSync(join(example, "cdktf.json"), cdktf);
    writeFileSync(
      join(example, "main.ts"),
      `import { App, Cloud, Flavor, Image, ProjectNetwork, ScsStack, Server } from "scs-blueprints";
       const app = new App();
       const stack = new ScsStack(app, "mistake", { cloud: Cloud.fromEnvironment() });
       ${body}
       void [Flavor, Image, ProjectNetwork, Server];
       app.synth();`,
    );
    return "mistake";
  };
  afterAll(() => rmSync(repository.example("mistake"), { recursive: true, force: true }));

  test.each([
    ["a flavor name that is none", 'Flavor.fromName("SCS-2X-4");', /SCSBP-5/, /SCS-2X-4/],
    [
      "a block that is not private",
      'new ProjectNetwork(stack, "n", { cidr: "8.8.8.0/24" });',
      /SCSBP-1002/,
      /RFC 1918/,
    ],
    [
      "a subnet larger than its network",
      'new ProjectNetwork(stack, "n", { tiers: [] }).addTier("web", { cidr: "10.8.0.0/16" });',
      /SCSBP-2003/,
      /10\.8\.0\.0\/20/,
    ],
  ])("%s", async (_, body, code, says) => {
    expectRefusal(await cli(["start", "--example", program(body)]), code, says);
  });

  test("a flavor that the cloud does not have", async () => {
    const body = `const tier = new ProjectNetwork(stack, "n").tier("default");
      new Server(stack, "s", { tier, flavor: Flavor.fromName("SCS-3V-7"), image: Image.ubuntu("24.04") });`;
    expectRefusal(await cli(["start", "--example", program(body)]), /SCSBP-8/, /SCS-3V-7/);
  });
});

test("a port of the sandbox is taken", async () => {
  const { services } = JSON.parse((await cli(["sandbox", "status", "--json"])).stdout) as {
    services: { name: string; pid: number; url: string }[];
  };
  const designate = services.find((service) => service.name === "designate")!;
  process.kill(designate.pid, "SIGKILL");
  const thief = createServer();
  for (let listening = false; !listening;) {
    listening = await new Promise<boolean>((resolve) => {
      thief.once("error", () => setTimeout(() => resolve(false), 100));
      thief.listen({ host: "127.0.0.1", port: Number(new URL(designate.url).port) }, () => resolve(true));
    });
  }
  try {
    expectRefusal(await cli(["sandbox", "up"]), /SCSBP-9006/, new RegExp(`${process.pid}`));
  } finally {
    await new Promise((resolve) => thief.close(resolve));
  }
  expect((await cli(["sandbox", "up"])).status).toBe(0);
});
