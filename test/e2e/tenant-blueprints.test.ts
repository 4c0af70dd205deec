import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Guest } from "./support/guest";
import { Program } from "./support/program";
import { repository } from "./support/repository";
import { run, succeed } from "./support/run";

/**
 * Each example of a tenant blueprint: applied, planned again, changed as its owners change it, destroyed with nothing
 * left by the API's word.
 */
let before: Record<string, string[]>;

const everything = async () => (await repository.member()).everything();

beforeAll(async () => {
  const up = await repository.sandbox(["up"]);
  expect({ status: up.status, output: up.status === 0 ? "" : up.output }).toEqual({ status: 0, output: "" });
  await succeed("node", ["packages/cli/dist/main.js", "provider", "install"], { cwd: repository.dir });
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
      ["  ScsStack,\n", "  ScsStack,\n  Secret,\n  SecretStore,\n"],
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

describe("high-availability-vip", () => {
  let program: Program;

  test("is applied", async () => {
    program = Program.ofExample("high-availability-vip");
    await program.apply();
    expect((await program.outputs())["nodes"]).toHaveLength(2);
  });

  test("one node more, one node exchanged: those that stay learn of it in place", async () => {
    expect(await program.edit(['["a", "b"]', '["a", "b", "c"]']).plan()).toEqual(
      [
        ...server("entry_nodes_members_c", "create"),
        "update openstack_compute_instance_v2.entry_nodes_members_a",
        "update openstack_compute_instance_v2.entry_nodes_members_b",
      ].sort(),
    );
    expect(await program.edit(['["a", "b"]', '["b", "c"]']).plan()).toEqual(
      [
        ...server("entry_nodes_members_a", "delete"),
        ...server("entry_nodes_members_c", "create"),
        "update openstack_compute_instance_v2.entry_nodes_members_b",
      ].sort(),
    );
  });

  test("cloud-init and keepalived take what the nodes get", async () => {
    const guest = Guest.ofStack(program.stackDir, "entry_nodes_members_b", "10.13.1.9");
    await guest.expectValidCloudConfig();
    const peers = join(guest.folder, "peers.conf");
    const metadata = { "vrrp-peer-a": "10.13.1.12", "vrrp-peer-c": "10.13.1.13" };
    await guest.render("/usr/local/sbin/vrrp-peers", metadata, { PEERS_FILE: peers });
    guest.write("health-check", guest.file("/etc/keepalived/health-check"), 0o700);
    const text = guest.file("/etc/keepalived/keepalived.conf").replaceAll("/etc/keepalived", guest.folder);
    const check = (config: string) =>
      run("keepalived", ["-t", "-l", "-f", guest.write("keepalived.conf", config)], { cwd: guest.folder });
    const checked = await check(text);
    expect([checked.status, checked.output]).toEqual([0, ""]);
    expect((await check(text.replace("priority", "prioritx"))).status).not.toBe(0);
  });

  test("destroy leaves nothing", () => destroyed(program.edit()));
});

describe("jump-host", () => {
  let program: Program;

  test("is applied", async () => {
    program = Program.ofExample("jump-host");
    await program.apply();
  });

  test("another user is another host, at the same address", async () => {
    expect(await program.edit(['name: "grace"', 'name: "hopper"']).plan()).toEqual([
      "delete,create openstack_compute_instance_v2.jump_host_server",
    ]);
  });

  test("one more target is one more pair of rules", async () => {
    const more = "jump.grantTo(app1);\njump.grantTo(app1, Port.tcp(5432));";
    const steps = await program
      .edit(["Peer, ProjectNetwork", "Peer, Port, ProjectNetwork"], ["jump.grantTo(app1);", more])
      .plan();
    expect(steps).toEqual(
      ["v4", "v6"].map(
        (family) =>
          "create openstack_networking_secgroup_rule_v2.app1_security-group_ingress-tcp-5432-from-group-" +
          `jump-host-server-security-group-${family}`,
      ),
    );
  });

  test("cloud-init takes what the host gets", async () => {
    await Guest.ofStack(program.stackDir, "jump_host_server", "10.14.1.9").expectValidCloudConfig();
  });

  test("destroy leaves nothing", () => destroyed(program.edit()));
});

describe("vpn-gateway", () => {
  const privateKey = "KMgf4D77ChzqGWIJyUXpZGXXtkamL0AHgD8Bn5PmN2Q=";
  let program: Program;

  test("is applied", async () => {
    program = Program.ofExample("vpn-gateway");
    mkdirSync(program.stackDir, { recursive: true });
    const file = join(program.stackDir, "secrets.auto.tfvars.json");
    writeFileSync(file, JSON.stringify({ vpn_private_key: privateKey }), { mode: 0o600 });
    await program.apply();
  });

  test("a peer less, in the middle, changes the gateway in place", async () => {
    expect(await program.edit(["    grace: {", "    // grace: {"]).plan()).toEqual([
      "update openstack_compute_instance_v2.vpn_gateway",
    ]);
  });

  test("one more network behind a peer: its route, its address pair, its rule", async () => {
    expect(await program.edit(['["192.168.20.0/24"]', '["192.168.20.0/24", "192.168.21.0/24"]']).plan()).toEqual([
      "create openstack_networking_router_route_v2.vpn_route-192-168-21-0-24",
      "create openstack_networking_secgroup_rule_v2.wiki_security-group_ingress-tcp-443-from-192-168-21-0-24",
      "update openstack_compute_instance_v2.vpn_gateway",
      "update openstack_networking_port_v2.vpn_gateway_port",
    ]);
  });

  test("cloud-init and WireGuard take what the gateway and its peers get", async () => {
    await program.edit().plan();
    const guest = Guest.ofStack(program.stackDir, "vpn_gateway", privateKey);
    await guest.expectValidCloudConfig();
    const environment = {
      INTERFACE_FILE: guest.write("interface.conf", guest.file("/etc/wireguard/interface.conf")),
      WIREGUARD_FILE: join(guest.folder, "rendered.conf"),
    };
    const api = await repository.member();
    const { servers } = (await api.get("compute", "/servers/detail")) as {
      servers: { name: string; metadata: Record<string, string> }[];
    };
    const metadata = servers.find((one) => one.name === "vpn-gateway-vpn-gateway")!.metadata;
    expect(Object.keys(metadata).sort()).toEqual(["wg-peer-ada", "wg-peer-grace", "wg-peer-office"]);
    await guest.render("/usr/local/sbin/wg-peers", metadata, environment);
    const rendered = execFileSync("cat", [environment.WIREGUARD_FILE], { encoding: "utf8" });
    expect(rendered.match(/^\[Peer\]$/gm)).toHaveLength(3);
    expect(await guest.wireguardProblem("wg0", rendered)).toBe("");
    expect(await guest.wireguardProblem("wg1", rendered.replace("/32", "/33"))).toMatch(/parsing error/);
    const outputs = await program.outputs();
    expect(await guest.wireguardProblem("ada", outputs["vpn_peer_ada"] as string)).toBe("");
  });

  test("destroy leaves nothing", () => destroyed(program.edit()));
});

describe("backup-target", () => {
  let program: Program;

  /** Status of a request signed with the key of an environment for restic. */
  async function put(restic: string): Promise<string> {
    const value = (name: string) => new RegExp(`^${name}=(?:s3:)?(.*)$`, "m").exec(restic)![1]!;
    const signed = [
      "--aws-sigv4",
      `aws:amz:${value("AWS_DEFAULT_REGION")}:s3`,
      "-H",
      "x-amz-content-sha256: UNSIGNED-PAYLOAD",
    ];
    const key = `${value("AWS_ACCESS_KEY_ID")}:${value("AWS_SECRET_ACCESS_KEY")}`;
    const status = ["-sS", "-o", "/dev/null", "-w", "%{http_code}"];
    const url = `${value("RESTIC_REPOSITORY")}/config`;
    const args = [...status, ...signed, "--user", key, "-X", "PUT", "--data-binary", "hello", url];
    return (await succeed("curl", args, { cwd: program.folder })).stdout;
  }

  test("is applied, and restic's environment opens the bucket", async () => {
    program = Program.ofExample("backup-target");
    await program.apply();
    expect(await put((await program.outputs())["backups_restic"] as string)).toBe("200");
  });

  test("a rotated key replaces the former one, and the bucket stays", async () => {
    const former = (await program.outputs())["backups_restic"] as string;
    program.edit(["2026-11", "2026-12"]);
    expect(await program.plan()).toEqual([
      "create openstack_identity_ec2_credential_v3.backups_store_s3-credential-2026-12",
      "delete openstack_identity_ec2_credential_v3.backups_store_s3-credential-2026-11",
    ]);
    await program.apply();
    expect(await put((await program.outputs())["backups_restic"] as string)).toBe("200");
    expect(await put(former)).toBe("403");
  });

  test("destroy leaves nothing", () => destroyed(program));
});
