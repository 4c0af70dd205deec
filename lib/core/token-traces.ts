const NOT_KEPT = Object.freeze(["(not kept; with SCS_BLUEPRINTS_SYNTH=engine in the environment it is)"]);

/** The engine's module that notes where a token was made, and where it lies. */
const MODULE = "cdktf/lib/tokens/private/stack-trace";

/**
 * Has the engine no longer write down a whole stack trace for each token: half the time it takes to construct a large
 * stack, and a quarter of its memory. They are seen in one place, the message of an error in a Lazy value or another
 * token, which says instead how to get them.
 *
 * `SCS_BLUEPRINTS_SYNTH=engine` in the environment leaves them, and an engine that has no such module has them.
 *
 * @internal
 */
export function dropTokenTraces(): void {
  if (process.env["SCS_BLUEPRINTS_SYNTH"] === "engine") {
    return;
  }
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the engine exports it by its path alone
    const traces = require(MODULE) as { captureStackTrace: () => readonly string[] };
    traces.captureStackTrace = () => NOT_KEPT;
  } catch {
    // another engine
  }
}
