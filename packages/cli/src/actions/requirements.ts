import {
  findEngine,
  type Engine,
  type EngineName,
  checkNode,
  findPython,
  type Reporter,
} from "@scs-blueprints/toolkit";

/** Checks what a run needs before anything is begun. @throws with the fix for what is missing */
export async function checkRequirements(
  reporter: Reporter,
  options: { readonly engine?: EngineName; readonly sandbox: boolean },
): Promise<Engine> {
  const step = reporter.step("requirements", "Checking what is needed");
  try {
    const node = checkNode();
    const [engine, python] = await Promise.all([
      findEngine(options.engine),
      options.sandbox ? findPython() : Promise.resolve(undefined),
    ]);
    step.done(
      [`Node.js ${node}`, `${engine.title} ${engine.version}`, python && `Python ${python.version}`]
        .filter(Boolean)
        .join(", "),
    );
    return engine;
  } catch (error) {
    step.fail();
    throw error;
  }
}
