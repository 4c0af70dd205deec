import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CloudApi } from "./cloud";
import { e2eEnvironment } from "./environment";
import { repository } from "./repository";
import { succeed } from "./run";

const VERSION = "23.0.0";

/**
 * Magnum beside the sandbox, in its catalogue as long as a test runs: the real API and conductor, with a stand-in for the
 * driver, which makes nothing (magnum/serve.py). Most of what it imports is in the sandbox's virtualenv already.
 */
export class Magnum {
  /** Starts it and enters it into the catalogue; the sandbox has to be up. */
  public static async start(): Promise<Magnum> {
    const packages = await installed();
    const folder = join(e2eEnvironment().dir, "magnum");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const port = await freePort();
    const { secrets, ports } = JSON.parse(readFileSync(join(repository.sandboxHome, "state.json"), "utf8")) as {
      secrets: { service: string };
      ports: { keystone: number };
    };
    const log = openSync(join(folder, "log"), "a");
    const script = join(__dirname, "magnum/serve.py");
    const child = spawn(join(virtualenv(), "bin/python"), [script, folder, String(port)], {
      stdio: ["ignore", log, log],
      env: {
        PATH: process.env["PATH"] ?? "",
        PYTHONPATH: packages,
        PYTHONWARNINGS: "ignore",
        KEYSTONE: `http://127.0.0.1:${ports.keystone}/v3`,
        SERVICE_PASSWORD: secrets.service,
        SANDBOX: join(repository.dir, "sandbox"),
      },
    });
    const magnum = new Magnum(child, folder);
    try {
      await magnum.answers(`http://127.0.0.1:${port}/v1`);
      await magnum.enter(`http://127.0.0.1:${port}/v1`);
      return magnum;
    } catch (error) {
      await magnum.stop();
      throw error;
    }
  }

  private service?: string;

  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  /** Takes it out of the catalogue, and stops it. */
  public async stop(): Promise<void> {
    if (this.service !== undefined) {
      const admin = await CloudApi.login(repository.cloudsYaml, "sandbox-admin");
      await admin.send("DELETE", "identity", `/services/${this.service}`);
    }
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const gone = new Promise((done) => this.child.once("exit", done));
      this.child.kill("SIGKILL"); // its RPC threads would keep it for ever
      await gone;
    }
  }

  private async answers(url: string): Promise<void> {
    for (const until = Date.now() + 120_000; ; await sleep(500)) {
      const answer = await fetch(url).catch(() => undefined);
      if (answer?.status === 200) {
        return;
      }
      if (this.child.exitCode !== null || Date.now() > until) {
        throw new Error(`Magnum does not answer:\n${readFileSync(join(this.folder, "log"), "utf8").slice(-4000)}`);
      }
    }
  }

  private async enter(url: string): Promise<void> {
    const admin = await CloudApi.login(repository.cloudsYaml, "sandbox-admin");
    const { service } = (await admin.send("POST", "identity", "/services", {
      service: { type: "container-infra", name: "magnum" },
    })) as { service: { id: string } };
    this.service = service.id;
    const { regions } = (await admin.send("GET", "identity", "/regions")) as { regions: { id: string }[] };
    const endpoint = { service_id: service.id, interface: "public", region_id: regions[0]!.id, url };
    await admin.send("POST", "identity", "/endpoints", { endpoint });
  }
}

/** The sandbox's virtualenv. */
export function virtualenv(): string {
  const cache = join(e2eEnvironment().shared, "cache", "scs-blueprints");
  const name = readdirSync(cache).find((one) => /^sandbox-venv-\w+$/.test(one));
  return join(cache, name ?? "");
}

/** Magnum itself; all that it needs is a part of other projects of the sandbox. */
async function installed(): Promise<string> {
  const folder = join(e2eEnvironment().shared, `magnum-${VERSION}`);
  if (!existsSync(join(folder, "done"))) {
    const pip = ["-m", "pip", "install", "-q", "--no-deps", "--target", folder, `magnum==${VERSION}`];
    await succeed(join(virtualenv(), "bin/python"), pip, { cwd: e2eEnvironment().dir });
    writeFileSync(join(folder, "done"), "");
  }
  return folder;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
