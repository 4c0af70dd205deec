import { StandardFlavors, type StandardFlavor } from "@scs-blueprints/standards";
import type { Declared } from "../evidence/declared";
import { flavorsMade } from "../evidence/declared-offers";
import { Outcome, type Observation } from "../report-model";
import type { Rule, RuleContext } from "../rule";
import { notDeclared } from "./declared-cloud";
import { fromFindings, testcaseRule, testcasesWithPrefix, withFact } from "./rule-definition";

/** SCS-0103: standard flavors, one rule each: it is there, exactly as the standard has it. @internal */
export function scs0103(): Rule[] {
  const ids = new Set(testcasesWithPrefix("scs-0103-flavor-").map(({ id }) => id));
  return StandardFlavors.all()
    .filter(({ testcase }) => ids.has(testcase))
    .map((flavor) => flavorRule(flavor));
}

function flavorRule(flavor: StandardFlavor): Rule {
  const name = flavor.name.canonical;
  const specs = Object.entries(flavor.extraSpecs).map(([key, value]) => `${key}=${value}`);
  return testcaseRule(flavor.testcase, {
    title: `Flavor ${name} is there, exactly as the standard has it`,
    rationale: "Users write the name once and deploy to any SCS-compatible cloud",
    clause: `Properties of standard flavors: ${name} is ${flavor.status}; its values and extra specs must be met exactly`,
    fix: `offer ${name} to all projects: ${flavor.vcpus} vCPUs, ${flavor.ramMiB} MiB, ${flavor.diskGB} GB, ${specs.join(", ")}`,
    universal: false,
    synth: (declared, context) => flavorInCode(flavor, declared, context),
    live: (live) =>
      withFact(live, "flavors", (flavors) =>
        fromFindings(StandardFlavors.compare(flavors, true), live.subject("flavor", name), {
          testcase: flavor.testcase,
        }),
      ),
  });
}

function flavorInCode(flavor: StandardFlavor, declared: Declared, context: RuleContext): Observation[] {
  const wanted = flavor.name.canonical;
  const made = flavorsMade(declared);
  const named = made.find(
    ({ name, resource }) => resource.entry("extra_specs", "scs:name-v2").text === wanted || name.text === wanted,
  );
  if (named === undefined) {
    const later = made.filter(({ name }) => name.isUnknown).map(({ resource }) => resource);
    return later.length > 0
      ? later.map((resource) => ({
          outcome: Outcome.DEFERRED,
          subject: resource.subject("flavor"),
          message: `known only later: whether this is ${wanted}`,
        }))
      : notDeclared(declared, context, wanted, { kind: "flavor", name: wanted }, made.length);
  }
  const subject = named.resource.subject("flavor");
  if (named.facts === undefined || named.isPublic === undefined) {
    const what = [...named.unknown, ...(named.isPublic === undefined ? ["is_public"] : [])].join(", ");
    return [{ outcome: Outcome.DEFERRED, subject, message: `known only later: ${what}` }];
  }
  return named.isPublic
    ? fromFindings(StandardFlavors.compare([named.facts], true), subject, { testcase: flavor.testcase })
    : [
        {
          outcome: Outcome.FAIL,
          subject,
          message: `${wanted} is not public: projects do not see it`,
          got: "is_public is false, or not set",
          allowed: "true",
          fix: "set is_public to true",
        },
      ];
}
