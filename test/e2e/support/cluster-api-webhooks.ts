import { setTimeout as sleep } from "node:timers/promises";
import type { KubeApiserver } from "./kube-apiserver";

/** A MutatingWebhookConfiguration or ValidatingWebhookConfiguration. */
export interface WebhookConfiguration {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly webhooks: readonly {
    readonly name: string;
    readonly clientConfig: { readonly service?: { readonly path: string } };
    readonly rules: readonly { readonly resources: readonly string[] }[];
  }[];
}

/** Kinds whose webhooks packages/dev-tools/cluster-api-webhooks runs. */
const SERVED = [
  ...["clusters", "clusterclasses", "clusterresourcesets", "clusterresourcesetbindings"],
  ...["machines", "machinedeployments", "machinehealthchecks", "machinesets"],
  ...["kubeadmconfigs", "kubeadmconfigtemplates", "kubeadmcontrolplanes", "kubeadmcontrolplanetemplates"],
];
const NAME = "webhooks";
/** No selector: the first thing that the webhook of MachineDeployment looks at after the name of the cluster. */
const REFUSED = {
  apiVersion: "cluster.x-k8s.io/v1beta2",
  kind: "MachineDeployment",
  metadata: { name: "probe", namespace: "default" },
  spec: {
    clusterName: "probe",
    selector: { matchLabels: { a: "b" } },
    template: {
      metadata: { labels: { a: "c" } },
      spec: {
        clusterName: "probe",
        bootstrap: { dataSecretName: "none" },
        infrastructureRef: { apiGroup: "example.org", kind: "None", name: "none" },
      },
    },
  },
};

/**
 * Starts Cluster API's admission webhooks beside the API, and returns when the API asks them. They default and refuse
 * as on a management cluster; no controller acts.
 */
export async function startClusterApiWebhooks(
  api: KubeApiserver,
  binary: string,
  configurations: readonly WebhookConfiguration[],
): Promise<void> {
  const kubeconfig = api.kubeconfig();
  const { port, authority } = await api.startBeside(NAME, binary, (free, certificates) => [
    ...[`--kubeconfig-file=${kubeconfig}`, `--port=${free}`, `--certificates=${certificates}`],
  ]);
  for (const configuration of configurations) {
    const plural = `${configuration.kind.toLowerCase()}s`;
    const webhooks = configuration.webhooks
      .filter(({ rules }) => rules.every(({ resources }) => resources.every((one) => SERVED.includes(one))))
      .map((one) => ({
        ...one,
        clientConfig: { url: `https://127.0.0.1:${port}${one.clientConfig.service!.path}`, caBundle: authority },
      }));
    await api.write("POST", `/apis/admissionregistration.k8s.io/v1/${plural}`, {
      apiVersion: "admissionregistration.k8s.io/v1",
      ...configuration,
      webhooks,
    });
  }
  const path = "/apis/cluster.x-k8s.io/v1beta2/namespaces/default/machinedeployments";
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(300)) {
    const answer = await api.refuses(path, REFUSED);
    if (answer?.includes("denied the request") === true) {
      return;
    }
  }
  throw new Error(`the API does not ask the webhooks:\n${api.log(NAME).slice(-3000)}`);
}
