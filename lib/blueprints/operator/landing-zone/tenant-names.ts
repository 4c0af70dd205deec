import { createHash } from "node:crypto";
import { refuse } from "../../../core/index";
import { Suggestions } from "@scs-blueprints/standards/internal";

/** Something of a tenant that has a name. */
interface Named {
  readonly name: string;
  readonly was?: string;
  readonly existing?: boolean;
}

/**
 * Longest names in Keystone: 64 characters (keystone/resource/schema.py, the column `group.name`), of users and roles 255
 * (keystone/common/validation/parameter_types.py).
 */
const LONGEST: Readonly<Record<string, number>> = { domain: 64, project: 64, group: 64, user: 255, role: 255 };

/** Ids that the engine leaves out of addresses; members of every object, such as `constructor`, are no ids either. */
const HIDDEN = new Set(["Default", "Resource"]);

/** Where options stand that were read from a file: `tenants.yaml:12`. */
const places = new WeakMap<object, string>();

/** Names of a landing zone: fit for Keystone, once each, keys of resource addresses. @internal */
export class TenantNames {
  /** Remembers where options stand. */
  public static place(options: object, place: string): void {
    places.set(options, place);
  }

  /** Where options stand, else the path of the construct. */
  public static placeOf(options: object, path: string): string {
    return places.get(options) ?? path;
  }

  /** Id of a construct for a name: readable, and another for each name. */
  public static key(name: string): string {
    const readable = name.replace(/[^A-Za-z0-9_-]+/g, "-");
    if (readable === name && !HIDDEN.has(name) && !(name in Object.prototype)) {
      return name;
    }
    return `${readable}-${createHash("sha256").update(name).digest("hex").slice(0, 6)}`;
  }

  /**
   * Things of one kind by their names.
   *
   * @throws BlueprintError SCSBP-6300 for an unfit name, SCSBP-6301 for a name used twice, SCSBP-6312 for a former name
   * that another thing has
   */
  public static index<T extends Named>(kind: string, all: readonly T[], path: string): Map<string, T> {
    const byName = new Map<string, T>();
    const seen = new Map<string, string>();
    for (const one of all) {
      const place = TenantNames.placeOf(one, path);
      TenantNames.check(kind, one.name, place);
      const other = seen.get(one.name.toLowerCase());
      if (other !== undefined) {
        throw refuse(place, "SCSBP-6301", {
          what: `two ${kind}s of one name`,
          got: other === one.name ? one.name : `${other} and ${one.name}, which Keystone takes for the same`,
          allowed: `each name once, in whatever case`,
          fix: "rename one of them, or merge them",
        });
      }
      seen.set(one.name.toLowerCase(), one.name);
      byName.set(one.name, one);
    }
    for (const one of all.filter((each) => each.was !== undefined)) {
      TenantNames.checkFormer(kind, one, all, path);
    }
    return byName;
  }

  /**
   * A thing by its name.
   *
   * @throws BlueprintError SCSBP-6302 when there is none, with the nearest names
   */
  public static find<T>(kind: string, name: string, all: ReadonlyMap<string, T>, place: string): T {
    const found = all.get(name);
    if (found === undefined) {
      const near = Suggestions.nearest(name, [...all.keys()]);
      const known = near.length > 0 ? near : [...all.keys()].slice(0, 5);
      throw refuse(place, "SCSBP-6302", {
        what: `there is no ${kind} of this name`,
        got: JSON.stringify(name),
        allowed: known.length === 0 ? `there are no ${kind}s` : known.join(", "),
        fix: near.length > 0 ? `write ${near[0]}, or declare ${JSON.stringify(name)}` : `declare the ${kind}`,
      });
    }
    return found;
  }

  private static check(kind: string, name: unknown, place: string): void {
    const longest = LONGEST[kind] ?? 64;
    const fits =
      typeof name === "string" &&
      name.length > 0 &&
      name.length <= longest &&
      name.trim() === name &&
      !/\p{Cc}|[$%]\{/u.test(name);
    if (!fits) {
      throw refuse(place, "SCSBP-6300", {
        what: `not a name for a ${kind}`,
        got: JSON.stringify(name),
        allowed: `1 to ${longest} characters, known at synth, without control characters and spaces around them`,
        fix: "choose another name",
      });
    }
  }

  private static checkFormer(kind: string, one: Named, all: readonly Named[], path: string): void {
    const place = TenantNames.placeOf(one, path);
    const was = one.was as string;
    TenantNames.check(kind, was, place);
    const taken = all.find((other) => other.name === was);
    const twin = all.find((other) => other !== one && other.was === was);
    if (taken !== undefined || twin !== undefined || one.existing === true) {
      const clash = taken === undefined ? `${twin?.name} was ${was} too` : `there is a ${kind} ${was} now`;
      throw refuse(place, "SCSBP-6312", {
        what: `a ${kind} cannot have been this one before`,
        got:
          one.existing === true ? `${one.name} was ${was}, and is only looked up` : `${one.name} was ${was}; ${clash}`,
        allowed: `the former name of a ${kind} that the landing zone made, and that no other has or had`,
        fix: "drop `was`: it has done its work once all states are applied",
      });
    }
  }
}
