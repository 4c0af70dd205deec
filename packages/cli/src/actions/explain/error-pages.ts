import { readFileSync } from "node:fs";
import { type ErrorCode, ERRORS, type ErrorText } from "@scs-blueprints/standards/error-codes";
import { sandboxFile } from "@scs-blueprints/sandbox";
import { ownExitCode } from "../../exit-codes";

/** One documented error. */
export interface ErrorPage extends ErrorText {
  readonly code: string;
  /** Exit code of the command line. @default - the command decides */
  readonly exitCode?: number;
}

/** Every error code of the library and the sandbox, by code. */
export function errorPages(): ErrorPage[] {
  const own = (Object.keys(ERRORS) as ErrorCode[]).map((code) => ({
    code,
    ...ERRORS[code],
    exitCode: ownExitCode(code),
  }));
  return [...own, ...sandboxPages()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The sandbox's side is Python; its list is a literal of strings. */
function sandboxPages(): ErrorPage[] {
  let source: string;
  try {
    source = readFileSync(sandboxFile("scs_sandbox", "errors.py"), "utf8");
  } catch {
    return []; // packed without the sandbox
  }
  return [...source.matchAll(/^\s+"(SCSBP-\d{4})":\s+"(.*)",$/gm)].map(([, code = "", title = ""]) => ({
    code,
    title,
    explanation: "Raised by the sandbox; its message says the value received and what to do.",
  }));
}
