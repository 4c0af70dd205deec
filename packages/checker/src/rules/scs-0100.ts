import { Findings, FindingResult, FlavorName, FlavorSyntax, type ObservedFlavor } from "@scs-blueprints/standards";
import type { FindingSubject } from "../assembly/declared";
import type { Declared } from "../evidence/declared";
import { flavorsMade, flavorsUsed } from "../evidence/declared-offers";
import { Outcome, type Observation } from "../report-model";
import type { Rule } from "../rule";
import { fromFindings, testcaseRule, withFact } from "./rule-definition";

/** SCS-0100: flavor names. @internal */
export const scs0100 = (): Rule[] => [
  testcaseRule("scs-0100-syntax-check", {
    rationale: "A name that starts with SCS- is a promise about CPU, memory and disk; users and tools read it",
    clause: "Proposal: flavor names; names that start with SCS- follow the syntax, own extensions are forbidden",
    fix: "correct the name, or drop the prefix SCS-; `npx scs-blueprints flavor explain NAME` tells where it breaks",
    synth: syntaxInCode,
    live: (live) =>
      withFact(live, "flavors", (flavors) =>
        flavors.flatMap(({ name }) => checkSyntax(name, live.subject("flavor", name))),
      ),
  }),
  testcaseRule("scs-0100-semantics-check", {
    rationale: "Users size their servers by the name; a flavor that has less than its name says breaks them",
    clause: "Proposal: a flavor name must not promise more than the flavor gives (understating is allowed)",
    fix: "give the flavor at least what its name says, or rename it",
    synth: semanticsInCode,
    live: (live) =>
      withFact(live, "flavors", (flavors) =>
        flavors.flatMap((flavor) => checkSemantics(flavor, live.subject("flavor", flavor.name))),
      ),
  }),
];

function syntaxInCode(declared: Declared): Observation[] {
  return [...flavorsMade(declared), ...flavorsUsed(declared)].flatMap(({ resource, name }): Observation[] => {
    const subject = resource.subject("flavor");
    return name.isUnknown
      ? [{ outcome: Outcome.DEFERRED, subject, message: "the flavor's name is known only later" }]
      : checkSyntax(name.text ?? "", { ...subject, name: name.text });
  });
}

/** Names of other kinds are outside the standard. The official test takes the older spellings with a warning. */
function checkSyntax(name: string, subject: FindingSubject): Observation[] {
  if (!FlavorName.isScs(name)) {
    return [];
  }
  const read = FlavorName.tryParse(name, FlavorSyntax.V3);
  if (read.ok) {
    return [{ outcome: Outcome.PASS, subject, message: `${name} is a valid name` }];
  }
  const old = FlavorName.tryParse(name, FlavorSyntax.V1).name;
  if (old !== undefined) {
    return [
      {
        outcome: Outcome.WARN,
        subject,
        message: "the name is in the old spelling with colons, which the official test takes with a warning",
        got: name,
        allowed: old.canonical,
        fix: `offer the flavor as ${old.canonical} too`,
      },
    ];
  }
  const { problem } = read;
  return [
    {
      outcome: Outcome.FAIL,
      subject,
      message: `not a valid name of an SCS flavor: ${problem?.what ?? "it breaks the grammar"}`,
      got: problem?.got,
      allowed: problem?.allowed,
      fix: problem?.fix,
    },
  ];
}

function semanticsInCode(declared: Declared): Observation[] {
  return flavorsMade(declared).flatMap(({ resource, name, facts, unknown }) => {
    const subject = resource.subject("flavor");
    if (facts !== undefined) {
      return checkSemantics(facts, subject);
    }
    const outOfScope = name.text !== undefined && !FlavorName.isScs(name.text);
    return outOfScope
      ? []
      : [{ outcome: Outcome.DEFERRED, subject, message: `known only later: ${unknown.join(", ") || "its values"}` }];
  });
}

/** Names that break the grammar are the matter of scs-0100-syntax-check. */
function checkSemantics(flavor: ObservedFlavor, subject: FindingSubject): Observation[] {
  const name =
    FlavorName.tryParse(flavor.name, FlavorSyntax.V3).name ?? FlavorName.tryParse(flavor.name, FlavorSyntax.V1).name;
  if (name === undefined) {
    return [];
  }
  const findings = name.promises(flavor);
  return Findings.worst(findings) === FindingResult.PASS
    ? [{ outcome: Outcome.PASS, subject, message: `${flavor.name} gives what its name says` }]
    : fromFindings(
        findings.filter((each) => each.result !== FindingResult.PASS),
        subject,
      );
}
