import { join } from "node:path";
import {
  engineEnvironment,
  findEngine,
  checkNode,
  findPython,
  compareVersions,
} from "../../../packages/toolkit/src/environment/engine";
import { cacheDir } from "../../../packages/toolkit/src/environment/paths";
import { errorOf, fakeProgram, temporaryDir } from "./helpers";

const root = temporaryDir();
const terraform = (dir: string, text: string) => fakeProgram(join(root, dir, "terraform"), `echo "${text}"`);
const path = (...dirs: string[]) => ({ PATH: dirs.map((dir) => join(root, dir)).join(":") });

test("terraform before tofu, unless tofu is asked for", async () => {
  terraform("both", "Terraform v1.11.4");
  fakeProgram(join(root, "both", "tofu"), 'echo "OpenTofu v1.9.0"');
  expect(await findEngine(undefined, path("both"))).toMatchObject({ name: "terraform", version: "1.11.4" });
  expect(await findEngine("tofu", path("both"))).toMatchObject({ name: "tofu", title: "OpenTofu", version: "1.9.0" });
});

test("a terraform that is too old does not hide a tofu that fits", async () => {
  terraform("old", "Terraform v1.5.7");
  fakeProgram(join(root, "new", "tofu"), 'echo "OpenTofu v1.6.0"');
  expect((await findEngine(undefined, path("old", "new"))).name).toBe("tofu");
  const error = await errorOf(() => findEngine(undefined, path("old")));
  expect(error.code).toBe("SCSBP-8003");
  expect(error.got).toContain("1.5.7");
});

test("none at all, and one that is something else", async () => {
  const none = await errorOf(() => findEngine(undefined, path("nothing")));
  expect(none.code).toBe("SCSBP-8002");
  expect(none.fix).toContain("opentofu.org");
  terraform("wrong", "GNU Make 4.3");
  expect((await errorOf(() => findEngine(undefined, path("wrong")))).got).toBe("GNU Make 4.3");
  fakeProgram(join(root, "broken", "terraform"), "echo boom >&2; exit 3");
  expect((await errorOf(() => findEngine(undefined, path("broken")))).got).toBe("boom");
});

test("SCS_BLUEPRINTS_TERRAFORM wins, and is an error when it names nothing", async () => {
  const named = fakeProgram(join(root, "named", "my-tofu"), 'echo "OpenTofu v1.12.6"');
  const env = { ...path("both"), SCS_BLUEPRINTS_TERRAFORM: named };
  expect(await findEngine(undefined, env)).toMatchObject({ name: "tofu", path: named });
  expect((await errorOf(() => findEngine("terraform", env))).what).toContain("disagree");
  expect((await errorOf(() => findEngine(undefined, { ...env, SCS_BLUEPRINTS_TERRAFORM: "/no/such" }))).code).toBe(
    "SCSBP-8003",
  );
});

test("the engine's environment: silent, without arguments of the shell and without a configuration that is not there", () => {
  const env = engineEnvironment({
    TF_CLI_ARGS_plan: "-lock=false",
    TF_CLI_CONFIG_FILE: "/no/such.tfrc",
    TF_LOG: "INFO",
  });
  expect(env).toEqual({ TF_LOG: "INFO", CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" });
});

const python = (dir: string, version: string, venv: string) =>
  fakeProgram(join(root, dir, "python3"), `echo ${version}; echo "${venv}"`);

test("python: the first that fits, and why the others do not", async () => {
  python("py311", "3.11.2", "venv");
  expect((await findPython(path("py311"))).version).toBe("3.11.2");
  python("py39", "3.9.1", "venv");
  python("novenv", "3.12.0", "No module named 'ensurepip'");
  const error = await errorOf(() => findPython(path("novenv")));
  expect(error.code).toBe("SCSBP-8004");
  expect(error.got).toContain("without venv (No module named 'ensurepip')");
  expect((await errorOf(() => findPython(path("py39")))).got).toContain("3.9.1");
  expect((await errorOf(() => findPython(path("nothing")))).got).toContain("no python3");
  fakeProgram(join(root, "py39", "python3.12"), "echo 3.12.1; echo venv");
  expect((await findPython(path("py39"))).version).toBe("3.12.1");
});

test("versions compare by number", () => {
  expect(compareVersions("1.10.0", "1.9.9")).toBe(1);
  expect(compareVersions("1.6.0-rc1", "1.6")).toBe(0);
  expect(checkNode("20.0.0")).toBe("20.0.0");
  expect(() => checkNode("18.20.1")).toThrow("SCSBP-8001");
});

test("a relative XDG_CACHE_HOME does not count", () => {
  expect(cacheDir({ HOME: "/h", XDG_CACHE_HOME: "here" })).toBe("/h/.cache/scs-blueprints");
  expect(cacheDir({ HOME: "/h", XDG_CACHE_HOME: "/x" })).toBe("/x/scs-blueprints");
});
