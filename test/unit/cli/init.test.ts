import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { init, listInit } from "../../../packages/cli/src/actions/init";
import { ExitCode } from "../../../packages/cli/src/exit-codes";
import { listTemplates } from "../../../packages/cli/src/templates/catalogue";
import { dependencyOn, missingPackages } from "../../../packages/cli/src/templates/dependency";
import { packageName } from "../../../packages/cli/src/templates/scaffold";
import { errorOf, RecordingReporter, temporaryDir, write } from "./helpers";

const dir = temporaryDir();
const ROOT = join(__dirname, "../../..");
const files = (folder: string) => readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
const json = (file: string) => JSON.parse(readFileSync(file, "utf8")) as Record<string, Record<string, string>>;

test("lists what there is, for people and as data", () => {
  const reporter = new RecordingReporter();
  expect(listInit(reporter)).toBe(ExitCode.Ok);
  const log = reporter.log.join("\n");
  for (const name of ["tenant", "operator", "yaook", "kaas", "library"]) {
    expect(log).toMatch(new RegExp(`${name} +\\S`));
    expect(log).toContain(`{"name":"${name}","description":"`);
  }
});

describe.each(listTemplates())("$name", ({ name }) => {
  const folder = join(dir, `My ${name}!`);

  test("is written as a whole: the template's files and those that all share", () => {
    const reporter = new RecordingReporter();
    expect(init(name, folder, reporter)).toBe(ExitCode.Ok);
    const written = files(folder);
    for (const file of [".gitignore", "README.md", "cdktf.json", "main.ts", "package.json", "tsconfig.json", "test"]) {
      expect(written).toContain(file);
    }
    expect(written.filter((file) => /node_modules|cdktf\.out|gitignore$|tfstate/.test(file))).toEqual([".gitignore"]);
    const told = reporter.log.find((line) => line.startsWith("event result"))!;
    expect(JSON.parse(told.slice("event result ".length))).toMatchObject({
      ok: true,
      template: name,
      directory: folder,
    });
  });

  test("its package.json has a name that npm takes, this package, and the four commands", () => {
    const { name: own, dependencies, scripts } = json(join(folder, "package.json"));
    expect(own).toBe(`my-${name}`);
    expect(dependencies?.["scs-blueprints"]).toBe(`file:${relative(folder, ROOT)}`);
    expect(Object.keys(scripts ?? {})).toEqual(expect.arrayContaining(["start", "graph", "check", "destroy", "test"]));
    const readme = readFileSync(join(folder, "README.md"), "utf8");
    for (const command of ["npm start", "npm run graph", "npm run check", "npm run destroy", "npm test"]) {
      expect(readme).toContain(`\`${command}\``);
    }
    expect(json(join(folder, "cdktf.json"))["projectId"]).toBe(own);
  });
});

describe("refuses, and writes nothing", () => {
  const refused = async (act: () => unknown) => {
    const before = files(dir);
    const error = await errorOf(act);
    expect(files(dir)).toEqual(before);
    return error;
  };
  const run = (name: string, folder: string) => () => init(name, join(dir, folder), new RecordingReporter());

  test("an unknown template, naming the nearest", async () => {
    expect(await refused(run("tennant", "new"))).toMatchObject({ code: "SCSBP-8400", fix: "did you mean tenant?" });
    expect(await refused(run("shared", "new"))).toMatchObject({ code: "SCSBP-8400" });
    expect(await refused(run("../lib", "new"))).toMatchObject({ code: "SCSBP-8400" });
  });

  test("a folder that is not empty, a file, a link to nowhere", async () => {
    write(join(dir, "full/notes.txt"), "mine");
    expect(await refused(run("tenant", "full"))).toMatchObject({
      code: "SCSBP-8401",
      got: `${join(dir, "full")} with notes.txt`,
    });
    write(join(dir, "file"), "mine");
    expect(await refused(run("tenant", "file"))).toMatchObject({ code: "SCSBP-8401" });
    symlinkSync(join(dir, "nowhere"), join(dir, "link"));
    expect(await refused(run("tenant", "link"))).toMatchObject({ code: "SCSBP-8401" });
  });

  test("a place that cannot be written to: folders on the way are gone again", async () => {
    expect(await refused(run("tenant", "file/below/it"))).toMatchObject({ code: "SCSBP-8402" });
    if (process.getuid?.() !== 0) {
      mkdirSync(join(dir, "locked"));
      chmodSync(join(dir, "locked"), 0o500);
      expect(await refused(run("tenant", "locked/shop"))).toMatchObject({ code: "SCSBP-8402" });
    }
  });
});

test("an empty folder is filled, and stays the same folder; folders on the way are made", () => {
  const empty = join(dir, "deep/er/empty");
  mkdirSync(empty, { recursive: true });
  init("tenant", empty, new RecordingReporter());
  expect(existsSync(join(empty, "main.ts"))).toBe(true);
  init("tenant", join(dir, "not/yet/there"), new RecordingReporter());
  expect(readdirSync(join(dir, "not/yet"))).toEqual(["there"]); // nothing beside it
});

test.each([
  ["/tmp/Shop", "shop"],
  ["/tmp/.hidden_", "hidden"],
  ["/tmp/Über uns (2)", "u-ber-uns-2"],
  ["/tmp/日本", "tenant"],
  ["/tmp/node_modules", "tenant"],
  ["/tmp/scs-blueprints", "tenant"],
  [`/tmp/${"x".repeat(300)}`, "x".repeat(214)],
])("the package of %s is called %s", (folder, name) => {
  expect(packageName(folder, "tenant")).toBe(name);
});

describe.each([
  ["scs-blueprints", "library"],
  ["@scs-blueprints/cli", "command-line"],
])("the dependency on %s", (name, folder) => {
  const home = join(dir, "home", folder);
  const root = join(home, "node_modules", name);
  write(join(root, "package.json"), JSON.stringify({ name, version: "0.1.0" }));
  const resolved = (from: unknown) =>
    write(
      join(home, "node_modules/.package-lock.json"),
      JSON.stringify({ packages: { [`node_modules/${name}`]: { resolved: from } } }),
    );

  test("is the folder where nothing is known", () => {
    expect(dependencyOn(root, join(home, "shop"))).toBe(`file:../node_modules/${name}`);
  });

  test("is the tarball it was installed from, or the folder when that is gone", () => {
    resolved("file:packed-0.1.0.tgz");
    expect(dependencyOn(root, join(home, "shop"))).toBe(`file:../node_modules/${name}`);
    write(join(home, "packed-0.1.0.tgz"), "");
    expect(dependencyOn(root, join(home, "a/shop"))).toBe("file:../../packed-0.1.0.tgz");
  });

  test("is the exact version of a registry", () => {
    resolved("https://registry.example.org/packed-0.1.0.tgz");
    expect(dependencyOn(root, join(home, "shop"))).toBe("0.1.0");
  });

  test("what folders above have is not missing", () => {
    expect(missingPackages(join(home, "shop"), [name, "no-such-package"])).toEqual(["no-such-package"]);
  });
});
