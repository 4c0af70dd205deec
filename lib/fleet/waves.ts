import { refuse } from "@scs-blueprints/standards/errors";
import { Keys } from "./keys";

/** A set of targets that are worked on side by side. */
export interface FleetWave {
  /**
   * Waves that have to be done first, all of their targets without a failure.
   * @default - the wave that is declared before this one; none for the first
   */
  readonly after?: string[];
  /** Whether a person looks at each plan and lets it go on. @default false */
  readonly approval?: boolean;
}

/** A wave with its defaults filled in. @internal */
export interface OrderedWave {
  readonly name: string;
  readonly after: readonly string[];
  readonly approval: boolean;
}

/** The order of waves. @internal */
export class Waves {
  /**
   * @returns the waves, each behind those it comes after
   * @throws BlueprintError SCSBP-7500 for an unfit name, SCSBP-7502 for an unknown one, SCSBP-7505 for a circle
   */
  public static order(waves: Readonly<Record<string, FleetWave>>): OrderedWave[] {
    const names = Object.keys(waves);
    const all = new Map(
      names.map((name, index): [string, OrderedWave] => {
        Keys.check("a wave", name);
        const { after = names.slice(Math.max(index - 1, 0), index), approval = false } = waves[name] ?? {};
        return [name, { name, after: [...new Set(after)], approval }];
      }),
    );
    for (const { name, after } of all.values()) {
      after.forEach((each) => Waves.known(each, names, `the wave ${name} comes after one that there is not`));
    }
    const ordered: OrderedWave[] = [];
    const visit = (name: string, way: readonly string[]): void => {
      const wave = all.get(name);
      if (wave === undefined || ordered.includes(wave)) {
        return;
      }
      if (way.includes(name)) {
        throw refuse("SCSBP-7505", {
          got: [...way.slice(way.indexOf(name)), name].reverse().join(" → "),
          allowed: "waves that begin with one that comes after none",
          fix: "take one `after` of the circle away",
        });
      }
      wave.after.forEach((each) => visit(each, [...way, name]));
      ordered.push(wave);
    };
    names.forEach((name) => visit(name, []));
    return ordered;
  }

  /** @throws BlueprintError SCSBP-7502 */
  public static known(name: string, names: readonly string[], what: string): void {
    if (!names.includes(name)) {
      throw refuse("SCSBP-7502", {
        what,
        got: JSON.stringify(name),
        allowed: Keys.list(names),
        fix: "correct the name, or declare the wave in `waves` of the fleet",
      });
    }
  }

  /** All waves that are done before a wave begins. */
  public static before(name: string, waves: readonly OrderedWave[]): Set<string> {
    const direct = waves.find((each) => each.name === name)?.after ?? [];
    return new Set(direct.flatMap((each) => [each, ...Waves.before(each, waves)]));
  }
}
