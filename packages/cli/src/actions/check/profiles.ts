import { Profile } from "@scs-blueprints/checker";
import { Scope, ScopeLayer } from "@scs-blueprints/standards";
import type { Reporter } from "@scs-blueprints/toolkit";

/** What chooses the profiles of a check. */
export interface ProfileChoice {
  readonly scope: readonly string[];
  readonly profile: readonly string[];
  /** Profiles that the program requires of itself. */
  readonly required: readonly string[];
  readonly date: string;
  /** Whether there is code to look at. */
  readonly hasCode: boolean;
  /** Whether a cloud is asked. */
  readonly cloud?: string;
  /** Whether a cluster is asked. */
  readonly kubeconfig?: string;
}

const GOOD_PRACTICE = "good-practice";

/**
 * The profiles to check: those named; else those that the program requires of itself; else the scopes in force on the
 * day: IaaS, KaaS where a cluster is asked, that alone where there is nothing else; and good practice where there is code.
 */
export function chooseProfiles(choice: ProfileChoice, reporter: Reporter): Profile[] {
  const { scope, profile, required, date, hasCode } = choice;
  const named = [...scope.map((id) => Scope.fromId(id).id), ...profile];
  if (named.length > 0) {
    return unique(named).map((id) => profileOf(id, choice));
  }
  const known = required.filter((id) => Profile.ids().includes(id));
  for (const id of required.filter((each) => !known.includes(each))) {
    reporter.warn(`the program requires the profile ${id}, which only the program itself can check: at synth`);
  }
  if (known.length > 0) {
    return unique(known).map((id) => profileOf(id, choice));
  }
  const cluster = choice.kubeconfig !== undefined;
  const infrastructure = hasCode || choice.cloud !== undefined || !cluster;
  const layers = [...(infrastructure ? [ScopeLayer.IAAS] : []), ...(cluster ? [ScopeLayer.KAAS] : [])];
  const effective = layers.map((layer) => profileOf(Scope.effectiveAt(layer, date).id, choice));
  return hasCode ? [...effective, Profile.fromId(GOOD_PRACTICE)] : effective;
}

/**
 * With a cluster, a KaaS scope takes its manual testcases along: the node distribution is one, and a cluster's API shows
 * most of it. They never decide the verdict.
 */
function profileOf(id: string, { kubeconfig }: ProfileChoice): Profile {
  const scope = Scope.all().find((each) => each.id === id && each.layer === ScopeLayer.KAAS);
  return scope !== undefined && kubeconfig !== undefined ? Profile.scope(scope, true) : Profile.fromId(id);
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids.map((id) => id.toLowerCase()))];
}
