import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { BlueprintError } from "../../packages/standards/src/errors";
import { KubernetesConfig, type KubernetesLogin } from "../../packages/checker/src/index";
import { KubernetesCredential } from "../../packages/checker/src/evidence/kubernetes-credential";
import { ClusterPki, type Certificate } from "../../packages/sandbox/src/cluster/pki";

const dir = mkdtempSync(join(tmpdir(), "scsbp-kubeconfig-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

let pki: ClusterPki;
let client: Certificate;
beforeAll(() => {
  pki = new ClusterPki(join(dir, "pki"));
  client = pki.issue("client", { subject: "/CN=client", usage: "clientAuth" });
});

const SERVER = "https://127.0.0.1:6443";
const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** A kubeconfig with the contexts one (user u of cluster c), other (without user) and broken. */
function kubeconfig(user: object, cluster: object = {}, current: string | undefined = "one"): string {
  const file = join(dir, "kubeconfig");
  writeFileSync(
    file,
    stringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "c", cluster: { server: `${SERVER}/`, ...cluster } }],
      users: [{ name: "u", user }],
      contexts: [
        { name: "one", context: { cluster: "c", user: "u" } },
        { name: "other", context: { cluster: "c" } },
        { name: "broken", context: { cluster: "gone", user: "u" } },
      ],
      ...(current === undefined ? {} : { "current-context": current }),
    }),
  );
  return file;
}

function refusal(action: () => unknown): BlueprintError {
  try {
    action();
  } catch (error) {
    if (BlueprintError.isBlueprintError(error)) {
      return error;
    }
    throw error;
  }
  throw new Error("nothing was refused");
}

test("the current context, or the one that is named; inline data, and files relative to the kubeconfig", () => {
  const ca = { "certificate-authority-data": base64(pki.ca.cert) };
  const inline = { "client-certificate-data": base64(client.cert), "client-key-data": base64(client.key) };
  expect(KubernetesConfig.login(kubeconfig(inline, ca))).toMatchObject({
    context: "one",
    server: SERVER,
    caPem: pki.ca.cert,
    certPem: client.cert,
    keyPem: client.key,
    authorization: undefined,
    verify: true,
  });
  const files = { "client-certificate": "pki/client.crt", "client-key": client.keyFile };
  const login = KubernetesConfig.login(kubeconfig(files, { "certificate-authority": "pki/ca.crt" }));
  expect(login).toMatchObject({ caPem: pki.ca.cert, certPem: client.cert, keyPem: client.key });
  expect(KubernetesConfig.login(kubeconfig(inline, ca), "other")).toMatchObject({
    context: "other",
    certPem: undefined,
  });
});

test("tokens, files of tokens, passwords, impersonation, TLS names, no verification", () => {
  const of = (user: object, cluster?: object): KubernetesLogin => KubernetesConfig.login(kubeconfig(user, cluster));
  writeFileSync(join(dir, "token"), "from-file\n");
  expect(of({ token: "abc" }).authorization).toBe("Bearer abc");
  expect(of({ token: "abc", tokenFile: "token" }).authorization).toBe("Bearer from-file");
  expect(of({ username: "u", password: "p" }).authorization).toBe(`Basic ${base64("u:p")}`);
  expect(of({ token: "abc", as: "reader", "as-groups": ["a", "b"] }).headers).toEqual({
    "impersonate-user": "reader",
    "impersonate-group": ["a", "b"],
  });
  expect(of({}, { "insecure-skip-tls-verify": true, "tls-server-name": "kubernetes" })).toMatchObject({
    verify: false,
    serverName: "kubernetes",
  });
  expect(of({ token: "abc" }, { server: "http://127.0.0.1:8001" }).server).toBe("http://127.0.0.1:8001");
});

