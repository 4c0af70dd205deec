import { type Plan, readStateFile, type Stack, type State, type StateResource } from "@scs-blueprints/checker/assembly";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { shellQuote } from "@scs-blueprints/standards/internal";
import {
  sandboxHome,
  shortPath,
  type CloudIdentity,
  describeCloud,
  identify,
  isSameCloud,
  cloudOfProvider,
  type CloudEntry,
  isMapping,
  type Mapping,
  type Reporter,
} from "@scs-blueprints/toolkit";
import { isSandbox } from "./choose-cloud";
import { type ProgramRun, startCommand } from "./program-run";

/** What lies beside a local state: which cloud it belongs to. */
interface StateNote {
  readonly version: 1;
  /** By provider: `openstack`, or `openstack.ALIAS`. */
  readonly clouds: Readonly<Record<string, CloudIdentity>>;
  /** Where that sandbox is; a place has one sandbox at a time. @default - it is no sandbox */
  readonly sandbox?: { readonly cloudsYaml: string; readonly host: string };
}

/** A stack with a local state, and the cloud that this run works on. */
interface StateCloudProps {
  readonly run: ProgramRun;
  readonly stack: Stack;
  readonly file: string;
  readonly asked: StateNote;
  /** Providers whose cloud the program names, so that `--cloud` does not choose it. */
  readonly named: readonly string[];
}

/**
 * The cloud that a local state belongs to. It is noted in a file beside the state before the first apply, and forgotten when all is
 * destroyed. On another cloud nothing of the state would be found: an apply would drop it all and make it anew.
 *
 * A state without a note (of `cdktf deploy`, or older than notes) is taken over when the plan finds any of it on this cloud.
 */
export class StateCloud {
  /**
   * @param env in which the engine runs
   * @param logins what former stacks found out
   * @returns undefined for a state that is not local, and for a stack without an OpenStack cloud, or with one that only
   *   Terraform knows
   */
  public static async open(
    run: ProgramRun,
    stack: Stack,
    env: NodeJS.ProcessEnv,
    logins: Map<string, CloudIdentity>,
  ): Promise<StateCloud | undefined> {
    const file = localStateFile(stack, env);
    const providers = Object.entries(providersOf(stack));
    if (file === undefined) {
      return undefined;
    }
    const clouds: Record<string, CloudIdentity> = {};
    for (const [key, block] of providers) {
      const entry = entryOf(block, env);
      if (entry !== undefined) {
        const login = JSON.stringify(entry);
        const cloud = logins.get(login) ?? (await identify(entry));
        logins.set(login, cloud);
        clouds[key] = { ...cloud, name: typeof block.cloud === "string" ? block.cloud : run.cloud.name };
      }
    }
    if (Object.keys(clouds).length === 0) {
      return undefined;
    }
    const named = providers.filter(([, block]) => block.cloud !== undefined).map(([key]) => key);
    const sandbox = isSandbox(run.cloud.name) ? { cloudsYaml: run.cloud.cloudsYaml, host: hostname() } : undefined;
    return new StateCloud({ run, stack, file, asked: { version: 1, clouds, sandbox }, named });
  }

  private note: StateNote | undefined;

  private constructor(private readonly props: StateCloudProps) {
    this.note = readNote(this.noteFile);
  }

  /**
   * Looks at the note before anything is done. With `--forget-state` a state of another cloud is set aside.
   *
   * @throws BlueprintError SCSBP-8045 when the state belongs to another cloud
   */
  public claim(reporter: Reporter): void {
    const { asked } = this.props;
    const key = Object.keys(asked.clouds).find((one) => !this.isSame(one));
    const [noted, wanted] = [this.note?.clouds[key ?? ""], asked.clouds[key ?? ""]];
    if (key === undefined || noted === undefined || wanted === undefined || this.count === 0) {
      return;
    }
    if (this.isMadeAnew(noted, wanted)) {
      reporter.note(
        `the sandbox was made anew: what the state of ${this.props.stack.name} lists went with the old one`,
      );
      return;
    }
    this.turnAway(reporter, () => {
      const back = this.wayBack(key, noted, wanted);
      return refuse("SCSBP-8045", {
        what: `the state of ${this.props.stack.name} belongs to another cloud`,
        got: describeCloud(wanted),
        allowed: `${describeCloud(noted)}\nwhose state is ${shortPath(this.props.file)} (${this.words})`,
        fix: [
          `go on there: ${back.go}`,
          `or destroy what is there, then run this again: ${back.destroy}`,
          `or have both, in two folders: ${this.copy(wanted.name === noted.name ? "copy" : wanted.name)}`,
          `or, if that cloud is gone for good: ${this.forget}`,
          `or, if this login reaches the same resources under another URL: rm ${shellQuote(shortPath(this.noteFile))}; the next run looks for them`,
        ].join("\n"),
      });
    });
  }

