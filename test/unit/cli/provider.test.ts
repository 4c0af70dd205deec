import { existsSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  providerFiles,
  PROVIDER_ADDRESSES,
  PROVIDER_VERSION,
  providerPlatform,
} from "../../../packages/sandbox/src/provider/addresses";
import { adviseOnGoError, buildProvider, fromSourceDir, goErrors } from "../../../packages/sandbox/src/provider/build";
import { readUserConfig, renderCliConfig, writeCliConfig } from "../../../packages/sandbox/src/provider/cli-config";
import { ProviderMirror } from "../../../packages/sandbox/src/provider/mirror";

import {
  isRegistryUnreachable,
  providerSetup,
  providerShellEnvironment,
  withMirror,
} from "../../../packages/sandbox/src/provider/source";
import { errorOf, fakeProgram, temporaryDir, write } from "./helpers";

const root = temporaryDir();

test("the mirror appears as a whole, for both engines, or not at all", async () => {
  const mirror = new ProviderMirror(join(root, "mirror/provider-mirror"));
  await expect(mirror.fill(() => Promise.reject(new Error("build failed")))).rejects.toThrow("build failed");
  expect(mirror.complete).toBe(false);
  await mirror.fill((file) => Promise.resolve(writeFileSync(file, "binary", { mode: 0o755 })));
  expect(mirror.complete).toBe(true);
  for (const file of providerFiles()) {
    expect(readFileSync(join(mirror.root, file), "utf8")).toBe("binary");
    expect(statSync(join(mirror.root, file)).mode & 0o111).not.toBe(0);
  }
  expect(readdirSync(join(root, "mirror"))).toEqual(["provider-mirror"]); // no work folder is left
  mirror.remove();
  expect(mirror.complete).toBe(false);
});

test("a killed build's folder goes, another process's fresh one stays", async () => {
  const parent = join(root, "leftovers");
  const mirror = new ProviderMirror(join(parent, "m"));
  mkdirSync(join(parent, "m.new-old"), { recursive: true });
  mkdirSync(join(parent, "m.new-fresh"));
  utimesSync(join(parent, "m.new-old"), 0, 0);
  await mirror.fill((file) => Promise.resolve(writeFileSync(file, "x")));
  expect(readdirSync(parent).sort()).toEqual(["m", "m.new-fresh"]);
});

test("platforms and versions are named as Terraform names them", () => {
  expect(providerPlatform("darwin", "arm64")).toBe("darwin_arm64");
  expect(providerFiles("windows_amd64")[0]).toMatch(/windows_amd64\/terraform-provider-openstack_v3\.4\.0\.exe$/);
  const goMod = readFileSync(join(fromSourceDir(), "go.mod"), "utf8");
  expect(goMod).toContain(`terraform-provider-openstack/v3 v${PROVIDER_VERSION}`);
  expect(existsSync(join(fromSourceDir(), "go.sum"))).toBe(true);
});

