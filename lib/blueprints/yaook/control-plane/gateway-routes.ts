import { Construct } from "constructs";
import { refuse } from "@scs-blueprints/standards/errors";
import type { IKubernetesApi } from "../../../kubernetes/kubernetes-api";
import { KubernetesObject } from "../../../kubernetes/manifest";

/** A Service of Kubernetes that an API answers at, over TLS. */
export interface YaookBackend {
  /** Name of the Service. */
  readonly service: string;
  /** Its port. */
  readonly port: number;
}

/** A Gateway of the Gateway API that leads to the services, in place of ingresses. */
export interface YaookGateway {
  /** Name of the Gateway; who runs it makes it. */
  readonly name: string;
  /** Its namespace; it has to let routes of the services' namespace in. */
  readonly namespace: string;
  /** Its listener that ends TLS for the services' names (`sectionName`). @default - all that take the names */
  readonly listener?: string;
  /** ConfigMap in the services' namespace with the authority of their certificates as `ca.crt`: the Gateway speaks TLS to them. */
  readonly caConfigMap: string;
  /** Services that operators make, by service, where they are other than known. @default - those of a public cloud; none for Barbican */
  readonly backends?: Record<string, YaookBackend>;
}

/** Ports of the TLS terminators and names of the Services: RPCU/argus infrastructure/yaook/gateway @bc3f511, charts 3.2.1. */
const BACKENDS: Readonly<Record<string, YaookBackend>> = {
  keystone: { service: "keystone", port: 5001 },
  glance: { service: "glance-api", port: 9293 },
  cinder: { service: "cinder-api", port: 8777 },
  nova: { service: "nova-api", port: 8775 },
  placement: { service: "placement", port: 8779 },
  vnc: { service: "vnc", port: 6080 },
  neutron: { service: "neutron-api", port: 9697 },
  octavia: { service: "octavia-api", port: 9877 },
  designate: { service: "designate-api", port: 9002 },
  horizon: { service: "horizon", port: 8443 },
};
const GATEWAY_API = "gateway.networking.k8s.io/v1";

/** @internal */
export interface GatewayRoutesProps {
  readonly api: IKubernetesApi;
  readonly namespace: string;
  readonly gateway: YaookGateway;
  /** Names in DNS by service. */
  readonly fqdns: Readonly<Record<string, string>>;
}

/**
 * Routes from a Gateway to the services' APIs: for each an HTTPRoute, and a BackendTLSPolicy because the pods speak TLS.
 *
 * Defines: two objects for each service.
 * @internal
 */
export class GatewayRoutes extends Construct {
  /** @throws BlueprintError SCSBP-6518 for a service whose backend is not known */
  public constructor(scope: Construct, id: string, props: GatewayRoutesProps) {
    super(scope, id);
    const { api, namespace, gateway, fqdns } = props;
    const { name, listener, caConfigMap } = gateway;
    const parent = { name, namespace: gateway.namespace, ...(listener !== undefined && { sectionName: listener }) };
    for (const [service, fqdn] of Object.entries(fqdns)) {
      const { service: backend, port } = this.backend(service, gateway);
      new KubernetesObject(this, service, {
        ...{ api, namespace, apiVersion: GATEWAY_API, kind: "HTTPRoute", name: service },
        body: {
          spec: {
            parentRefs: [parent],
            hostnames: [fqdn],
            rules: [
              {
                matches: [{ path: { type: "PathPrefix", value: "/" } }],
                backendRefs: [{ name: backend, port }],
              },
            ],
          },
        },
      });
      new KubernetesObject(this, `${service}-tls`, {
        ...{ api, namespace, apiVersion: GATEWAY_API, kind: "BackendTLSPolicy", name: service },
        body: {
          spec: {
            targetRefs: [{ group: "", kind: "Service", name: backend }],
            validation: { caCertificateRefs: [{ group: "", kind: "ConfigMap", name: caConfigMap }], hostname: fqdn },
          },
        },
      });
    }
  }

  private backend(service: string, { backends }: YaookGateway): YaookBackend {
    const backend = backends?.[service] ?? BACKENDS[service];
    if (backend === undefined) {
      throw refuse(this, "SCSBP-6518", {
        what: `no public cloud shows the Service of ${service}, which a route has to lead to (gateway.backends)`,
        got: `gateway with ${service}, without gateway.backends.${service}`,
        allowed: `known are ${Object.keys(BACKENDS).join(", ")}`,
        fix: `give gateway.backends.${service} as kubectl -n yaook get services has it, or leave ${service} out of services`,
      });
    }
    return backend;
  }
}
