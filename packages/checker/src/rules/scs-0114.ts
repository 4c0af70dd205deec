import { VolumeAspect, VolumeAspects } from "@scs-blueprints/standards";
import type { Declared } from "../evidence/declared";
import { volumeTypesMade } from "../evidence/declared-offers";
import { Outcome, type Observation } from "../report-model";
import type { Rule, RuleContext } from "../rule";
import { notDeclared } from "./declared-cloud";
import { fromFindings, testcaseRule, withFact } from "./rule-definition";

const SYNTAX = "scs-0114-syntax-check";

/** SCS-0114: volume types. @internal */
export const scs0114 = (): Rule[] => [
  testcaseRule(SYNTAX, {
    title: "The list of aspects in a volume type's description is well-formed",
    rationale: "Users and tools find encrypted or replicated storage by that list",
    clause: "Systematic description of volume types: [scs:aspect, aspect] at the start, sorted, each once",
    fix: "begin the description with [scs:encrypted], [scs:replicated] or [scs:encrypted, replicated]",
    synth: syntaxInCode,
    live: (live) =>
      withFact(live, "volumeTypes", (types) =>
        fromFindings(VolumeAspects.check(types), (finding) => live.subject("volume type", finding.subject), {
          testcase: SYNTAX,
        }),
      ),
  }),
  ...[VolumeAspect.ENCRYPTED, VolumeAspect.REPLICATED].map((aspect) => aspectRule(aspect)),
];

function syntaxInCode(declared: Declared): Observation[] {
  return volumeTypesMade(declared).flatMap(({ resource, facts }) => {
    const subject = resource.subject("volume type");
    return facts === undefined
      ? [{ outcome: Outcome.DEFERRED, subject, message: "the description is known only later" }]
      : fromFindings(VolumeAspects.check([facts]), subject, { testcase: SYNTAX });
  });
}

/** A volume type with the aspect can be found. */
function aspectRule(aspect: VolumeAspect): Rule {
  const id = `scs-0114-${aspect}-type`;
  return testcaseRule(id, {
    title: `A volume type that is ${aspect} can be found`,
    rationale: "Without it users cannot tell which storage protects their data",
    clause: `Types with aspects (recommended): at least one type is ${aspect}`,
    fix: `offer a volume type that is ${aspect}, described with [scs:${aspect}]`,
    universal: false,
    synth: (declared, context) => aspectInCode(aspect, declared, context),
    live: (live) =>
      withFact(live, "volumeTypes", (types) =>
        fromFindings(VolumeAspects.check(types, true), (finding) => live.subject("volume type", finding.subject), {
          testcase: id,
        }),
      ),
  });
}

function aspectInCode(aspect: VolumeAspect, declared: Declared, context: RuleContext): Observation[] {
  const types = volumeTypesMade(declared);
  const found = types.find(
    ({ facts }) => facts !== undefined && VolumeAspects.parse(facts.description ?? "").aspects.includes(aspect),
  );
  if (found !== undefined) {
    const message = `the stacks make a volume type that is ${aspect}`;
    return [{ outcome: Outcome.PASS, subject: found.resource.subject("volume type"), message }];
  }
  const later = types.filter(({ facts }) => facts === undefined);
  return later.length > 0
    ? later.map(({ resource }) => ({
        outcome: Outcome.DEFERRED,
        subject: resource.subject("volume type"),
        message: "the description is known only later",
      }))
    : notDeclared(declared, context, `a volume type that is ${aspect}`, { kind: "volume type" }, types.length);
}
