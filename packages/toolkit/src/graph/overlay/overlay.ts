import { type Change, declaredAddress, type StackResource } from "@scs-blueprints/checker/assembly";
import { refuse } from "@scs-blueprints/standards/errors";
import { isObject, listOf, readJsonObject, textOf, type JsonObject } from "@scs-blueprints/checker/reading";
import { ComplianceState, PlanAction, type NodeState } from "../model";
import type { Topology } from "../topology";
import { readChanges, stackOf } from "./plan-elements";

const REPORT = "scs-blueprints/compliance-report";

/** Outcomes of findings that show as a state; others say nothing of a single resource. */
const STATES: Readonly<Record<string, ComplianceState>> = {
  fail: ComplianceState.VIOLATED,
  "not-looked-at": ComplianceState.OPEN,
  deferred: ComplianceState.OPEN,
  waived: ComplianceState.WAIVED,
  warn: ComplianceState.MET,
  pass: ComplianceState.MET,
};

/**
 * What is laid over a picture: the actions of plans, the states of compliance reports.
 *
 * @example
 * async function planned(plan: string): Promise<string> {
 *   const topology = Topology.fromDirectory("cdktf.out", { plans: [plan] });
 *   const overlay = new Overlay(topology);
 *   overlay.addPlan(plan);
 *   return GraphWriter.render(topology, GraphFormat.SVG, { overlay });
 * }
 */
export class Overlay {
  /** @internal */
  public readonly states = new Map<string, NodeState[]>();

  public constructor(private readonly topology: Topology) {}

  /**
   * Actions of a plan: the output of `terraform show -json` for a saved plan.
   *
   * @param stack its stack. Default: the one whose addresses it has most of
   * @throws BlueprintError SCSBP-7010 when it is no plan in JSON, SCSBP-7011 when it is the plan of something else
   */
  public addPlan(file: string, stack?: string): void {
    const changes = readChanges(file);
    const owner = stack ?? stackOf(changes, this.topology.elements);
    if (owner === undefined && changes.length > 0) {
      throw refuse("SCSBP-7011", {
        what: "the plan has none of the stacks' resources",
        got: `${file}: ${changes.length} resources, such as ${declaredAddress(changes[0]?.address ?? "")}`,
        allowed: `a plan of ${this.topology.elements.stacks.map(({ name }) => name).join(" or ")}`,
        fix: "synthesize the program of the plan, or name its output directory",
      });
    }
    for (const change of changes) {
      const action = actionOf(change);
      if (action !== undefined && owner !== undefined) {
        this.put(owner, declaredAddress(change.address), { action });
      }
    }
  }

  /**
   * States of a compliance report: what `scs-blueprints check --json` writes.
   *
   * @throws BlueprintError SCSBP-7020 when it is no such report
   */
  public addReport(file: string): void {
    const fix = "make it anew: scs-blueprints check --output report.json";
    const report = readJsonObject(file, "SCSBP-7020", "the compliance report", fix);
    if (textOf(report, "format") !== REPORT || !/^1\./.test(textOf(report, "formatVersion") ?? "")) {
      throw refuse("SCSBP-7020", {
        what: "the file is JSON, and no compliance report that this version can read",
        got: `${file}: format ${textOf(report, "format") ?? "not named"} ${textOf(report, "formatVersion") ?? ""}`.trimEnd(),
        allowed: `${REPORT} 1.x`,
        fix,
      });
    }
    const paths = new Map<string, StackResource>(
      this.topology.elements.resources.flatMap((each) =>
        each.constructPath === undefined ? [] : [[each.constructPath, each] as const],
      ),
    );
    for (const result of listOf(report, "results")) {
      const rule = isObject(result["rule"]) ? (textOf(result["rule"], "id") ?? "rule") : "rule";
      for (const finding of listOf(result, "findings")) {
        this.finding(rule, finding, (path) => paths.get(path)?.address);
      }
    }
  }

  private finding(rule: string, finding: JsonObject, addressOf: (path: string) => string | undefined): void {
    const compliance = STATES[textOf(finding, "outcome") ?? ""];
    const subject = isObject(finding["subject"]) ? finding["subject"] : {};
    const path = textOf(subject, "constructPath");
    const address = textOf(subject, "address") ?? (path === undefined ? undefined : addressOf(path));
    const stack = textOf(subject, "stack") ?? path?.split("/")[0];
    if (compliance === undefined || address === undefined) {
      return; // of the cloud as a whole, or of something that is no resource
    }
    const message = textOf(finding, "message") ?? "";
    const findings = compliance === ComplianceState.MET ? {} : { findings: [`${rule}: ${message}`] };
    const stacks = stack === undefined ? this.topology.elements.stacks.map(({ name }) => name) : [stack];
    stacks.forEach((each) => this.put(each, address, { compliance, ...findings }));
  }

  private put(stack: string, address: string, state: NodeState): void {
    for (const node of this.topology.nodesOf(stack, address)) {
      const known = this.states.get(node);
      if (known === undefined) {
        this.states.set(node, [state]);
      } else {
        known.push(state);
      }
    }
  }
}

function actionOf({ actions }: Change): PlanAction | undefined {
  const [create, remove] = [actions.includes("create"), actions.includes("delete")];
  if (create && remove) {
    return PlanAction.REPLACE;
  }
  if (create) {
    return PlanAction.CREATE;
  }
  return remove ? PlanAction.DELETE : actions.includes("update") ? PlanAction.UPDATE : undefined;
}
