import type { ErrorCode } from "../core/error-codes";
import { ExitCode } from "./exit-codes";

/** Codes of the commands around a user's own project: `init`, `docs`. */
export const PROJECT_ERROR_CODES: readonly (ErrorCode & { readonly exitCode: ExitCode })[] = [
  {
    code: "SCSBP-8400",
    title: "No such template",
    explanation: "`init` without a name lists the templates.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8401",
    title: "The folder of the new project is not empty",
    explanation: "`init` overwrites nothing: it takes a folder that is not there yet, or an empty one.",
    exitCode: ExitCode.Usage,
  },
  {
    code: "SCSBP-8402",
    title: "The new project cannot be written",
    explanation:
      "The project is written beside the folder and moved there as a whole; after a failure nothing is left.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8410",
    title: "The description of the library is not there",
    explanation: "The build writes dist/api.json from the types that are shipped; `docs` reads it.",
    exitCode: ExitCode.Failed,
  },
  {
    code: "SCSBP-8411",
    title: "The library exports nothing of that name",
    explanation: "`docs` without a name lists the constructs; with `--json` all names.",
    exitCode: ExitCode.Usage,
  },
];
