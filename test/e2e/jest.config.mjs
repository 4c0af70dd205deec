import base from "../../jest.config.mjs";

/** Two files side by side, each with a sandbox of its own; within a file one thing at a time. */
export default {
  ...base,
  rootDir: "../..",
  testMatch: ["<rootDir>/test/e2e/**/*.test.ts"],
  globalSetup: "<rootDir>/test/e2e/support/global-setup.ts",
  globalTeardown: "<rootDir>/test/e2e/support/global-teardown.ts",
  // a kube-apiserver that no cache holds yet is built in beforeAll, beside another file
  testTimeout: 1_800_000,
  maxWorkers: 2,
  bail: 0,
  verbose: true,
};
