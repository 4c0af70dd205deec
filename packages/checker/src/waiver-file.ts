import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { isObject } from "./reading/read-json";
import { RuleCatalogue } from "./rules/catalogue";
import { Waiver, type WaiverProps } from "./waiver";

const KEYS = ["rule", "reason", "owner", "expires", "path"];

/**
 * Reads waivers from a file, for people who cannot change the code.
 *
 * @example
 * // scs-waivers.json
 * // { "waivers": [{ "rule": "good-practice-guarded-port-open", "path": "shop/bastion/**", "reason": "legacy jump host until the VPN is up",
 * //                 "owner": "net@example.org", "expires": "2027-03-31" }] }
 */
export class WaiverFile {
  /**
   * Reads JSON or YAML.
   *
   * @param furtherRules ids of own rules that profiles bring along; @default - none
   * @throws BlueprintError SCSBP-4012 when it cannot be read, SCSBP-4010 when a waiver is incomplete, SCSBP-4011 when
   * it names an unknown rule
   */
  public static read(path: string, furtherRules: string[] = []): Waiver[] {
    let content: unknown;
    try {
      content = parse(readFileSync(path, "utf8").replace(/^\uFEFF/, ""));
    } catch (error) {
      throw WaiverFile.unreadable(path, error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
    }
    const list = isObject(content) ? content["waivers"] : undefined;
    if (!Array.isArray(list)) {
      throw WaiverFile.unreadable(path, "no list `waivers`");
    }
    return list.map((each: unknown, index) => WaiverFile.waiver(each, path, index + 1, furtherRules));
  }

  private static waiver(each: unknown, path: string, number: number, furtherRules: readonly string[]): Waiver {
    const source = `${path}, waiver ${number}`;
    if (!isObject(each)) {
      throw WaiverFile.unreadable(path, `waiver ${number} is not an object`);
    }
    const stray = Object.keys(each).find((key) => !KEYS.includes(key));
    if (stray !== undefined) {
      throw WaiverFile.unreadable(path, `waiver ${number} has the unknown key ${JSON.stringify(stray)}`);
    }
    const pattern = each["path"];
    if (pattern !== undefined && (typeof pattern !== "string" || pattern === "")) {
      throw WaiverFile.unreadable(path, `the path of waiver ${number} is not a text`);
    }
    // YAML reads 2027-03-31 as text with this parser's default schema
    const waiver = Waiver.fromProps(each as unknown as WaiverProps, { id: `file:${path}:${number}`, source, pattern });
    if (RuleCatalogue.find(waiver.rule) === undefined && !furtherRules.includes(waiver.rule)) {
      throw RuleCatalogue.unknown(waiver.rule, "SCSBP-4011", `${source} names an unknown rule`, furtherRules);
    }
    return waiver;
  }

  private static unreadable(path: string, got: string): BlueprintError {
    return refuse("SCSBP-4012", {
      got: `${path}: ${got}`,
      allowed: `{"waivers": [{${KEYS.map((key) => `"${key}": …`).join(", ")}}]}, as JSON or YAML`,
      fix: "correct the file",
    });
  }
}
