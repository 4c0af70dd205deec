import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Program } from "./support/program";
import { repository } from "./support/repository";
import { succeed } from "./support/run";

/**
 * Each example of a tenant blueprint: applied, planned again, changed as its owners change it, destroyed with nothing
 * left by the API's word.
 */
let before: Record<string, string[]>;

const everything = async () => (await repository.member()).everything();

beforeAll(async () => {
  const up = await repository.sandbox(["up"]);
  expect({ status: up.status, output: up.status === 0 ? "" : up.output }).toEqual({ status: 0, output: "" });
  await succeed("node", ["dist/cli/main.js", "provider", "install"], { cwd: repository.dir });
  before = await everything();
});

async function destroyed(program: Program): Promise<void> {
  const { status, output } = await program.destroy();
  expect({ status, output: status === 0 ? "" : output }).toEqual({ status: 0, output: "" });
  expect(await everything()).toEqual(before);
}

const server = (path: string, action: string) => [
  `${action} openstack_compute_instance_v2.${path}`,
  `${action} openstack_networking_port_v2.${path}_port`,
  `${action} terraform_data.${path}_image-revision`,
];

describe("three-tier-web", () => {
  let program: Program;

  test("is applied", async () => {
    program = Program.ofExample("three-tier-web");
    await program.apply();
    const outputs = await program.outputs();
    expect(outputs["url"]).toBe("http://www.shop.example.org");
  });

  test("one web server more, one data server less", async () => {
    expect(await program.edit(["size: 3", "size: 4"]).plan()).toEqual(
      [
        ...server("shop_web_members_4", "create"),
        "create openstack_lb_member_v2.shop_entry_tcp-80_pool_members_web_4",
      ].sort(),
    );
    expect(await program.edit(['members: ["a", "b"]', 'members: ["b"]']).plan()).toEqual(
      [
        ...server("shop_data_members_a", "delete"),
        "delete openstack_blockstorage_volume_v3.shop_data_members_a_volumes_pg",
        "delete openstack_compute_volume_attach_v2.shop_data_members_a_attach-pg",
      ].sort(),
    );
  });

  test("TLS with a certificate of Barbican: listener and redirect, and no server changes", async () => {
    const subject = ["-subj", "/CN=www.shop.example.org", "-days", "30"];
    const [key, cert] = [join(program.folder, "key.pem"), join(program.folder, "certificate.pem")];
    execFileSync(
      "openssl",
      ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...subject, "-keyout", key, "-out", cert],
      {
        stdio: "ignore",
      },
    );
    program.edit(
      ["  ScsStack,\n", "  ScsStack,\n  Secret,\n"],
      [
        'WebEntry.plainHttp("a first look, without a certificate")',
        `WebEntry.tls(
          new SecretStore(stack, "secrets").addCertificate("shop", {
            certificate: Secret.fromVariable("certificate"),
            privateKey: Secret.fromVariable("key"),
          }),
        )`,
      ],
    );
    const read = (file: string) => execFileSync("cat", [file], { encoding: "utf8" });
    const variables = JSON.stringify({ certificate: read(cert), key: read(key) });
    writeFileSync(join(program.stackDir, "secrets.auto.tfvars.json"), variables, { mode: 0o600 });
    const steps = await program.plan();
    expect(steps.filter((step) => !/_lb_|_keymanager_/.test(step))).toEqual([]);
    expect(steps.filter((step) => step.includes("_listener_"))).toEqual([
      "create openstack_lb_listener_v2.shop_entry_tcp-443",
    ]);
    await program.apply();
    expect((await program.outputs())["url"]).toBe("https://www.shop.example.org");
  });

  test("destroy leaves nothing", () => destroyed(program));
});
