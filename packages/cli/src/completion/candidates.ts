import type { Command, Option } from "commander";
import { Profile, RuleCatalogue } from "@scs-blueprints/checker";
import { Scope } from "@scs-blueprints/standards";
import { Api } from "../actions/docs";
import { knownClouds } from "../actions/choose-cloud";
import { listExamples } from "@scs-blueprints/toolkit";
import { SANDBOX_COMMANDS } from "@scs-blueprints/sandbox";
import { listTemplates } from "../templates/catalogue";
import { SHELLS } from "./scripts";

/** One word that could come next. */
export interface Candidate {
  readonly value: string;
  /** @default - none */
  readonly description?: string;
}

/** Stands for the files that the shell finds itself. */
export const FILES: Candidate = { value: ":files" };

const plain = (values: readonly string[]): Candidate[] => values.map((value) => ({ value }));

/** Names that stand in no option's choices, by option. */
const OPTION_VALUES: Readonly<Record<string, () => Candidate[]>> = {
  "--example": () => [...plain(listExamples()), FILES],
  "--cloud": () => plain(knownClouds()),
  "--scope": scopes,
  "--profile": () => plain(Profile.ids()),
};

/** Names of arguments, by command. */
const ARGUMENT_VALUES: Readonly<Record<string, readonly (() => Candidate[])[]>> = {
  init: [() => listTemplates().map(({ name, description }) => ({ value: name, description })), () => [FILES]],
  sandbox: [() => plain(SANDBOX_COMMANDS)],
  scopes: [scopes],
  explain: [() => RuleCatalogue.all().map(({ id, title }) => ({ value: id, description: title }))],
  docs: [() => Api.load().constructs.map(({ name }) => ({ value: name }))],
  completion: [() => plain(SHELLS)],
};

function scopes(): Candidate[] {
  return Scope.all().map(({ id, title }) => ({ value: id, description: title }));
}

/**
 * What could stand in place of the last word.
 *
 * @param words those after the program's name, up to the cursor; the last one may be empty
 */
export function candidates(program: Command, words: readonly string[]): Candidate[] {
  const typed = words.filter((word) => word !== "="); // bash takes `--format=svg` apart
  const last = words.at(-1) === "=" ? "" : (typed.pop() ?? "");
  const [flag = "", begun] = last.startsWith("--") ? last.split(/=(.*)/s) : [];
  let command = program;
  let argument = 0;
  let pending: Option | undefined;
  for (const word of typed) {
    const sub = command.commands.find((each) => each.name() === word);
    if (pending !== undefined) {
      pending = undefined;
    } else if (word.startsWith("-")) {
      pending = optionOf(command, word);
    } else if (sub !== undefined) {
      command = sub;
      argument = 0;
    } else {
      argument += 1;
    }
  }
  if (pending !== undefined) {
    return beginning(last, valuesOf(pending));
  }
  const assigned = begun === undefined ? undefined : optionOf(command, flag);
  if (assigned !== undefined) {
    const values = beginning(begun ?? "", valuesOf(assigned)).filter((each) => each !== FILES);
    return values.map(({ value, description }) => ({ value: `${flag}=${value}`, description }));
  }
  if (last.startsWith("-")) {
    return beginning(last, optionsOf(command));
  }
  return beginning(last, [...(argument === 0 ? commandsOf(command) : []), ...argumentsOf(command, argument)]);
}

function commandsOf(command: Command): Candidate[] {
  const visible = command.createHelp().visibleCommands(command);
  return visible.map((each) => ({ value: each.name(), description: each.summary() || each.description() }));
}

function argumentsOf(command: Command, index: number): Candidate[] {
  const values = ARGUMENT_VALUES[command.name()]?.[index];
  if (values !== undefined) {
    return values();
  }
  const declared = command.registeredArguments[index] ?? command.registeredArguments.find(({ variadic }) => variadic);
  if (declared === undefined) {
    return [];
  }
  return declared.argChoices === undefined ? [FILES] : plain(declared.argChoices);
}

function optionsOf(command: Command): Candidate[] {
  const visible = command.createHelp().visibleOptions(command);
  return visible.map(({ long, short, description }) => ({ value: long ?? short ?? "", description }));
}

/** @returns the option, when the next word is its value */
function optionOf(command: Command, flag: string): Option | undefined {
  const found = command.options.find(({ long, short }) => long === flag || short === flag);
  return found?.required === true || found?.optional === true ? found : undefined;
}

function valuesOf(option: Option): Candidate[] {
  if (option.argChoices !== undefined) {
    return plain(option.argChoices);
  }
  const known = OPTION_VALUES[option.long ?? ""];
  return known === undefined ? (/<(file|dir)>/.test(option.flags) ? [FILES] : []) : known();
}

function beginning(text: string, all: readonly Candidate[]): Candidate[] {
  return all.filter((each) => each === FILES || each.value.startsWith(text));
}
