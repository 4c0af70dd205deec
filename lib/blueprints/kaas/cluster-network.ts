import { Cidr } from "@scs-blueprints/checker/cidr";
import { refuse } from "@scs-blueprints/standards/errors";

/** Addresses of a cluster. */
export interface ClusterNetworkOptions {
  /** Block of the nodes. @default "10.8.0.0/20", as the class openstack-scs2 has it */
  readonly nodeCidr?: string;
  /** Block of the pods. @default "172.16.0.0/16", as the SCS cluster stacks' example has it */
  readonly podCidr?: string;
  /** Block of the services. @default "10.96.0.0/12", kubeadm's default */
  readonly serviceCidr?: string;
  /** DNS servers of the nodes. @default - the target's */
  readonly dnsServers?: string[];
  /** MTU of the nodes' network. @default - the cloud's */
  readonly mtu?: number;
  /** Id of the external network. @default - the only one of the cloud */
  readonly externalNetworkId?: string;
  /** Domain of the services. @default "cluster.local" */
  readonly serviceDomain?: string;
}

/** Addresses of a cluster, checked: no two blocks overlap. */
export class ClusterNetwork {
  /** @internal @jsii ignore */
  public static read(options: ClusterNetworkOptions, path: string): ClusterNetwork {
    const { nodeCidr = "10.8.0.0/20", podCidr = "172.16.0.0/16", serviceCidr = "10.96.0.0/12" } = options;
    const blocks = Object.entries({ nodes: nodeCidr, pods: podCidr, services: serviceCidr }).map(([name, text]) => ({
      name,
      cidr: Cidr.parse(text),
    }));
    blocks.forEach((one, index) => {
      const other = blocks.slice(0, index).find((each) => each.cidr.overlaps(one.cidr));
      if (other !== undefined) {
        throw refuse(path, "SCSBP-6415", {
          what: `the addresses of ${other.name} and ${one.name} overlap`,
          got: `${other.cidr.text} and ${one.cidr.text}`,
          allowed: "blocks that have no address in common",
          fix: "choose another block for one of them; it cannot be changed later",
        });
      }
    });
    return new ClusterNetwork(nodeCidr, podCidr, serviceCidr, options);
  }

  private constructor(
    /** Block of the nodes. */
    public readonly nodeCidr: string,
    /** Block of the pods. */
    public readonly podCidr: string,
    /** Block of the services. */
    public readonly serviceCidr: string,
    /** What was asked for. */
    public readonly asked: ClusterNetworkOptions,
  ) {}
}
