import js from "@eslint/js";
import importX from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/**
 * Imports go one way (docs/decisions/0001-layers.md):
 * core ← scs ← cloud ← openstack, kubernetes ← blueprints; assembly reads what was synthesized, planned and stored, and
 * sees core only; fleet sees up to cloud, and assembly; compliance and graph see core, scs and assembly; testing sees
 * cloud and compliance, too; cli is on top.
 */
const layers = {
  core: [],
  assembly: ["core"],
  scs: ["core"],
  cloud: ["core", "scs"],
  openstack: ["core", "scs", "cloud"],
  kubernetes: ["core", "scs", "cloud"],
  blueprints: ["core", "scs", "cloud", "openstack", "kubernetes"],
  fleet: ["core", "scs", "cloud", "assembly"],
  compliance: ["core", "scs", "assembly"],
  graph: ["core", "scs", "assembly"],
  testing: ["core", "scs", "cloud", "assembly", "compliance"],
  cli: ["core", "scs", "assembly", "compliance", "graph", "fleet"],
};

const zones = Object.entries(layers).map(([layer, below]) => ({
  target: `./lib/${layer}`,
  from: "./lib",
  except: [layer, ...below].map((name) => `./${name}`),
  message: `lib/${layer} may import from ${[layer, ...below].map((name) => `lib/${name}`).join(", ")} only`,
}));

const engineOnly = {
  name: "cdktf",
  message: "only lib/core/engine.ts imports the CDK engine",
};

export default tseslint.config(
  {
    ignores: [
      "dist/",
      "site/",
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
    files: ["lib/**/*.ts"],
    rules: {
      "import-x/no-restricted-paths": ["error", { zones }],
      "import-x/no-cycle": "error",
      "no-restricted-imports": ["error", { paths: [engineOnly] }],
    },
  },
  { files: ["lib/core/engine.ts"], rules: { "no-restricted-imports": "off" } },
  {
    files: ["lib/scs/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          paths: [engineOnly],
          patterns: [
            {
              group: ["constructs", "**/core/engine", "@scs-blueprints/*"],
              message: "lib/scs is pure: no engine, no constructs",
            },
          ],
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
