import type { Rule } from "../rule";
import { testcaseRule } from "./rule-definition";

/** Testcases that need a guest: what they read, and how. */
const TESTCASES = [
  {
    id: "scs-0101-entropy-avail",
    clause: "Decision: entropy_avail is 256 in a guest",
    how: "a server has to be booted and /proc/sys/kernel/random/entropy_avail read from its console",
  },
  {
    id: "scs-0101-fips-test",
    clause: "Decision: rngtest finds at most 5 failures in 1000 blocks",
    how: "a server has to be booted and rngtest run in it",
  },
];

/** SCS-0101: entropy. Decided only inside a guest, by its console. @internal */
export const scs0101 = (): Rule[] =>
  TESTCASES.map(({ id, clause, how }) =>
    testcaseRule(id, {
      rationale: "Keys and TLS sessions of a fresh server are only as good as the randomness it starts with",
      clause,
      fix: "offer hosts whose CPUs have RDSEED/RDRAND or RNDR and do not filter them from guests",
      limitation: `needs a guest: ${how}; run the official suite for it (scs-compliance-check.py -t ${id})`,
    }),
  );
