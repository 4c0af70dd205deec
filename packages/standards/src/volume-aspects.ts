import { refuse } from "./errors";
import { FindingResult, type Finding } from "./finding";
import { Quote } from "./quote";

/** What a volume type promises (scs-0114-v1). */
export enum VolumeAspect {
  /** Data are encrypted at rest. */
  ENCRYPTED = "encrypted",
  /** Data survive the loss of one disk or machine. */
  REPLICATED = "replicated",
}

/** A volume type as Cinder lists it. */
export interface VolumeTypeFacts {
  readonly name: string;
  /** @default - empty */
  readonly description?: string;
}

/** What `VolumeAspects.parse` found at the start of a description. */
export interface VolumeAspectList {
  /** Whether there is a list at all; without one a type promises nothing. */
  readonly present: boolean;
  /** The known aspects, each once, sorted. */
  readonly aspects: VolumeAspect[];
  /** What is wrong with the list. @default - nothing */
  readonly problem?: string;
  /** The description after the list. */
  readonly text: string;
}

const PREFIX = "[scs:";
const STANDARD = "scs-0114-v1";

/**
 * The list of aspects at the start of a volume type's description: `[scs:encrypted, replicated] fast` (scs-0114-v1).
 * No aspect is mandatory, and `__default__` promises nothing.
 *
 * @example
 * VolumeAspects.compose([VolumeAspect.REPLICATED, VolumeAspect.ENCRYPTED], "Ceph"); // "[scs:encrypted, replicated] Ceph"
 */
export class VolumeAspects {
  /** The description with its list: aspects sorted, each once; no list when there are none. */
  public static compose(aspects: VolumeAspect[], text = ""): string {
    const known = Object.values(VolumeAspect);
    const unknown = aspects.filter((aspect) => !known.includes(aspect));
    if (unknown.length > 0) {
      throw refuse("SCSBP-5030", {
        got: Quote.list(unknown.map((each) => Quote.text(String(each)))),
        allowed: known.join(", "),
        fix: "say it in the text after the list: own aspects are not allowed",
      });
    }
    if (text.startsWith(PREFIX)) {
      throw refuse("SCSBP-5031", {
        got: Quote.text(text),
        allowed: "the text without the list",
        fix: "pass the aspects only, the list is written for you",
      });
    }
    const sorted = [...new Set(aspects)].sort();
    const list = sorted.length === 0 ? "" : `${PREFIX}${sorted.join(", ")}]`;
    return [list, text].filter((part) => part !== "").join(" ");
  }

  /** Reads the list at the very start; blanks around commas do not count, `[scs:]` is an empty list. */
  public static parse(description: string): VolumeAspectList {
    const end = description.startsWith(PREFIX) ? description.indexOf("]") : -1;
    if (end < 0) {
      return { present: false, aspects: [], text: description };
    }
    const inside = description.slice(PREFIX.length, end).trim();
    const words = inside === "" ? [] : inside.split(",").map((word) => word.trim());
    const known = Object.values(VolumeAspect);
    const aspects = known.filter((aspect) => words.includes(aspect)).sort();
    return {
      present: true,
      aspects,
      problem: VolumeAspects.problem(words, known),
      text: description.slice(end + 1).trimStart(),
    };
  }

  /**
   * Checks all volume types a tenant sees.
   *
   * @param withRecommended also whether an encrypted and a replicated type can be found; @default false
   */
  public static check(types: VolumeTypeFacts[], withRecommended = false): Finding[] {
    const findings = types.map((type) => VolumeAspects.syntax(type));
    if (withRecommended) {
      for (const aspect of Object.values(VolumeAspect)) {
        findings.push(VolumeAspects.presence(types, aspect));
      }
    }
    return findings;
  }

  private static problem(words: readonly string[], known: readonly string[]): string | undefined {
    const unknown = words.filter((word) => !known.includes(word));
    if (unknown.length > 0) {
      return `unknown aspect ${Quote.list(unknown.map((word) => Quote.text(word)))}`;
    }
    if (new Set(words).size < words.length) {
      return "an aspect stands twice";
    }
    return words.join() === [...words].sort().join() ? undefined : "the aspects are not sorted";
  }

  private static syntax(type: VolumeTypeFacts): Finding {
    const description = type.description ?? "";
    const { present, aspects, problem } = VolumeAspects.parse(description);
    const base = { testcase: "scs-0114-syntax-check", standard: STANDARD, clause: "aspect list", subject: type.name };
    if (problem !== undefined) {
      return {
        ...base,
        result: FindingResult.FAIL,
        message: `the list of aspects is malformed: ${problem}`,
        got: Quote.text(description),
        allowed: "encrypted and replicated, sorted, each at most once",
        fix: `begin the description with ${VolumeAspects.compose(aspects) || "no list"}`,
      };
    }
    if (!present && /\[\s*scs\s*:/i.test(description)) {
      return {
        ...base,
        result: FindingResult.WARN,
        message:
          "something like a list of aspects is not read: it must stand at the very start, in lower case, and be closed",
        got: Quote.text(description),
        allowed: "[scs:encrypted, replicated] and then the text",
        fix: "move the list to the start",
      };
    }
    return {
      ...base,
      result: FindingResult.PASS,
      message: aspects.length === 0 ? "promises nothing" : `promises ${aspects.join(", ")}`,
    };
  }

  private static presence(types: readonly VolumeTypeFacts[], aspect: VolumeAspect): Finding {
    const found = types.find((type) => VolumeAspects.parse(type.description ?? "").aspects.includes(aspect));
    return {
      testcase: `scs-0114-${aspect}-type`,
      standard: STANDARD,
      clause: `a volume type that is ${aspect} (recommended)`,
      subject: found?.name,
      result: found === undefined ? FindingResult.FAIL : FindingResult.PASS,
      message: found === undefined ? `no volume type is marked as ${aspect}` : `volume type ${found.name} is ${aspect}`,
      fix: found === undefined ? `offer one and describe it with [scs:${aspect}]` : undefined,
    };
  }
}
