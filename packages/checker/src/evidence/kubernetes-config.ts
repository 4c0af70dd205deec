import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { createSecureContext } from "node:tls";
import { parse } from "yaml";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { Quote } from "@scs-blueprints/standards/internal";
import type { KubernetesCredentialProgram, KubernetesLogin } from "./kubernetes-login";
import { isObject, listOf, textOf, type JsonObject } from "../reading/read-json";

const FIX = "check it with: kubectl --kubeconfig FILE config view";
const EXEC_VERSIONS = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"];

/**
 * Reads one kubeconfig file as kubectl does: relative paths are relative to the file, inline data goes before files.
 * No secret of it appears in an error.
 */
export class KubernetesConfig {
  /**
   * The login of a context.
   *
   * @param context name of the context; @default - current-context
   * @throws BlueprintError SCSBP-4060 for a file that cannot be used, SCSBP-4061 for a context that is not there,
   * SCSBP-4062 for a way to log in that is not supported
   */
  public static login(file: string, context?: string): KubernetesLogin {
    return new KubernetesConfig(file).login(context);
  }

  private readonly config: JsonObject;

  private constructor(private readonly file: string) {
    this.config = this.read();
  }

  private login(wanted: string | undefined): KubernetesLogin {
    const name = wanted ?? textOf(this.config, "current-context") ?? "";
    const context = this.context(name, wanted === undefined);
    const cluster = this.referred("clusters", "cluster", textOf(context, "cluster") ?? "", name);
    const userName = textOf(context, "user") ?? "";
    const user = userName === "" ? {} : this.referred("users", "user", userName, name);
    const server = this.server(cluster, name);
    const verify = cluster["insecure-skip-tls-verify"] !== true;
    const caPem = this.pem(cluster, "certificate-authority");
    if (!verify && caPem !== undefined) {
      throw this.unusable(
        `the cluster of context ${Quote.text(name)} has both an authority and insecure-skip-tls-verify`,
        "one of them",
      );
    }
    this.refuseUnsupported(cluster, user);
    const certPem = this.pem(user, "client-certificate");
    const keyPem = this.pem(user, "client-key");
    this.checkCertificates(caPem, certPem, keyPem);
    const authorization = this.authorization(user);
    const login: KubernetesLogin = {
      context: name,
      server,
      caPem,
      certPem,
      keyPem,
      authorization,
      headers: KubernetesConfig.impersonation(user),
      program: authorization === undefined && certPem === undefined ? this.program(user) : undefined,
      verify,
      serverName: nonEmpty(cluster, "tls-server-name"),
      proxyUrl: nonEmpty(cluster, "proxy-url"),
    };
    this.refuseClearText(login);
    return login;
  }

  private read(): JsonObject {
    let config: unknown;
    try {
      config = parse(readFileSync(this.file, "utf8"), { logLevel: "error" });
    } catch (error) {
      const { code, linePos } = error as NodeJS.ErrnoException & { linePos?: { line: number }[] };
      const line = linePos?.[0]?.line;
      throw this.unusable(
        line === undefined ? `${this.file}: ${code ?? "not YAML"}` : `${this.file}: no YAML in line ${line}`,
        "a kubeconfig file",
      );
    }
    if (!isObject(config) || !Array.isArray(config["clusters"]) || !Array.isArray(config["contexts"])) {
      throw this.unusable(`${this.file}: no lists of clusters and contexts`, "a kubeconfig file (kind: Config)");
    }
    return config;
  }

  private context(name: string, isDefault: boolean): JsonObject {
    const names = listOf(this.config, "contexts").flatMap((each) => textOf(each, "name") ?? []);
    const entry = listOf(this.config, "contexts").find((each) => textOf(each, "name") === name);
    const context = entry?.["context"];
    if (name === "" || !isObject(context)) {
      throw refuse("SCSBP-4061", {
        what: name === "" ? "the kubeconfig has no current context" : "no such context in the kubeconfig",
        got: name === "" ? this.file : `${Quote.text(name)}${isDefault ? " (current-context)" : ""} in ${this.file}`,
        allowed: names.length === 0 ? "the file has no context" : Quote.list(names.map((each) => Quote.text(each))),
        fix: "name one of them: --context NAME",
      });
    }
    return context;
  }

  /** What a context refers to by name. */
  private referred(list: string, key: string, name: string, context: string): JsonObject {
    const entry = listOf(this.config, list).find((each) => textOf(each, "name") === name);
    const value = entry?.[key];
    if (!isObject(value)) {
      throw refuse("SCSBP-4061", {
        what: `the context names a ${key} that the kubeconfig does not have`,
        got: `${Quote.text(name)} of context ${Quote.text(context)} in ${this.file}`,
        fix: FIX,
      });
    }
    return value;
  }

  private server(cluster: JsonObject, context: string): string {
    const server = nonEmpty(cluster, "server") ?? "";
    const url = URL.canParse(server) ? new URL(server) : undefined;
    if (url === undefined || !["http:", "https:"].includes(url.protocol) || url.username !== "" || url.search !== "") {
      throw this.unusable(`server ${Quote.text(server)} of context ${Quote.text(context)}`, "https://HOST:PORT");
    }
    return server.replace(/\/+$/, "");
  }