describe("the CLI configuration", () => {
  const cache = join(root, "config");
  const env = { HOME: join(cache, "home"), XDG_CACHE_HOME: join(cache, "cache") };

  test("only this provider comes from the mirror", () => {
    const text = renderCliConfig("/the mirror", undefined);
    for (const address of PROVIDER_ADDRESSES) {
      expect(text.split(`"${address}"`)).toHaveLength(3); // included once, excluded from direct once
    }
    expect(text).toContain('path    = "/the mirror"');
  });

  test("a further provider from a mirror of its own; a provider_installation of the user stays as it is", () => {
    mkdirSync(cache, { recursive: true });
    const file = join(cache, "both.tfrc");
    const kubectl = { root: "/k", addresses: ["registry.terraform.io/gavinbunney/kubectl"] };
    const made = withMirror({ source: "mirror", env }, kubectl, file);
    expect(made.env.TF_CLI_CONFIG_FILE).toBe(file);
    const text = readFileSync(file, "utf8");
    expect(text.match(/filesystem_mirror/g)).toHaveLength(2);
    expect(text).toMatch(/direct \{\n +exclude = \[.*openstack.*gavinbunney\/kubectl"\]/);
    expect(withMirror({ source: "registry", env }, kubectl, file).source).toBe("registry");
    expect(readFileSync(file, "utf8").match(/filesystem_mirror/g)).toHaveLength(1);
    const users = { source: "user", env } as const;
    expect(withMirror(users, kubectl, "/not/there/x")).toBe(users);
  });

  test("credentials of the user are kept, the file is his alone", () => {
    write(join(env.HOME, ".terraformrc"), 'credentials "app.example" {\n  token = "t"\n}\n');
    const path = writeCliConfig("/m", env);
    expect(readFileSync(path, "utf8")).toContain('token = "t"');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readUserConfig({ ...env, TF_CLI_CONFIG_FILE: path })).toBeUndefined(); // our own is not the user's
  });

  test("a provider_installation of the user is left alone; one in a comment is none", () => {
    const named = write(join(cache, "corp.tfrc"), "provider_installation {\n  direct {}\n}\n");
    expect(providerSetup({ ...env, TF_CLI_CONFIG_FILE: named }).source).toBe("user");
    const commented = write(join(cache, "c.tfrc"), "# x\n# provider_installation {\n");
    expect(readUserConfig({ ...env, TF_CLI_CONFIG_FILE: commented })?.hasProviderInstallation).toBe(false);
  });

  test("no mirror: the registry, with little patience; a mirror: no question to the registry", async () => {
    const mirror = new ProviderMirror(join(cache, "cache/scs-blueprints/provider-mirror"));
    const before = providerSetup({ ...env, TF_CLI_CONFIG_FILE: "/not/there" }, mirror);
    expect(before.source).toBe("registry");
    expect(before.env.TF_CLI_CONFIG_FILE).toBeUndefined();
    expect(Number(before.env.TF_REGISTRY_CLIENT_TIMEOUT)).toBeLessThan(15);
    await mirror.fill((file) => Promise.resolve(writeFileSync(file, "x")));
    const after = providerSetup(env, mirror);
    expect(after.source).toBe("mirror");
    expect(readFileSync(after.env.TF_CLI_CONFIG_FILE ?? "", "utf8")).toContain(mirror.root);
  });

  test("with a mirror, cdktf's `providers lock` is kept from the registry too", async () => {
    const own = { HOME: env.HOME, XDG_CACHE_HOME: join(cache, "locking") };
    await ProviderMirror.of(own).fill((file) => Promise.resolve(writeFileSync(file, "x")));
    expect(providerShellEnvironment(undefined, own)).toMatchObject({
      TF_CLI_ARGS_providers_lock: `-fs-mirror=${ProviderMirror.of(own).root}`,
    });
  });

  test("shell exports name the engine only where cdktf would take another", () => {
    const tofu = { name: "tofu", title: "OpenTofu", path: "/x/tofu", version: "1.9.0" } as const;
    expect(providerShellEnvironment(tofu, { HOME: "/nobody", XDG_CACHE_HOME: join(root, "empty") })).toMatchObject({
      TERRAFORM_BINARY_NAME: "/x/tofu",
      CHECKPOINT_DISABLE: "1",
    });
    const terraform = { ...tofu, name: "terraform" } as const;
    expect(
      providerShellEnvironment(terraform, {
        XDG_CACHE_HOME: join(root, "empty"),
        HOME: "/nobody",
        TF_CLI_CONFIG_FILE: "/no",
      }),
    ).toEqual({ CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: undefined });
  });
});

const UNREACHABLE = `
│ Error: Failed to query available provider packages
│
│ Could not retrieve the list of available versions for provider
│ terraform-provider-openstack/openstack: could not connect to
│ registry.example: failed to request discovery document: dial tcp: lookup: no such host`;

test("an unreachable registry is told from other failures of init", () => {
  expect(isRegistryUnreachable(UNREACHABLE)).toBe(true);
  expect(isRegistryUnreachable("Error: no available releases match the given constraints ~> 9.0")).toBe(false);
  expect(isRegistryUnreachable("Error: Failed to get existing workspaces: dial tcp: no such host")).toBe(false);
});

describe("building from source", () => {
  test("no go", async () => {
    const error = await errorOf(() => buildProvider("/x", () => undefined, { PATH: join(root, "nothing") }));
    expect(error.code).toBe("SCSBP-8005");
  });

  test("a go that fails: its own words, and what to do", async () => {
    const line =
      'go: github.com/x/y@v1.0.0: Get \\"https://proxy.example/x\\": dial tcp: lookup proxy.example: no such host';
    fakeProgram(join(root, "go-bad", "go"), `echo "go: downloading a v1" >&2; echo "${line}" >&2; exit 1`);
    const seen: string[] = [];
    const env = { PATH: `${join(root, "go-bad")}:/bin:/usr/bin` };
    const error = await errorOf(() => buildProvider(join(root, "x"), (detail) => seen.push(detail), env));
    expect(error.code).toBe("SCSBP-8010");
    expect(error.got).toMatch(/^go: github\.com\/x\/y.*no such host$/);
    expect(error.fix).toContain("GOPROXY");
    expect(seen).toEqual(["downloading a"]);
  });

  test.each([
    ["go: go.mod requires go >= 1.24.0 (running go 1.19)", "Go 1.24"],
    ["write /tmp/x: no space left on device", "disk space"],
    ["verifying x: checksum mismatch", "GOPROXY"],
    ["something else", "report"],
  ])("%s", (line, advice) => {
    expect(adviseOnGoError(line)).toContain(advice);
    expect(goErrors(`go: downloading x v1\n${line}\ncrypto/tls`)).toBe(line);
  });
});
