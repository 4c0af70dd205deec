import { Argument, type Command } from "commander";
import { SHELLS, type Shell } from "../completion/scripts";
import { json, type Json } from "./options";

const HELP = `
Examples:
  eval "$(scs-blueprints completion bash)"       in ~/.bashrc
  eval "$(scs-blueprints completion zsh)"        in ~/.zshrc, after compinit
  scs-blueprints completion fish > ~/.config/fish/completions/scs-blueprints.fish

Completes commands, options and their values, templates, examples, scopes, rules, constructs, clouds.
The shell must find the program in PATH: install it globally, or add node_modules/.bin.

Exit codes:
  0 done   2 no such shell
`;

/** Names and options of `completion`, and of the hidden command that its scripts ask. */
export function addCompletion(program: Command): void {
  json(
    program
      .command("completion")
      .summary("completion for bash, zsh or fish")
      .description("Prints a completion script for a shell: commands, options and names.")
      .addArgument(new Argument("<shell>", SHELLS.join(", ")).choices([...SHELLS])),
    "the script as JSON",
  )
    .addHelpText("after", HELP)
    .action(async (shell: Shell, options: Json) => {
      const { completionScript } = await import("../completion/scripts.js");
      const script = completionScript(shell);
      process.stdout.write(
        options.json === true ? `${JSON.stringify({ event: "result", ok: true, shell, script })}\n` : script,
      );
    });
  program
    .command("complete", { hidden: true })
    .argument("[words...]")
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (words: string[]) => {
      const { candidates } = await import("../completion/candidates.js");
      const lines = candidates(program, words).map(({ value, description }) =>
        description === undefined ? value : `${value}\t${description.replaceAll(/\s+/g, " ")}`,
      );
      process.stdout.write(lines.map((line) => `${line}\n`).join(""));
    });
}
