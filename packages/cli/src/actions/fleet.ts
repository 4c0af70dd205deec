import { type FleetPipeline, FleetRenderer, type FleetRenderOptions } from "@scs-blueprints/checker/fleet";
import { RenderedFiles } from "@scs-blueprints/checker/internal";
import { refuse } from "@scs-blueprints/standards/errors";
import type { Reporter } from "@scs-blueprints/toolkit";
import { ExitCode } from "../exit-codes";
import { renderTable } from "../output/table";

/** The command line of `fleet render`. */
export interface FleetRenderCommandOptions extends FleetRenderOptions {
  readonly engine: FleetPipeline;
  readonly out: string;
  readonly check: boolean;
}

/** `fleet render`: the files of an engine, written or held against those that are there. */
export function fleetRender(options: FleetRenderCommandOptions, reporter: Reporter): ExitCode {
  const { engine, out, check } = options;
  const facts = FleetRenderer.read(options.outDir ?? "cdktf.out");
  const rendered = FleetRenderer.render(facts, engine, options);
  const files = new RenderedFiles(out, FleetRenderer.mark(facts, engine), rendered);
  const changes = check ? files.compare() : files.write();
  const { added, changed, removed, unchanged } = changes;
  const lines = [
    ...added.map((path) => `+ ${path}`),
    ...changed.map((path) => `~ ${path}`),
    ...removed.map((path) => `- ${path}`),
  ];
  if (check && lines.length > 0) {
    throw refuse("SCSBP-8150", {
      what: `the files for ${engine} differ from the program`,
      got: lines.join("\n"),
      allowed: "what `fleet render` with the same options writes",
      fix: "run the command without --check, and commit the files",
    });
  }
  reporter.block([...lines, `${unchanged.length} of ${rendered.length} files as they were`].join("\n"));
  reporter.result({ engine, ...changes });
  return ExitCode.Ok;
}

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
