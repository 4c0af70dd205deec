import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { candidates } from "../../../packages/cli/src/completion/candidates";
import { completionScript, SHELLS } from "../../../packages/cli/src/completion/scripts";
import { buildProgram } from "../../../packages/cli/src/program";
import { fakeProgram, temporaryDir, write } from "./helpers";

const dir = temporaryDir();
const next = (...words: string[]) => candidates(buildProgram(), words).map(({ value }) => value);

describe("what could come next", () => {
  test("commands, without the hidden one", () => {
    expect(next("")).toEqual(expect.arrayContaining(["init", "start", "diff", "check", "docs", "completion"]));
    expect(next("")).not.toContain("complete");
    expect(next("in")).toEqual(["init"]);
    expect(next("flavor", "p")).toEqual(["parse"]);
    expect(next("no-such-command", "")).toEqual([]);
  });

  test("options of the command", () => {
    expect(next("check", "--f")).toEqual(["--fail-on", "--format"]);
    expect(next("provider", "install", "--")).toEqual(["--force", "--json", "--help"]);
    expect(next("--v")).toEqual(["--version"]);
  });

  test("values of options, in either way of writing", () => {
    expect(next("graph", "--preset", "n")).toEqual(["network"]);
    expect(next("graph", "-p", "n")).toEqual(["network"]);
    expect(next("graph", "--preset=n")).toEqual(["--preset=network"]);
    expect(next("graph", "--preset", "=", "n")).toEqual(["network"]); // bash takes it apart
    expect(next("graph", "--preset", "=")).toEqual(["overview", "network", "full"]);
    expect(next("check", "--scope", "iaas-v5")).toEqual(["iaas-v5", "iaas-v5.1"]);
    expect(next("check", "--plan", "")).toEqual([":files"]);
    expect(next("start", "--example", "quick")).toEqual(["quickstart", ":files"]);
    expect(next("check", "--cloud", "sand")).toContain("sandbox");
    expect(next("check", "--date", "2026")).toEqual([]);
  });

  test("names", () => {
    expect(next("init", "t")).toEqual(["tenant"]);
    expect(next("init", "tenant", "")).toEqual([":files"]);
    expect(next("sandbox", "st")).toEqual(["status"]);
    expect(next("docs", "ServerP")).toEqual(["ServerPool"]);
    expect(next("explain", "scs-0103-flavor-1v-8")).toContain("scs-0103-flavor-1v-8");
    expect(next("completion", "")).toEqual([...SHELLS]);
    expect(next("diff", "--fail-on", "any", "")).toEqual([":files"]); // the value of an option is no argument
  });
});

/** The script in the shell itself, with the program as the shell would find it. */
describe("in a real shell", () => {
  const program = fakeProgram(
    join(dir, "bin/scs-blueprints"),
    `exec "${process.execPath}" "${join(__dirname, "../../../packages/cli/dist/main.js")}" "$@"`,
  );
  const run = (shell: string, script: string, cwd = dir) =>
    spawnSync(shell, ["-c", script], {
      cwd,
      encoding: "utf8",
      env: { PATH: `${join(dir, "bin")}:${process.env["PATH"]}`, HOME: dir },
    });
  const bash = (...words: string[]) => {
    const quoted = [program, ...words].map((word) => `'${word}'`).join(" ");
    const script = [
      write(join(dir, "completion.bash"), completionScript("bash")) && `source ${join(dir, "completion.bash")}`,
      `COMP_WORDS=(${quoted}); COMP_CWORD=${words.length}; _scs_blueprints`,
      'printf "%s\\n" "${COMPREPLY[@]}"',
    ].join("\n");
    const { stdout, stderr } = run("bash", script);
    expect(stderr).toBe("");
    return stdout.trimEnd().split("\n");
  };

  test("bash", () => {
    expect(bash("ini")).toEqual(["init"]);
    expect(bash("init", "k")).toEqual(["kaas"]);
    expect(bash("graph", "--preset", "=", "n")).toEqual(["network"]);
    write(join(dir, "plan file.json"), "{}");
    expect(bash("check", "--plan", "plan")).toEqual(["plan file.json"]);
    expect(bash("no-such", "x")).toEqual([""]);
  });

  test.each(SHELLS)("%s: the script is one that the shell reads", (shell) => {
    if (run("sh", `command -v ${shell}`).status !== 0) {
      return; // this shell is not on this machine; bash is everywhere
    }
    const file = write(join(dir, `completion.${shell}`), completionScript(shell));
    expect(run(shell, `${shell} -n ${file}`)).toMatchObject({ status: 0, stderr: "" });
  });

  test("what programs ask for is the script alone", () => {
    const { stdout } = run("sh", "scs-blueprints completion fish");
    expect(stdout).toBe(completionScript("fish"));
    expect(run("sh", "scs-blueprints completion tcsh").status).toBe(2);
  });
});
