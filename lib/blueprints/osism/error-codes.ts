import type { ErrorCode } from "../../core/error-codes";

/** Every code that lib/blueprints/osism raises: 660x the testbed's infrastructure, 661x the cloud in it. */
export const OSISM_ERROR_CODES: readonly ErrorCode[] = [
  {
    code: "SCSBP-6600",
    title: "Not a list of testbed nodes",
    explanation:
      "A node is called by its number, and its number is a part of its address: 192.168.16.10 is node 0. Numbers stay when others are taken away.",
  },
  {
    code: "SCSBP-6601",
    title: "The management network is too small, or not known at synth",
    explanation:
      "Manager, nodes, virtual IPs and the pool for everything else have fixed places in the first and in the last 256 addresses of the network.",
  },
  {
    code: "SCSBP-6602",
    title: "An address of the testbed is used twice",
    explanation: "Manager, virtual IPs, nodes and the allocation pool are apart from each other.",
  },
  {
    code: "SCSBP-6603",
    title: "Not a number of volumes for a storage node",
    explanation: "Ceph gets a volume for each OSD of a node; nodes that store nothing are left out of `storageNodes`.",
  },
  {
    code: "SCSBP-6604",
    title: "A storage node that the testbed does not have",
    explanation: "Volumes are attached to nodes of the testbed.",
  },
  {
    code: "SCSBP-6605",
    title: "Nobody can reach the manager",
    explanation: "The manager is where a testbed is deployed from; nothing is opened without being asked for.",
  },
  {
    code: "SCSBP-6610",
    title: "The external network of the testbed is too small",
    explanation: "Its gateway is the fifth address, and the addresses 100 to 200 are given out, as in osism/testbed.",
  },
];
