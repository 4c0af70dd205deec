import { readFileSync } from "node:fs";
import { join } from "node:path";
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

/** Layers above the command line's reach by import: their lists are loaded where they exist. */
const OTHER_LAYERS = ["openstack", "kubernetes", "blueprints", "compliance", "graph"];

/** Every error code of the library and the sandbox, by code. */
export async function errorPages(): Promise<ErrorPage[]> {
  const others = await Promise.all(OTHER_LAYERS.map((layer) => listOf(layer)));
  const pages: ErrorPage[] = [
    ...CORE_ERROR_CODES,
    ...others.flat(),
    ...SCS_ERROR_CODES,
    ...CLI_ERROR_CODES,
    ...sandboxPages(),
  ];
  return pages.sort((a, b) => (a.code < b.code ? -1 : 1));
}

async function listOf(layer: string): Promise<readonly ErrorPage[]> {
  try {
    const exported = Object.values((await import(`../../../${layer}/error-codes.js`)) as Record<string, unknown>);
    return (exported.find((value) => Array.isArray(value)) as ErrorPage[] | undefined) ?? [];
  } catch {
    return []; // a layer without errors of its own
  }
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
