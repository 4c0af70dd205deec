import { parse } from "yaml";
import { CloudInit } from "../../../../lib/openstack/index";
import { errorOf } from "../../../support/errors";

/** What cloud-init gets: the text after Terraform has read its escapes. */
const asServed = (init: CloudInit) => init.render().replaceAll("$${", "${").replaceAll("%%{", "%{");

test("an empty one is an empty cloud-config", () => {
  expect(new CloudInit().render()).toBe("#cloud-config\n{}\n");
});

test("packages, users, files and commands make one cloud-config", () => {
  const init = new CloudInit({
    packages: ["nginx", "curl"],
    packageUpdate: true,
    packageUpgrade: false,
    users: [{ name: "ops", sudo: true, groups: ["adm"], sshAuthorizedKeys: ["ssh-ed25519 AAAA ops"] }],
    files: [
      { path: "/etc/app.conf", content: "key: value\nother: ${HOME} %{x}\n", permissions: "0640", owner: "root:adm" },
    ],
    commands: ["systemctl restart nginx"],
  });
  expect(asServed(init)).toMatch(/^#cloud-config\n/);
  expect(parse(asServed(init))).toEqual({
    package_update: true,
    package_upgrade: false,
    packages: ["nginx", "curl"],
    users: [
      "default",
      {
        name: "ops",
        shell: "/bin/bash",
        lock_passwd: true,
        groups: ["adm"],
        sudo: "ALL=(ALL) NOPASSWD:ALL",
        ssh_authorized_keys: ["ssh-ed25519 AAAA ops"],
      },
    ],
    write_files: [
      { path: "/etc/app.conf", content: "key: value\nother: ${HOME} %{x}\n", permissions: "0640", owner: "root:adm" },
    ],
    runcmd: ["systemctl restart nginx"],
  });
});

test("what is the shell's is escaped for Terraform, what is Terraform's is not", () => {
  const init = new CloudInit({ commands: ["echo ${HOME} %{x}", "ping ${TfToken[TOKEN.7]}"] });
  expect(init.render()).toContain("echo $${HOME} %%{x}");
  expect(init.render()).toContain('"ping ${TfToken[TOKEN.7]}"');
});

test("scripts and further cloud-configs make an archive, in the order they were added", () => {
  const init = new CloudInit({ packages: ["nginx"] });
  init.addScript("setup.sh", "#!/bin/sh\nset -e\n");
  init.addCloudConfig("#cloud-config\nntp: {enabled: true}\n");
  const text = asServed(init);
  expect(text).toMatch(/^#cloud-config-archive\n/);
  const parts = parse(text) as { type: string; content: string; filename?: string }[];
  expect(parts.map((part) => [part.type, part.filename])).toEqual([
    ["text/cloud-config", undefined],
    ["text/x-shellscript", "setup.sh"],
    ["text/cloud-config", undefined],
  ]);
  expect(parse(parts[0]!.content)).toEqual({ packages: ["nginx"] });
  expect(parts[1]!.content).toBe("#!/bin/sh\nset -e\n");
});

test("one includes another; packages once; the same said gives the same bytes", () => {
  const make = () => {
    const base = new CloudInit({ packages: ["curl"], commands: ["true"] });
    base.addScript("a.sh", "#!/bin/sh\n");
    const init = new CloudInit({ packages: ["nginx", "curl"] });
    init.include(base);
    return init.render();
  };
  expect(make()).toBe(make());
  expect(make().match(/curl/g)).toHaveLength(1);
  expect(make()).toContain("a.sh");
});

test("text survives whatever it holds", () => {
  const content = ["tab\there", "  leading", "quote ' \" :", "# no comment", "", "x".repeat(300), "end"].join("\n");
  const init = new CloudInit({ files: [{ path: "/f", content }] });
  expect((parse(asServed(init)) as { write_files: { content: string }[] }).write_files[0]!.content).toBe(content);
});

test("49149 bytes are what Nova takes; fails on more", () => {
  const sized = (size: number) => {
    const overhead = Buffer.byteLength(new CloudInit({ commands: ["x".repeat(1000)] }).render()) - 1000;
    return new CloudInit({ commands: ["x".repeat(size - overhead)] });
  };
  expect(Buffer.byteLength(sized(49149).render())).toBe(49149);
  expect(errorOf(() => sized(49150).render())).toMatchObject({
    code: "SCSBP-2032",
    got: "49150 bytes, 65536 in base64",
  });
});

test("fails on unfit users, files, scripts and cloud-configs", () => {
  const init = new CloudInit({ users: [{ name: "ops" }], files: [{ path: "/a", content: "" }] });
  const wrong = [
    () => init.addUser({ name: "Ops" }),
    () => init.addUser({ name: "ops" }),
    () => init.addFile({ path: "a", content: "" }),
    () => init.addFile({ path: "/a", content: "" }),
    () => init.addFile({ path: "/b", content: "", permissions: "rw" }),
    () => init.addScript("a", "echo"),
    () => init.addCloudConfig("packages: []"),
  ];
  expect(wrong.map((act) => errorOf(act).code)).toEqual(wrong.map(() => "SCSBP-2033"));
});
