import { rmSync } from "node:fs";
import { join } from "node:path";
import { EXAMPLES, synthesize, synthesizedTexts } from "../support/examples";

/** The library synthesizes faster than the engine, and writes the same bytes. */
test.each(EXAMPLES)("%s is, byte for byte, what the engine's own synthesis makes", (example) => {
  const folder = join(__dirname, "../../examples", example);
  const [ours, engines] = ["cdktf.ours.out", "cdktf.engines.out"].map((name) => join(folder, name)) as [string, string];
  try {
    synthesize(folder, ours);
    synthesize(folder, engines, { SCS_BLUEPRINTS_SYNTH: "engine" });
    expect(synthesizedTexts(engines)).toEqual(synthesizedTexts(ours));
  } finally {
    [ours, engines].forEach((outdir) => rmSync(outdir, { recursive: true, force: true }));
  }
});
