import { Profile } from "../../../compliance/profile";
import { Scope, ScopeLayer } from "../../../scs/index";
import type { Reporter } from "../../output/reporter";

/** What chooses the profiles of a check. */
export interface ProfileChoice {
  readonly scope: readonly string[];
  readonly profile: readonly string[];
  /** Profiles that the program requires of itself. */
  readonly required: readonly string[];
  readonly date: string;
  /** Whether there is code to look at. */
  readonly hasCode: boolean;
}

const GOOD_PRACTICE = "good-practice";

/**
 * The profiles to check: those named; else those that the program requires of itself; else the IaaS scope in force on
 * the day, and good practice where there is code.
 */
export function chooseProfiles(choice: ProfileChoice, reporter: Reporter): Profile[] {
  const { scope, profile, required, date, hasCode } = choice;
  const named = [...scope.map((id) => Scope.of(id).id), ...profile];
  if (named.length > 0) {
    return unique(named).map((id) => Profile.of(id));
  }
  const known = required.filter((id) => Profile.ids().includes(id));
  for (const id of required.filter((each) => !known.includes(each))) {
    reporter.warn(`the program requires the profile ${id}, which only the program itself can check: at synth`);
  }
  if (known.length > 0) {
    return unique(known).map((id) => Profile.of(id));
  }
  const effective = Profile.scope(Scope.effectiveAt(ScopeLayer.IAAS, date));
  return hasCode ? [effective, Profile.of(GOOD_PRACTICE)] : [effective];
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids.map((id) => id.toLowerCase()))];
}
