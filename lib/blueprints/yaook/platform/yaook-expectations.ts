import { DataKubernetesResources } from "@cdktf/provider-kubernetes/lib/data-kubernetes-resources";
import { Construct } from "constructs";
import type { IKubernetesApi } from "../../../kubernetes/kubernetes-api";

/** Definitions that Yaook's operators work with, and who brings them (docs.yaook.cloud requirements/k8s-cluster). */
const DEFINITIONS: Record<string, string> = {
  "servicemonitors.monitoring.coreos.com": "prometheus-operator",
  "prometheusrules.monitoring.coreos.com": "prometheus-operator",
  "certificates.cert-manager.io": "cert-manager",
  "issuers.cert-manager.io": "cert-manager",
};
const DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

/** Properties of {@link YaookExpectations}. */
export interface YaookExpectationsProps {
  /** The cluster. Checked by hashicorp/kubernetes only: the kubectl provider reads nothing. */
  readonly api: IKubernetesApi;
  /** Class of ingresses that has to be there. @default - none */
  readonly ingressClass?: string;
  /** Class of volumes that has to be there. @default - the cluster has a default class */
  readonly storageClass?: string;
}

/**
 * What has to be in a cluster before Yaook, looked up when Terraform plans: it refuses to go on with the name of what is
 * missing (SCSBP-6515).
 *
 * Defines: a data source with a postcondition for each.
 */
export class YaookExpectations extends Construct {
  public constructor(scope: Construct, id: string, props: YaookExpectationsProps) {
    super(scope, id);
    const { api, ingressClass, storageClass } = props;
    for (const [name, owner] of Object.entries(DEFINITIONS)) {
      const kind = "CustomResourceDefinition";
      this.expect(api, "apiextensions.k8s.io/v1", kind, name, `install ${owner}`);
    }
    if (ingressClass !== undefined) {
      this.expect(
        api,
        "networking.k8s.io/v1",
        "IngressClass",
        ingressClass,
        "install the ingress controller, or name its class",
      );
    }
    if (storageClass !== undefined) {
      this.expect(api, "storage.k8s.io/v1", "StorageClass", storageClass, "name a class of kubectl get storageclass");
    } else {
      this.expectDefaultStorageClass(api);
    }
  }

  /** By a list with a selector: for one object that is not there, the provider fails with words of its own. */
  private expect(api: IKubernetesApi, apiVersion: string, kind: string, name: string, fix: string): void {
    new DataKubernetesResources(this, name.replace(/[^A-Za-z0-9]+/g, "-"), {
      ...{ provider: api.typedProvider(), apiVersion, kind },
      fieldSelector: `metadata.name=${name}`,
      lifecycle: {
        postcondition: [
          {
            condition: "${length(self.objects) > 0}",
            errorMessage: `SCSBP-6515: the cluster has no ${kind} ${name}, which Yaook asks for: ${fix}`,
          },
        ],
      },
    });
  }

  private expectDefaultStorageClass(api: IKubernetesApi): void {
    const isDefault = `try(one.metadata.annotations["${DEFAULT_CLASS}"], "") == "true"`;
    new DataKubernetesResources(this, "storage-classes", {
      ...{ provider: api.typedProvider(), apiVersion: "storage.k8s.io/v1", kind: "StorageClass" },
      lifecycle: {
        postcondition: [
          {
            condition: `\${anytrue([for one in self.objects : ${isDefault}])}`,
            errorMessage: `SCSBP-6515: the cluster has no default StorageClass, which Yaook asks for: annotate one with ${DEFAULT_CLASS}=true, or name a class (storageClass)`,
          },
        ],
      },
    });
  }
}
