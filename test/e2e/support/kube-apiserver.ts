import { randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { base64, freePorts, LocalApiServer } from "../../../packages/sandbox/src/cluster/local-api-server";

export type { CustomResourceDefinition } from "../../../packages/sandbox/src/cluster/local-api-server";

/**
 * The API server that examples use, with logins of all sorts: certificates, tokens and RBAC. No kubelet, no scheduler, no
 * controllers but those of {@link startControllers}: nodes and their state are what a test writes.
 */
export class KubeApiserver extends LocalApiServer {
  /**
   * @param binary built from packages/dev-tools/kube-apiserver
   * @param dir its folder; removed by `stop`
   */
  public static override async start(binary: string, dir: string): Promise<KubeApiserver> {
    return LocalApiServer.started(new KubeApiserver(binary, dir, await freePorts()));
  }

  private readonly tokens = { admin: token(), viewer: token(), nobody: token() };

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

  /** What the API says to an object without keeping it, unknown fields being errors; undefined when it takes it. */
  public async refuses(path: string, object: object): Promise<string | undefined> {
    const { status, body } = await this.send("POST", `${path}?dryRun=All&fieldValidation=Strict`, object);
    return status === 200 || status === 201 ? undefined : (JSON.parse(body) as { message: string }).message;
  }

  /**
   * A kubeconfig with the contexts `certificate` and `admin` (system:masters), `viewer` (group `viewers`), `nobody`
   * (no rights), `stranger` (a token that is not known), `no-trust` (admin, without the authority).
   */
  public override kubeconfig(): string {
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
    const entries = Object.entries(users).map(([name, user]) => ({ name, user }));
    return this.writeKubeconfig({ clusters, users: entries, contexts, "current-context": "certificate" });
  }

  public override async stop(): Promise<void> {
    await super.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }

  protected override get furtherArgs(): readonly string[] {
    const tokenFile = join(this.dir, "tokens.csv");
    const { admin, viewer, nobody } = this.tokens;
    const rows = [`${admin},admin,1,"system:masters"`, `${viewer},viewer,2,"viewers"`, `${nobody},nobody,3,"nobody"`];
    writeFileSync(tokenFile, `${rows.join("\n")}\n`, { mode: 0o600 });
    return [`--token-auth-file=${tokenFile}`];
  }
}

function token(): string {
  return randomBytes(16).toString("hex");
}
