import { Rule } from "../../rule";
import { Testcases } from "../testcases";

/** A testcase of scs-0101: decided only inside a guest, by its console. @internal */
export abstract class NeedsGuest extends Rule {
  protected constructor(id: string, clause: string, how: string) {
    super(
      Testcases.props(id, {
        rationale: "Keys and TLS sessions of a fresh server are only as good as the randomness it starts with",
        clause,
        fix: "offer hosts whose CPUs have RDSEED/RDRAND or RNDR and do not filter them from guests",
        evidence: [],
        limitation: `needs a guest: ${how}; run the official suite for it (scs-compliance-check.py -t ${id})`,
      }),
    );
  }
}