  /** Whether there is a state of which nobody noted the cloud. */
  public get isUnknown(): boolean {
    return this.note === undefined && this.count !== 0;
  }

  /**
   * Whether the plan found any of a state on this cloud. What another cloud may have under the same id (a key pair's is its name)
   * counts only where there is nothing else.
   *
   * @param plan it holds the state as it was found
   */
  public isFound(state: State, plan: Plan): boolean {
    const held = state.managed.filter(isOfCloud);
    const unique = held.filter(({ type, values }) => UUID.test(String(values["id"])) && !/quota/.test(type));
    const sought = unique.length > 0 ? unique : held;
    const there = new Set(
      plan.priorState.managed.filter(isOfCloud).map(({ type, values }) => `${type} ${String(values["id"])}`),
    );
    return sought.length === 0 || sought.some(({ type, values }) => there.has(`${type} ${String(values["id"])}`));
  }

  /**
   * What follows when nothing of a state without a note was found.
   *
   * @throws BlueprintError SCSBP-8046, unless the state is to be forgotten and was set aside
   */
  public refuseUnfound(reporter: Reporter): void {
    this.turnAway(reporter, () => {
      const asked = Object.values(this.props.asked.clouds)[0] as CloudIdentity;
      return refuse("SCSBP-8046", {
        what: `nothing that the state of ${this.props.stack.name} lists is on this cloud`,
        got: describeCloud(asked),
        allowed: `the cloud that it was applied to\nwhose state is ${shortPath(this.props.file)} (${this.words})`,
        fix: [
          `name that cloud: ${this.start({ cloud: "NAME" })}`,
          `or have both, in two folders: ${this.copy(asked.name)}`,
          `or, if all of it is gone for good: ${this.forget}`,
        ].join("\n"),
      });
    });
  }

