import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { importState } from "../../../../lib/cli/commands/import-state/import-state";
import { ExitCode } from "../../../../lib/cli/exit-codes";
import { errorOf, RecordingReporter, temporaryDir, write } from "../helpers";

const dir = temporaryDir();
const resource = (type: string, name: string, values: object) => ({
  ...{ address: `${type}.${name}`, mode: "managed", type, values },
});
const member = { id: "m-1", pool_id: "p-1", address: "10.0.0.4", protocol_port: 80, subnet_id: "s-1" };
const state = (...resources: object[]) => ({
  values: { root_module: { child_modules: [{ resources }] } },
});
const plan = (type: string, name: string, after: object) => ({
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