  /** The PEM of `<key>-data`, or of the file `<key>`. */
  private pem(section: JsonObject, key: string): string | undefined {
    const data = nonEmpty(section, `${key}-data`);
    if (data !== undefined) {
      return Buffer.from(data, "base64").toString("utf8");
    }
    const path = nonEmpty(section, key);
    return path === undefined ? undefined : this.content(key, path);
  }

  private content(key: string, path: string): string {
    const file = this.path(path);
    try {
      return readFileSync(file, "utf8");
    } catch (error) {
      throw this.unusable(`${key} ${file}: ${(error as NodeJS.ErrnoException).code ?? "not readable"}`, "a file");
    }
  }

  private path(path: string): string {
    return isAbsolute(path) ? path : join(dirname(resolve(this.file)), path);
  }

  /** Said now and by name, instead of as a strange failure of the connection. */
  private checkCertificates(ca: string | undefined, cert: string | undefined, key: string | undefined): void {
    if ((cert === undefined) !== (key === undefined)) {
      throw this.unusable(
        `a ${cert === undefined ? "client-key" : "client-certificate"} alone`,
        "client-certificate and client-key together",
      );
    }
    const check = (what: string, work: () => unknown): void => {
      try {
        work();
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        throw this.unusable(`${what} of ${this.file}${code === undefined ? "" : `: ${code}`}`, "PEM, readable as such");
      }
    };
    if (ca !== undefined) {
      check("certificate-authority", () => new X509Certificate(ca));
    }
    if (cert !== undefined) {
      check("client-certificate or client-key", () => createSecureContext({ cert, key }));
    }
  }

  /** kubectl's order: a file of a token goes before the token, both before a password. */
  private authorization(user: JsonObject): string | undefined {
    const file = nonEmpty(user, "tokenFile");
    const token = (file === undefined ? undefined : this.content("tokenFile", file).trim()) || nonEmpty(user, "token");
    if (token !== undefined) {
      if (/[^\x21-\x7e]/.test(token)) {
        throw this.unusable("a token with characters that no token has", "letters, digits and -._~+/=");
      }
      return `Bearer ${token}`;
    }
    const [name, password] = [nonEmpty(user, "username"), nonEmpty(user, "password")];
    return name === undefined || password === undefined
      ? undefined
      : `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;
  }

  private static impersonation(user: JsonObject): Record<string, string | string[]> | undefined {
    const name = nonEmpty(user, "as");
    if (name === undefined) {
      return undefined;
    }
    const groups = user["as-groups"];
    const uid = nonEmpty(user, "as-uid");
    return {
      "impersonate-user": name,
      ...(Array.isArray(groups) ? { "impersonate-group": groups.map(String) } : {}),
      ...(uid === undefined ? {} : { "impersonate-uid": uid }),
    };
  }

  private program(user: JsonObject): KubernetesCredentialProgram | undefined {
    const { exec } = user;
    if (!isObject(exec)) {
      return undefined;
    }
    const command = nonEmpty(exec, "command");
    const apiVersion = textOf(exec, "apiVersion") ?? "";
    if (command === undefined || !EXEC_VERSIONS.includes(apiVersion)) {
      throw this.unsupported(
        `exec with ${command === undefined ? "no command" : `apiVersion ${Quote.text(apiVersion)}`}`,
        EXEC_VERSIONS.join(" or "),
      );
    }
    const { args } = exec;
    return {
      command: command.includes("/") ? this.path(command) : command,
      args: Array.isArray(args) ? args.map(String) : [],
      env: Object.fromEntries(listOf(exec, "env").map((each) => [textOf(each, "name") ?? "", String(each["value"])])),
      apiVersion,
      provideClusterInfo: exec["provideClusterInfo"] === true,
      interactiveMode: textOf(exec, "interactiveMode") ?? "IfAvailable",
      installHint: nonEmpty(exec, "installHint"),
    };
  }

  private refuseUnsupported(cluster: JsonObject, user: JsonObject): void {
    const proxy = nonEmpty(cluster, "proxy-url");
    if (proxy !== undefined && !/^https?:\/\/[^/]/.test(proxy)) {
      throw this.unsupported(`proxy-url ${Quote.text(proxy)}`, "a proxy by http:// or https://");
    }
    if (isObject(user["auth-provider"])) {
      throw this.unsupported("auth-provider, which Kubernetes removed in 1.26", "exec, token or client certificate");
    }
  }

  /** A credential must not travel in clear text; `kubectl proxy` on this machine is fine. */
  private refuseClearText({ server, authorization, program, headers }: KubernetesLogin): void {
    const url = new URL(server);
    const here = ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname);
    if (url.protocol === "http:" && !here && [authorization, program, headers].some((each) => each !== undefined)) {
      throw this.unsupported(`a credential for ${server} without TLS`, "https://");
    }
  }

  private unusable(got: string, allowed: string): BlueprintError {
    return refuse("SCSBP-4060", { got, allowed, fix: FIX });
  }

  private unsupported(got: string, allowed: string): BlueprintError {
    return refuse("SCSBP-4062", {
      got: `${got}, in ${this.file}`,
      allowed,
      fix: "make a service account with the cluster role view and read access to nodes, and use its token",
    });
  }
}

function nonEmpty(section: JsonObject, key: string): string | undefined {
  const text = textOf(section, key);
  return text === "" ? undefined : text;
}
