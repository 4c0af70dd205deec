import { parse } from "yaml";
import {
  CloudInit,
  Flavor,
  Image,
  Peer,
  Port,
  ProjectNetwork,
  Reachability,
  Server,
} from "../../../../lib/openstack/index";
import type { ScsStack } from "../../../../lib/index";
import { JumpHostProject, type JumpHostProjectProps } from "../../../../lib/blueprints/tenant/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { synth } from "../../../support/synth";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKGtYy0pyXHfNZtWyH7h1qMxZ0DN1xqyhXXH0MbqSYzU ada";
const ada = { name: "ada", publicKeys: [KEY] };
const defaults: JumpHostProjectProps = {
  image: Image.ubuntu("24.04"),
  allowedSources: [Peer.cidr("192.0.2.0/24")],
  users: [ada],
};

function synthJump(
  props: Partial<JumpHostProjectProps> = {},
  use: (jump: JumpHostProject, scope: ScsStack) => void = () => undefined,
) {
  const stack = synth((scope) => use(new JumpHostProject(scope, "jump", { ...defaults, ...props }), scope));
  expect(schemaProblems(stack.json)).toEqual([]);
  return stack;
}

interface UserData {
  readonly users: Record<string, unknown>[];
  readonly packages?: string[];
  readonly write_files: { path: string; content: string }[];
  readonly runcmd: string[];
}

function userDataOf(props: Partial<JumpHostProjectProps>): UserData & { files: Record<string, string> } {
  const data = parse(synthJump(props).one("openstack_compute_instance_v2").config["user_data"] as string) as UserData;
  return { ...data, files: Object.fromEntries(data.write_files.map(({ path, content }) => [path, content])) };
}

test("with nothing given it has a network of its own, with a tier for the host", () => {
  const stack = synthJump({}, (jump) => expect(jump.network?.tierNames).toEqual(["mgmt"]));
  expect(stack.all("openstack_networking_network_v2").map((one) => one.config["name"])).toEqual([
    "test-jump-network-mgmt",
  ]);
  expect(stack.all("openstack_networking_floatingip_v2")).toHaveLength(1);
});

test("a network that is there gets a tier, a tier that is there gets nothing", () => {
  const define = (props: (network: ProjectNetwork) => Partial<JumpHostProjectProps>) =>
    synth((scope) => {
      const network = new ProjectNetwork(scope, "network", { tiers: ["app"] });
      new JumpHostProject(scope, "jump", { ...defaults, ...props(network) });
    })
      .all("openstack_networking_network_v2")
      .map((one) => one.config["name"]);
  expect(define((network) => ({ network }))).toEqual(["test-network-app", "test-network-mgmt"]);
  expect(define((network) => ({ network, tierName: "ssh" }))).toEqual(["test-network-app", "test-network-ssh"]);
  expect(define((network) => ({ tier: network.tier("app") }))).toEqual(["test-network-app"]);
});

test("SSH is open to the sources, and from the host to what is granted", () => {
  synthJump({}, (jump, scope) => {
    const tier = jump.network!.addTier("app");
    const server = new Server(scope, "app", { tier, flavor: Flavor.SCS_1V_2, image: Image.ubuntu("24.04") });
    jump.grantTo(server);
    jump.grantTo(server, Port.tcp(5432));
    expect(Reachability.of(scope).rows).toEqual([
      { target: "app", source: "jump/host/server", kind: "security-group", ports: ["tcp 22", "tcp 5432"] },
      { target: "jump/host/server", source: "192.0.2.0/24", kind: "cidr", ports: ["tcp 22"] },
    ]);
  });
});

test("users have their keys and no password, administrators become root", () => {
  const { users } = userDataOf({
    users: [ada, { name: "grace", publicKeys: [KEY, `  ${KEY}\n`], administrator: true }],
  });
  expect(users).toEqual([
    "default",
    { name: "ada", shell: "/bin/bash", lock_passwd: true, ssh_authorized_keys: [KEY] },
    {
      name: "grace",
      shell: "/bin/bash",
      lock_passwd: true,
      sudo: "ALL=(ALL) NOPASSWD:ALL",
      ssh_authorized_keys: [KEY, KEY],
    },
  ]);
});

