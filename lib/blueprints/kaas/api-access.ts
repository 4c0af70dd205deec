import { Cidr } from "@scs-blueprints/checker/cidr";
import { inWords, refuse } from "@scs-blueprints/standards/errors";
import { namedBlock } from "../../openstack/security/peer";
import { LoadBalancerProvider } from "../../openstack/load-balancing/load-balancer-provider";

/** Who reaches the cluster's API, and how. */
export interface ApiAccessOptions {
  /**
   * Blocks that may reach the API. Only an amphora balancer can hold others off.
   * @default - everybody who reaches its address; the API asks for a certificate or a token
   */
  readonly allowedCidrs?: string[];
  /** Where the managing cluster's requests come from; has to be among the allowed, or the cluster never gets ready. @default - not known */
  readonly managedFrom?: string[];
  /** Whether the API has a public address. @default true */
  readonly publicAddress?: boolean;
  /** What balances the API. @default - the target's */
  readonly loadBalancer?: LoadBalancerProvider;
  /** Further names of the API in its certificate. @default - none */
  readonly certSans?: string[];
}

/** Access to the API, checked. @internal */
export function readApiAccess(options: ApiAccessOptions, path: string): ApiAccessOptions {
  const given: unknown = options.allowedCidrs;
  if (given === undefined) {
    return options;
  }
  if (!Array.isArray(given) || given.length === 0) {
    throw refuse(path, "SCSBP-6418", {
      got: Array.isArray(given) ? "allowedCidrs: []" : inWords(given),
      allowed: "one block or more",
      fix: "name the blocks, or leave allowedCidrs out to let everybody in",
    });
  }
  const allowed = given.map((text: string) => namedBlock(text));
  if (options.loadBalancer === LoadBalancerProvider.OVN) {
    throw refuse(path, "SCSBP-6416", {
      got: (options.allowedCidrs ?? []).join(", "),
      allowed: "allowedCidrs with LoadBalancerProvider.AMPHORA",
      fix: "use an amphora balancer, or leave allowedCidrs out",
    });
  }
  const from = options.managedFrom ?? [];
  const out = from.filter(
    (text) =>
      !allowed.some((block) => block.ipVersion === Cidr.parse(text).ipVersion && block.contains(Cidr.parse(text))),
  );
  if (from.length === 0 || out.length > 0) {
    throw refuse(path, "SCSBP-6417", {
      what:
        out.length > 0
          ? "allowedCidrs lock out what manages the cluster"
          : "allowedCidrs may lock out what manages the cluster: where it comes from is not said",
      got: `allowed ${(options.allowedCidrs ?? []).join(", ")}; managed from ${from.join(", ") || "?"}`,
      allowed: "every block of managedFrom within one of allowedCidrs",
      fix: "name the managing cluster's public address in managedFrom (198.51.100.7/32) and add it to allowedCidrs",
    });
  }
  return options;
}
