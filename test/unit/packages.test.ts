import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The packages of this repository, by what their package.json says and what their sources import. */
const ROOT = join(__dirname, "../..");

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly bundleDependencies?: readonly string[];
  readonly exports: Readonly<Record<string, unknown>>;
}

const manifestOf = (folder: string) => JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8")) as Manifest;
const FOLDERS = [".", ...["standards", "checker", "toolkit", "sandbox", "cli"].map((name) => `packages/${name}`)];
const packages = FOLDERS.map((folder) => ({ folder, ...manifestOf(folder) }));
const isOurs = (name: string) => name.startsWith("@scs-blueprints/");

/** Names of packages that a folder's sources import when they run. */
function imported(folder: string): Set<string> {
  const sources = join(ROOT, folder, folder === "." ? "lib" : "src");
  const names = readdirSync(sources, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [
      ...readFileSync(join(sources, file), "utf8").matchAll(
        /^(?:import|export) (?!type )[^;]*?from "([^."][^"]*)";|import\("([^."$][^"]*)"\)/gm,
      ),
    ])
    .map(([, named, dynamic]) => /^(@[^/]+\/)?[^/]+/.exec(named ?? dynamic ?? "")![0]);
  return new Set(names.filter((name) => !name.startsWith("node:")));
}

test.each(packages)("$name says what it imports", ({ folder, dependencies = {} }) => {
  const peers = new Set(["cdktf", "constructs", "@cdktf/provider-kubernetes"]);
  // the entry `scs-blueprints/graph` hands over to the toolkit, where that is installed
  const optional = folder === "." ? ["@scs-blueprints/toolkit"] : [];
  const missing = [...imported(folder)].filter(
    (name) => !peers.has(name) && !optional.includes(name) && dependencies[name] === undefined,
  );
  expect(missing).toEqual([]);
});

test("all packages have one version, and depend on each other in it", () => {
  const { version } = manifestOf(".");
  for (const { name, version: own, dependencies = {} } of packages) {
    expect({ name, own }).toEqual({ name, own: version });
    for (const [other, range] of Object.entries(dependencies).filter(([each]) => isOurs(each))) {
      const { version: theirs } = manifestOf(`packages/${other.split("/")[1]!}`);
      expect({ other, range }).toEqual({ other, range: theirs });
    }
  }
});

test("what the bundled packages of the command line need is a dependency of it: npm installs nothing for them", () => {
  const { dependencies = {}, bundleDependencies = [] } = manifestOf("packages/cli");
  for (const name of bundleDependencies) {
    const needed = manifestOf(`packages/${name.split("/")[1]!}`).dependencies ?? {};
    expect(dependencies).toMatchObject(needed);
  }
});

test("the library needs no terminal, no layout engine and no bundler", () => {
  const heavy = ["commander", "ora", "cli-table3", "elkjs", "tsx"];
  const open = ["."];
  const found = new Set<string>();
  while (open.length > 0) {
    for (const name of Object.keys(manifestOf(open.pop()!).dependencies ?? {})) {
      const folder = `packages/${name.split("/")[1] ?? ""}`;
      if (!found.has(name) && isOurs(name) && existsSync(join(ROOT, folder, "package.json"))) {
        open.push(folder);
      }
      found.add(name);
    }
  }
  expect([...found].filter((name) => heavy.includes(name) || name.startsWith("@scs-blueprints/cli"))).toEqual([]);
});

describe("a package that is not installed", () => {
  const installed = join(mkdtempSync(join(tmpdir(), "scs-blueprints-packages-")), "node_modules");
  afterAll(() => rmSync(dirname(installed), { recursive: true, force: true }));

  /** Lays compiled packages out as npm does, without those named. */
  beforeAll(() => {
    for (const { folder, name } of packages.filter((each) => each.name !== "@scs-blueprints/cli")) {
      if (name === "@scs-blueprints/toolkit") {
        continue;
      }
      const to = join(installed, name);
      mkdirSync(to, { recursive: true });
      for (const part of ["package.json", "dist"]) {
        cpSync(join(ROOT, folder, part), join(to, part), { recursive: true });
      }
    }
  });

  const node = (...args: string[]) =>
    spawnSync(process.execPath, args, {
      cwd: dirname(installed),
      encoding: "utf8",
      env: { PATH: process.env["PATH"] },
    });

  test("the command line: one coded error names what to install", () => {
    const { status, stdout, stderr } = node(join(installed, "scs-blueprints/dist/command-line.js"), "start");
    expect({ status, stdout, stderr }).toEqual({
      status: 5,
      stdout: "",
      stderr: `SCSBP-8006: a package for the command line is not installed
  got:     no @scs-blueprints/cli
  allowed: @scs-blueprints/cli in the version of the other packages of scs-blueprints
  do:      npm i -D @scs-blueprints/cli
`,
    });
  });

  test.each([
    ["a step", 'require("scs-blueprints/step")', "cli"],
    ["pictures", 'require("scs-blueprints/graph").Topology', "toolkit"],
  ])("%s: the same error", (_, program, name) => {
    const { status, stderr } = node("-e", program);
    expect(status).not.toBe(0);
    expect(stderr).toContain(`SCSBP-8006`);
    expect(stderr).toContain(`npm i -D @scs-blueprints/${name}`);
  });

  test("the toolkit, for the command line", () => {
    const cli = join(installed, "@scs-blueprints/cli");
    for (const part of ["package.json", "dist"]) {
      cpSync(join(ROOT, "packages/cli", part), join(cli, part), { recursive: true });
    }
    // what is there of others: the repository's
    const env = { PATH: process.env["PATH"], NODE_PATH: "" };
    for (const name of ["commander", "picocolors"]) {
      cpSync(join(ROOT, "node_modules", name), join(installed, name), { recursive: true });
    }
    const args = [join(cli, "dist/main.js"), "start", "--json"];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: dirname(installed),
      encoding: "utf8",
      env,
    });
    rmSync(cli, { recursive: true });
    expect({
      status,
      stderr,
      told: stdout.includes("SCSBP-8006") && stdout.includes("@scs-blueprints/toolkit"),
    }).toEqual({ status: 5, stderr: "", told: true });
  });
});