  /** Notes the cloud, before an apply changes anything there. */
  public record(changes: boolean): void {
    const { asked } = this.props;
    if (!changes && this.count === 0) {
      return;
    }
    const old = this.count === 0 ? {} : (this.note?.clouds ?? {});
    const known = Object.entries(asked.clouds).map(([key, cloud]): [string, CloudIdentity] => {
      const same = old[key] !== undefined && isSameCloud(old[key], cloud);
      return [key, { ...(same ? old[key] : {}), ...withoutUnknown(cloud) }];
    });
    this.note = { ...asked, clouds: { ...old, ...Object.fromEntries(known) } };
    const temporary = `${this.noteFile}.new`;
    writeFileSync(temporary, `${JSON.stringify(this.note, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(temporary, this.noteFile);
  }

  /** All was destroyed: the state is nobody's. */
  public release(): void {
    this.note = undefined;
    rmSync(this.noteFile, { force: true });
  }

  private isSame(key: string): boolean {
    const [noted, wanted] = [this.note?.clouds[key], this.props.asked.clouds[key]];
    return noted === undefined || wanted === undefined || isSameCloud(noted, wanted);
  }

  /** One place has one sandbox at a time: another project of the same login means that the old sandbox was wiped. */
  private isMadeAnew(noted: CloudIdentity, wanted: CloudIdentity): boolean {
    const [old, now] = [this.note?.sandbox, this.props.asked.sandbox];
    return (
      old !== undefined && old.cloudsYaml === now?.cloudsYaml && old.host === now.host && noted.name === wanted.name
    );
  }

  private turnAway(reporter: Reporter, refusal: () => BlueprintError): void {
    const { run, stack, file } = this.props;
    if (run.options.forgetState !== true) {
      throw refusal();
    }
    const noted = Object.values(this.note?.clouds ?? {})[0];
    const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
    const aside = [file, noted === undefined ? "unknown" : fileName(noted.name), stamp].join(".");
    const of = noted === undefined ? "" : ` of ${describeCloud(noted)}`;
    const words = this.words;
    renameSync(file, aside);
    if (existsSync(this.noteFile)) {
      renameSync(this.noteFile, noteOf(aside));
    }
    this.note = undefined;
    reporter.warn(
      `forgotten: the state of ${stack.name} (${words})${of}. No later run changes or destroys what is still there. The file is kept as ${shortPath(aside)}`,
    );
  }

  /** How to work on the noted cloud, and how to destroy what is there. */
  private wayBack(key: string, noted: CloudIdentity, wanted: CloudIdentity): { go: string; destroy: string } {
    const { named, asked } = this.props;
    const [old, now] = [this.note?.sandbox, asked.sandbox];
    const by = (other: { readonly cloud?: string }, where: string) => ({
      go: where + this.start(other),
      destroy: where + this.start(other, "--destroy"),
    });
    if (named.includes(key)) {
      return by({}, `let the program name ${noted.name} again, then `);
    }
    if (old === undefined && now === undefined && noted.name === wanted.name) {
      return by({}, `let ${noted.name} in clouds.yaml be that cloud again, then `);
    }
    const home = old === undefined ? undefined : dirname(old.cloudsYaml);
    const elsewhere = home === undefined || home === sandboxHome() ? "" : `SCS_SANDBOX_HOME=${shellQuote(home)} `;
    const host = old === undefined || old.host === hostname() ? "" : `on ${old.host}: `;
    return by({ cloud: noted.name }, host + elsewhere);
  }

  /** A folder for each cloud: the program without its states. */
  private copy(end: string): string {
    const { example } = this.props.run;
    if (dirname(this.props.file) !== resolve(example.dir)) {
      return "a state of its own for each cloud (docs/clouds.md)";
    }
    const from = shortPath(example.dir);
    const to = from === "." ? `../${fileName(basename(example.dir))}-${fileName(end)}` : `${from}-${fileName(end)}`;
    const [quoted, start] = [shellQuote(to), this.start({ example: to.includes("/") ? to : `./${to}` })];
    return `cp -R ${shellQuote(from)} ${quoted} && rm -rf ${quoted}/${example.output} ${quoted}/*.tfstate* && ${start}`;
  }

  private start(other: { readonly cloud?: string; readonly example?: string }, ...more: string[]): string {
    return startCommand({ ...this.props.run.options, ...other }, ...more);
  }

  private get forget(): string {
    return this.start({}, "--forget-state");
  }

  private get noteFile(): string {
    return noteOf(this.props.file);
  }

  /** How many resources the state lists. @returns undefined when that cannot be seen: it is encrypted */
  private get count(): number | undefined {
    return readStateFile(this.props.file).count;
  }

  private get words(): string {
    return readStateFile(this.props.file).words;
  }
}

const UUID = /[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}/;
const isOfCloud = ({ provider }: StateResource) => provider.endsWith("/openstack");
const noteOf = (state: string) => `${state}.cloud.json`;
const fileName = (name: string) => name.replace(/[^\w.-]+/g, "-");
const withoutUnknown = (cloud: CloudIdentity) =>
  Object.fromEntries(Object.entries(cloud).filter(([, value]) => value !== undefined)) as unknown as CloudIdentity;

/** A note that cannot be read is none: then the cloud is asked. */
function readNote(file: string): StateNote | undefined {
  try {
    const note: unknown = JSON.parse(readFileSync(file, "utf8"));
    const readable = isMapping(note) && note.version === 1 && isMapping(note.clouds);
    return readable && Object.values(note.clouds as Mapping).every(isMapping)
      ? (note as unknown as StateNote)
      : undefined;
  } catch {
    return undefined;
  }
}

/** @returns undefined for a cloud that the provider cannot find either: Terraform says so as soon as it needs it */
function entryOf(block: Mapping, env: NodeJS.ProcessEnv): CloudEntry | undefined {
  try {
    return cloudOfProvider(block, env);
  } catch (error) {
    if (BlueprintError.isBlueprintError(error) && ["SCSBP-8030", "SCSBP-8032", "SCSBP-8122"].includes(error.code)) {
      return undefined;
    }
    throw error;
  }
}

/** Configurations of the OpenStack provider in a synthesized stack. */
function providersOf({ providers }: Stack): Record<string, Mapping> {
  const own = providers.filter(({ name }) => name === "openstack");
  return Object.fromEntries(
    own.map(({ alias, values }) => [alias === undefined ? "openstack" : `openstack.${alias}`, values]),
  );
}

/** Where Terraform's local backend puts the state. @returns undefined for other backends */
function localStateFile({ localBackend, workingDir }: Stack, env: NodeJS.ProcessEnv): string | undefined {
  if (localBackend === undefined) {
    return undefined;
  }
  const { path, workspace_dir: folder } = localBackend;
  const workspace = env.TF_WORKSPACE || selectedWorkspace(join(workingDir, env.TF_DATA_DIR || ".terraform"));
  return workspace === undefined || workspace === "default"
    ? resolve(workingDir, typeof path === "string" ? path : "terraform.tfstate")
    : resolve(workingDir, typeof folder === "string" ? folder : "terraform.tfstate.d", workspace, "terraform.tfstate");
}

function selectedWorkspace(dataDir: string): string | undefined {
  const file = join(dataDir, "environment");
  return existsSync(file) ? readFileSync(file, "utf8").trim() || undefined : undefined;
}
