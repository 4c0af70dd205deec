import { FleetRenderer } from "@scs-blueprints/checker/fleet";
import { ExitCode } from "../../exit-codes";
import type { Reporter } from "@scs-blueprints/toolkit";
import { renderTable } from "../../output/table";

/** `fleet list`: what a synthesized fleet has. */
export function fleetList(outDir: string, reporter: Reporter): ExitCode {
  const facts = FleetRenderer.read(outDir);
  const rows = facts.waves.flatMap(({ name, after, approval }) =>
    facts.targets
      .filter(({ wave }) => wave === name)
      .flatMap(({ key, retired, stacks }) =>
        stacks.map(({ id, state }, index) =>
          index === 0
            ? [name, after.join(", "), approval ? "yes" : "", key, retired ? "destroyed next" : "", id, state]
            : ["", "", "", "", "", id, state],
        ),
      ),
  );
  const head = ["wave", "after", "approval", "target", "", "stack", "state"];
  reporter.block(`\n${renderTable(head, rows)}\n`);
  reporter.result({ ...facts });
  return ExitCode.Ok;
}
