import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import base from "../../jest.config.mjs";

process.env["SCS_PROPERTY_RUNS"] ??= "10000"; // test/support/property-runs.ts

/**
 * What takes long and seldom finds anything: every rule against its table of examples, the table against spoiled rules, the
 * property tests with many runs, the library's synthesis against the engine's. `npm run test:thorough`; CI runs it each time.
 */
export default {
  ...base,
  rootDir: join(dirname(fileURLToPath(import.meta.url)), "../.."),
  testMatch: ["<rootDir>/test/{thorough,property}/**/*.test.ts"],
};
