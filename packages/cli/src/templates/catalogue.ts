import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { refuse } from "@scs-blueprints/standards/errors";
import { Suggestions } from "@scs-blueprints/standards/internal";
import { packageRoot } from "@scs-blueprints/toolkit";

/** What all templates have in common. */
export const SHARED = "shared";

/** One project to begin with. */
export interface ProjectTemplate {
  readonly name: string;
  readonly description: string;
  readonly dir: string;
}

/** All templates that come with the package, by name. */
export function listTemplates(root: string = join(packageRoot(__dirname), "templates")): ProjectTemplate[] {
  return readdirSync(root)
    .filter((name) => existsSync(join(root, name, "package.json")))
    .sort()
    .map((name) => {
      const dir = join(root, name);
      const { description } = JSON.parse(readFileSync(join(dir, "package.json"), "utf8")) as { description: string };
      return { name, description, dir };
    });
}

/** @throws BlueprintError SCSBP-8400, naming the nearest */
export function findTemplate(name: string): ProjectTemplate {
  const all = listTemplates();
  const found = all.find((each) => each.name === name);
  if (found === undefined) {
    const names = all.map((each) => each.name);
    const nearest = Suggestions.nearest(name, names, 1)[0];
    throw refuse("SCSBP-8400", {
      got: name,
      allowed: names.join(", "),
      fix: nearest === undefined ? "use one of these: npx scs-blueprints init --list" : `did you mean ${nearest}?`,
    });
  }
  return found;
}
