import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { Quote, UtcTime } from "@scs-blueprints/standards/internal";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { FindingSubject } from "./assembly/declared";
import { isObject } from "./reading/read-json";
import { RuleCatalogue } from "./rules/catalogue";

/** A decision to accept violations of a rule for some time. */
export interface WaiverProps {
  /** Id of the rule. */
  readonly rule: string;
  /** Why: at least ten characters. */
  readonly reason: string;
  /** Who answers for it: a name, a team, an address. */
  readonly owner: string;
  /** Last day on which it holds, YYYY-MM-DD. */
  readonly expires: string;
}

/** Where a waiver holds, and where it was written down. */
export interface WaiverPlace {
  /** Stable id: `construct:<path>:<rule>` or `file:<file>:<number>`. */
  readonly id: string;
  /** Construct path or file in which it was written down. */
  readonly source: string;
  /** Path of the construct it was put on; empty for the app. @default - it came from a file */
  readonly constructPath?: string;
  /** Pattern of construct paths, Terraform addresses, or `kind/name` on the cloud. @default - everywhere */
  readonly pattern?: string;
}

const LEAST_REASON = 10;

/** A waiver that was read and found complete. */
export class Waiver {
  /**
   * Checks that a waiver is complete.
   *
   * @throws BlueprintError SCSBP-4010 when something is missing
   */
  public static fromProps(props: WaiverProps, place: WaiverPlace): Waiver {
    Waiver.require(props.rule, 1, "rule", "the id of a rule, such as good-practice-unencrypted-volume", place);
    Waiver.require(props.reason, LEAST_REASON, "reason", `why, in at least ${LEAST_REASON} characters`, place);
    Waiver.require(props.owner, 1, "owner", "who answers for it: a name, a team, an address", place);
    Waiver.require(props.expires, 1, "expires", "the last day on which it holds, YYYY-MM-DD", place);
    if (!/^\d{4}-\d{2}-\d{2}$/.test(props.expires) || UtcTime.parse(props.expires) === undefined) {
      throw Waiver.incomplete("expires is no day", Quote.text(props.expires), "YYYY-MM-DD", place);
    }
    return new Waiver(props, place);
  }

  private static require(value: unknown, least: number, name: string, allowed: string, place: WaiverPlace): void {
    if (typeof value !== "string" || value.trim().length < least) {
      const got =
        typeof value === "string"
          ? Quote.text(value)
          : value === undefined || value === null
            ? "nothing"
            : `a ${typeof value}`;
      throw Waiver.incomplete(`${name} is missing or too short`, got, allowed, place);
    }
  }

  private static incomplete(what: string, got: string, allowed: string, place: WaiverPlace): BlueprintError {
    return refuse(place.source, "SCSBP-4010", {
      what: `a waiver is incomplete: ${what}`,
      got,
      allowed,
      fix: "complete the waiver: each report lists it with these",
    });
  }

  public readonly id: string;
  public readonly rule: string;
  public readonly reason: string;
  public readonly owner: string;
  public readonly expires: string;
  /** Construct path or pattern; `(everywhere)` without. */
  public readonly where: string;
  public readonly source: string;

  private constructor(
    props: WaiverProps,
    private readonly place: WaiverPlace,
  ) {
    this.id = place.id;
    this.rule = props.rule;
    this.reason = props.reason.trim();
    this.owner = props.owner.trim();
    this.expires = props.expires;
    this.source = place.source;
    const where = place.constructPath ?? place.pattern ?? "";
    this.where = where === "" ? "(everywhere)" : where;
  }

  /** Whether its last day is over. */
  public isExpiredAt(date: string): boolean {
    return UtcTime.day(UtcTime.require(date, "the day of the check")) > this.expires;
  }

  /** Whether it is about a finding of this rule on this subject. */
  public covers(ruleId: string, subject: FindingSubject): boolean {
    if (ruleId !== this.rule) {
      return false;
    }
    const { constructPath, pattern } = this.place;
    if (constructPath !== undefined) {
      const path = subject.constructPath ?? subject.stack;
      return constructPath === "" || path === constructPath || path?.startsWith(`${constructPath}/`) === true;
    }
    if (pattern === undefined) {
      return true;
    }
    const names = [subject.constructPath, subject.address, `${subject.kind}/${subject.name ?? ""}`, subject.stack];
    return names.some((name) => name !== undefined && Waiver.matches(pattern, name));
  }

  /** `*` stands for a part of one level, `**` for any number of levels; a pattern also covers what is below it. */
  private static matches(pattern: string, name: string): boolean {
    const parts = pattern.split("/");
    const names = name.split("/");
    const walk = (p: number, n: number): boolean => {
      if (p === parts.length) {
        return true;
      }
      if (parts[p] === "**") {
        return p + 1 === parts.length || names.slice(n).some((_, skip) => walk(p + 1, n + skip));
      }
      return n < names.length && Waiver.matchesPart(parts[p] ?? "", names[n] ?? "") && walk(p + 1, n + 1);
    };
    return walk(0, 0);
  }

  /** Without a regular expression: patterns come from files, and must not be able to hang the check. */
  private static matchesPart(pattern: string, name: string): boolean {
    const pieces = pattern.split("*");
    if (pieces.length === 1) {
      return pattern === name;
    }
    const first = pieces[0] ?? "";
    const last = pieces[pieces.length - 1] ?? "";
    if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) {
      return false;
    }
    let at = first.length;
    for (const piece of pieces.slice(1, -1)) {
      const found = name.indexOf(piece, at);
      if (found < 0) {
        return false;
      }
      at = found + piece.length;
    }
    return at <= name.length - last.length;
  }
}

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
