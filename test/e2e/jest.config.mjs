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
 * Files that run on OpenTofu, one of each kind: a tenant's network, a takeover, the operator's parts, Kubernetes. All others run
 * on Terraform, but for opentofu, encrypted-states and memories, which know themselves what they need.
 */
const ON_OPENTOFU = ["network-changes", "migration", "operator-parts", "cluster-stacks"].map(
  (name) => `<rootDir>/test/e2e/${name}.test.ts`,
);

const all = { ...suite, displayName: "e2e", testMatch: ["<rootDir>/test/e2e/**/*.test.ts"] };
const onTerraform = { ...all, displayName: "on Terraform", testPathIgnorePatterns: ON_OPENTOFU };
const onOpenTofu = {
  ...suite,
  displayName: "on OpenTofu",
  testMatch: ON_OPENTOFU,
  setupFilesAfterEnv: ["<rootDir>/test/e2e/support/on-opentofu.ts"],
};

/**
 * Three files side by side, each with a sandbox of its own; within a file one thing at a time. Most of the time is the
 * provider's waits: two files keep two cores busy for half of it.
 */
export default {
  rootDir,
  // with SCS_E2E_ENGINE=terraform or tofu all files run on that one
  projects: process.env["SCS_E2E_ENGINE"] === undefined ? [onTerraform, onOpenTofu] : [all],
  // for all projects: jest passes over theirs. A kube-apiserver that no cache holds yet is built in beforeAll, beside another file
  testTimeout: 1_800_000,
  maxWorkers: 3,
  bail: 0,
  verbose: true,
};
