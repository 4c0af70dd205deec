import base from "../../jest.config.mjs";

/**
 * Three files side by side, each with a sandbox of its own; within a file one thing at a time. Most of the time is the
 * provider's waits: two files keep two cores busy for half of it.
 */
export default {
  ...base,
  rootDir: "../..",
  testMatch: ["<rootDir>/test/e2e/**/*.test.ts"],
  globalSetup: "<rootDir>/test/e2e/support/global-setup.ts",
  globalTeardown: "<rootDir>/test/e2e/support/global-teardown.ts",
  // a kube-apiserver that no cache holds yet is built in beforeAll, beside another file
  testTimeout: 1_800_000,
  maxWorkers: 3,
  bail: 0,
  verbose: true,
};
