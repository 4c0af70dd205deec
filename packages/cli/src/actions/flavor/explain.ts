import { FlavorName, FlavorSyntax, StandardFlavors } from "@scs-blueprints/standards";
import { ExitCode } from "../../exit-codes";
import type { Reporter } from "@scs-blueprints/toolkit";
import { colours } from "../../output/style";
import { extraSpecs, flavorJson } from "./describe";

/**
 * `flavor explain NAME`: a name in words, its spellings, its extra specs, and where it stands in scs-0103.
 *
 * @param syntax @default - v3, and v1 when it has a colon
 */
export function flavorExplain(text: string, syntax: FlavorSyntax | undefined, reporter: Reporter): ExitCode {
  const name = FlavorName.parse(text, syntax ?? (text.includes(":") ? FlavorSyntax.V1 : FlavorSyntax.V3));
  showFlavor(name, reporter);
  return ExitCode.Ok;
}

/** What is known of a name, for people and for programs. */
export function showFlavor(name: FlavorName, reporter: Reporter): void {
  const specs = Object.entries(extraSpecs(name));
  reporter.block(
    [
      colours.bold(name.canonical),
      ...name
        .explain()
        .split("; ")
        .map((clause) => `  ${clause}`),
      "",
      ...section("spellings", spellings(name)),
      ...section("standard", [standing(name)]),
      ...section(
        "extra specs",
        specs.map(([key, value]) => `${key}=${value}`),
      ),
    ].join("\n"),
  );
  reporter.result(flavorJson(name));
}

function spellings(name: FlavorName): string[] {
  const all: [string, string][] = [
    [name.canonical, "canonical"],
    [name.short, "short"],
    [name.nameV1, "v1"],
    [name.shortV1, "short, v1"],
  ];
  const first = all.filter(([text], index) => all.findIndex(([other]) => other === text) === index);
  const width = Math.max(...first.map(([text]) => text.length));
  return first.map(([text, what]) => `${text.padEnd(width)}  ${colours.dim(what)}`);
}

function standing(name: FlavorName): string {
  const standard = StandardFlavors.find(name.canonical);
  if (standard !== undefined) {
    return `${standard.status} in scs-0103-v1, testcase ${standard.testcase}`;
  }
  return `not in scs-0103-v1; nearest are ${StandardFlavors.closest(name.canonical).join(", ")}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `  ${colours.dim((index === 0 ? title : "").padEnd(13))}${line}`);
}
