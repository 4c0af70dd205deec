/** How a service is reached from outside (RPCU/argus infrastructure/yaook at bc3f511). */
export interface IngressOptions {
  /** Name in DNS; it stands in the catalogue too. */
  readonly fqdn: string;
  /** Port that clients use. @default 443 */
  readonly port?: number;
  /** Class of the ingress. @default - the operator's: nginx */
  readonly ingressClass?: string;
  /** Whether the operator makes an ingress; false where an HTTPRoute of the Gateway API leads there. @default - the operator's: true */
  readonly createIngress?: boolean;
  /** Secret with a certificate of a public authority. @default - one by the issuer */
  readonly certificateSecret?: string;
}

/** `ingress`. */
export function ingressSpec(options: IngressOptions): Record<string, unknown> {
  return {
    fqdn: options.fqdn,
    port: options.port ?? 443, // Yaook asks for it
    ingressClassName: options.ingressClass,
    createIngress: options.createIngress,
    externalCertificateSecretRef:
      options.certificateSecret === undefined ? undefined : { name: options.certificateSecret },
  };
}
