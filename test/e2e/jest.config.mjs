import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import base from "../../jest.config.mjs";

const rootDir = join(dirname(fileURLToPath(import.meta.url)), "../..");

const suite = {
  ...base,
  rootDir,
  globalSetup: "<rootDir>/test/e2e/support/global-setup.ts",
  globalTeardown: "<rootDir>/test/e2e/support/global-teardown.ts",
};

/**
 * Files that run on OpenTofu as well, one of each kind: a tenant's network, a takeover, the operator's parts, Kubernetes. The files
 * opentofu, encrypted-states and memories run on it anyhow.
 */
const ON_OPENTOFU = ["network-changes", "migration", "operator-parts", "cluster-stacks"];

const all = { ...suite, displayName: "e2e", testMatch: ["<rootDir>/test/e2e/**/*.test.ts"] };
const onOpenTofu = {
  ...suite,
  displayName: "on OpenTofu",
  testMatch: ON_OPENTOFU.map((name) => `<rootDir>/test/e2e/${name}.test.ts`),
  setupFilesAfterEnv: ["<rootDir>/test/e2e/support/on-opentofu.ts"],
};

/**
 * Three files side by side, each with a sandbox of its own; within a file one thing at a time. Most of the time is the
 * provider's waits: two files keep two cores busy for half of it.
 */
export default {
  rootDir,
  // with SCS_E2E_ENGINE=tofu all files are on OpenTofu
  projects: process.env["SCS_E2E_ENGINE"] === "tofu" ? [all] : [all, onOpenTofu],
  // for all projects: jest passes over theirs. A kube-apiserver that no cache holds yet is built in beforeAll, beside another file
  testTimeout: 1_800_000,
  maxWorkers: 3,
  bail: 0,
  verbose: true,
};
