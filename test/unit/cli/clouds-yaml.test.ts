import { chmodSync } from "node:fs";
import { join } from "node:path";
import { findCloud, listClouds } from "../../../packages/toolkit/src/openstack/clouds-yaml";
import { authRequest } from "../../../packages/toolkit/src/openstack/auth-request";
import { cloudEnvironment } from "../../../packages/toolkit/src/openstack/environment";
import { errorOf, temporaryDir, write } from "./helpers";

const root = temporaryDir();
const home = join(root, "home");
const cwd = join(root, "cwd");
const env = { HOME: home };
const entry = (url: string) => `auth: { auth_url: "${url}", username: u, password: p, project_name: x }`;

beforeAll(() => {
  write(join(home, ".config/openstack/clouds.yaml"), `clouds:\n  regio:\n    ${entry("http://home:5000")}\n`);
  write(join(cwd, "clouds.yaml"), `clouds:\n  regio:\n    ${entry("http://cwd:5000")}\n  other:\n    region_name: r\n`);
  write(join(root, "named.yaml"), `clouds:\n  regio:\n    ${entry("http://named:5000")}\n`);
});

test("the first file in the SDK's order counts", () => {
  const named = { ...env, OS_CLIENT_CONFIG_FILE: join(root, "named.yaml") };
  expect(findCloud("regio", named, cwd).cloudsYaml).toBe(join(root, "named.yaml"));
  expect(findCloud("regio", env, cwd).cloudsYaml).toBe(join(cwd, "clouds.yaml"));
  expect(findCloud("regio", env, root).cloudsYaml).toBe(join(home, ".config/openstack/clouds.yaml"));
  expect(listClouds(env, cwd)).toEqual(["regio", "other"]);
});

test("secure.yaml is merged over clouds.yaml, key by key", () => {
  const dir = join(root, "split");
  write(join(dir, "clouds.yaml"), "clouds:\n  c:\n    auth: { auth_url: http://x, username: u }\n");
  write(join(dir, "secure.yaml"), "clouds:\n  c:\n    auth: { password: secret }\n");
  const cloud = findCloud("c", env, dir);
  expect(cloud.config.auth).toEqual({ auth_url: "http://x", username: "u", password: "secret" });
  expect(cloud.secureYaml).toBe(join(dir, "secure.yaml"));
});

test("an unknown cloud: the known ones are listed", async () => {
  const error = await errorOf(() => findCloud("nope", env, cwd));
  expect(error.code).toBe("SCSBP-8032");
  expect(error.allowed).toBe("regio, other");
});

test("no file at all, and a variable that names none", async () => {
  const empty = { HOME: join(root, "nobody") };
  expect((await errorOf(() => findCloud("x", empty, join(root, "nowhere")))).code).toBe("SCSBP-8030");
  const error = await errorOf(() => findCloud("regio", { ...env, OS_CLIENT_CONFIG_FILE: "/no/such.yaml" }, cwd));
  expect([error.code, error.got]).toEqual(["SCSBP-8030", "/no/such.yaml"]);
});

test.each([
  ["no YAML", "clouds: [\n  password: topsecret", /clouds\.yaml cannot be read/],
  ["no clouds", "cloud:\n  x: {}\n", /no `clouds` mapping/],
  ["a list", "- a\n- b\n", /no `clouds` mapping/],
  ["empty", "", /no `clouds` mapping/],
])("a file with %s is one clear error without its content", async (name, text, what) => {
  const dir = join(root, `bad-${name}`);
  write(join(dir, "clouds.yaml"), text);
  const error = await errorOf(() => findCloud("x", env, dir));
  expect(error.code).toBe("SCSBP-8031");
  expect(error.what).toMatch(what);
  expect(error.message).not.toContain("topsecret");
});

test("an unreadable file", async () => {
  if (process.getuid?.() === 0) {
    // root reads everything: a folder in its place cannot be read by anyone
    write(join(root, "unreadable/clouds.yaml/x"), "");
  } else {
    chmodSync(write(join(root, "unreadable/clouds.yaml"), "clouds: {}"), 0);
  }
  expect((await errorOf(() => findCloud("x", env, join(root, "unreadable")))).code).toBe("SCSBP-8031");
});

function cloud(config: object) {
  return { name: "c", cloudsYaml: "/c.yaml", config: config as Record<string, unknown> };
}

describe("the token request", () => {
  const auth = { auth_url: "https://id.example/v3/", username: "u", password: 123456, project_name: "p" };

  test("password: domains default as the provider's, a number is a password, /v3 is not doubled", () => {
    expect(authRequest(cloud({ auth: { ...auth, user_domain_name: "d" } }))).toEqual({
      url: "https://id.example/v3/auth/tokens",
      body: {
        auth: {
          identity: {
            methods: ["password"],
            password: { user: { name: "u", domain: { name: "d" }, password: "123456" } },
          },
          scope: { project: { name: "p", domain: { name: "d" } } },
        },
      },
    });
  });

  test("an application credential brings its own scope", () => {
    const config = {
      auth_type: "v3applicationcredential",
      auth: {
        auth_url: "http://x",
        application_credential_id: "i",
        application_credential_secret: "s",
        project_name: "p",
      },
    };
    expect(authRequest(cloud(config))?.body).toEqual({
      auth: { identity: { methods: ["application_credential"], application_credential: { id: "i", secret: "s" } } },
    });
  });

  test("what needs a browser cannot be checked", () => {
    expect(authRequest(cloud({ auth_type: "v3oidcpassword", auth }))).toBeUndefined();
  });

  test.each([
    ["auth.auth_url", {}],
    ["auth.auth_url", { auth_url: "keystone.example:5000" }],
    ["auth.password", { auth_url: "http://x", username: "u" }],
    ["auth.username", { auth_url: "http://x", password: "p" }],
    ["auth.application_credential_id", { auth_url: "http://x", application_credential_secret: "s" }],
  ])("%s missing or wrong is named", async (key, parts) => {
    const error = await errorOf(() => authRequest(cloud({ auth: parts })));
    expect(error.code).toBe("SCSBP-8033");
    expect(error.what).toContain(key);
  });
});

test("app and engine see one cloud only: nothing of an openrc file is mixed in", () => {
  const result = cloudEnvironment(
    { PATH: "/bin", OS_PASSWORD: "x", OS_AUTH_URL: "y", OS_CLOUD: "old", OS_DEBUG: "1" },
    { name: "new", cloudsYaml: "/abs/clouds.yaml" },
  );
  expect(result).toEqual({ PATH: "/bin", OS_DEBUG: "1", OS_CLOUD: "new", OS_CLIENT_CONFIG_FILE: "/abs/clouds.yaml" });
});
