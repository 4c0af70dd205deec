import { createHash } from "node:crypto";
import { refuse } from "@scs-blueprints/standards/errors";

/** What stands in paths, schemas, names of Secrets, jobs and objects alike; no `--`, so that `__` and `.` can join keys. */
const KEY = /^(?=.{1,40}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Keys of a fleet: of itself, its targets, waves, stacks, clouds and environments. @internal */
export class Keys {
  /** @throws BlueprintError SCSBP-7500 for a key that cannot stand in all the places where it will */
  public static check(what: string, key: string): string {
    if (!KEY.test(key)) {
      throw refuse("SCSBP-7500", {
        what: `${what} has a key that cannot name a state, a job and an object`,
        got: JSON.stringify(key),
        allowed: "at most 40 lower-case letters, digits and single hyphens, a letter first: regio-a-prod",
        fix: "rename it; after a first apply a new key is a new state",
      });
    }
    return key;
  }

  /** `text` if it has at most `length` characters, else its beginning and a digest of all of it. */
  public static bounded(text: string, length: number): string {
    if (text.length <= length) {
      return text;
    }
    const digest = createHash("sha256").update(text).digest("hex").slice(0, 8);
    return `${text.slice(0, length - digest.length)}${digest}`;
  }

  /** For messages: the keys there are. */
  public static list(keys: readonly string[]): string {
    return keys.length === 0 ? "none yet" : [...keys].sort().join(", ");
  }
}
