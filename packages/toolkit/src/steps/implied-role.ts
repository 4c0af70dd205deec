import { refuse } from "@scs-blueprints/standards/errors";
import type { CloudStep } from "@scs-blueprints/standards";
import { isObject, listOf, textOf, type StepApi, type StepChange } from "./step-api";
import type { StepHandler } from "./step-api";

/** A role that implies another (Keystone's role inference rules). */
export const impliedRole: StepHandler = {
  describe: (step) => `the role ${step.text("role")} implies ${step.text("implies")}`,

  async changes(step: CloudStep, api: StepApi): Promise<StepChange[]> {
    const prior = await roleId(api, step.text("role"));
    if (prior === undefined) {
      throw refuse("SCSBP-8125", {
        what: "there is no role of this name",
        got: step.text("role"),
        fix: "create the role first, or name the one that members of projects have",
      });
    }
    const implied = await roleId(api, step.text("implies"));
    if (implied === undefined || (await isImplied(api, prior, implied))) {
      return []; // a cloud without the role has no service that asks for it
    }
    await refuseCycle(api, step, prior, implied);
    const words = `let ${step.text("role")} imply ${step.text("implies")}`;
    return [{ words, method: "PUT", url: `${api.identity}/roles/${prior}/implies/${implied}` }];
  },

  async undo(step: CloudStep, api: StepApi): Promise<StepChange[]> {
    const prior = await roleId(api, step.text("role"));
    const implied = await roleId(api, step.text("implies"));
    if (prior === undefined || implied === undefined || !(await isImplied(api, prior, implied))) {
      return [];
    }
    const words = `let ${step.text("role")} no longer imply ${step.text("implies")}`;
    return [{ words, method: "DELETE", url: `${api.identity}/roles/${prior}/implies/${implied}` }];
  },
};

/** Roles without a domain: those of all projects. */
async function roleId(api: StepApi, name: string): Promise<string | undefined> {
  const roles = await api.list(`${api.identity}/roles?name=${encodeURIComponent(name)}`, "roles");
  return textOf(roles.find((role) => textOf(role, "domain_id") === undefined) ?? {}, "id");
}

async function isImplied(api: StepApi, prior: string, implied: string): Promise<boolean> {
  return (await inferences(api)).get(prior)?.includes(implied) ?? false;
}

async function inferences(api: StepApi): Promise<Map<string, string[]>> {
  const rules = await api.list(`${api.identity}/role_inferences`, "role_inferences");
  return new Map(
    rules.map((rule) => {
      const prior = isObject(rule["prior_role"]) ? textOf(rule["prior_role"], "id") : undefined;
      return [prior ?? "", listOf(rule, "implies").flatMap((role) => textOf(role, "id") ?? [])];
    }),
  );
}

/** A circle would give each of its roles all of their rights. */
async function refuseCycle(api: StepApi, step: CloudStep, prior: string, implied: string): Promise<void> {
  const rules = await inferences(api);
  const reached = new Set([implied]);
  for (const role of reached) {
    rules.get(role)?.forEach((next) => reached.add(next));
  }
  if (reached.has(prior)) {
    throw refuse("SCSBP-8125", {
      what: "the roles would imply each other",
      got: `${step.text("implies")} implies ${step.text("role")} already, directly or over other roles`,
      allowed: "implications without a circle",
      fix: "remove the opposite implication: openstack implied role list",
    });
  }
}
