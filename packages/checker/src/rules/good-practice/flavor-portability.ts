import { FlavorName, FlavorSyntax, StandardFlavors, StandardFlavorStatus } from "@scs-blueprints/standards";
import type { Declared } from "../../evidence/declared";
import { DeclaredFlavors } from "../../evidence/declared-flavor";
import { Outcome } from "../../report-model";
import type { Observation } from "../../rule";
import { GoodPracticeRule } from "./good-practice-rule";

/** good-practice-flavor-portability: servers use flavors that every SCS-compatible cloud has. */
export class FlavorPortability extends GoodPracticeRule {
  public constructor() {
    super({
      id: "good-practice-flavor-portability",
      title: "Servers use flavors that every SCS-compatible cloud has",
      rationale: "The same code then deploys to another cloud without change",
      clause: "the 15 mandatory flavors of scs-0103 are the only ones that can be relied on",
      fix: "use a mandatory standard flavor, such as Flavor.SCS_2V_4, with a boot volume of the size you need",
      url: "https://docs.scs.community/standards/scs-0103-v1-standard-flavors",
    });
  }

  public override synth(declared: Declared): Observation[] {
    const made = new Set(
      DeclaredFlavors.made(declared).flatMap(({ name }) => (name.text === undefined ? [] : [name.text])),
    );
    return DeclaredFlavors.used(declared).flatMap(({ resource, name }): Observation[] => {
      const subject = resource.subject("flavor");
      if (name.isUnknown) {
        return [{ outcome: Outcome.DEFERRED, subject, message: "the flavor's name is known only later" }];
      }
      const text = name.text ?? "";
      const standard = StandardFlavors.find(text);
      if (made.has(text)) {
        return [{ outcome: Outcome.PASS, subject, message: "the stacks make this flavor themselves" }];
      }
      if (standard?.status === StandardFlavorStatus.MANDATORY && standard.name.canonical === text) {
        return [{ outcome: Outcome.PASS, subject, message: `${text} is on every SCS-compatible cloud` }];
      }
      const nearest = StandardFlavors.closest(
        text,
        StandardFlavors.mandatory().map((flavor) => flavor.name.canonical),
      );
      return [
        {
          outcome: Outcome.FAIL,
          subject: { ...subject, name: text },
          message: this.why(text, standard !== undefined),
          got: text,
          allowed: "one of the 15 mandatory flavors of scs-0103",
          fix: nearest.length > 0 ? `nearest are ${nearest.join(", ")}` : undefined,
        },
      ];
    });
  }

  private why(text: string, isStandard: boolean): string {
    if (isStandard) {
      return "the flavor is recommended, not mandatory (or spelled the old way): not every SCS-compatible cloud has it";
    }
    return FlavorName.tryParse(text, FlavorSyntax.V3).ok
      ? "the flavor has an SCS name and is no standard flavor: another cloud may lack it"
      : "the flavor's name is the cloud's own: another cloud has no such flavor";
  }
}
