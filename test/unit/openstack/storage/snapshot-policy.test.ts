import { parse } from "yaml";
import { SnapshotPolicy, type SnapshotPolicyProps, Volume } from "../../../../lib/openstack/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { synth } from "../../../support/synth";

function synthPolicy(props: Partial<SnapshotPolicyProps> = {}) {
  let userData = "";
  const stack = synth((scope) => {
    const volumes = { pg: Volume.fromVolumeId(scope, "pg", "11111111-2222-3333-4444-555555555555") };
    const policy = new SnapshotPolicy(scope, "nightly", { volumes, ...props });
    scope.addOutput("policy", policy.configuration, { sensitive: true });
    userData = policy.cloudInit.render();
  });
  expect(schemaProblems(stack.json)).toEqual([]);
  const { write_files: files } = parse(userData) as { write_files: { path: string; content: string }[] };
  return { stack, files: Object.fromEntries(files.map(({ path, content }) => [path, content])) };
}

const credentialOf = (props: Partial<SnapshotPolicyProps> = {}) =>
  synthPolicy(props).stack.one("openstack_identity_application_credential_v3").config;

test("the login may list, make and delete snapshots, and nothing else", () => {
  expect(credentialOf()).toMatchObject({
    roles: ["member", "reader"],
    access_rules: [
      { service: "block-storage", method: "GET", path: "/**/snapshots/detail" },
      { service: "block-storage", method: "POST", path: "/**/snapshots" },
      { service: "block-storage", method: "DELETE", path: "/**/snapshots/*" },
    ],
  });
  expect(credentialOf({ serviceType: "volumev3" })["access_rules"]).toMatchObject([
    { service: "volumev3" },
    { service: "volumev3" },
    { service: "volumev3" },
  ]);
  expect(credentialOf({ accessRules: false })).not.toHaveProperty("access_rules");
});

test("another revision is another login", () => {
  expect(credentialOf({ revision: "2026-12" })["name"]).not.toBe(credentialOf()["name"]);
});

test("the program is told volumes and what to keep", () => {
  const output = synthPolicy({ keepDaily: 14, keepWeekly: 0 }).stack.json["output"] as Record<
    string,
    { value: string }
  >;
  expect(JSON.parse(output["policy"]!.value)).toMatchObject({
    name: "test-nightly",
    service: "block-storage",
    daily: 14,
    weekly: 0,
    volumes: { pg: "11111111-2222-3333-4444-555555555555" },
    secret: expect.stringMatching(/^\$\{openstack_identity_application_credential_v3\./),
  });
});

test("the timer goes off at the hour, in UTC", () => {
  const timer = synthPolicy({ hour: 4 }).files["/etc/systemd/system/volume-snapshots.timer"];
  expect(timer).toContain("OnCalendar=*-*-* 04:00:00 UTC\n");
});

test.each<[Partial<SnapshotPolicyProps>, string]>([
  [{ volumes: {} }, "SCSBP-2200"],
  [{ keepDaily: 0 }, "SCSBP-2201"],
  [{ keepDaily: 1.5 }, "SCSBP-2201"],
  [{ keepWeekly: -1 }, "SCSBP-2201"],
  [{ hour: 24 }, "SCSBP-2202"],
])("fails on %j", (props, code) => {
  expect(errorOf(() => synthPolicy(props))).toMatchObject({ code, path: "test/nightly" });
});

test("fails on a key that could not be part of a name", () => {
  const define = () =>
    synth((scope) => {
      new SnapshotPolicy(scope, "nightly", { volumes: { "p g": Volume.fromVolumeId(scope, "pg", "1") } });
    });
  expect(errorOf(define).code).toBe("SCSBP-2200");
});
