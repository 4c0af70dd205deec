import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { shortPath, type Reporter } from "@scs-blueprints/toolkit";
import { ExitCode } from "../exit-codes";
import { colours } from "../output/style";
import { renderTable } from "../output/table";
import { shellQuote } from "@scs-blueprints/standards/internal";
import { findTemplate, listTemplates } from "../templates/catalogue";
import { missingPackages } from "../templates/dependency";
import { scaffold } from "../templates/scaffold";

/** What a project needs to run beside its dependencies; the other development dependencies are for editors and type checks. */
const NEEDED = ["tsx"];

/** `init` without a template, and `init --list`. */
export function listInit(reporter: Reporter): ExitCode {
  const templates = listTemplates();
  reporter.block(
    [
      renderTable(
        ["TEMPLATE", "MAKES"],
        templates.map(({ name, description }) => [name, description]),
      ),
      "",
      "Make one: npx scs-blueprints init TEMPLATE [FOLDER]",
    ].join("\n"),
  );
  reporter.event("result", { ok: true, templates: templates.map(({ name, description }) => ({ name, description })) });
  return ExitCode.Ok;
}

/** `init TEMPLATE [FOLDER]`: writes a project, runs and asks nothing. */
export function init(name: string, directory: string | undefined, reporter: Reporter): ExitCode {
  const template = findTemplate(name);
  const target = resolve(directory ?? template.name);
  const files = scaffold(template, target);
  const missing = missingPackages(target, [...dependenciesOf(target), ...NEEDED]);
  const here = shortPath(target);
  const steps = [
    ...(here === "." ? [] : [`cd ${shellQuote(here)}`]),
    ...(missing.length > 0 ? ["npm install"] : []),
    `npm start             ${colours.dim("# applied on a real OpenStack on this machine")}`,
    `npm test              ${colours.dim("# its own tests")}`,
    `npm run graph         ${colours.dim("# a picture: topology.html")}`,
    `npm run check         ${colours.dim("# held against the SCS standards")}`,
    `npm run destroy       ${colours.dim("# removes it")}`,
  ];
  reporter.block(
    [
      `${colours.green("✔")} ${template.description}: ${files.length} files in ${here}`,
      "",
      ...steps.map((step) => `  ${step}`),
      "",
      `README.md there says more. What this machine lacks: npx scs-blueprints doctor`,
    ].join("\n"),
  );
  reporter.event("result", {
    ok: true,
    template: template.name,
    directory: target,
    files,
    install: missing.length > 0,
  });
  return ExitCode.Ok;
}

function dependenciesOf(project: string): string[] {
  const { dependencies } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as { dependencies: object };
  return Object.keys(dependencies);
}
