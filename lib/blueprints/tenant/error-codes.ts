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
  {
    code: "SCSBP-6120",
    title: "A jump host without users",
    explanation: "Nobody but the named users logs in to a jump host, not even the image's own user.",
  },
  {
    code: "SCSBP-6121",
    title: "A user without a key",
    explanation: "There are no passwords on a jump host, so each user has one public key or more.",
  },
  {
    code: "SCSBP-6122",
    title: "Root as a user of a jump host",
    explanation:
      "People log in by their own names, so that it can be told who did what; administrators become root there.",
  },
  {
    code: "SCSBP-6123",
    title: "Network and tier both say where the jump host is",
    explanation: "A network gets a tier for the host; a tier is there already.",
  },
  {
    code: "SCSBP-6124",
    title: "Not a log server",
    explanation: "A host name or an IPv4 address, with a colon and a port where it is not 514.",
  },
  {
    code: "SCSBP-6130",
    title: "Unfit name or key of a VPN's peer",
    explanation:
      "Peers have names of lower-case letters, digits and hyphens, and public keys of WireGuard, each of its own.",
  },
  {
    code: "SCSBP-6131",
    title: "Impossible block or address of a tunnel",
    explanation:
      "A tunnel has a private IPv4 block; the gateway has its first address, peers have those between it and the last one.",
  },
  {
    code: "SCSBP-6132",
    title: "Two peers with one address in the tunnel",
    explanation:
      "A peer's address follows from its name, and two names can fall on one address: give the newer peer an address of its own.",
  },
  {
    code: "SCSBP-6133",
    title: "Blocks of a VPN overlap",
    explanation: "A packet has one way: the tunnel, the network and the networks behind peers share no addresses.",
  },
  {
    code: "SCSBP-6134",
    title: "Unknown destinations of a VPN",
    explanation:
      "Peers have to know what to send through the tunnel; the block of a network that was looked up is known after apply.",
  },
  {
    code: "SCSBP-6135",
    title: "More peers than metadata holds",
    explanation: "The gateway learns of its peers by its metadata in Nova: 128 items, 255 characters each.",
  },
  {
    code: "SCSBP-6136",
    title: "No router for the routes into a tunnel",
    explanation: "Servers answer peers by way of the network's router, which gets a route to the gateway.",
  },
  {
    code: "SCSBP-6137",
    title: "A VPN that nobody can connect to",
    explanation: "The gateway's port is opened to named sources, or to the internet with a reason.",
  },
  {
    code: "SCSBP-6138",
    title: "No such peer",
    explanation: "Addresses, configurations and grants are asked for by the names of peers that there are.",
  },
  {
    code: "SCSBP-6140",
    title: "Impossible retention of backups",
    explanation: "Whole numbers of days, weeks and months, and something is kept.",
  },
  {
    code: "SCSBP-6141",
    title: "Not a region for S3",
    explanation: "Requests of S3 are signed for a region; it stands in files of the form NAME=value.",
  },
];
