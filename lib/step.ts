/**
 * What a stack runs for a step, as `require("scs-blueprints/step")`: Node finds the package above the folder that
 * Terraform works in, where npx would ask a registry for what is not installed. The command line carries the step out.
 */
import { requirePackage } from "@scs-blueprints/standards/internal";

requirePackage("@scs-blueprints/cli/step", __filename);
