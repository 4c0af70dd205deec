import type { Plan, Stack } from "@scs-blueprints/checker/assembly";
import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { refuse } from "@scs-blueprints/standards/errors";
import {
  type Engine,
  type RunLock,
  cloudEnvironment,
  type CloudTarget,
  type Reporter,
  interrupted,
  interrupts,
  whoAmI,
} from "@scs-blueprints/toolkit";
import type { ProviderSetup } from "@scs-blueprints/sandbox";
import { ApplyProgress } from "../terraform/apply-progress";
import { ConstructPaths } from "../terraform/construct-paths";
import { EngineFailure, EngineRunner, type SavedPlan } from "../terraform/engine-runner";
import { initialise } from "../terraform/initialise";
import { readInventory, type Inventory, renderInventory } from "../terraform/inventory";
import { parseLockError, type LockInfo } from "../terraform/diagnostics";
import { type Difference, planDifferences, renderDifferences } from "../terraform/plan-changes";
import type { StateCloud } from "./state-cloud";

export interface PlanAndApplyProps {
  readonly engine: Engine;
  readonly stack: Stack;
  readonly cloud: CloudTarget;
  readonly setup: ProviderSetup;
  /** The set-up once the provider is built. */
  readonly setupAnew: () => ProviderSetup;
  /** Variables for the engine that win, undefined to unset. @default - none */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly lock: RunLock;
  readonly reporter: Reporter;
  readonly parallelism?: number;
  /** Which cloud the state belongs to. @default - that is not looked after: the state is not local, or there is no cloud */
  readonly state?: StateCloud;
}

/** What became of a stack; the `stacks` of `--json`. */
export interface StackOutcome {
  readonly stack: string;
  /** Whether the plan had something to do. */
  readonly changed: boolean;
  readonly applied: boolean;
  readonly counts: Readonly<Record<string, number>>;
  /** What the plan after the apply would still change: must be none. */
  readonly differences: readonly (Difference & { readonly text: string })[];
  readonly inventory?: Inventory;
}

/** Initialise, plan, apply, show and prove one stack. */
export class PlanAndApply {
  private setup: ProviderSetup;
  private readonly paths: ConstructPaths;

  public constructor(private readonly props: PlanAndApplyProps) {
    this.setup = props.setup;
    this.paths = new ConstructPaths(props.stack);
  }

  public async initialise(): Promise<ProviderSetup> {
    const { engine, stack, reporter } = this.props;
    this.setup = await initialise({
      engine,
      stack,
      reporter,
      setup: this.setup,
      setupAnew: this.props.setupAnew,
      runner: (setup) => this.runner(setup),
    });
    return this.setup;
  }

  public async deploy(planOnly: boolean): Promise<StackOutcome> {
    const { stack, reporter } = this.props;
    const plan = await this.plan(false);
    const outcome = { stack: stack.name, changed: plan.changed, counts: plan.summary.counts, differences: [] };
    if (planOnly) {
      this.showChanges(plan);
      return { ...outcome, applied: false };
    }
    this.props.state?.record(plan.changed);
    if (plan.changed) {
      await this.apply(plan, "Applying");
    }
    const inventory = await this.inventory();
    reporter.block(`\n${renderInventory(inventory)}\n`);
    reporter.event("inventory", { stack: stack.name, ...inventory });
    // A plan without changes is the proof already.
    const differences = plan.changed ? await this.verify() : [];
    return { ...outcome, applied: plan.changed, inventory, differences };
  }

  /** What an apply would do; nothing is changed. */
  public async planned(): Promise<Plan> {
    await this.plan(false);
    try {
      return await this.runner().planned();
    } catch (error) {
      throw this.explain(error, "SCSBP-8044", `the plan of ${this.props.stack.name} could not be read`);
    }
  }

  public async destroy(planOnly: boolean): Promise<StackOutcome> {
    const { stack } = this.props;
    const plan = await this.plan(true);
    if (planOnly) {
      this.showChanges(plan);
    } else if (plan.changed) {
      this.props.state?.record(true);
      await this.apply(plan, "Destroying");
    }
    const inventory = planOnly ? undefined : await this.inventory();
    if (inventory?.total === 0) {
      this.props.state?.release();
    }
    return {
      stack: stack.name,
      changed: plan.changed,
      applied: plan.changed && !planOnly,
      counts: plan.summary.counts,
      differences: [],
      inventory,
    };
  }

  public close(): void {
    this.runner().discardPlan();
  }

  private async plan(destroy: boolean): Promise<SavedPlan> {
    const { stack, reporter, engine, state } = this.props;
    const title = destroy ? `Planning to destroy ${stack.name}` : `Planning ${stack.name}`;
    const step = reporter.step("plan", title);
    let refreshed = 0;
    try {
      const plan = await this.unlocking(() =>
        this.runner().plan({
          destroy,
          onMessage: (message) => {
            if (message.type === "refresh_complete") {
              refreshed += 1;
              step.progress(`${refreshed} resources read`);
            }
          },
        }),
      );
      if (state?.isUnknown === true && !state.isFound(await this.runner().state(), await this.runner().planned())) {
        state.refuseUnfound(reporter);
        step.skip("nothing of the state is on this cloud");
        return await this.plan(destroy);
      }
      const outputsOnly = plan.changed && plan.summary.changes.length === 0;
      step.done(outputsOnly ? "outputs change" : plan.summary.toString());
      for (const { severity, summary, path } of plan.warnings) {
        if (severity === "warning") {
          reporter.warn(path === undefined ? summary : `${path}: ${summary}`);
        }
      }
      reporter.event("plan", {
        stack: stack.name,
        changed: plan.changed,
        ...plan.summary.counts,
        changes: plan.summary.changes.map((change) => ({ ...change, path: this.paths.find(change.address) })),
      });
      return plan;
    } catch (error) {
      step.fail();
      throw this.explain(error, "SCSBP-8040", `${engine.name} could not plan ${stack.name}`);
    }
  }

