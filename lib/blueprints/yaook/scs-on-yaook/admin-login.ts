import { DataKubernetesSecretV1 } from "@cdktf/provider-kubernetes/lib/data-kubernetes-secret-v1";
import { Construct } from "constructs";
import { Cloud } from "../../../cloud/cloud";
import { Lazy } from "../../../core/engine";
import { Secret } from "../../../core/index";
import type { KubernetesApi } from "../../../kubernetes/kubernetes-api";

/** Keys that the Secret has to have; domains are `Default` where it says none. */
const KEYS = ["OS_AUTH_URL", "OS_USERNAME", "OS_PASSWORD", "OS_PROJECT_NAME"];

/** @internal */
export interface AdminLoginProps {
  readonly namespace: string;
  readonly secret: string;
  readonly region: string;
  /** @default - what the Secret says */
  readonly authUrl?: string;
}

/**
 * The first administrator's login as Yaook's Keystone operator wrote it down, read from the cluster when Terraform
 * plans. The password stands in the state of the stack, as each value of a data source does.
 *
 * The provider of a stack is configured before anything is in the stack, so the login is known to `cloud` before `readIn`
 * has said where it comes from.
 * @internal
 */
export class AdminLogin {
  /** For the stack. */
  public readonly cloud: Cloud;
  private source?: DataKubernetesSecretV1;

  public constructor(private readonly props: AdminLoginProps) {
    const domain = (key: string) => this.value((data) => `lookup(${data}, "${key}", "Default")`);
    this.cloud = Cloud.fromPassword({
      authUrl: props.authUrl ?? this.entry("OS_AUTH_URL"),
      userName: this.entry("OS_USERNAME"),
      password: Secret.fromReference(this.entry("OS_PASSWORD")),
      projectName: this.entry("OS_PROJECT_NAME"),
      userDomainName: domain("OS_USER_DOMAIN_NAME"),
      projectDomainName: domain("OS_PROJECT_DOMAIN_NAME"),
      region: props.region,
    });
  }

  /** Reads the Secret in the stack that has {@link cloud}. */
  public readIn(scope: Construct, id: string, api: KubernetesApi): void {
    const { namespace, secret } = this.props;
    this.source = new DataKubernetesSecretV1(new Construct(scope, id), "lookup", {
      provider: api.typedProvider(),
      metadata: { name: secret, namespace },
      lifecycle: {
        postcondition: [
          {
            condition: `\${self.data != null && alltrue([for key in ${JSON.stringify(KEYS)} : try(self.data[key] != "", false)])}`,
            errorMessage:
              `SCSBP-6561: the login of the new cloud is not there: Secret ${secret} in the namespace ${namespace} has to ` +
              `have ${KEYS.join(", ")}. Yaook's Keystone operator writes it when the KeystoneDeployment is Updated: wait ` +
              `for that (kubectl -n ${namespace} get keystonedeployments), or name the Secret by adminSecret`,
          },
        ],
      },
    });
  }

  private entry(key: string): string {
    return this.value((data) => `${data}["${key}"]`);
  }

  private value(expression: (data: string) => string): string {
    return Lazy.stringValue({ produce: () => `\${${expression(`${this.source?.fqn}.data`)}}` });
  }
}
