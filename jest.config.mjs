/** One project a kind of test; e2e needs the sandbox and runs by `npm run test:e2e` only. */
const shared = {
  transform: {
    "^.+\\.tsx?$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  moduleNameMapper: {
    "^scs-blueprints$": "<rootDir>/lib/index.ts",
    "^scs-blueprints/([a-z]+)$": "<rootDir>/lib/$1/index.ts",
  },
  modulePathIgnorePatterns: ["<rootDir>/dist/", "cdktf\\.out", "<rootDir>/packages/provider-openstack/src\\."],
  testEnvironment: "node",
};

export default {
  projects: [
    { ...shared, displayName: "unit", testMatch: ["<rootDir>/test/{unit,property,golden,compliance}/**/*.test.ts"] },
    { ...shared, displayName: "e2e", testMatch: ["<rootDir>/test/e2e/**/*.test.ts"] },
  ],
};
