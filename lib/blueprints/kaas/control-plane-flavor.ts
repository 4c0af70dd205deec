import { Flavor } from "../../openstack/compute/flavor";

/** Flavor of the control plane where none is asked for: local SSD, which etcd wants (scs-0110). @internal */
export const CONTROL_PLANE_FLAVOR = Flavor.SCS_2V_4_20S;
