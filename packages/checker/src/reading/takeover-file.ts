import { refuse } from "@scs-blueprints/standards/errors";
import { isObject, type JsonObject, readJsonObject } from "./read-json";

const FORMAT = "scs-blueprints/takeover";
const VERSION = 1;
const CODE = "SCSBP-1012";
const FIX = "make it: npx scs-blueprints import state --help";

/**
 * Ids by address, from a file.
 *
 * @throws BlueprintError SCSBP-1012 when it cannot be read or is no file of what to take over
 * @internal
 */
export function readTakeover(path: string): JsonObject {
  const { format, version, resources } = readJsonObject(path, CODE, "the file of what to take over", FIX);
  if (format !== FORMAT || version !== VERSION || !isObject(resources)) {
    throw refuse(CODE, {
      what: "this is no file of what to take over",
      got: `format ${JSON.stringify(format)}, version ${JSON.stringify(version)}, in ${path}`,
      allowed: `format ${JSON.stringify(FORMAT)}, version ${VERSION}, and resources by address`,
      fix: FIX,
    });
  }
  return resources;
}

/** The text of such a file: the same resources give the same bytes. @internal */
export function renderTakeover(ids: ReadonlyMap<string, string>): string {
  const resources = Object.fromEntries([...ids].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ format: FORMAT, version: VERSION, resources }, undefined, 2)}\n`;
}
