import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A certificate and its key, as files. */
export interface Certificate {
  readonly certFile: string;
  readonly keyFile: string;
  readonly cert: string;
  readonly key: string;
}

/** What a certificate is for. */
export interface CertificateRequest {
  /** Such as `/O=system:masters/CN=admin`. */
  readonly subject: string;
  readonly usage: string;
  /** Such as `IP:127.0.0.1,DNS:localhost`. */
  readonly names?: string;
}

/** The certificate authority of an API server on this machine, made with openssl; valid for three days. */
export class ClusterPki {
  public readonly ca: Certificate;

  public constructor(private readonly dir: string) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    this.ca = this.files("ca");
    this.newKey(this.ca);
    this.openssl(
      ...["req", "-x509", "-new", "-key", this.ca.keyFile, "-subj", "/CN=test-ca", "-days", "3"],
      ...["-addext", "keyUsage=critical,keyCertSign,cRLSign", "-out", this.ca.certFile],
    );
  }

  public issue(name: string, { subject, usage, names }: CertificateRequest): Certificate {
    const files = this.files(name);
    const [request, extensions] = [join(this.dir, `${name}.csr`), join(this.dir, `${name}.ext`)];
    const lines = ["basicConstraints=CA:FALSE", "keyUsage=critical,digitalSignature", `extendedKeyUsage=${usage}`];
    writeFileSync(extensions, [...lines, ...(names === undefined ? [] : [`subjectAltName=${names}`]), ""].join("\n"));
    this.newKey(files);
    this.openssl("req", "-new", "-key", files.keyFile, "-subj", subject, "-out", request);
    this.openssl(
      ...["x509", "-req", "-in", request, "-CA", this.ca.certFile, "-CAkey", this.ca.keyFile, "-CAcreateserial"],
      ...["-days", "3", "-extfile", extensions, "-out", files.certFile],
    );
    return files;
  }

  /** A pair of keys for the tokens of service accounts. */
  public serviceAccountKeys(): { readonly privateFile: string; readonly publicFile: string } {
    const [privateFile, publicFile] = [join(this.dir, "sa.key"), join(this.dir, "sa.pub")];
    this.openssl("genrsa", "-out", privateFile, "2048");
    this.openssl("rsa", "-in", privateFile, "-pubout", "-out", publicFile);
    return { privateFile, publicFile };
  }

  private newKey({ keyFile }: Certificate): void {
    this.openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", keyFile);
  }

  private files(name: string): Certificate {
    const [certFile, keyFile] = [join(this.dir, `${name}.crt`), join(this.dir, `${name}.key`)];
    return {
      certFile,
      keyFile,
      get cert() {
        return readFileSync(certFile, "utf8");
      },
      get key() {
        return readFileSync(keyFile, "utf8");
      },
    };
  }

  private openssl(...args: string[]): void {
    execFileSync("openssl", args, { stdio: ["ignore", "ignore", "pipe"] });
  }
}
