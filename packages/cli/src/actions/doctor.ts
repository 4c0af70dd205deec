import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import { existsSync } from "node:fs";
import { BlueprintError } from "@scs-blueprints/standards/errors";
import {
  findEngine,
  findProgram,
  checkNode,
  cacheDir,
  repositoryRoot,
  findPython,
  listExamples,
  listClouds,
  type Reporter,
  run,
} from "@scs-blueprints/toolkit";
import { ExitCode } from "../exit-codes";
import { colours } from "../output/style";
import { renderTable } from "../output/table";
import { PROVIDER_VERSION, ProviderMirror, providerSetup, SandboxClient } from "@scs-blueprints/sandbox";

type Verdict = "ok" | "note" | "missing";

/** One line of the table. */
interface Check {
  readonly id: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly found: string;
  /** @default - nothing to do */
  readonly fix?: string;
}

const MARKS: Readonly<Record<Verdict, string>> = {
  ok: colours.green("✔"),
  note: colours.yellow("!"),
  missing: colours.red("✘"),
};

/** Looks at all that the commands use, changes nothing and asks no network but the sandbox on this machine. */
export async function doctor(reporter: Reporter): Promise<ExitCode> {
  const checks = await Promise.all([node(), engine(), python(), provider(), disk(), clouds(), sandbox(), examples()]);
  reporter.block(
    renderTable(
      ["", "WHAT", "FOUND"],
      checks.map(({ verdict, title, found }) => [MARKS[verdict], title, found]),
    ),
  );
  for (const { title, fix, verdict } of checks) {
    if (fix !== undefined) {
      reporter.block(`${MARKS[verdict]} ${title}: ${fix.replace(/\n/g, "\n  ")}`);
    }
  }
  const missing = checks.filter((check) => check.verdict === "missing");
  reporter.event("result", { ok: missing.length === 0, checks });
  reporter.block(missing.length === 0 ? "\nAll that is needed is there." : `\n${missing.length} needed and missing.`);
  return missing.length === 0 ? ExitCode.Ok : ExitCode.Missing;
}

async function check(id: string, title: string, look: () => Promise<string> | string): Promise<Check> {
  try {
    return { id, title, verdict: "ok", found: await look() };
  } catch (error) {
    if (!BlueprintError.isBlueprintError(error)) {
      throw error;
    }
    return { id, title, verdict: "missing", found: error.what, fix: error.fix };
  }
}

const node = () => check("node", "Node.js", () => checkNode());

const engine = () =>
  check("engine", "Terraform or OpenTofu", async () => {
    const { title, version, path } = await findEngine();
    return `${title} ${version} at ${path}`;
  });

const python = () =>
  check("python", "Python, for the sandbox", async () => {
    const { version, path } = await findPython();
    return `${version} at ${path}`;
  });

async function provider(): Promise<Check> {
  const title = "OpenStack provider";
  const { source } = providerSetup();
  if (source === "mirror") {
    return {
      id: "provider",
      title,
      verdict: "ok",
      found: `${PROVIDER_VERSION} in ${ProviderMirror.of(process.env).root}`,
    };
  }
  const go = findProgram("go");
  const version = go === undefined ? undefined : (await run(go, ["env", "GOVERSION"])).stdout.trim();
  return {
    id: "provider",
    title,
    verdict: "ok",
    found: `from ${source === "user" ? "your own provider_installation" : "the registry"}${version ? `; if out of reach, built with ${version}` : "; no go to build it with"}`,
  };
}

function disk(): Check {
  let dir = cacheDir();
  while (!existsSync(dir)) {
    dir = dirname(dir);
  }
  const { bavail, bsize } = statfsSync(dir);
  const free = (bavail * bsize) / 2 ** 30;
  const found = `${free.toFixed(1)} GiB free for ${cacheDir()}`;
  return free >= 3
    ? { id: "disk", title: "Disk", verdict: "ok", found }
    : {
        id: "disk",
        title: "Disk",
        verdict: "note",
        found,
        fix: "the sandbox and building the provider want 3 GiB together; XDG_CACHE_HOME moves them",
      };
}

async function clouds(): Promise<Check> {
  const result = await check("clouds", "clouds.yaml", () => listClouds().join(", ") || "none: only the sandbox");
  return result.verdict === "missing" ? { ...result, verdict: "note" } : result; // the sandbox has its own
}

async function sandbox(): Promise<Check> {
  const title = "Sandbox cloud";
  try {
    const status = await new SandboxClient().status();
    return {
      id: "sandbox",
      title,
      verdict: "ok",
      found: status === undefined ? "not set up yet" : `${status.state}, ${status.home}`,
    };
  } catch (error) {
    if (!BlueprintError.isBlueprintError(error)) {
      throw error;
    }
    return { id: "sandbox", title, verdict: "note", found: error.what };
  }
}

function examples(): Check {
  const names = listExamples();
  return {
    id: "examples",
    title: "Examples",
    verdict: "ok",
    found: names.join(", ") || `none in ${repositoryRoot()}: run start in the folder of your own project`,
  };
}
