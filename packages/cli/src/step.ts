/**
 * What a stack runs for a step, as `require("scs-blueprints/step")`: Node finds the package above the folder that
 * Terraform works in, where npx would ask a registry for what is not installed.
 */
import { runProgram } from "./program";

void runProgram(["step", ...process.argv.slice(1)], "user");