  private async apply(plan: SavedPlan, word: string): Promise<void> {
    const { stack, reporter, engine } = this.props;
    const step = reporter.step("apply", `${word} ${stack.name}`);
    const progress = new ApplyProgress(step, this.paths, plan.summary.total, (event) => {
      reporter.event("resource", { stack: stack.name, ...event });
    });
    try {
      await this.unlocking(() => this.runner().apply((message) => progress.add(message)));
      step.done(`${plan.summary.total} resources`);
    } catch (error) {
      if (interrupts.requested && progress.unrecorded.length > 0) {
        reporter.warn(`look whether the cloud has these, and delete them there: ${progress.unrecorded.join(", ")}`);
      }
      step.fail(`${progress.count} of ${plan.summary.total} resources`);
      throw this.explain(
        error,
        "SCSBP-8041",
        `${engine.name} could not ${word === "Applying" ? "apply" : "destroy"} all of ${stack.name}`,
        "run the same command again: it goes on from what was made",
      );
    }
  }

  private async inventory(): Promise<Inventory> {
    try {
      return readInventory(await this.runner().state());
    } catch (error) {
      throw this.explain(error, "SCSBP-8044", `the state of ${this.props.stack.name} could not be read`);
    }
  }

  /** The second plan: empty, or what differs. */
  private async verify(): Promise<StackOutcome["differences"]> {
    const { stack, reporter, engine } = this.props;
    const step = reporter.step("verify", `Planning ${stack.name} again`);
    try {
      const plan = await this.runner().plan({});
      if (!plan.changed) {
        step.done("no changes: what runs is what is written");
        return [];
      }
      const differences = planDifferences(await this.runner().planned(), this.paths);
      step.fail(plan.summary.toString());
      return differences.map((difference) => ({ ...difference, text: renderDifferences([difference]) }));
    } catch (error) {
      step.fail();
      throw this.explain(error, "SCSBP-8040", `${engine.name} could not plan ${stack.name} again`);
    }
  }

  private showChanges(plan: SavedPlan): void {
    const { reporter } = this.props;
    const marks: Readonly<Record<string, string>> = {
      create: "+",
      update: "~",
      replace: "±",
      delete: "-",
      import: "←",
      move: "→",
    };
    const lines = plan.summary.changes.map(
      ({ address, action }) => `  ${marks[action] ?? "?"} ${this.paths.label(address)}`,
    );
    if (lines.length > 0) {
      reporter.block(`\n${lines.join("\n")}\n`);
    }
  }

  /** Runs a command that locks the state; a lock that a killed run of ours left is given free once. */
  private async unlocking<T>(command: () => Promise<T>): Promise<T> {
    try {
      return await command();
    } catch (error) {
      const info = error instanceof EngineFailure ? parseLockError(lockText(error)) : undefined;
      if (info === undefined || !this.isOurs(info)) {
        throw error;
      }
      this.props.reporter.warn(
        `the state was still locked by a run that was killed (${info.operation}): lock ${info.id} removed`,
      );
      if (!(await this.runner().forceUnlock(info.id))) {
        throw error;
      }
      return command();
    }
  }

  /** Whether the lock's holder is the terraform of the run that was killed in this folder, and is gone. */
  private isOurs(info: LockInfo): boolean {
    const { previous, previousEngineAlive } = this.props.lock;
    return (
      previous?.engine !== undefined &&
      !previousEngineAlive &&
      info.who === whoAmI() &&
      info.created.getTime() >= new Date(previous.since).getTime()
    );
  }

  private explain(error: unknown, code: ErrorCode, what: string, fix?: string): unknown {
    if (!(error instanceof EngineFailure)) {
      return error;
    }
    if (interrupts.requested) {
      return interrupted();
    }
    const lock = parseLockError(lockText(error));
    if (lock !== undefined) {
      return refuse("SCSBP-8043", {
        what: `the state of ${this.props.stack.name} is locked`,
        got: lock.holderKnown
          ? `${lock.operation} by ${lock.who} since ${lock.created.toISOString()}, lock ${lock.id}`
          : `lock ${lock.id}, of a run that only the state's server knows`,
        fix:
          "wait for it; if you are sure that it died, give the lock free in the stack's folder:\n" +
          `cd ${this.props.stack.workingDir} && ${this.props.engine.name} force-unlock ${lock.id}`,
      });
    }
    return error.toBlueprintError(code, what, this.props.engine, fix);
  }

  private runner(setup: ProviderSetup = this.setup): EngineRunner {
    const { engine, stack, parallelism, lock, cloud, env } = this.props;
    return new EngineRunner({
      engine,
      stack,
      parallelism,
      paths: this.paths,
      env: { ...cloudEnvironment(setup.env, cloud), ...env },
      starts: lock,
    });
  }
}

function lockText(error: EngineFailure): string {
  return [error.output, ...error.diagnostics.map((one) => `${one.summary}\n${one.detail ?? ""}`)].join("\n");
}
