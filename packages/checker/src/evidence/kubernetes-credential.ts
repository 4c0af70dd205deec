import { spawn } from "node:child_process";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import type { KubernetesCredentialProgram, KubernetesLogin } from "./kubernetes-login";
import { isObject, textOf, type JsonObject } from "../reading/read-json";

/** A person may have to log in in a browser. */
const PATIENCE_MS = 180_000;
/** More than any credential. */
const LARGEST = 1024 * 1024;

/**
 * Runs the program that a kubeconfig names for its credential, as kubectl does: no shell, the question in
 * KUBERNETES_EXEC_INFO, the answer on standard output. What it says on standard error is for the user.
 *
 * @internal
 */
export class KubernetesCredential {
  /** The login with the credential in it. @throws BlueprintError SCSBP-4065 when the program gives none */
  public static async resolve(login: KubernetesLogin): Promise<KubernetesLogin> {
    const { program } = login;
    if (program === undefined) {
      return login;
    }
    const refusal = (got: string): BlueprintError =>
      refuse("SCSBP-4065", {
        what: "the program that the kubeconfig names gave no credential",
        got: `${program.command}: ${got}`,
        allowed: `an ExecCredential of ${program.apiVersion} on standard output`,
        fix: program.installHint ?? "run it by hand, and log in where it asks for that",
      });
    const status = KubernetesCredential.status(
      await KubernetesCredential.run(login, program, refusal),
      program,
      refusal,
    );
    const token = textOf(status, "token");
    const certPem = textOf(status, "clientCertificateData");
    const keyPem = textOf(status, "clientKeyData");
    if (token === undefined && (certPem === undefined || keyPem === undefined)) {
      throw refusal("neither a token nor a certificate with its key");
    }
    return {
      ...login,
      program: undefined,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(certPem === undefined ? {} : { certPem, keyPem }),
    };
  }

  private static status(
    output: string,
    program: KubernetesCredentialProgram,
    refusal: (got: string) => BlueprintError,
  ): JsonObject {
    let json: unknown;
    try {
      json = JSON.parse(output);
    } catch {
      throw refusal("no JSON");
    }
    if (!isObject(json) || json["kind"] !== "ExecCredential" || json["apiVersion"] !== program.apiVersion) {
      throw refusal("another kind or version");
    }
    const { status } = json;
    return isObject(status) ? status : {};
  }

  private static run(
    login: KubernetesLogin,
    program: KubernetesCredentialProgram,
    refusal: (got: string) => BlueprintError,
  ): Promise<string> {
    const interactive = program.interactiveMode !== "Never" && process.stdin.isTTY === true;
    const cluster = {
      server: login.server,
      "tls-server-name": login.serverName,
      "insecure-skip-tls-verify": login.verify === false ? true : undefined,
      "certificate-authority-data": login.caPem === undefined ? undefined : Buffer.from(login.caPem).toString("base64"),
    };
    const info = {
      apiVersion: program.apiVersion,
      kind: "ExecCredential",
      spec: { interactive, ...(program.provideClusterInfo ? { cluster } : {}) },
    };
    return new Promise((resolve, reject) => {
      const child = spawn(program.command, program.args, {
        env: { ...process.env, ...program.env, KUBERNETES_EXEC_INFO: JSON.stringify(info) },
        stdio: [interactive ? "inherit" : "ignore", "pipe", "inherit"],
        signal: AbortSignal.timeout(PATIENCE_MS), // `timeout` would keep the process alive when there is no program
      });
      let output = "";
      child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
        output += chunk;
        if (output.length > LARGEST) {
          child.kill();
        }
      });
      child.on("error", (error: NodeJS.ErrnoException) => {
        const words: Readonly<Record<string, string>> = {
          ENOENT: "there is no such program",
          ABORT_ERR: `no credential within ${PATIENCE_MS / 1000} s`,
        };
        reject(refusal(words[error.code ?? ""] ?? error.code ?? "cannot be run"));
      });
      child.on("close", (code, signal) => {
        if (code === 0) {
          resolve(output);
        } else {
          reject(refusal(`ended with ${code ?? signal ?? "an error"}`));
        }
      });
    });
  }
}
