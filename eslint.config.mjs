import js from "@eslint/js";
import importX from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/**
 * Imports go one way (docs/decisions/0001-layers.md): between the packages, and between the folders of a package.
 */
const layers = {
  lib: {
    core: [],
    cloud: ["core"],
    openstack: ["core", "cloud"],
    kubernetes: ["core", "cloud"],
    blueprints: ["core", "cloud", "openstack", "kubernetes"],
    fleet: ["core", "cloud"],
    testing: ["core", "cloud"],
  },
  "packages/toolkit/src": {
    process: [],
    environment: ["process"],
    openstack: [],
    example: ["process", "environment", "openstack", "reporter.ts"],
    steps: [],
    graph: [],
  },
  "packages/checker/src": { reading: [], assembly: ["reading"], fleet: ["reading", "assembly"] },
};

const zones = Object.entries(layers).flatMap(([sources, folders]) =>
  Object.entries(folders).map(([layer, below]) => ({
    target: `./${sources}/${layer}`,
    from: `./${sources}`,
    except: [layer, ...below].map((name) => `./${name}`),
    message: `${layer} may import from ${[layer, ...below].join(", ")} only`,
  })),
);

/** What each package may import of the others. */
const packages = {
  standards: [],
  checker: ["standards"],
  lib: ["standards", "checker"],
  toolkit: ["standards", "checker"],
  sandbox: ["standards", "checker", "toolkit"],
  cli: ["standards", "checker", "toolkit", "sandbox"],
};

const ourNames = (folder) =>
  folder === "lib"
    ? ["scs-blueprints", "scs-blueprints/*"]
    : [`@scs-blueprints/${folder}`, `@scs-blueprints/${folder}/*`];

const packageRules = Object.entries(packages).map(([folder, below]) => ({
  folder,
  pattern: {
    group: Object.keys(packages)
      .filter((other) => !below.includes(other))
      .flatMap(ourNames),
    message: `${folder} may import of our packages: ${below.length === 0 ? "none" : below.join(", ")}`,
  },
}));

const engineOnly = {
  name: "cdktf",
  message: "only lib/core/engine.ts and packages/checker/src/engine.ts import the CDK engine",
};

export default tseslint.config(
  {
    ignores: [
      "**/dist/",
      "site/",
      "packages/cli/templates/",
      "**/cdktf.out/",
      "**/cdktf.golden.out/",
      "packages/provider-openstack/lib/",
      "packages/provider-openstack/src.*/",
      "coverage/",
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    plugins: { "import-x": importX },
    settings: {
      "import-x/resolver": { typescript: true },
      // without a parser for .ts the rules see no imports there, and no-cycle finds nothing
      "import-x/parsers": { "@typescript-eslint/parser": [".ts"] },
      "import-x/extensions": [".ts", ".mjs", ".cjs", ".js"],
    },
    rules: {
      "@typescript-eslint/no-extraneous-class": "off",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
    },
  },
  {
    files: ["lib/**/*.ts", "packages/*/src/**/*.ts"],
    rules: {
      "import-x/no-restricted-paths": ["error", { zones }],
      "import-x/no-cycle": "error",
      // a package imports another one by name
      "import-x/no-relative-packages": "error",
    },
  },
  ...packageRules.map(({ folder, pattern }) => ({
    files: [folder === "lib" ? "lib/**/*.ts" : `packages/${folder}/src/**/*.ts`],
    rules: {
      "no-restricted-imports": ["error", { paths: [engineOnly], patterns: [pattern] }],
    },
  })),
  // the entry of pictures hands over to the toolkit, where that is installed
  { files: ["lib/graph.ts"], rules: { "no-restricted-imports": "off" } },
  { files: ["lib/core/engine.ts", "packages/checker/src/engine.ts"], rules: { "no-restricted-imports": "off" } },
  {
    files: ["packages/standards/src/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [{ regex: "^(?!\\.|node:)", message: "standards is pure: it has no dependencies" }],
        },
      ],
    },
  },
  {
    files: ["test/**/*.ts", "**/*.mjs"],
    languageOptions: { globals: { process: "readonly", console: "readonly", performance: "readonly" } },
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    // programs whose imports are timed
    files: ["test/bench/**/*.cjs"],
    languageOptions: {
      sourceType: "commonjs",
      globals: { process: "readonly", console: "readonly", require: "readonly", exports: "writable" },
    },
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
);