test("sshd takes keys of the named users only", () => {
  const sshd = userDataOf({}).files["/etc/ssh/sshd_config.d/00-jump-host.conf"]!.trim().split("\n");
  expect(sshd).toEqual(
    expect.arrayContaining([
      "AllowUsers ada",
      "AuthenticationMethods publickey",
      "PasswordAuthentication no",
      "PermitRootLogin no",
      "AllowAgentForwarding no",
    ]),
  );
  expect(sshd.every((line) => /^[A-Z][A-Za-z0-9]+ \S/.test(line))).toBe(true);
});

test("sessions are logged where it is asked for, and sent where a server is named", () => {
  expect(userDataOf({}).packages).toBeUndefined();
  expect(userDataOf({ sessionLog: true })).toMatchObject({
    packages: ["auditd"],
    files: { "/etc/audit/rules.d/60-sessions.rules": expect.stringContaining("-S execve,execveat") },
  });
  const sent = userDataOf({ logServer: "log.example.org:6514" });
  expect(sent.packages).toEqual(["auditd", "audispd-plugins", "rsyslog"]);
  expect(sent.files["/etc/rsyslog.d/60-log-server.conf"]).toContain('target="log.example.org" port="6514"');
  const logins = userDataOf({ logServer: "10.8.1.5", sessionLog: false });
  expect(logins.packages).toEqual(["rsyslog"]);
  expect(logins.files["/etc/rsyslog.d/60-log-server.conf"]).toContain('target="10.8.1.5" port="514"');
});

test("what else the host does comes with it", () => {
  const { packages, runcmd } = userDataOf({ cloudInit: new CloudInit({ packages: ["tmux"], commands: ["true"] }) });
  expect(packages).toEqual(["tmux"]);
  expect(runcmd).toEqual(["true", "systemctl try-reload-or-restart ssh"]);
});

test.each<[string, Partial<JumpHostProjectProps>, string]>([
  ["no users", { users: [] }, "SCSBP-6120"],
  ["a user without keys", { users: [{ name: "ada", publicKeys: [] }] }, "SCSBP-6121"],
  ["root", { users: [{ name: "root", publicKeys: [KEY] }] }, "SCSBP-6122"],
  ["a log server with a scheme", { logServer: "tcp://log" }, "SCSBP-6124"],
  ["a log server that breaks out of its quotes", { logServer: 'a" port="1' }, "SCSBP-6124"],
  ["what is no key", { users: [{ name: "ada", publicKeys: ["ssh-ed25519"] }] }, "SCSBP-2031"],
])("fails on %s", (_, props, code) => {
  expect(errorOf(() => synthJump(props))).toMatchObject({ code, path: "test/jump" });
});

test("fails on two places, private keys, two users of one name, sources that are the internet", () => {
  const both = () =>
    synth((scope) => {
      const network = new ProjectNetwork(scope, "network", { tiers: ["app"] });
      new JumpHostProject(scope, "jump", { ...defaults, network, tier: network.tier("app") });
    });
  expect(errorOf(both).code).toBe("SCSBP-6123");
  const secret = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n";
  const error = errorOf(() => synthJump({ users: [{ name: "ada", publicKeys: [secret] }] }));
  expect(error).toMatchObject({ code: "SCSBP-2031", what: "this is a private key" });
  expect(JSON.stringify(error)).not.toContain("b3BlbnNzaC1rZXk");
  expect(errorOf(() => synthJump({ users: [ada, ada] })).code).toBe("SCSBP-2033");
  expect(errorOf(() => synthJump({ allowedSources: [] })).code).toBe("SCSBP-2070");
  expect(errorOf(() => synthJump({ allowedSources: [Peer.anywhere("lazy")] })).code).toBe("SCSBP-2070");
});
