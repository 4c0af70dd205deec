import { refuse } from "../../core/index";
import type { ITlsCertificate, TlsVersion } from "../../openstack/index";

/** Options of {@link WebEntry.tls}. */
export interface TlsEntryOptions {
  /** More certificates, chosen by the name that clients ask for (SNI). @default - none */
  readonly sniCertificates?: ITlsCertificate[];
  /** Versions of TLS. @default - the cloud's (Octavia: 1.2 and 1.3) */
  readonly tlsVersions?: TlsVersion[];
  /** Whether port 80 answers too, and sends clients to HTTPS. @default true */
  readonly redirectHttp?: boolean;
}

/**
 * What clients of a web service speak to it.
 *
 * @example
 * WebEntry.plainHttp("behind the company's own TLS proxy");
 * WebEntry.tlsPassThrough();
 */
export class WebEntry {
  /**
   * TLS on port 443, which ends at the balancer; servers are asked by HTTP. Port 80 redirects. Needs a balancer that is
   * a proxy: not OVN.
   *
   * @param certificate of a SecretStore, or one that exists in Barbican
   */
  public static tls(certificate: ITlsCertificate, options: TlsEntryOptions = {}): WebEntry {
    return new WebEntry("https", certificate, options);
  }

  /** TLS on port 443, passed through to the servers, who have the certificate. Every balancer can do it. */
  public static tlsPassThrough(): WebEntry {
    return new WebEntry("https");
  }

  /**
   * HTTP on port 80 without any encryption.
   *
   * @param reason why that is right here; it stands in the balancer's description
   * @throws BlueprintError SCSBP-6100 when no reason is given
   */
  public static plainHttp(reason: string): WebEntry {
    if (reason.trim().length < 4) {
      throw refuse("SCSBP-6100", {
        got: JSON.stringify(reason),
        allowed: "a few words for the next reader",
        fix: 'use WebEntry.tls(certificate), or say why not: WebEntry.plainHttp("behind the company\'s TLS proxy")',
      });
    }
    return new WebEntry("http", undefined, {}, reason);
  }

  private constructor(
    /** Scheme of the service's URL. */
    public readonly scheme: string,
    /** The certificate, where TLS ends at the balancer. @default - none */
    public readonly certificate?: ITlsCertificate,
    /** @internal */
    public readonly options: TlsEntryOptions = {},
    /** Why there is no TLS. @default - there is */
    public readonly reason?: string,
  ) {}
}
