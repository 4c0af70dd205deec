const swc = { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } };

/** All tests but the end-to-end suite, which has a configuration of its own: test/e2e/jest.config.mjs. */
export default {
  transform: { "^.+\\.tsx?$": ["@swc/jest", swc] },
  moduleNameMapper: {
    "^scs-blueprints$": "<rootDir>/lib/index.ts",
    "^scs-blueprints/testing/jest$": "<rootDir>/lib/testing/jest.ts",
    "^scs-blueprints/([a-z]+)$": [
      "<rootDir>/lib/$1/index.ts",
      "<rootDir>/lib/blueprints/$1/index.ts",
      "<rootDir>/lib/$1.ts",
    ],
    "^@scs-blueprints/(standards|checker|toolkit|sandbox|cli)$": "<rootDir>/packages/$1/src/index.ts",
    "^@scs-blueprints/(standards|checker|toolkit|sandbox|cli)/([a-z-]+)$": "<rootDir>/packages/$1/src/$2",
  },
  modulePathIgnorePatterns: [
    "<rootDir>/dist/",
    "cdktf\\.out",
    "<rootDir>/packages/provider-openstack/src\\.",
    "<rootDir>/packages/cli/templates/",
  ],
  testEnvironment: "node",
  setupFiles: ["<rootDir>/test/support/plain-output.ts"],
  testMatch: ["<rootDir>/test/{unit,property,golden,compliance}/**/*.test.ts"],
};
