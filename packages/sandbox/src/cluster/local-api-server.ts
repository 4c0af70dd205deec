import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identifyProcess, isAlive, type ProcessIdentity } from "@scs-blueprints/toolkit";
import { type Certificate, ClusterPki } from "./pki";

/** An object of Kubernetes, as far as it has to be known to be sent. */
export interface ClusterObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly [key: string]: unknown;
}

/** What is read of a definition of custom resources. */
export interface CustomResourceDefinition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly { readonly name: string }[];
  };
}

/** An answer of the API. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: string;
}

const NAMES = "IP:127.0.0.1,IP:10.96.0.1,DNS:localhost,DNS:kubernetes.default.svc";

/** Ports of the API and of its etcd, for clients and for peers. */
type Ports = readonly [api: number, etcd: number, peer: number];

/**
 * A real kube-apiserver on its own etcd, on loopback with TLS. No kubelet, no scheduler, no controllers: objects are
 * kept and checked, and nothing acts on them.
 *
 * What it holds stays in its folder; certificates and ports are new at each start.
 */
export class LocalApiServer {
  /**
   * Starts it, again with what it held. Processes that an earlier run left are stopped first.
   *
   * @param binary etcd and kube-apiserver in one, built from packages/dev-tools/kube-apiserver
   * @param dir its folder
   */
  public static async start(binary: string, dir: string): Promise<LocalApiServer> {
    return LocalApiServer.started(new LocalApiServer(binary, dir, await freePorts()));
  }

