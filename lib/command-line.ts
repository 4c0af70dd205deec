#!/usr/bin/env node
/** `scs-blueprints` where the library is installed: hands over to the command line, which is a package of its own. */
import { BlueprintError } from "@scs-blueprints/standards/errors";
import { requirePackage } from "@scs-blueprints/standards/internal";

try {
  requirePackage("@scs-blueprints/cli/main", __filename);
} catch (error) {
  if (!BlueprintError.isBlueprintError(error)) {
    throw error;
  }
  console.error(error.message);
  process.exitCode = 5; // as for every program that is needed and absent
}
