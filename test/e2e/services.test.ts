import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { parse } from "yaml";
import { e2eEnvironment } from "./support/environment";
import { repository } from "./support/repository";
import { run, succeed } from "./support/run";
import { planExitCode, plannedSteps } from "./support/terraform";

/**
 * Balancers, zones, stored secrets, object stores, application credentials: applied, planned again, changed as their
 * owners change them, destroyed. The tests build on each other.
 */
const folder = join(e2eEnvironment().dir, "services");
const stackDir = join(folder, "cdktf.out", "stacks", "services");
let env: Record<string, string>;
let before: Awaited<ReturnType<typeof everything>>;
let usedCredential: Login;

interface Login {
  readonly auth_url: string;
  readonly application_credential_id: string;
  readonly application_credential_secret: string;
}

const everything = async () => (await repository.member()).everything();

function newCertificate(): Record<string, string> {
  const file = (name: string) => join(folder, name);
  const subject = ["-subj", "/CN=services.example.org", "-days", "30"];
  const out = ["-keyout", file("key.pem"), "-out", file("certificate.pem")];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...subject, ...out], { stdio: "ignore" });
  const read = (name: string) => execFileSync("cat", [file(name)], { encoding: "utf8" });
  return { certificate: read("certificate.pem"), key: read("key.pem") };
}

let values: Record<string, string> = {};

/** Synthesizes the program with a change; the secrets lie beside, not in it. */
async function synth(change: Record<string, unknown> = {}) {
  await succeed("npx", ["tsx", "main.ts"], { cwd: folder, env: { SERVICES_CHANGE: JSON.stringify(change) } });
  writeFileSync(join(stackDir, "secrets.auto.tfvars.json"), JSON.stringify(values), { mode: 0o600 });
}

const terraform = (...args: string[]) => succeed("terraform", args, { cwd: stackDir, env });
const apply = () => terraform("apply", "-auto-approve", "-input=false", "-no-color");

async function output(name: string): Promise<string> {
  return (await terraform("output", "-raw", name)).stdout;
}