  protected static async started<T extends LocalApiServer>(server: T): Promise<T> {
    try {
      await server.stopPrevious();
      server.launch();
      await server.ready();
      return server;
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  protected readonly pki: ClusterPki;
  private readonly processes: ChildProcess[] = [];
  private readonly client: Certificate;

  protected constructor(
    private readonly binary: string,
    protected readonly dir: string,
    private readonly ports: Ports,
  ) {
    for (const made of ["bin", "pki"]) {
      rmSync(join(dir, made), { recursive: true, force: true });
    }
    mkdirSync(join(dir, "bin"), { recursive: true, mode: 0o700 });
    this.pki = new ClusterPki(join(dir, "pki"));
    this.client = this.pki.issue("admin", { subject: "/O=system:masters/CN=admin", usage: "clientAuth" });
  }

  public get url(): string {
    return `https://127.0.0.1:${this.ports[0]}`;
  }

  /** A kubeconfig for its administrator. @returns the file */
  public kubeconfig(): string {
    const { cert, key } = this.client;
    const cluster = { server: this.url, "certificate-authority-data": base64(this.pki.ca.cert) };
    const user = { "client-certificate-data": base64(cert), "client-key-data": base64(key) };
    return this.writeKubeconfig({
      clusters: [{ name: "local", cluster }],
      users: [{ name: "admin", user }],
      contexts: [{ name: "local", context: { cluster: "local", user: "admin" } }],
      "current-context": "local",
    });
  }

  /** Installs definitions of custom resources where they are not there, and waits until the API serves them. */
  public async install(definitions: readonly CustomResourceDefinition[]): Promise<void> {
    const path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    for (const definition of definitions) {
      await this.write("POST", path, definition);
    }
    for (const { spec } of definitions) {
      const served = `/apis/${spec.group}/${spec.versions[0]?.name}/${spec.names.plural}`;
      for (const until = Date.now() + 30_000; (await this.send("GET", served)).status !== 200; await sleep(100)) {
        if (Date.now() > until) {
          throw new Error(`${served} is not served`);
        }
      }
    }
  }

  /** Makes objects of any kind where they are not there: definitions first, then the others as they come. */
  public async make(objects: readonly ClusterObject[]): Promise<void> {
    const isDefinition = (one: ClusterObject) => one.kind === "CustomResourceDefinition";
    await this.install(objects.filter(isDefinition) as unknown as CustomResourceDefinition[]);
    for (const object of objects.filter((one) => !isDefinition(one))) {
      await this.write("POST", await this.listPath(object), object);
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

  /** Writes an object: POST, which leaves one that is there as it is, or PUT. */
  public async write(method: "POST" | "PUT", path: string, object: object): Promise<void> {
    const { status, body } = await this.send(method, path, object);
    const there = method === "POST" && status === 409 && body.includes("AlreadyExists");
    if (status !== 200 && status !== 201 && !there) {
      throw new Error(`${method} ${path}: ${status} ${body}`);
    }
  }

  /** What a program of this server has said. */
  public log(name: string): string {
    return readFileSync(this.logFile(name), "utf8");
  }

  /** Stops what was started, by its id, the API first; what it holds stays. */
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
    rmSync(this.processFile, { force: true });
  }

  /** Lets it run on when this process ends; the next start ends it. */
  public leave(): void {
    this.processes.forEach((child) => child.unref());
  }

  /** What the API is told beside its own. */
  protected get furtherArgs(): readonly string[] {
    return [];
  }

  protected writeKubeconfig(config: object): string {
    const file = join(this.dir, "kubeconfig");
    writeFileSync(file, JSON.stringify({ apiVersion: "v1", kind: "Config", ...config }), { mode: 0o600 }); // JSON is YAML
    return file;
  }

  /** The binary is etcd or kube-apiserver by the name it is called by. */
  protected run(name: string, args: readonly string[], binary = this.binary): void {
    const program = join(this.dir, "bin", name);
    symlinkSync(binary, program);
    const log = openSync(this.logFile(name), "w");
    const child = spawn(program, args, { stdio: ["ignore", log, log], detached: true }); // Ctrl-C is for who started it
    this.processes.push(child);
    const known = this.processes.flatMap(({ pid }) => (pid === undefined ? [] : [identifyProcess(pid)]));
    writeFileSync(this.processFile, JSON.stringify(known));
  }

  protected send(method: string, path: string, object?: object): Promise<ApiAnswer> {
    return new Promise((resolve, reject) => {
      const { cert, key } = this.client;
      const options = { method, headers: { "content-type": "application/json" }, ca: this.pki.ca.cert, cert, key };
      const outgoing = request(`${this.url}${path}`, options, (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
      });
      outgoing.setTimeout(10_000, () => outgoing.destroy(new Error("no answer")));
      outgoing.on("error", reject);
      outgoing.end(object === undefined ? undefined : JSON.stringify(object));
    });
  }

  private launch(): void {
    const [port, etcdPort, peerPort] = this.ports;
    const both = "serverAuth,clientAuth";
    const etcd = this.pki.issue("etcd", { subject: "/CN=etcd", usage: both, names: "IP:127.0.0.1,DNS:localhost" });
    const toEtcd = this.pki.issue("apiserver-etcd", { subject: "/CN=apiserver-etcd", usage: "clientAuth" });
    const api = this.pki.issue("apiserver", { subject: "/CN=kube-apiserver", usage: "serverAuth", names: NAMES });
    const { privateFile, publicFile } = this.pki.serviceAccountKeys();
    const ca = this.pki.ca.certFile;
    const etcdUrl = `https://127.0.0.1:${etcdPort}`;
    const peerUrl = `http://127.0.0.1:${peerPort}`;
    this.run("etcd", [
      ...["--name=local", `--data-dir=${join(this.dir, "etcd")}`, "--unsafe-no-fsync"],
      ...[`--listen-client-urls=${etcdUrl}`, `--advertise-client-urls=${etcdUrl}`],
      ...[`--listen-peer-urls=${peerUrl}`, `--initial-advertise-peer-urls=${peerUrl}`],
      ...[`--initial-cluster=local=${peerUrl}`, `--cert-file=${etcd.certFile}`, `--key-file=${etcd.keyFile}`],
      ...[`--trusted-ca-file=${ca}`, "--client-cert-auth"],
    ]);
    this.run("kube-apiserver", [
      ...[`--etcd-servers=${etcdUrl}`, `--etcd-cafile=${ca}`],
      ...[`--etcd-certfile=${toEtcd.certFile}`, `--etcd-keyfile=${toEtcd.keyFile}`],
      ...["--bind-address=127.0.0.1", "--advertise-address=127.0.0.1", `--secure-port=${port}`],
      ...["--endpoint-reconciler-type=none", "--profiling=false", "--allow-privileged=true"],
      ...[`--tls-cert-file=${api.certFile}`, `--tls-private-key-file=${api.keyFile}`],
      ...[`--client-ca-file=${ca}`, "--authorization-mode=Node,RBAC"],
      ...["--service-account-issuer=https://kubernetes.default.svc", `--service-account-key-file=${publicFile}`],
      ...[`--service-account-signing-key-file=${privateFile}`, "--service-cluster-ip-range=10.96.0.0/24"],
      ...this.furtherArgs,
    ]);
  }

  private async stopPrevious(): Promise<void> {
    if (!existsSync(this.processFile)) {
      return;
    }
    const known = JSON.parse(readFileSync(this.processFile, "utf8")) as ProcessIdentity[];
    for (const signal of ["SIGTERM", "SIGKILL"] as const) {
      const alive = known.filter(isAlive);
      alive.forEach(({ pid }) => process.kill(pid, signal));
      for (const until = Date.now() + 15_000; alive.some(isAlive) && Date.now() < until;) {
        await sleep(100);
      }
    }
    rmSync(this.processFile, { force: true });
  }

  private get processFile(): string {
    return join(this.dir, "processes.json");
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
    const logs = ["etcd", "kube-apiserver"].map((name) => this.log(name).slice(-2000));
    throw new Error(`kube-apiserver is not ready:\n${logs.join("\n")}`);
  }

  /** Where objects of its kind are made. */
  private async listPath({ apiVersion = "v1", kind, metadata }: ClusterObject): Promise<string> {
    const group = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const { resources } = ((await this.read(group)) ?? { resources: [] }) as {
      resources: { name: string; kind: string; namespaced: boolean }[];
    };
    const found = resources.find((one) => one.kind === kind && !one.name.includes("/"));
    if (found === undefined) {
      throw new Error(`the API serves no ${apiVersion} ${kind}`);
    }
    return `${group}${found.namespaced ? `/namespaces/${metadata?.namespace ?? "default"}` : ""}/${found.name}`;
  }
}

/** Three ports that were free a moment ago. */
export async function freePorts(): Promise<[number, number, number]> {
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

export function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
