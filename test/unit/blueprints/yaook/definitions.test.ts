import { YaookDefinitions, YaookKind } from "../../../../lib/blueprints/yaook/index";
import { errorOf } from "../../../support/errors";

type Json = Record<string, unknown>;

const database = { replicas: 1, proxy: { replicas: 1 }, backup: { schedule: "0 * * * *" } };
const keystone: Json = {
  targetRelease: "2025.1",
  issuerRef: { name: "yaook-internal" },
  region: { name: "de-1" },
  api: { replicas: 1, ingress: { fqdn: "keystone.example.org", port: 443 } },
  database,
};
const require = (kind: string, spec: unknown, group = "yaook.cloud") =>
  YaookDefinitions.schemas.require({ apiVersion: `${group}/v1`, kind, metadata: {}, spec }, "test");
const problem = (change: Json) => {
  const error = errorOf(() => require("KeystoneDeployment", { ...keystone, ...change }));
  expect(error.code).toBe("SCSBP-3011");
  return error.got;
};

test("each kind has one definition, in its group", () => {
  const of = (group: string) =>
    YaookDefinitions.schemas.kinds.filter((one) => one.startsWith(`${group}/v1 `)).map((one) => one.split(" ")[1]);
  expect(YaookDefinitions.standIns).toHaveLength(Object.values(YaookKind).length);
  expect(of("compute.yaook.cloud")).toEqual(["NovaComputeNode"]);
  expect(of("network.yaook.cloud")).toHaveLength(6);
  expect(of("infra.yaook.cloud")).toEqual([
    "AMQPServer",
    "AMQPUser",
    "MemcachedService",
    "MySQLService",
    "MySQLUser",
    "OVSDBService",
  ]);
  expect(of("yaook.cloud")).toContain("KeystoneDeployment");
  expect(of("yaook.cloud")).toHaveLength(16);
});

test("a smallest KeystoneDeployment passes, and one with fields that nobody documented", () => {
  require("KeystoneDeployment", keystone);
  require("KeystoneDeployment", { ...keystone, somethingNew: { a: 1 }, database: { ...database, newer: true } });
});

test.each<[string, Json, RegExp]>([
  ["a release that is a number", { targetRelease: 2025.1 }, /spec\.targetRelease.*string/],
  ["no proxy", { database: { ...database, proxy: undefined } }, /spec\.database.*'proxy'/],
  ["a proxy without replicas", { database: { ...database, proxy: {} } }, /spec\.database\.proxy.*'replicas'/],
  ["no proxy that runs", { database: { ...database, proxy: { replicas: 0 } } }, /proxy\.replicas.*>= 1/],
  ["no schedule of backups", { database: { ...database, backup: {} } }, /spec\.database\.backup.*'schedule'/],
  ["a schedule of words", { database: { ...database, backup: { schedule: "hourly" } } }, /backup\.schedule.*pattern/],
  [
    "a count as a number where Yaook has a text",
    { database: { ...database, backup: { schedule: "@daily", warmKeepMax: 3 } } },
    /warmKeepMax.*string/,
  ],
  [
    "an unknown section of MariaDB",
    { database: { ...database, mysqlConfig: { mysql: {} } } },
    /mysqlConfig: unknown field mysql/,
  ],
  [
    "a wrong word for spreading",
    { api: { ingress: { fqdn: "a.b", port: 443 }, scheduleRuleWhenUnsatisfiable: "Never" } },
    /one of "ScheduleAnyway", "DoNotSchedule"/,
  ],
  ["a size without a unit Kubernetes has", { database: { ...database, storageSize: "8 GB" } }, /storageSize.*pattern/],
  ["no name to be reached by", { api: {} }, /spec\.api.*'ingress'/],
  ["a name without a domain", { api: { ingress: { fqdn: "keystone", port: 443 } } }, /fqdn.*pattern/],
  ["a port out of range", { api: { ingress: { fqdn: "a.b", port: 70000 } } }, /port.*65535/],
])("%s is refused", (_, change, words) => {
  expect(problem(change)).toMatch(words);
});

test("a kind that Yaook does not have is refused", () => {
  expect(errorOf(() => require("PlacementDeployment", {})).code).toBe("SCSBP-3012");
  expect(errorOf(() => require("MySQLService", {})).code).toBe("SCSBP-3012"); // of the group infra.yaook.cloud
  expect(errorOf(() => require("MySQLService", {}, "infra.yaook.cloud")).got).toContain("'implementation'");
});
