import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { Checker, Profile, SynthEvidence } from "../../packages/checker/src/index";
import { Scope } from "../../packages/standards/src/index";

const root = resolve(__dirname, "../..");
let dir: string;
beforeEach(() => (dir = mkdtempSync(join(root, "test/compliance/.trace-"))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const PROGRAM = `import { App, Cloud, Flavor, Image, ProjectNetwork, ScsStack, Server } from "${root}/lib/index";
const app = new App();
const stack = new ScsStack(app, "shop", { cloud: Cloud.fromEnvironment() });
const network = new ProjectNetwork(stack, "network", { cidr: "10.8.0.0/20", tiers: ["web"] });
new Server(stack, "web", {
  tier: network.tier("web"),
  flavor: Flavor.SCS_2V_4,
  image: Image.ubuntu("24.04"),
});
app.synth();
`;

test("with the preload, findings name file and line of the program; without, what is synthesized is the same but for it", () => {
  writeFileSync(join(dir, "main.ts"), PROGRAM);
  const run = (outdir: string, ...preload: string[]): void => {
    const tsx = join(root, "node_modules/tsx/dist/cli.mjs");
    execFileSync(process.execPath, [tsx, ...preload, "main.ts"], {
      cwd: dir,
      env: { ...process.env, CDKTF_OUTDIR: join(dir, outdir), NODE_OPTIONS: "" },
      stdio: "pipe",
    });
  };
  const source = readFileSync(join(root, "packages/checker/src/evidence/trace-preload.ts"), "utf8");
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  writeFileSync(join(dir, "preload.cjs"), ts.transpileModule(source, { compilerOptions }).outputText);
  run("traced", "--require", join(dir, "preload.cjs"));
  const traced = SynthEvidence.fromDirectory(join(dir, "traced"));
  const [server] = traced.resources("openstack_compute_instance_v2");
  expect(server?.subject("server")).toMatchObject({ constructPath: "shop/web/Resource", file: "main.ts", line: 5 });
  const [network] = traced.resources("openstack_networking_network_v2");
  expect(network?.subject("network")).toMatchObject({ file: "main.ts", line: 4 });
  const report = Checker.check([Profile.scope(Scope.IAAS_V5_1)], { date: "2026-11-23", synth: traced });
  expect(report.results[0]?.findings[0]?.subject).toMatchObject({ file: "main.ts", line: 5 });

  run("plain");
  const plain = SynthEvidence.fromDirectory(join(dir, "plain"));
  expect(plain.elements.map((each) => each.values)).toEqual(traced.elements.map((each) => each.values));
  expect(plain.resources("openstack_compute_instance_v2")[0]?.subject("server").file).toBeUndefined();
}, 60_000);
