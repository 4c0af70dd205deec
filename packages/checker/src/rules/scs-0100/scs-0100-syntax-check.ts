import { FlavorName, FlavorSyntax } from "@scs-blueprints/standards";
import type { Declared } from "../../evidence/declared";
import { DeclaredFlavors } from "../../evidence/declared-flavor";
import type { LiveEvidence } from "../../evidence/live";
import type { FindingSubject } from "../../assembly/declared";
import { EvidenceKind, Outcome } from "../../report-model";
import { Rule, type Observation } from "../../rule";
import { Testcases } from "../testcases";

/** scs-0100-syntax-check: every name that starts with `SCS-`, made, used or on offer, follows the grammar. */
export class FlavorSyntaxCheck extends Rule {
  public constructor() {
    super(
      Testcases.props("scs-0100-syntax-check", {
        rationale: "A name that starts with SCS- is a promise about CPU, memory and disk; users and tools read it",
        clause: "Proposal: flavor names; names that start with SCS- follow the syntax, own extensions are forbidden",
        fix: "correct the name, or drop the prefix SCS-; `npx scs-blueprints flavor explain NAME` tells where it breaks",
        evidence: [EvidenceKind.SYNTH, EvidenceKind.PLAN, EvidenceKind.LIVE],
      }),
    );
  }

  public override synth(declared: Declared): Observation[] {
    const places = [...DeclaredFlavors.made(declared), ...DeclaredFlavors.used(declared)];
    return places.flatMap(({ resource, name }): Observation[] => {
      const subject = resource.subject("flavor");
      if (name.isUnknown) {
        return [{ outcome: Outcome.DEFERRED, subject, message: "the flavor's name is known only later" }];
      }
      return this.judge(name.text ?? "", { ...subject, name: name.text });
    });
  }

  public override live(live: LiveEvidence): Observation[] {
    const { flavors } = live.facts;
    if (flavors === undefined) {
      return [this.notLookedAt(live, "flavors")];
    }
    return flavors.flatMap(({ name }) => this.judge(name, live.subject("flavor", name)));
  }

  /** Names of other kinds are outside the standard. The official test takes the older spellings with a warning. */
  private judge(name: string, subject: FindingSubject): Observation[] {
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
}
