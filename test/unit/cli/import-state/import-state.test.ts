import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { importState } from "../../../../packages/cli/src/actions/import-state";
import { ExitCode } from "../../../../packages/cli/src/exit-codes";
import { errorOf, RecordingReporter, temporaryDir, write } from "../helpers";

const dir = temporaryDir();
const resource = (type: string, name: string, values: object) => ({
  ...{ address: `${type}.${name}`, mode: "managed", type, values },
});
const member = { id: "m-1", pool_id: "p-1", address: "10.0.0.4", protocol_port: 80, subnet_id: "s-1" };
const state = (...resources: object[]) => ({
  format_version: "1.0",
  values: { root_module: { child_modules: [{ resources }] } },
});
const plan = (type: string, name: string, after: object) => ({
  format_version: "1.2",
  resource_changes: [
    { address: `${type}.${name}`, mode: "managed", type, change: { actions: ["create"], after } },
    { address: "data.x.y", mode: "data", type: "x", change: { actions: ["read"], after: {} } },
    { address: "x.kept", mode: "managed", type: "x", change: { actions: ["no-op"], after: {} } },
  ],
});
let counter = 0;
function files(old: object | string, planned: object | string) {
  const text = (value: object | string) => (typeof value === "string" ? value : JSON.stringify(value));
  counter += 1;
  return {
    old: write(join(dir, `old-${counter}.json`), text(old)),
    plan: write(join(dir, `plan-${counter}.json`), text(planned)),
    out: join(dir, `takeover-${counter}.json`),
  };
}
const wanted = plan("openstack_lb_member_v2", "new", { ...member, id: undefined, pool_id: null });

test("resources of modules are found; a balancer's member is named with its pool", () => {
  const options = files(state(resource("openstack_lb_member_v2", "old", member)), wanted);
  expect(importState(options, new RecordingReporter())).toBe(ExitCode.Ok);
  expect(JSON.parse(readFileSync(options.out, "utf8"))).toEqual({
    format: "scs-blueprints/takeover",
    version: 1,
    resources: { "openstack_lb_member_v2.new": "p-1/m-1" },
  });
});

test("run again, it writes its own file anew; a file of something else stays", async () => {
  const options = files(state(resource("openstack_lb_member_v2", "old", member)), wanted);
  importState(options, new RecordingReporter());
  expect(importState(options, new RecordingReporter())).toBe(ExitCode.Ok);
  write(options.out, "{}");
  expect((await errorOf(() => importState(options, new RecordingReporter()))).code).toBe("SCSBP-8353");
  expect(readFileSync(options.out, "utf8")).toBe("{}");
});

test.each([
  ["SCSBP-8350", "{", wanted],
  ["SCSBP-8350", { format_version: "1.0" }, wanted],
  ["SCSBP-8351", state(), "[]"],
  ["SCSBP-8351", state(), { format_version: "1.2" }],
  ["SCSBP-8352", state(), wanted],
])("%s: nothing is written", async (code, old, planned) => {
  const options = files(old, planned);
  expect((await errorOf(() => importState(options, new RecordingReporter()))).code).toBe(code);
  expect(existsSync(options.out)).toBe(false);
});

test("what could be several is told by the exit code, as it is to be added by hand", () => {
  const network = (name: string) => resource("openstack_networking_network_v2", name, { id: name, name });
  const planned = plan("openstack_networking_network_v2", "new", { name: "other" });
  planned.resource_changes.push(...wanted.resource_changes.slice(0, 1));
  const options = files(state(network("a"), network("b"), resource("openstack_lb_member_v2", "old", member)), planned);
  expect(importState(options, new RecordingReporter())).toBe(ExitCode.Failed);
});

test("of a server that is taken over, the file says the image revision; of one that is made new, it does not", () => {
  const server = "openstack_compute_instance_v2";
  const planned = plan(server, "web_members_a_0000000A", { name: "a" });
  const memory = (owner: string, after: object) =>
    plan("terraform_data", `${owner}_image-revision_0000000B`, after).resource_changes.slice(0, 1);
  planned.resource_changes.push(
    ...memory("web_members_a", { input: { revision: "2026-11" }, triggers_replace: null }),
    ...memory("web_members_b", { input: { revision: "2026-11" }, triggers_replace: null }),
  );
  const old = state(
    resource(server, "a", { id: "s-1", name: "a" }),
    // what another program of ours remembers is no id to import
    resource("terraform_data", "memory", { id: "d-1", input: { revision: "2026-11" } }),
  );
  const options = files(old, planned);
  expect(importState(options, new RecordingReporter())).toBe(ExitCode.Ok);
  expect(JSON.parse(readFileSync(options.out, "utf8")).resources).toEqual({
    [`${server}.web_members_a_0000000A`]: "s-1",
    "terraform_data.web_members_a_image-revision_0000000B": "2026-11",
  });
});

test("a plan that destroys what it takes over is refused, and nothing is written", async () => {
  const planned = structuredClone(wanted) as { resource_changes: object[] };
  planned.resource_changes.push({
    address: "openstack_compute_instance_v2.web",
    mode: "managed",
    type: "openstack_compute_instance_v2",
    action_reason: "replace_by_triggers",
    change: { actions: ["delete", "create"], before: {}, after: {}, importing: { id: "s-1" } },
  });
  const options = files(state(resource("openstack_lb_member_v2", "old", member)), planned);
  const error = await errorOf(() => importState(options, new RecordingReporter()));
  expect(error.code).toBe("SCSBP-8354");
  expect(error.message).toContain("openstack_compute_instance_v2.web (replace by triggers)");
  expect(existsSync(options.out)).toBe(false);
});
