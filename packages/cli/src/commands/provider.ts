import type { Command } from "commander";
import { json, type Json } from "./options";

/** Names and options of `provider`. */
export function addProvider(program: Command): void {
  const provider = program
    .command("provider")
    .description("Builds the OpenStack provider from the Go module proxy, if its registry cannot be reached.");
  json(
    provider
      .command("install")
      .description("build the provider into the local mirror")
      .option("--force", "build it again", false),
  ).action(async (options: Json & { force: boolean }) => {
    const { runCommand } = await import("../actions/run.js");
    const { providerInstall } = await import("../actions/provider.js");
    await runCommand(options.json === true, (reporter) => providerInstall(options.force, reporter));
  });
  json(provider.command("env").description("print exports that make terraform, tofu and cdktf use the mirror")).action(
    async (options: Json) => {
      const { runCommand } = await import("../actions/run.js");
      const { providerEnv } = await import("../actions/provider.js");
      await runCommand(options.json === true, () => providerEnv(options.json === true));
    },
  );
  json(provider.command("remove").description("delete the mirror; the registry is used again")).action(
    async (options: Json) => {
      const { runCommand } = await import("../actions/run.js");
      const { providerRemove } = await import("../actions/provider.js");
      await runCommand(options.json === true, (reporter) => Promise.resolve(providerRemove(reporter)));
    },
  );
}
