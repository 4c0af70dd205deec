import type { ErrorCode } from "../../core/error-codes";

/** Every code that lib/blueprints/tenant raises: 610x web service, 611x virtual IP, 612x jump host, 613x VPN, 614x backups. */
export const TENANT_ERROR_CODES: readonly ErrorCode[] = [
  {
    code: "SCSBP-6100",
    title: "Plain HTTP without a reason",
    explanation: "A web service speaks TLS; where it does not, the program says why, for its next reader.",
  },
  {
    code: "SCSBP-6101",
    title: "Nobody may use the web service",
    explanation: "Clients are named as blocks, or as Peer.anywhere with a reason. Nothing is open by default.",
  },
  {
    code: "SCSBP-6102",
    title: "The web service needs a proxy",
    explanation:
      "Balancers of the provider ovn forward packets: TLS ends at the servers, and a TCP connection is all that is checked.",
  },
  {
    code: "SCSBP-6103",
    title: "Names of the web service and its zone",
    explanation: "Names are records in a zone, so there is neither without the other.",
  },
  {
    code: "SCSBP-6104",
    title: "A block for a network that is there",
    explanation: "The block of a network is a decision of who makes it.",
  },
  {
    code: "SCSBP-6105",
    title: "A data tier that is not private",
    explanation: "Data servers have a tier of their own, so that tiers are apart on layer 2 and not by rules alone.",
  },
  {
    code: "SCSBP-6110",
    title: "An address with fewer than two nodes",
    explanation: "An address that moves when a node fails needs another node to move to.",
  },
  {
    code: "SCSBP-6111",
    title: "Empty health check",
    explanation: "An empty command always succeeds: the address would never move.",
  },
  {
    code: "SCSBP-6112",
    title: "Impossible virtual router id",
    explanation: "VRRP numbers its addresses from 1 to 255 (RFC 3768 section 5.3.3).",
  },
  {
    code: "SCSBP-6113",
    title: "Impossible priority of a node",
    explanation: "Priorities go from 1 to 254 (RFC 3768 section 5.3.4) and belong to nodes that there are.",
  },
];
