import { refuse } from "@scs-blueprints/standards/errors";
import { compareVersions } from "./version";

/** @throws SCSBP-8001 when this Node.js is too old. */
export function checkNode(version: string = process.versions.node): string {
  if (compareVersions(version, "20") < 0) {
    throw refuse("SCSBP-8001", {
      what: "this Node.js is too old",
      got: version,
      allowed: "20 or newer",
      fix: "install a current Node.js (https://nodejs.org), then run npm ci again",
    });
  }
  return version;
}
