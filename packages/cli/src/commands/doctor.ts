import type { Command } from "commander";
import { json, type Json } from "./options";

/** Names and options of `doctor`. */
export function addDoctor(program: Command): void {
  json(program.command("doctor").description("Checks the requirements of this computer, changes nothing.")).action(
    async (options: Json) => {
      const { runCommand } = await import("../actions/run.js");
      const { doctor } = await import("../actions/doctor.js");
      await runCommand(options.json === true, doctor);
    },
  );
}