describe("refused", () => {
  test("a context that is not there, naming those that are", () => {
    const file = kubeconfig({});
    expect(refusal(() => KubernetesConfig.login(file, "prod"))).toMatchObject({
      code: "SCSBP-4061",
      got: `"prod" in ${file}`,
      allowed: '"one", "other", "broken"',
    });
    expect(refusal(() => KubernetesConfig.login(file, "broken")).what).toMatch(/names a cluster/);
    expect(refusal(() => KubernetesConfig.login(kubeconfig({}, {}, "")))).toMatchObject({
      code: "SCSBP-4061",
      what: "the kubeconfig has no current context",
    });
  });

  test.each([
    ["missing", undefined, /missing: ENOENT/],
    ["no-yaml", "a: [1\nb: }", /no YAML in line \d/],
    ["a-list", "- 1", /no lists of clusters and contexts/],
    ["empty", "", /no lists/],
  ])("a file that is %s", (name, text, got) => {
    const file = join(dir, name);
    if (text !== undefined) {
      writeFileSync(file, text);
    }
    const error = refusal(() => KubernetesConfig.login(file));
    expect(error.code).toBe("SCSBP-4060");
    expect(error.got).toMatch(got);
  });

  test.each<[string, object, object, string, RegExp]>([
    ["a missing certificate", { "client-certificate": "gone.crt", "client-key": "x" }, {}, "SCSBP-4060", /ENOENT/],
    ["a certificate alone", { "client-certificate-data": base64("x") }, {}, "SCSBP-4060", /alone/],
    [
      "what is no certificate",
      { "client-certificate-data": base64("SECRET"), "client-key-data": base64("SECRET") },
      {},
      "SCSBP-4060",
      /client-certificate or client-key/,
    ],
    ["what is no authority", {}, { "certificate-authority-data": base64("x") }, "SCSBP-4060", /certificate-authority/],
    ["no server", {}, { server: "" }, "SCSBP-4060", /server ""/],
    ["a server that is none", {}, { server: "ftp://x" }, "SCSBP-4060", /ftp/],
    ["a token of two lines", { token: "SECRET\nx" }, {}, "SCSBP-4060", /characters that no token has/],
    ["a proxy of another kind", {}, { "proxy-url": "socks5://proxy" }, "SCSBP-4062", /proxy-url/],
    ["an auth-provider", { "auth-provider": { name: "gcp" } }, {}, "SCSBP-4062", /auth-provider/],
    ["an old exec", { exec: { command: "x", apiVersion: "v1alpha1" } }, {}, "SCSBP-4062", /v1alpha1/],
    ["a token in clear text", { token: "SECRET" }, { server: "http://k8s.example" }, "SCSBP-4062", /without TLS/],
  ])("%s, showing no secret", (_name, user, cluster, code, got) => {
    const error = refusal(() => KubernetesConfig.login(kubeconfig(user, cluster)));
    expect(error.code).toBe(code);
    expect(error.got).toMatch(got);
    expect(error.message).not.toContain("SECRET");
  });

  test("a proxy by HTTP", () => {
    const login = KubernetesConfig.login(kubeconfig({}, { "proxy-url": "http://proxy.example:3128" }));
    expect(login.proxyUrl).toBe("http://proxy.example:3128");
  });

  test("an authority that is not to be looked at", () => {
    const cluster = { "certificate-authority-data": base64(pki.ca.cert), "insecure-skip-tls-verify": true };
    expect(refusal(() => KubernetesConfig.login(kubeconfig({}, cluster))).got).toMatch(/both an authority/);
  });
});

describe("a program for the credential", () => {
  const API = "client.authentication.k8s.io/v1";
  function program(body: string, extra: object = {}): KubernetesLogin {
    const path = join(dir, "bin", "login");
    mkdirSync(join(dir, "bin"), { recursive: true });
    writeFileSync(path, `#!/bin/sh\n${body}\n`);
    chmodSync(path, 0o755);
    const exec = { apiVersion: API, command: "bin/login", args: ["a b"], interactiveMode: "Never", ...extra };
    return KubernetesConfig.login(kubeconfig({ exec }));
  }
  const credential = (status: string): string =>
    `printf '{"apiVersion":"${API}","kind":"ExecCredential","status":%s}' '${status}'`;

  test("is asked as kubectl asks it, without a shell", async () => {
    const login = program(
      `[ "$1" = "a b" ] && [ "$WHO" = me ] && case "$KUBERNETES_EXEC_INFO" in *'"server":"${SERVER}"'*) ;; *) exit 3 ;; esac && ${credential('{"token":"t"}')}`,
      { env: [{ name: "WHO", value: "me" }], provideClusterInfo: true },
    );
    await expect(KubernetesCredential.resolve(login)).resolves.toMatchObject({
      authorization: "Bearer t",
      program: undefined,
    });
    const certificate = credential('{"clientCertificateData":"C","clientKeyData":"K"}');
    await expect(KubernetesCredential.resolve(program(certificate))).resolves.toMatchObject({
      certPem: "C",
      keyPem: "K",
    });
  });

  test.each([
    ["exit 7", /ended with 7/],
    ["echo no", /no JSON/],
    ["echo '{}'", /another kind or version/],
    [credential("{}"), /neither a token nor/],
  ])("that says %j gives none", async (body, got) => {
    await expect(KubernetesCredential.resolve(program(body))).rejects.toMatchObject({
      code: "SCSBP-4065",
      got: expect.stringMatching(got),
    });
  });

  test("that is missing is said to be, with the kubeconfig's hint", async () => {
    const login = program("", { command: "scsbp-no-such-program", installHint: "install it from example.org" });
    await expect(KubernetesCredential.resolve(login)).rejects.toMatchObject({
      got: "scsbp-no-such-program: there is no such program",
      fix: "install it from example.org",
    });
  });
});
