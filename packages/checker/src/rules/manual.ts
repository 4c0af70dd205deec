import type { Rule } from "../rule";
import { testcaseRule } from "./rule-definition";

/** Testcases that a person decides: documents have to be read. */
const TESTCASES = [
  {
    id: "key-manager-docs-check",
    title: "Keys are stored encrypted and their master key elsewhere",
    rationale: "Whoever gets the database must not get the keys",
    how: "the operator states where the master key (KEK) is kept",
  },
  {
    id: "availability-zones-check",
    title: "Compute zones are separate fire zones with redundant power, uplink and core routers",
    rationale: "Spreading over zones protects only when zones do not fail together",
    how: "the operator states fire zones, power lines, uplinks and core routers of each zone",
  },
  {
    id: "domain-manager-check",
    title: "Customers manage users, projects and groups of their domain themselves, and nothing else",
    rationale: "Customers should not have to ask the operator for each user",
    how: "two domains with managers are needed; see Tests/iam/domain-manager/domain-manager-check.py",
  },
];

/** @internal */
export const manualRules = (): Rule[] =>
  TESTCASES.map(({ id, title, rationale, how }) =>
    testcaseRule(id, {
      title,
      rationale,
      clause: "manual check",
      fix: how,
      limitation: `checked by a person: ${how}`,
    }),
  );
