import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Cloud, ScsStack, Secret, StateBackend } from "../../../lib/index";
import { errorOf } from "../../support/errors";
import { synth } from "../../support/synth";

const provider = (cloud: Cloud) =>
  (synth(() => undefined, cloud).json["provider"] as Record<string, unknown[]>)["openstack"];

test("asks for the provider by its short source and a range of versions", () => {
  const terraform = synth(() => undefined).json["terraform"] as Record<string, unknown>;
  expect(terraform["required_providers"]).toEqual({
    openstack: { source: "terraform-provider-openstack/openstack", version: ">= 3.4.0, < 4.0.0" },
  });
});

test("the environment, an entry of clouds.yaml, an application credential", () => {
  expect(provider(Cloud.fromEnvironment())).toEqual([{}]);
  expect(provider(Cloud.fromCloudsYaml("regio"))).toEqual([{ cloud: "regio" }]);
  const credential = Cloud.fromApplicationCredential({
    authUrl: "https://keystone.example.org/v3",
    id: "0123",
    secret: Secret.fromVariable("credential_secret"),
    region: "de-1",
  });
  expect(provider(credential)).toEqual([
    {
      application_credential_id: "0123",
      application_credential_secret: "${var.credential_secret}",
      auth_url: "https://keystone.example.org/v3",
      region: "de-1",
    },
  ]);
});

test("a user's password, by a secret; both domains are Default unless said", () => {
  const login = {
    authUrl: "https://keystone.example.org/v3",
    userName: "admin",
    password: Secret.fromVariable("password"),
    projectName: "admin",
  };
  const expected = {
    auth_url: "https://keystone.example.org/v3",
    password: "${var.password}",
    project_domain_name: "Default",
    tenant_name: "admin",
    user_domain_name: "Default",
    user_name: "admin",
  };
  expect(provider(Cloud.fromPassword(login))).toEqual([expected]);
  expect(provider(Cloud.fromPassword({ ...login, userDomainName: "ops", region: "de-1" }))).toEqual([
    { ...expected, user_domain_name: "ops", region: "de-1" },
  ]);
});

test("a secret is a sensitive variable without a value", () => {
  const login = { authUrl: "https://k/v3", id: "1", secret: Secret.fromVariable("token") };
  const stack = synth(() => undefined, Cloud.fromApplicationCredential(login));
  expect(stack.json["variable"]).toEqual({
    token: { nullable: false, sensitive: true, type: "string" },
  });
});

test("fails on a cloud without a name, a variable that is none, a stack id that is no name", () => {
  expect(errorOf(() => Cloud.fromCloudsYaml(" ")).code).toBe("SCSBP-1020");
  expect(errorOf(() => Secret.fromVariable("s3cr3t!")).code).toBe("SCSBP-1010");
  expect(errorOf(() => new ScsStack(new App(), "1 shop", { cloud: Cloud.fromEnvironment() })).code).toBe("SCSBP-1030");
});

test("outputs have the name they are given, once", () => {
  const stack = synth((scope) => {
    scope.addOutput("answer", 42, { description: "of course", sensitive: true });
    expect(errorOf(() => scope.addOutput("answer", 43)).code).toBe("SCSBP-1031");
  });
  expect(stack.json["output"]).toEqual({ answer: { description: "of course", sensitive: true, value: 42 } });
});

describe("state", () => {
  const backend = (state?: StateBackend) => {
    const app = new App({ outdir: mkdtempSync(join(tmpdir(), "scs-blueprints-state-")) });
    new ScsStack(app, "shop", { cloud: Cloud.fromEnvironment(), ...(state === undefined ? {} : { state }) });
    app.synth();
    const json = JSON.parse(readFileSync(join(app.outdir, "stacks/shop/cdk.tf.json"), "utf8"));
    return json.terraform.backend;
  };

  test("is a file beside the program, by a relative path", () => {
    const outdir = process.env["CDKTF_OUTDIR"];
    try {
      process.env["CDKTF_OUTDIR"] = join(process.cwd(), "cdktf.out");
      expect(backend()).toEqual({ local: { path: "../../../terraform.shop.tfstate" } });
    } finally {
      if (outdir === undefined) {
        delete process.env["CDKTF_OUTDIR"];
      } else {
        process.env["CDKTF_OUTDIR"] = outdir;
      }
    }
  });

  test("or in an object store", () => {
    const s3 = StateBackend.s3({ bucket: "state", endpoint: "https://s3.example.org" });
    expect(backend(s3).s3).toMatchObject({
      bucket: "state",
      key: "shop.tfstate",
      endpoints: { s3: "https://s3.example.org" },
      use_path_style: true,
      skip_requesting_account_id: true,
    });
    expect(backend(s3).s3.use_lockfile).toBeUndefined();
    const locked = StateBackend.s3({ bucket: "state", endpoint: "https://s3.example.org", lockFile: true });
    expect(backend(locked).s3.use_lockfile).toBe(true);
  });

  test("or on an HTTP server", () => {
    const http = StateBackend.http({ address: "https://git.example.org/state", lockMethod: "POST" });
    expect(backend(http)).toEqual({ http: { address: "https://git.example.org/state", lock_method: "POST" } });
  });
});