async function loginWith(login: Login) {
  const response = await fetch(`${login.auth_url}/auth/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      auth: {
        identity: {
          methods: ["application_credential"],
          application_credential: {
            id: login.application_credential_id,
            secret: login.application_credential_secret,
          },
        },
      },
    }),
  });
  const body = (await response.json()) as { token?: { roles: { name: string }[] } };
  return { status: response.status, roles: body.token?.roles.map((role) => role.name).sort() };
}

const renderedLogin = async () =>
  (parse(await output("ci_clouds_yaml")) as { clouds: { openstack: { auth: Login } } }).clouds.openstack.auth;

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(repository.dir, "test/e2e/support/services-program.ts"), join(folder, "main.ts"));
  writeFileSync(join(folder, "cdktf.json"), JSON.stringify({ language: "typescript", app: "npx tsx main.ts" }));
  symlinkSync(join(repository.dir, "node_modules"), join(folder, "node_modules"));
  const up = await repository.sandbox(["up"]);
  expect({ status: up.status, output: up.status === 0 ? "" : up.output }).toEqual({ status: 0, output: "" });
  await succeed("node", ["packages/cli/dist/main.js", "provider", "install"], { cwd: repository.dir });
  env = await repository.sandboxEnv();
  before = await everything();
  values = { db_password: "correct horse", ...newCertificate() };
});

test("everything is made, and the second plan is empty", async () => {
  await synth();
  await terraform("init", "-input=false");
  await apply();
  expect(await planExitCode(stackDir)).toBe(0);
  const now = await everything();
  expect(now["balancers"]).toEqual([...before["balancers"]!, "services-entry"].sort());
  expect(now["zones"]).toContain("services.example.org.");
  expect(now["secrets"]).toEqual(expect.arrayContaining(["services-secrets-db", "services-secrets-entry-certificate"]));
  expect(now["containers"]).toContain("services-backups");
});

test("no secret stands in the synthesized files", async () => {
  const json = execFileSync("cat", [join(stackDir, "cdk.tf.json")], { encoding: "utf8" });
  expect(json).not.toContain("correct horse");
  expect(json).not.toContain("PRIVATE KEY");
});

test("the bucket is reached by S3 with the keys put out", async () => {
  const [bucket, endpoint, access, secret] = await Promise.all(
    ["bucket", "s3_endpoint", "access_key", "secret_key"].map((name) => output(`backups_${name}`)),
  );
  const signed = ["--aws-sigv4", "aws:amz:us-east-1:s3", "-H", "x-amz-content-sha256: UNSIGNED-PAYLOAD"];
  const curl = (...args: string[]) =>
    succeed("curl", ["-sS", "-f", ...signed, "--user", `${access}:${secret}`, ...args], { cwd: folder });
  await curl("-X", "PUT", "--data-binary", "hello", `${endpoint}/${bucket}/greeting`);
  expect((await curl(`${endpoint}/${bucket}/greeting`)).stdout).toBe("hello");
});

test("the rendered clouds.yaml logs in, with the roles asked for and those they imply", async () => {
  usedCredential = await renderedLogin();
  expect(await loginWith(usedCredential)).toEqual({
    status: 201,
    roles: ["load-balancer_member", "member", "reader"],
  });
});

test("a member is removed in the middle, and the others stay", async () => {
  await synth({ members: ["one", "three"] });
  expect((await plannedSteps(stackDir)).filter((one) => one.includes("_lb_"))).toEqual([
    "delete openstack_lb_member_v2.entry_tcp-443_pool_members_web_two",
    "delete openstack_lb_member_v2.entry_tcp-5432_pool_members_web_two",
  ]);
  expect((await plannedSteps(stackDir)).every((one) => one.startsWith("delete ") && one.includes("two"))).toBe(true);
});

test("a listener is removed, and the others stay", async () => {
  await synth({ without: "udp" });
  expect(await plannedSteps(stackDir)).toEqual([
    "delete openstack_lb_listener_v2.entry_udp-53",
    "delete openstack_lb_member_v2.entry_udp-53_pool_members_api",
    "delete openstack_lb_monitor_v2.entry_udp-53_pool_health-monitor",
    "delete openstack_lb_pool_v2.entry_udp-53_pool",
    "delete openstack_networking_secgroup_rule_v2.api_security-group_ingress-udp-5353-from-tier-network-web-v4",
  ]);
});

test("a new certificate changes the listener in place, after it is stored", async () => {
  values = { ...values, ...newCertificate() };
  await synth();
  expect(await plannedSteps(stackDir)).toEqual([
    "create,delete openstack_keymanager_container_v1.secrets_entry",
    "create,delete openstack_keymanager_secret_v1.secrets_entry_certificate",
    "create,delete openstack_keymanager_secret_v1.secrets_entry_private-key",
    "update openstack_lb_listener_v2.entry_tcp-443",
  ]);
  await apply();
  expect(await planExitCode(stackDir)).toBe(0);
});

test("values of a record change in place, nothing else", async () => {
  await synth({ www: ["203.0.113.10"] });
  expect(await plannedSteps(stackDir)).toEqual(["update openstack_dns_recordset_v2.zone_a-www"]);
});

test("another name is another container", async () => {
  await synth({ bucket: "services-other" });
  expect(await plannedSteps(stackDir)).toEqual([
    "delete,create openstack_objectstorage_container_v1.backups",
    "update terraform_data.backups_name",
  ]);
});

test("a credential is rotated in two steps, and the one in use works throughout", async () => {
  await synth({ revisionB: "2" });
  expect(await plannedSteps(stackDir)).toEqual([
    "create,delete openstack_identity_application_credential_v3.ci_slot-b",
  ]);
  await apply();
  expect((await loginWith(usedCredential)).status).toBe(201);
  await synth({ revisionB: "2", active: "b" });
  expect(await plannedSteps(stackDir)).toEqual([]);
  await apply();
  const rotated = await renderedLogin();
  expect(rotated.application_credential_id).not.toBe(usedCredential.application_credential_id);
  expect([(await loginWith(rotated)).status, (await loginWith(usedCredential)).status]).toEqual([201, 201]);
  expect(await planExitCode(stackDir)).toBe(0);
});

test("destroy leaves nothing", async () => {
  await terraform("destroy", "-auto-approve", "-input=false", "-no-color");
  expect([401, 404]).toContain((await loginWith(usedCredential)).status); // Keystone 30 says 404
  expect((await run("terraform", ["state", "list"], { cwd: stackDir, env })).stdout.trim()).toBe("");
  expect(await everything()).toEqual(before);
});
