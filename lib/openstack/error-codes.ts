import type { ErrorCode } from "../core/error-codes";

/** Every code that lib/openstack raises. */
export const OPENSTACK_ERROR_CODES: readonly ErrorCode[] = [
  {
    code: "SCSBP-2001",
    title: "The network is too small for a subnet",
    explanation: "The address plan cuts subnets of at least a /28 (IPv4) or of a /64 (IPv6).",
  },
  {
    code: "SCSBP-2002",
    title: "No such slot in the network",
    explanation: "A network has 16 slots, fewer when it is smaller than a /24, up to 256 for IPv6.",
  },
  {
    code: "SCSBP-2003",
    title: "A tier's block is not a part of its network",
    explanation: "An explicit block of a tier has to lie within the network's block.",
  },
  {
    code: "SCSBP-2004",
    title: "Two tiers have the same addresses",
    explanation:
      "A tier's addresses follow from its name alone, so that no other tier can move them; two names can fall on one slot. Give the newer tier the free slot that the message names.",
  },
  {
    code: "SCSBP-2005",
    title: "The network's block is not known at synth",
    explanation: "Subnets are cut when the program runs; a value known only to Terraform comes too late.",
  },
  {
    code: "SCSBP-2006",
    title: "Unfit or second name of a tier",
    explanation: "A tier's name is part of resource addresses and names, and its place in the address plan.",
  },
  {
    code: "SCSBP-2007",
    title: "The network has no such tier",
    explanation: "Tiers are declared before they are used.",
  },
  {
    code: "SCSBP-2008",
    title: "The tier is too small for zones",
    explanation:
      "Each zone has a subnet of at least a /28 (IPv4) or of a /64 (IPv6) within the tier's part of the network.",
  },
  {
    code: "SCSBP-2009",
    title: "Two zones have the same addresses",
    explanation:
      "A zone's addresses follow from its name alone; two names can fall on one slot. Give the newer zone the free slot that the message names.",
  },
  {
    code: "SCSBP-2010",
    title: "Impossible port or reversed range",
    explanation: "Ports are whole numbers from 1 to 65535, the lower end of a range first.",
  },
  {
    code: "SCSBP-2011",
    title: "The source is the whole internet",
    explanation:
      "Opening a port to everybody has to be spelled Peer.anywhere(reason), so that it is found and reviewed. The same holds for blocks larger than a registry's (/8, IPv6 /12): two halves are the internet, too.",
  },
  {
    code: "SCSBP-2012",
    title: "Open to the whole internet without a reason",
    explanation: "The reason becomes the description of the rule, which has at most 255 characters.",
  },
  {
    code: "SCSBP-2013",
    title: "An address group of nobody or of everybody",
    explanation:
      "An address group names the blocks of those who need access. The whole internet has to be spelled Peer.anywhere(reason).",
  },
  {
    code: "SCSBP-2014",
    title: "Not a Port",
    explanation:
      "Ports are made by Port.tcp, Port.udp and the like. A number says no protocol, and a rule without one would open every port. Copies of the package do not mix.",
  },
  {
    code: "SCSBP-2015",
    title: "Not a Peer",
    explanation:
      "Peers are made by Peer.cidr, Peer.securityGroup, Peer.tier, Peer.addressGroup and Peer.anywhere. A text is none. Copies of the package do not mix.",
  },
  {
    code: "SCSBP-2016",
    title: "A rule without its source, or between things without connections",
    explanation:
      "A rule names a block, a group or an address group. Without any of them it would let everybody in, so an empty id and what is no group, tier or server are refused.",
  },
  {
    code: "SCSBP-2017",
    title: "Neither true nor false",
    explanation: 'What opens something is said by true or false. The text "false" would count as true.',
  },
  {
    code: "SCSBP-2018",
    title: "Not a security group",
    explanation:
      "A server is in a group of its own, which this program makes, and in further ones. What is no group would leave it in the project's group `default`.",
  },
  {
    code: "SCSBP-2020",
    title: "An SCS name for a custom flavor",
    explanation: "Names that begin with SCS- follow scs-0100: their resources are read from the name.",
  },
  { code: "SCSBP-2021", title: "Impossible flavor", explanation: "A flavor has at least one vCPU and some memory." },
  {
    code: "SCSBP-2022",
    title: "Impossible number of reserved addresses",
    explanation: "A subnet keeps addresses for its gateway, for DHCP and for at least one server.",
  },
  {
    code: "SCSBP-2023",
    title: "Impossible size of packets",
    explanation: "The MTU is at least 1280 bytes, which IPv6 needs, and at most 65535.",
  },
  {
    code: "SCSBP-2024",
    title: "The next hop of a route cannot be reached",
    explanation: "A router forwards to machines in the subnets that it is connected to, within one address family.",
  },
  {
    code: "SCSBP-2025",
    title: "A subnet pool without blocks, or with blocks of two families",
    explanation: "Neutron gives from pools of one address family.",
  },
  {
    code: "SCSBP-2026",
    title: "Not an IPv6 block or pool",
    explanation: "The IPv6 side of a network takes its addresses from a private IPv6 block or an IPv6 subnet pool.",
  },
  {
    code: "SCSBP-2027",
    title: "Unfit zone of a tier",
    explanation:
      "Zones are named as the cloud names its availability zones, each once. A tier made without zones has one subnet over all of its addresses and cannot be cut any more.",
  },
  {
    code: "SCSBP-2028",
    title: "Options of a network that exclude each other",
    explanation:
      "Two options say different things about the same matter, or one says something about what the other removes.",
  },
  { code: "SCSBP-2030", title: "The image has no name", explanation: "An image is found by its name or properties." },
  {
    code: "SCSBP-2031",
    title: "Not a public SSH key",
    explanation:
      "A key pair is made from the public half alone, in the one-line form of OpenSSH. A private key has no place in a program or in Terraform's state.",
  },
  {
    code: "SCSBP-2032",
    title: "Too much user data",
    explanation:
      "Nova takes 65535 characters of base64, which is 49149 bytes of text. Large files belong into an object store or an image.",
  },
  {
    code: "SCSBP-2033",
    title: "Unfit part of a cloud-init",
    explanation:
      "Users have login names, files have absolute paths and octal modes, scripts say what runs them, each once.",
  },
  {
    code: "SCSBP-2040",
    title: "A boot volume beside a flavor's own disk",
    explanation:
      "The disk of the flavor would be paid for and not used. Flavors whose names have a disk part boot from it, all others from a volume.",
  },
  { code: "SCSBP-2041", title: "Impossible size of a boot volume", explanation: "Sizes are whole GiB." },
  {
    code: "SCSBP-2042",
    title: "The image does not fit the disk (found by the plan)",
    explanation: "The image's min_disk is larger than the flavor's disk or the boot volume.",
  },
  {
    code: "SCSBP-2043",
    title: "The image does not fit the memory (found by the plan)",
    explanation: "The image's min_ram is more than the flavor has.",
  },
  {
    code: "SCSBP-2044",
    title: "Impossible size of a volume",
    explanation: "Sizes are whole GiB, at least one.",
  },
  {
    code: "SCSBP-2045",
    title: "Unfit or second name of a server's volume",
    explanation: "The name of a volume is part of the resource address of its attachment.",
  },
  {
    code: "SCSBP-2046",
    title: "The volume type has no name",
    explanation: "Volume types have a different name on each cloud; without one the cloud's default type is taken.",
  },
  {
    code: "SCSBP-2050",
    title: "A floating IP without a way outside",
    explanation: "Floating IPs need a router with a gateway on the external network.",
  },
  {
    code: "SCSBP-2051",
    title: "A server group without a policy",
    explanation: "AntiAffinity.NONE means no group at all.",
  },
  {
    code: "SCSBP-2052",
    title: "The tier has no subnet in the server's zone",
    explanation: "In a tier with zones a server in a zone has an address of that zone.",
  },
  {
    code: "SCSBP-2053",
    title: "Not an address for a server",
    explanation: "A fixed IP lies in the server's subnet and is neither its first, its last nor the router's address.",
  },
  {
    code: "SCSBP-2054",
    title: "Allowed addresses that protect nothing",
    explanation:
      "Allowed addresses name what a server answers for beside its own; all addresses would switch the protection against spoofing off, and without port security there is none to begin with.",
  },
  {
    code: "SCSBP-2055",
    title: "The same thing said twice",
    explanation: "Two properties of a server say the same thing in different forms.",
  },
  {
    code: "SCSBP-2060",
    title: "Impossible size of a pool",
    explanation: "A pool has a whole number of members, or none.",
  },
  {
    code: "SCSBP-2061",
    title: "Unfit or second key of a member",
    explanation: "A member's key is part of its host name and of its resource addresses.",
  },
  {
    code: "SCSBP-2062",
    title: "Both size and members",
    explanation: "Either the members are counted or they are named.",
  },
  { code: "SCSBP-2063", title: "The pool has no such member", explanation: "Members are found by their keys." },
  {
    code: "SCSBP-2064",
    title: "Overrides for a member that there is not",
    explanation: "Overrides name members of the pool by their keys.",
  },
  {
    code: "SCSBP-2070",
    title: "A bastion open to nobody or to everybody",
    explanation: "SSH of a bastion is open to named sources: a block, an address group, a tier, a security group.",
  },
  {
    code: "SCSBP-2100",
    title: "Unfit name of a load balancer provider",
    explanation:
      "amphora and ovn are known with their limits and have constants of their own; others are given by the name that the cloud lists.",
  },
  {
    code: "SCSBP-2101",
    title: "The load balancer's provider cannot do this",
    explanation:
      "OVN forwards packets and reads nothing: no HTTP, no TLS, no routes, no allowed CIDRs, no weights, only the algorithm SOURCE_IP_PORT, which in turn amphora does not have. Take another provider or leave the option out.",
  },
  {
    code: "SCSBP-2102",
    title: "Not a single port",
    explanation: "Listeners and members have one port each; ranges, ICMP and everything have none.",
  },
  {
    code: "SCSBP-2103",
    title: "A listener that is there already, or with impossible numbers",
    explanation: "A balancer listens at each port once; limits and timeouts are whole numbers from 1.",
  },
  {
    code: "SCSBP-2104",
    title: "A second destination",
    explanation: "A listener has one pool for what no route takes, a route leads to one place.",
  },
  {
    code: "SCSBP-2105",
    title: "Protocols that do not fit",
    explanation:
      "UDP listens at UDP ports, everything else at TCP ports; routes and headers need HTTP; the PROXY protocol needs connections.",
  },
  {
    code: "SCSBP-2106",
    title: "A member twice",
    explanation: "Members of a pool are known by the ids and keys of their servers.",
  },
  {
    code: "SCSBP-2107",
    title: "Not something that a balancer forwards to",
    explanation: "A balancer forwards to a ServerPool, a Server, or an address.",
  },
  {
    code: "SCSBP-2108",
    title: "TLS and certificate do not fit",
    explanation: "TLS ends at a listener of TERMINATED_HTTPS, which has a certificate; all others have none.",
  },
  {
    code: "SCSBP-2109",
    title: "OVN listener without clients",
    explanation:
      "OVN keeps clients' addresses, so it is the servers' security group that has to let clients in: name them by `clients`.",
  },
  {
    code: "SCSBP-2110",
    title: "Clients of a listener that cannot be meant",
    explanation:
      "Either clients or allowedCidrs; an empty list would let everybody in; a proxy knows its clients by address, not by security group.",
  },
  {
    code: "SCSBP-2111",
    title: "Impossible health monitor",
    explanation: "The timeout is less than the delay, counts are 1 to 10, the type fits the protocol of the servers.",
  },
  {
    code: "SCSBP-2112",
    title: "Impossible session persistence",
    explanation: "Cookies need a listener that reads requests: HTTP or TERMINATED_HTTPS.",
  },
  {
    code: "SCSBP-2113",
    title: "Impossible weight",
    explanation: "Weights are whole numbers from 0 to 256, given by the key of a member that there is.",
  },
  {
    code: "SCSBP-2114",
    title: "Impossible route",
    explanation: "A route has a key of its own and a condition: a host name, a path prefix, or both.",
  },
  {
    code: "SCSBP-2115",
    title: "A balancer is looked up by name or by id",
    explanation: "One of the two, not both and not neither.",
  },
  {
    code: "SCSBP-2120",
    title: "Not a name for a zone",
    explanation: "A zone has two labels or more, each of at most 63 letters, digits and hyphens.",
  },
  {
    code: "SCSBP-2121",
    title: "Not a name for a record",
    explanation: "Names of records are relative to their zone; @ is the zone itself.",
  },
  {
    code: "SCSBP-2122",
    title: "Not a value for a record",
    explanation: "Addresses, hosts and numbers have to fit the type of the record.",
  },
  {
    code: "SCSBP-2123",
    title: "Impossible TTL",
    explanation: "Whole seconds from 1 to 2^31 - 1 (RFC 2181 section 8).",
  },
  {
    code: "SCSBP-2124",
    title: "Records that cannot be side by side",
    explanation: "One record set for each name and type; a CNAME stands alone and never for the zone itself.",
  },
  {
    code: "SCSBP-2125",
    title: "Not a mail address",
    explanation: "The SOA record of a zone names the mail address of who is responsible.",
  },
  {
    code: "SCSBP-2130",
    title: "Unfit or second key in a secret store",
    explanation: "Each secret and certificate has a key of its own, which is part of resource addresses.",
  },
  {
    code: "SCSBP-2131",
    title: "Impossible expiry of a secret",
    explanation: "RFC 3339 in UTC with whole seconds, as Barbican answers: another form would differ in every plan.",
  },
  {
    code: "SCSBP-2140",
    title: "Not a name for a container",
    explanation: "Names follow S3's rules for buckets, so that both protocols can use the container.",
  },
  { code: "SCSBP-2141", title: "Impossible quota of a container", explanation: "Whole numbers from 0." },
  {
    code: "SCSBP-2142",
    title: "Impossible access to a container",
    explanation: "Projects and users are given by id; reading by everybody needs a reason, writing needs a login.",
  },
  {
    code: "SCSBP-2143",
    title: "Not a revision of a key",
    explanation: "A revision is part of a resource address: lower-case letters, digits and hyphens.",
  },
  {
    code: "SCSBP-2150",
    title: "A credential without roles",
    explanation: "An application credential has the roles that are named, and those they imply.",
  },
  {
    code: "SCSBP-2151",
    title: "Impossible expiry of a credential",
    explanation:
      "RFC 3339 in UTC with whole seconds, as Keystone answers: another form would make a new one in every plan.",
  },
  {
    code: "SCSBP-2152",
    title: "Impossible access rule",
    explanation: "A type of service, a method, a path with a leading slash; an empty list would allow everything.",
  },
  {
    code: "SCSBP-2153",
    title: "The active slot is empty",
    explanation: "Files and outputs hold the credential of the active slot, so there has to be one.",
  },
  {
    code: "SCSBP-2200",
    title: "A snapshot policy without volumes",
    explanation: "A policy is for one volume or more, by keys that become part of their snapshots' names.",
  },
  {
    code: "SCSBP-2201",
    title: "Impossible numbers of snapshots",
    explanation: "Whole numbers: at least one day, any number of weeks.",
  },
  {
    code: "SCSBP-2202",
    title: "Not an hour of the day",
    explanation: "Snapshots are taken at an hour of the day, 0 to 23, in UTC.",
  },
];
