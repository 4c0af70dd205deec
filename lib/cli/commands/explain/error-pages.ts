import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { COMPLIANCE_ERROR_CODES } from "../../../compliance/error-codes";
import { CORE_ERROR_CODES } from "../../../core/error-codes";
import { SCS_ERROR_CODES } from "../../../scs/error-codes";
import { packageRoot } from "../../environment/paths";
import { CLI_ERROR_CODES } from "../../error-codes";

/** One documented error. */
export interface ErrorPage {
  readonly code: string;
  readonly title: string;
  readonly explanation: string;
  /** Exit code of the command line. @default - the command decides */
  readonly exitCode?: number;
}

/** Layers that the command line does not import (docs/decisions/0001-layers.md): their lists are read when asked for. */
const OTHER_LAYERS = ["cloud", "openstack", "kubernetes", "blueprints", "graph", "fleet", "testing"];

const load = createRequire(__filename);

/** Every error code of the library and the sandbox, by code. */
export function errorPages(): ErrorPage[] {
  const pages: ErrorPage[] = [
    ...CORE_ERROR_CODES,
    ...OTHER_LAYERS.flatMap((layer) => listOf(layer)),
    ...COMPLIANCE_ERROR_CODES,
    ...SCS_ERROR_CODES,
    ...CLI_ERROR_CODES,
    ...sandboxPages(),
  ];
  return pages.sort((a, b) => (a.code < b.code ? -1 : 1));
}

function listOf(layer: string): readonly ErrorPage[] {
  let exported: Record<string, unknown>;
  try {
    exported = load(`../../../${layer}/error-codes`) as Record<string, unknown>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") {
      return []; // a layer without errors of its own
    }
    throw error;
  }
  return Object.values(exported).find((value): value is ErrorPage[] => Array.isArray(value)) ?? [];
}

/** The sandbox's side is Python; its list is a literal of strings. */
function sandboxPages(): ErrorPage[] {
  let source: string;
  try {
    source = readFileSync(join(packageRoot(), "sandbox", "scs_sandbox", "errors.py"), "utf8");
  } catch {
    return []; // packed without the sandbox
  }
  return [...source.matchAll(/^\s+"(SCSBP-\d{4})":\s+"(.*)",$/gm)].map(([, code = "", title = ""]) => ({
    code,
    title,
    explanation: "Raised by the sandbox; its message says the value received and what to do.",
  }));
}
