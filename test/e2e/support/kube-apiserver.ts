import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { createServer, type AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { KubeApiserverPki } from "./kube-apiserver-pki";

/** What a test reads of a definition. */
export interface CustomResourceDefinition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly { readonly name: string }[];
  };
}

const NAMES = "IP:127.0.0.1,IP:10.96.0.1,DNS:localhost,DNS:kubernetes.default.svc";

/**
 * A real kube-apiserver on its own etcd, on loopback with TLS: certificates of an own authority, tokens and RBAC. No
 * kubelet, no scheduler, no controllers but those of {@link startControllers}: nodes and their state are what a test
 * writes.
 */
export class KubeApiserver {
  /**
   * @param binary built from packages/dev-tools/kube-apiserver
   * @param dir its folder; removed by `stop`
   */
  public static async start(binary: string, dir: string): Promise<KubeApiserver> {
    const server = new KubeApiserver(binary, dir, ...(await freePorts()));
    try {
      server.launch();
      await server.ready();
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  private readonly pki: KubeApiserverPki;
  private readonly processes: ChildProcess[] = [];
  private readonly tokens = { admin: token(), viewer: token(), nobody: token() };

  private constructor(
    private readonly binary: string,
    private readonly dir: string,
    private readonly port: number,
    private readonly etcdPort: number,
    private readonly peerPort: number,
  ) {
    mkdirSync(join(dir, "bin"), { recursive: true, mode: 0o700 });
    this.pki = new KubeApiserverPki(join(dir, "pki"));
  }

  public get url(): string {
    return `https://127.0.0.1:${this.port}`;
  }

  /** Starts the controllers without which a deleted namespace never goes. */
  public startControllers(): void {
    const admin = this.kubeconfig();
    this.run("kube-controller-manager", [
      ...[`--kubeconfig=${admin}`, "--controllers=namespace-controller,garbage-collector-controller"],
      ...["--bind-address=127.0.0.1", "--secure-port=0", "--leader-elect=false", "--profiling=false"],
    ]);
  }

  /**
   * Starts another program beside the API, and stops it with the API.
   *
   * @param args from a free port and a folder with `NAME.crt` and `NAME.key` for 127.0.0.1
   * @returns the port, and the authority that signed the certificate
   */
  public async startBeside(
    name: string,
    binary: string,
    args: (port: number, certificates: string) => readonly string[],
  ): Promise<{ readonly port: number; readonly authority: string }> {
    const { certFile } = this.pki.issue(name, { subject: `/CN=${name}`, usage: "serverAuth", names: "IP:127.0.0.1" });
    const [port] = await freePorts();
    this.run(name, args(port, dirname(certFile)), binary);
    return { port, authority: base64(this.pki.ca.cert) };
  }

  /** Installs definitions of custom resources, and waits until the API serves them. */
  public async install(definitions: readonly CustomResourceDefinition[]): Promise<void> {
    const path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    for (const definition of definitions) {
      await this.write("POST", path, definition);
    }
    for (const { spec } of definitions) {
      const served = `/apis/${spec.group}/${spec.versions[0]!.name}/${spec.names.plural}`;
      for (const until = Date.now() + 30_000; (await this.send("GET", served)).status !== 200; await sleep(100)) {
        if (Date.now() > until) {
          throw new Error(`${served} is not served`);
        }
      }
    }
  }

  /** What is at a path. @default - undefined for what is not there */
  public async read(path: string): Promise<Record<string, unknown> | undefined> {
    const { status, body } = await this.send("GET", path);
    if (status !== 200 && status !== 404) {
      throw new Error(`GET ${path}: ${status} ${body}`);
    }
    return status === 404 ? undefined : (JSON.parse(body) as Record<string, unknown>);
  }

  /** What the API says to an object without keeping it, unknown fields being errors; undefined when it takes it. */
  public async refuses(path: string, object: object): Promise<string | undefined> {
    const { status, body } = await this.send("POST", `${path}?dryRun=All&fieldValidation=Strict`, object);
    return status === 200 || status === 201 ? undefined : (JSON.parse(body) as { message: string }).message;
  }

  /** Writes an object: POST, or PUT for what a kubelet or a controller would report. */
  public async write(method: "POST" | "PUT", path: string, object: object): Promise<void> {
    const { status, body } = await this.send(method, path, object);
    if (status !== 200 && status !== 201) {
      throw new Error(`${method} ${path}: ${status} ${body}`);
    }
  }

  /**
   * A kubeconfig with the contexts `certificate` and `admin` (system:masters), `viewer` (group `viewers`), `nobody`
   * (no rights), `stranger` (a token that is not known), `no-trust` (admin, without the authority).
   */
  public kubeconfig(): string {
    const admin = this.pki.issue("admin", { subject: "/O=system:masters/CN=admin", usage: "clientAuth" });
    const users: Record<string, object> = {
      certificate: { "client-certificate": "pki/admin.crt", "client-key-data": base64(admin.key) },
      admin: { token: this.tokens.admin },
      viewer: { token: this.tokens.viewer },
      nobody: { token: this.tokens.nobody },
      stranger: { token: token() },
      "no-trust": { token: this.tokens.admin },
    };
    const clusters = [
      { name: "own", cluster: { server: this.url, "certificate-authority-data": base64(this.pki.ca.cert) } },
      { name: "no-trust", cluster: { server: this.url } },
    ];
    const contexts = Object.keys(users).map((name) => ({
      name,
      context: { cluster: name === "no-trust" ? name : "own", user: name },
    }));
    const file = join(this.dir, "kubeconfig");
    const entries = Object.entries(users).map(([name, user]) => ({ name, user }));
    const config = { apiVersion: "v1", kind: "Config", clusters, users: entries, contexts };
    writeFileSync(file, JSON.stringify({ ...config, "current-context": "certificate" }), { mode: 0o600 }); // JSON is YAML
    return file;
  }

  /** What a program of this server has said. */
  public log(name: string): string {
    return readFileSync(this.logFile(name), "utf8");
  }

  /** Stops what was started, by its id, the API first. */
  public async stop(): Promise<void> {
    for (const child of [...this.processes].reverse()) {
      if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
        const gone = new Promise((done) => child.once("exit", done));
        child.kill("SIGTERM");
        if ((await Promise.race([gone, sleep(15_000, "late", { ref: false })])) === "late") {
          child.kill("SIGKILL");
          await gone;
        }
      }
    }
    rmSync(this.dir, { recursive: true, force: true });
  }

  private launch(): void {
    const both = "serverAuth,clientAuth";
    const etcd = this.pki.issue("etcd", { subject: "/CN=etcd", usage: both, names: "IP:127.0.0.1,DNS:localhost" });
    const toEtcd = this.pki.issue("apiserver-etcd", { subject: "/CN=apiserver-etcd", usage: "clientAuth" });
    const api = this.pki.issue("apiserver", { subject: "/CN=kube-apiserver", usage: "serverAuth", names: NAMES });
    const { privateFile, publicFile } = this.pki.serviceAccountKeys();
    const ca = this.pki.ca.certFile;
    const tokenFile = join(this.dir, "tokens.csv");
    const { admin, viewer, nobody } = this.tokens;
    const rows = [`${admin},admin,1,"system:masters"`, `${viewer},viewer,2,"viewers"`, `${nobody},nobody,3,"nobody"`];
    writeFileSync(tokenFile, `${rows.join("\n")}\n`, { mode: 0o600 });
    const etcdUrl = `https://127.0.0.1:${this.etcdPort}`;
    const peerUrl = `http://127.0.0.1:${this.peerPort}`;
    this.run("etcd", [
      ...["--name=test", `--data-dir=${join(this.dir, "etcd")}`, "--unsafe-no-fsync"],
      ...[`--listen-client-urls=${etcdUrl}`, `--advertise-client-urls=${etcdUrl}`],
      ...[
        `--listen-peer-urls=${peerUrl}`,
        `--initial-advertise-peer-urls=${peerUrl}`,
        `--initial-cluster=test=${peerUrl}`,
      ],
      ...[
        `--cert-file=${etcd.certFile}`,
        `--key-file=${etcd.keyFile}`,
        `--trusted-ca-file=${ca}`,
        "--client-cert-auth",
      ],
    ]);
    this.run("kube-apiserver", [
      ...[`--etcd-servers=${etcdUrl}`, `--etcd-cafile=${ca}`],
      ...[`--etcd-certfile=${toEtcd.certFile}`, `--etcd-keyfile=${toEtcd.keyFile}`],
      ...["--bind-address=127.0.0.1", "--advertise-address=127.0.0.1", `--secure-port=${this.port}`],
      ...["--endpoint-reconciler-type=none", "--profiling=false", "--allow-privileged=true"],
      ...[`--tls-cert-file=${api.certFile}`, `--tls-private-key-file=${api.keyFile}`],
      ...[`--client-ca-file=${ca}`, `--token-auth-file=${tokenFile}`, "--authorization-mode=Node,RBAC"],
      ...["--service-account-issuer=https://kubernetes.default.svc", `--service-account-key-file=${publicFile}`],
      ...[`--service-account-signing-key-file=${privateFile}`, "--service-cluster-ip-range=10.96.0.0/24"],
    ]);
  }

  /** The binary is etcd or kube-apiserver by the name it is called by. */
  private run(name: string, args: readonly string[], binary = this.binary): void {
    const program = join(this.dir, "bin", name);
    symlinkSync(binary, program);
    const log = openSync(this.logFile(name), "w");
    this.processes.push(spawn(program, args, { stdio: ["ignore", log, log] }));
  }

  private logFile(name: string): string {
    return join(this.dir, `${name}.log`);
  }

  private async ready(): Promise<void> {
    for (const until = Date.now() + 120_000; Date.now() < until; await sleep(200)) {
      if (this.processes.some((child) => child.exitCode !== null)) {
        break;
      }
      const answer = await this.send("GET", "/readyz").catch(() => undefined);
      if (answer?.status === 200) {
        return;
      }
    }
    const logs = ["etcd", "kube-apiserver"].map((name) => readFileSync(this.logFile(name), "utf8").slice(-2000));
    throw new Error(`kube-apiserver is not ready:\n${logs.join("\n")}`);
  }

  private send(method: string, path: string, object?: object): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${this.tokens.admin}`, "content-type": "application/json" };
      const outgoing = request(`${this.url}${path}`, { method, headers, ca: this.pki.ca.cert }, (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
      });
      outgoing.setTimeout(10_000, () => outgoing.destroy(new Error("no answer")));
      outgoing.on("error", reject);
      outgoing.end(object === undefined ? undefined : JSON.stringify(object));
    });
  }
}

/** Three ports that were free a moment ago. */
async function freePorts(): Promise<[number, number, number]> {
  const servers = [createServer(), createServer(), createServer()];
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((done) =>
          server.listen(0, "127.0.0.1", () => done((server.address() as AddressInfo).port)),
        ),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports as [number, number, number];
}

function token(): string {
  return randomBytes(16).toString("hex");
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
