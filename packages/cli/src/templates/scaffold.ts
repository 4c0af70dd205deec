import { cpSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { placeOf, writeWhole } from "@scs-blueprints/toolkit";
import { type ProjectTemplate, SHARED } from "./catalogue";
import { dependencyOn } from "./dependency";

/** npm packs no file named .gitignore, so that templates call theirs otherwise. */
const RENAMED: Readonly<Record<string, string>> = { gitignore: ".gitignore" };
/** What a run in a template's own folder leaves. */
const LEFT_OUT = ["node_modules", "cdktf.out", "dist", ".scs-blueprints"];

/**
 * Makes a project of a template: all of it, or nothing. It is written beside the target and then moved there.
 *
 * @param target absolute
 * @returns the files, relative to the target
 * @throws BlueprintError SCSBP-8401 when something is there already, SCSBP-8402 when it cannot be written
 */
export function scaffold(template: ProjectTemplate, target: string): string[] {
  try {
    requireEmpty(target);
    return writeWhole(target, (work) => {
      fill(work, template, target);
      return filesBelow(work);
    });
  } catch (error) {
    if (BlueprintError.isBlueprintError(error)) {
      throw error;
    }
    throw refuse("SCSBP-8402", {
      what: "the project cannot be written; nothing was left there",
      got: error instanceof Error ? error.message : String(error),
      fix: "name a folder that can be written to",
    });
  }
}

/** A name that npm takes, after the folder's. */
export function packageName(target: string, template: string): string {
  const name = basename(target)
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[._-]+|[._-]+$/g, "")
    .slice(0, 214);
  // a package of this name would be found in place of the library by its own imports
  return name === "" || name === "node_modules" || name === "scs-blueprints" ? template : name;
}

function requireEmpty(target: string): void {
  const { isFree, isFolder, entries } = placeOf(target);
  if (!isFree) {
    const more = entries.length > 4 ? ", …" : "";
    throw refuse("SCSBP-8401", {
      what: isFolder
        ? "the folder is not empty; nothing was written"
        : "there is a file of that name; nothing was written",
      got: isFolder ? `${target} with ${entries.slice(0, 4).join(", ")}${more}` : target,
      allowed: "a folder that is not there yet, or is empty",
      fix: "name another folder: npx scs-blueprints init TEMPLATE FOLDER",
    });
  }
}

function fill(work: string, template: ProjectTemplate, target: string): void {
  for (const source of [join(dirname(template.dir), SHARED), template.dir]) {
    cpSync(source, work, {
      recursive: true,
      filter: (file) => !LEFT_OUT.includes(basename(file)) && !/\.tfstate/.test(file),
    });
  }
  for (const file of readdirSync(work)) {
    const renamed = RENAMED[file];
    if (renamed !== undefined) {
      renameSync(join(work, file), join(work, renamed));
    }
  }
  const name = packageName(target, template.name);
  edit(join(work, "package.json"), (json) => ({
    ...json,
    name,
    dependencies: { ...(json["dependencies"] as object), ...ours(["scs-blueprints"], target) },
    devDependencies: { ...(json["devDependencies"] as object), ...ours(["@scs-blueprints/cli"], target) },
  }));
  edit(join(work, "cdktf.json"), (json) => ({ ...json, projectId: name }));
}

/** Those of our packages that are installed, by their names; of others the template says the version. */
function ours(names: readonly string[], target: string): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const root = installedFolder(name);
      return root === undefined ? [] : [[name, dependencyOn(root, target)]];
    }),
  );
}

function installedFolder(name: string): string | undefined {
  try {
    return dirname(createRequire(__filename).resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}

function edit(file: string, change: (json: Record<string, unknown>) => object): void {
  const json = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  writeFileSync(file, `${JSON.stringify(change(json), null, 2)}\n`);
}

function filesBelow(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: "utf8" })
    .filter((file) => statSync(join(dir, file)).isFile())
    .sort();
}
