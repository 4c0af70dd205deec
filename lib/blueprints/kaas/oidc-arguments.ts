import type { OidcOptions } from "./kaas-cluster";

/**
 * Names, without dashes, and values of the API server's arguments for logins by OpenID Connect
 * (kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver).
 * @internal
 */
export function oidcArguments(oidc: OidcOptions): [string, string][] {
  const values: [string, string | undefined][] = [
    ["oidc-issuer-url", oidc.issuerUrl],
    ["oidc-client-id", oidc.clientId],
    ["oidc-username-claim", oidc.usernameClaim],
    ["oidc-groups-claim", oidc.groupsClaim],
    ["oidc-username-prefix", oidc.usernamePrefix],
    ["oidc-groups-prefix", oidc.groupsPrefix],
  ];
  return values.filter((one): one is [string, string] => one[1] !== undefined);
}
