/** What is said of a code, in docs/errors.md and by `explain`. */
export interface ErrorText {
  /** What is wrong, in a few words. */
  readonly title: string;
  /** Why it is an error and what to do. */
  readonly explanation: string;
}

/** Every error that the library raises, by its code. A code is never reused. The sandbox has a table of its own, in Python. */
export const ERRORS = {
  // Core
  "SCSBP-1001": {
    title: "Invalid CIDR",
    explanation:
      "An address block is written as network address, slash, prefix length. Bits behind the prefix have to be zero: they usually mean that an address was written in place of its network.",
  },
  "SCSBP-1002": {
    title: "Project networks use private addresses, this block is not private",
    explanation:
      "Project networks take their addresses from RFC 1918 or RFC 4193. Public addresses come from the cloud's external network as floating IPs.",
  },
  "SCSBP-1003": {
    title: "No such block within the network",
    explanation: "A block was asked for that the network is too small for.",
  },
  "SCSBP-1004": {
    title: "The block has no such address",
    explanation:
      "An address was counted beyond the end of a block, such as reserved ones in a subnet too small for them.",
  },
  "SCSBP-1010": {
    title: "Invalid name of a Terraform variable",
    explanation: "A secret is given as the name of a sensitive variable, never as its value.",
  },
  "SCSBP-1011": {
    title: "A secret is given in plain text and would be in the synthesized files",
    explanation:
      "Passwords, tokens and keys are given as Secret: the name of a sensitive variable or a reference that only Terraform resolves. A plain value would stand in the synthesized files.",
  },
  "SCSBP-1012": {
    title: "Invalid import file",
    explanation:
      "`scs-blueprints import state` writes it: ids of what the cloud has, by the address of the resource that takes it over.",
  },
  "SCSBP-1013": {
    title: "The id is reserved for the library",
    explanation:
      "Data sources and variables that a stack has once are its direct children, with ids that begin with `lookup-` and `secret-`. Every other id is the program's.",
  },
  "SCSBP-1040": {
    title: "An argument is missing or has the wrong type",
    explanation:
      "Programs run by tsx are not type-checked, so the library checks what its public functions are given. The message names the function, the argument and what it takes. `tsc --noEmit` finds these before anything runs.",
  },
  "SCSBP-1041": {
    title: "A misspelt property",
    explanation:
      "A property that the function does not have, and whose name is nearly one that it has. It would have no effect. Properties that resemble none are left alone: an object may hold more than one function reads.",
  },
  "SCSBP-1042": {
    title: "The id is empty or taken",
    explanation:
      "Ids of constructs differ within a scope. They make the addresses of resources, so choose them to last.",
  },
  "SCSBP-1043": {
    title: "A construct outside of a stack",
    explanation: "Resources belong to a stack, which is synthesized and applied as a whole. An App holds stacks only.",
  },
  // Cloud and stack
  "SCSBP-1020": {
    title: "The cloud has no name",
    explanation: "An entry of clouds.yaml is named by its key.",
  },
  "SCSBP-1021": {
    title: "The cloud's URL is not published",
    explanation: "SCS lists the cloud without the URL of its Keystone: log in with an entry of clouds.yaml.",
  },
  "SCSBP-1030": {
    title: "Invalid id of a stack",
    explanation: "The id names the stack's directory and begins the names of its resources in the cloud.",
  },
  "SCSBP-1031": {
    title: "The stack already has an output with this name",
    explanation: "The name of an output is its name in Terraform, so it can be there once a stack.",
  },
  "SCSBP-1032": {
    title: "The stack has no resource of this address to import",
    explanation:
      "Addresses are those of the plan. A construct that was renamed, or a resource that the program no longer has, is in no stack.",
  },
  "SCSBP-1033": {
    title: "The stacks depend on each other: none of them can be applied first",
    explanation:
      "A stack that uses a value of another one, or depends on something in it, is applied after it. Two stacks cannot both come after the other.",
  },
  "SCSBP-1034": {
    title: "The stack has two state backends",
    explanation:
      "A stack writes its state to one backend. The property `state` names it; a backend construct of the engine beside it needs StateBackend.custom().",
  },
  "SCSBP-1100": {
    title: "The cloud has no such flavor",
    explanation:
      "The context says which flavors the cloud has; the message names the nearest. SCS names tell vCPUs, memory and disk (scs-0100).",
  },
  "SCSBP-1101": {
    title: "A flavor of another size",
    explanation: "Flavor.custom says the size of a flavor whose name does not tell it; the context says otherwise.",
  },
  "SCSBP-1102": {
    title: "The cloud has no such image",
    explanation:
      "The context has the images that all users see. Images of the project itself are in it after `lookup --private-images`; those that another stack makes are named by `unchecked` of CloudContext.fromFile.",
  },
  "SCSBP-1103": {
    title: "The image does not fit the disk",
    explanation: "The image is larger than the disk, or its min_disk is. The plan finds it out too, but only there.",
  },
  "SCSBP-1104": {
    title: "The image does not fit the memory",
    explanation: "The image's min_ram is more than the flavor has.",
  },
  "SCSBP-1105": {
    title: "The cloud has no such availability zone",
    explanation: "Compute and block storage have zones of their own, whose names may differ.",
  },
  "SCSBP-1106": {
    title: "The cloud has no such external network, or has several",
    explanation: "External networks are named differently on each cloud. Where there are several, one has to be named.",
  },
  "SCSBP-1107": {
    title: "The cloud has no such volume type",
    explanation: "Names of volume types are each cloud's own; what is standardized is their aspects (scs-0114).",
  },
  "SCSBP-1108": {
    title: "The volume type lacks a required aspect",
    explanation: "A type promises what its description lists (scs-0114); the program relies on more.",
  },
  "SCSBP-1109": {
    title: "The cloud has no such load balancer provider",
    explanation: "The context has the providers that Octavia lists.",
  },
  "SCSBP-1110": {
    title: "The network service lacks an extension",
    explanation: "Neutron's extensions depend on its plugins; the context lists those of the cloud.",
  },
  "SCSBP-1111": {
    title: "The cloud has no such service",
    explanation: "Not every cloud has every service; the context lists those of the catalogue.",
  },
  "SCSBP-1112": {
    title: "Context belongs to another cloud",
    explanation: "Region or URL of the context differ from those of the cloud's profile.",
  },
  "SCSBP-1120": {
    title: "Invalid profile of a cloud",
    explanation: "Names are not empty, URLs begin with http or https, a zone is named once.",
  },
  // OpenStack constructs
  "SCSBP-2001": {
    title: "The network is too small for a subnet",
    explanation: "The address plan cuts subnets of at least a /28 (IPv4) or of a /64 (IPv6).",
  },
  "SCSBP-2002": {
    title: "No such slot in the network",
    explanation: "A network has 16 slots, fewer when it is smaller than a /24, up to 256 for IPv6.",
  },
  "SCSBP-2003": {
    title: "The tier's block is not within the network's block",
    explanation: "An explicit block of a tier has to lie within the network's block.",
  },
  "SCSBP-2004": {
    title: "Two tiers have the same addresses",
    explanation:
      "A tier's addresses follow from its name alone, so that no other tier can move them; two names can fall on one slot. Give the newer tier the free slot that the message names.",
  },
  "SCSBP-2005": {
    title: "The block of a network must be known at synth, because subnets are cut from it",
    explanation: "Subnets are cut when the program runs; a value known only to Terraform comes too late.",
  },
  "SCSBP-2006": {
    title: "Invalid or duplicate name of a tier",
    explanation: "A tier's name is part of resource addresses and names, and its place in the address plan.",
  },
  "SCSBP-2007": {
    title: "The network has no such tier",
    explanation: "Tiers are declared before they are used.",
  },
  "SCSBP-2008": {
    title: "The tier is too small for zones",
    explanation:
      "Each zone has a subnet of at least a /28 (IPv4) or of a /64 (IPv6) within the tier's part of the network.",
  },
  "SCSBP-2009": {
    title: "Two zones have the same addresses",
    explanation:
      "A zone's addresses follow from its name alone; two names can fall on one slot. Give the newer zone the free slot that the message names.",
  },
  "SCSBP-2010": {
    title: "Invalid port or reversed range",
    explanation: "Ports are whole numbers from 1 to 65535, the lower end of a range first.",
  },
  "SCSBP-2011": {
    title: "The source is the whole internet",
    explanation:
      "Opening a port to everybody has to be spelled Peer.anywhere(reason), so that it is found and reviewed. The same holds for blocks larger than a registry's (/8, IPv6 /12): two halves are the internet, too.",
  },
  "SCSBP-2012": {
    title: "Open to the whole internet without a reason",
    explanation:
      "The reason becomes the description of the rule, which has at most 255 characters. The same holds for the description that allowFrom and allowTo take.",
  },
  "SCSBP-2013": {
    title: "Address group is empty or covers the internet",
    explanation:
      "An address group names the blocks of those who need access. The whole internet has to be spelled Peer.anywhere(reason).",
  },
  "SCSBP-2014": {
    title: "Not a Port",
    explanation:
      "Ports are made by Port.tcp, Port.udp and the like. A number says no protocol, and a rule without one would open every port. Copies of the package do not mix.",
  },
  "SCSBP-2015": {
    title: "Not a Peer",
    explanation:
      "A connection comes from a construct (a server, a pool, a group, a tier, a load balancer) or from a Peer, made by Peer.cidr, Peer.securityGroup, Peer.tier, Peer.addressGroup or Peer.anywhere. A text is none. Copies of the package do not mix.",
  },
  "SCSBP-2016": {
    title: "A rule has no source, or neither end has a security group",
    explanation:
      "A rule names a block, a group or an address group. Without any of them it would let everybody in, so an empty id and what is no group, tier or server are refused. At least one end of a connection has a security group of this program: rules are made nowhere else.",
  },
  "SCSBP-2017": {
    title: "AllowAllOutbound is neither true nor false",
    explanation: 'What opens something is said by true or false. The text "false" would count as true.',
  },
  "SCSBP-2018": {
    title: "Not a security group",
    explanation:
      "A server is in a group of its own, which this program makes, and in further ones. What is no group would leave it in the project's group `default`.",
  },
  "SCSBP-2019": {
    title: "Invalid id",
    explanation: "What is known by its id alone (fromServerId, fromVolumeId …) needs the id that the cloud gave it.",
  },
  "SCSBP-2020": {
    title: "Names that begin with SCS- follow scs-0100 and tell their resources themselves",
    explanation: "Names that begin with SCS- follow scs-0100: their resources are read from the name.",
  },
  "SCSBP-2021": {
    title: "Invalid flavor",
    explanation: "A flavor has at least one vCPU and some memory.",
  },
  "SCSBP-2022": {
    title: "Invalid number of reserved addresses",
    explanation: "A subnet keeps addresses for its gateway, for DHCP and for at least one server.",
  },
  "SCSBP-2023": {
    title: "Invalid MTU",
    explanation: "The MTU is at least 1280 bytes, which IPv6 needs, and at most 65535.",
  },
  "SCSBP-2024": {
    title: "The next hop of a route cannot be reached",
    explanation: "A router forwards to machines in the subnets that it is connected to, within one address family.",
  },
  "SCSBP-2025": {
    title: "A subnet pool must have blocks of one address family",
    explanation: "Neutron gives from pools of one address family.",
  },
  "SCSBP-2026": {
    title: "Invalid IPv6 block or pool",
    explanation: "The IPv6 side of a network takes its addresses from a private IPv6 block or an IPv6 subnet pool.",
  },
  "SCSBP-2027": {
    title: "Invalid zone of a tier",
    explanation:
      "Zones are named as the cloud names its availability zones, each once. A tier made without zones has one subnet over all of its addresses and cannot be cut any more.",
  },
  "SCSBP-2028": {
    title: "Options of the network are mutually exclusive",
    explanation:
      "Two options say different things about the same matter, or one says something about what the other removes.",
  },
  "SCSBP-2030": {
    title: "The image has no name",
    explanation: "An image is found by its name or properties.",
  },
  "SCSBP-2031": {
    title: "Invalid public SSH key",
    explanation:
      "A key pair is made from the public half alone, in the one-line form of OpenSSH. A private key has no place in a program or in Terraform's state.",
  },
  "SCSBP-2032": {
    title: "The user data is larger than Nova accepts",
    explanation:
      "Nova takes 65535 characters of base64, which is 49149 bytes of text. Large files belong into an object store or an image.",
  },
  "SCSBP-2033": {
    title: "Invalid part of a cloud-init",
    explanation:
      "Users have login names, files have absolute paths and octal modes, scripts say what runs them, each once.",
  },
  "SCSBP-2040": {
    title: "The flavor brings a root disk, which a boot volume would leave unused",
    explanation:
      "The disk of the flavor would be paid for and not used. Flavors whose names have a disk part boot from it, all others from a volume.",
  },
  "SCSBP-2041": {
    title: "Invalid size of a boot volume",
    explanation: "Sizes are whole GiB.",
  },
  "SCSBP-2042": {
    title: "The image does not fit the disk (found by the plan)",
    explanation: "The image's min_disk is larger than the flavor's disk or the boot volume.",
  },
  "SCSBP-2043": {
    title: "The image does not fit the memory (found by the plan)",
    explanation: "The image's min_ram is more than the flavor has.",
  },
  "SCSBP-2044": {
    title: "Invalid size of a volume",
    explanation: "Sizes are whole GiB, at least one.",
  },
  "SCSBP-2045": {
    title: "Invalid or duplicate name of a server's volume",
    explanation: "The name of a volume is part of the resource address of its attachment.",
  },
  "SCSBP-2046": {
    title: "The volume type has no name",
    explanation: "Volume types have a different name on each cloud; without one the cloud's default type is taken.",
  },
  "SCSBP-2050": {
    title: "A floating IP needs a gateway, and the network has none",
    explanation: "Floating IPs need a router with a gateway on the external network.",
  },
  "SCSBP-2051": {
    title: "A server group needs a policy",
    explanation: "AntiAffinity.NONE means no group at all.",
  },
  "SCSBP-2052": {
    title: "The tier has no subnet in the server's zone",
    explanation: "In a tier with zones a server in a zone has an address of that zone.",
  },
  "SCSBP-2053": {
    title: "A server cannot have this address",
    explanation: "A fixed IP lies in the server's subnet and is neither its first, its last nor the router's address.",
  },
  "SCSBP-2054": {
    title: "Allowed addresses that protect nothing",
    explanation:
      "Allowed addresses name what a server answers for beside its own; all addresses would switch the protection against spoofing off, and without port security there is none to begin with.",
  },
  "SCSBP-2055": {
    title: "Two properties of the server are mutually exclusive",
    explanation: "Two properties of a server say the same thing in different forms.",
  },
  "SCSBP-2056": {
    title: "A public address in a tier without port security opens every port to the internet",
    explanation:
      "Without port security no security group holds: every port of the server is open to the internet. Where that is meant, the tier says why by portSecurityOffReason.",
  },
  "SCSBP-2057": {
    title: "The rule opens SSH or RDP to an address group with unknown addresses",
    explanation:
      "What an address group contains is not known from its id: it can be the whole internet. A rule that opens TCP 22 or 3389 for it says by its description whose addresses these are.",
  },
  "SCSBP-2060": {
    title: "Invalid pool size",
    explanation: "A pool has a whole number of members, or none.",
  },
  "SCSBP-2061": {
    title: "Invalid or duplicate key of a member",
    explanation: "A member's key is part of its host name and of its resource addresses.",
  },
  "SCSBP-2062": {
    title: "Size and members are mutually exclusive",
    explanation: "Either the members are counted or they are named.",
  },
  "SCSBP-2063": {
    title: "The pool has no such member",
    explanation: "Members are found by their keys.",
  },
  "SCSBP-2064": {
    title: "Overrides name members that the pool does not have",
    explanation: "Overrides name members of the pool by their keys.",
  },
  "SCSBP-2070": {
    title: "A bastion is open to nobody or to everybody",
    explanation: "SSH of a bastion is open to named sources: a block, an address group, a tier, a security group.",
  },
  "SCSBP-2100": {
    title: "Invalid name of a load balancer provider",
    explanation:
      "amphora and ovn are known with their limits and have constants of their own; others are given by the name that the cloud lists.",
  },
  "SCSBP-2101": {
    title: "The load balancer's provider cannot do this",
    explanation:
      "OVN forwards packets and reads nothing: no HTTP, no TLS, no routes, no allowed CIDRs, no weights, only the algorithm SOURCE_IP_PORT, which in turn amphora does not have. Take another provider or leave the option out.",
  },
  "SCSBP-2102": {
    title: "A balancer listens at single ports and forwards to single ports",
    explanation: "Listeners and members have one port each; ranges, ICMP and everything have none.",
  },
  "SCSBP-2103": {
    title: "Duplicate listener, or an invalid number",
    explanation: "A balancer listens at each port once; limits and timeouts are whole numbers from 1.",
  },
  "SCSBP-2104": {
    title: "A listener or route has a second destination",
    explanation: "A listener has one pool for what no route takes, a route leads to one place.",
  },
  "SCSBP-2105": {
    title: "The protocols do not match",
    explanation:
      "UDP listens at UDP ports, everything else at TCP ports; routes and headers need HTTP; the PROXY protocol needs connections.",
  },
  "SCSBP-2106": {
    title: "The pool already has members with this name",
    explanation: "Members of a pool are known by the ids and keys of their servers.",
  },
  "SCSBP-2107": {
    title: "A balancer forwards to servers",
    explanation: "A balancer forwards to a ServerPool, a Server, or an address.",
  },
  "SCSBP-2108": {
    title: "TLS and certificate do not match",
    explanation: "TLS ends at a listener of TERMINATED_HTTPS, which has a certificate; all others have none.",
  },
  "SCSBP-2109": {
    title: "OVN listener without clients",
    explanation:
      "OVN keeps clients' addresses, so it is the servers' security group that has to let clients in: name them by `clients`.",
  },
  "SCSBP-2110": {
    title: "Invalid clients of a listener",
    explanation:
      "Either clients or allowedCidrs; an empty list would let everybody in; a proxy knows its clients by address, not by security group.",
  },
  "SCSBP-2111": {
    title: "Invalid health monitor",
    explanation: "The timeout is less than the delay, counts are 1 to 10, the type fits the protocol of the servers.",
  },
  "SCSBP-2112": {
    title: "Invalid session persistence",
    explanation: "Cookies need a listener that reads requests: HTTP or TERMINATED_HTTPS.",
  },
  "SCSBP-2113": {
    title: "Invalid weight",
    explanation: "Weights are whole numbers from 0 to 256, given by the key of a member that there is.",
  },
  "SCSBP-2114": {
    title: "Invalid route",
    explanation: "A route has a key of its own and a condition: a host name, a path prefix, or both.",
  },
  "SCSBP-2115": {
    title: "A balancer is found by its name or by its id",
    explanation: "One of the two, not both and not neither.",
  },
  "SCSBP-2116": {
    title: "A listener of a load balancer with a public address has to say who connects",
    explanation:
      "A load balancer with a public address lets in whom its listeners name: `clients` is a list of blocks, or Peer.anywhere(reason) for the whole internet. Without it Octavia takes everybody.",
  },
  "SCSBP-2120": {
    title: "Invalid name of a zone",
    explanation: "A zone has two labels or more, each of at most 63 letters, digits and hyphens.",
  },
  "SCSBP-2121": {
    title: "Invalid name of a record",
    explanation: "Names of records are relative to their zone; @ is the zone itself.",
  },
  "SCSBP-2122": {
    title: "Invalid value of a record",
    explanation: "Addresses, hosts and numbers have to fit the type of the record.",
  },
  "SCSBP-2123": {
    title: "Invalid TTL",
    explanation: "Whole seconds from 1 to 2^31 - 1 (RFC 2181 section 8).",
  },
  "SCSBP-2124": {
    title: "Records that cannot coexist",
    explanation: "One record set for each name and type; a CNAME stands alone and never for the zone itself.",
  },
  "SCSBP-2125": {
    title: "Invalid mail address",
    explanation: "The SOA record of a zone names the mail address of who is responsible.",
  },
  "SCSBP-2130": {
    title: "Invalid or duplicate key in a secret store",
    explanation: "Each secret and certificate has a key of its own, which is part of resource addresses.",
  },
  "SCSBP-2131": {
    title: "Invalid expiry of a secret",
    explanation: "RFC 3339 in UTC with whole seconds, as Barbican answers: another form would differ in every plan.",
  },
  "SCSBP-2140": {
    title: "Invalid name of a container",
    explanation: "Names follow S3's rules for buckets, so that both protocols can use the container.",
  },
  "SCSBP-2141": {
    title: "Invalid quota of a container",
    explanation: "Whole numbers from 0.",
  },
  "SCSBP-2142": {
    title: "Invalid access to a container",
    explanation: "Projects and users are given by id; reading by everybody needs a reason, writing needs a login.",
  },
  "SCSBP-2143": {
    title: "Invalid revision of a key",
    explanation: "A revision is part of a resource address: lower-case letters, digits and hyphens.",
  },
  "SCSBP-2150": {
    title: "A credential without roles",
    explanation: "An application credential has the roles that are named, and those they imply.",
  },
  "SCSBP-2151": {
    title: "Invalid expiry of a credential",
    explanation:
      "RFC 3339 in UTC with whole seconds, as Keystone answers: another form would make a new one in every plan.",
  },
  "SCSBP-2152": {
    title: "Invalid access rule",
    explanation: "A type of service, a method, a path with a leading slash; an empty list would allow everything.",
  },
  "SCSBP-2153": {
    title: "The active slot is empty",
    explanation: "Files and outputs hold the credential of the active slot, so there has to be one.",
  },
  "SCSBP-2200": {
    title: "A snapshot policy without volumes",
    explanation: "A policy is for one volume or more, by keys that become part of their snapshots' names.",
  },
  "SCSBP-2201": {
    title: "Invalid number of snapshots",
    explanation: "Whole numbers: at least one day, any number of weeks.",
  },
  "SCSBP-2202": {
    title: "Invalid hour of the day",
    explanation: "Snapshots are taken at an hour of the day, 0 to 23, in UTC.",
  },
  // Kubernetes constructs
  "SCSBP-3001": {
    title: "The connection to a Kubernetes API is invalid",
    explanation:
      "A kubeconfig has a path; a credential is sent to an https URL only; the environment names one kubeconfig for both providers.",
  },
  "SCSBP-3002": {
    title: "Invalid name of a field manager",
    explanation: "Server-side apply notes who owns a field: 1 to 128 printable characters.",
  },
  "SCSBP-3003": {
    title: "Invalid name for Kubernetes",
    explanation: "Names, namespaces, labels and keys follow RFC 1123 and the rules for labels.",
  },
  "SCSBP-3004": {
    title: "Two constructs write one object",
    explanation: "An object belongs to one construct; two would change it back and forth.",
  },
  "SCSBP-3005": {
    title: "An object contains fields that must not be sent",
    explanation:
      "A null tells the API to remove a field, which never plans empty; the status belongs to controllers; names and labels have props of their own.",
  },
  "SCSBP-3006": {
    title: "A Secret is not sent as a manifest, because plans would show its data",
    explanation: "A manifest is shown by plans and stands in the synthesized files. KubernetesSecret hides its values.",
  },
  "SCSBP-3007": {
    title: "Kubernetes creates this namespace itself",
    explanation: "default, kube-system, kube-public and kube-node-lease are there from the start.",
  },
  "SCSBP-3008": {
    title: "The Secret has no values",
    explanation: "An empty Secret is a mistake more often than a wish.",
  },
  "SCSBP-3009": {
    title: "The kubectl provider cannot do this",
    explanation:
      "It has no owner of fields to choose; gavinbunney/kubectl waits for nothing but rollouts. alekc/kubectl waits (kubectlSource).",
  },
  "SCSBP-3010": {
    title: "Definitions of custom resources could not be read",
    explanation: "CrdSchemas reads files with objects of kind CustomResourceDefinition, in YAML or JSON.",
  },
  "SCSBP-3011": {
    title: "A custom resource is not what its definition allows",
    explanation:
      "Checked against the definitions given to the API: types, required fields, enums, patterns and unknown fields.",
  },
  "SCSBP-3012": {
    title: "The cluster's definitions have no such kind",
    explanation: "The group is known, the kind or its version is not served by it.",
  },
  "SCSBP-3013": {
    title: "Only the kubectl provider can import existing objects (importExisting)",
    explanation: "What an import by hashicorp/kubernetes leaves in the state could not be tried.",
  },
  "SCSBP-3014": {
    title: "hashicorp/kubernetes cannot plan this object",
    explanation:
      "kubernetes_manifest gives each field a type: entries of a free-form map have to have one shape, a field without a schema has to be known when it plans, and it accepts nothing that the API server rewrites, as Cluster API does with a topology. ManifestEmitter.AUTO and KUBECTL send any object.",
  },
  "SCSBP-3015": {
    title: "Two APIs of a stack collide",
    explanation:
      "Each API of a stack has its providers under an alias, made from its id; and a stack has one source of the kubectl provider.",
  },
  // Blueprints: 61xx tenant, 62xx and 63xx operator, 64xx Kubernetes clusters, 65xx Yaook, 66xx OSISM, 67xx Tarook
  "SCSBP-6100": {
    title: "A web service without TLS needs a reason",
    explanation: "A web service speaks TLS; where it does not, the program says why, for its next reader.",
  },
  "SCSBP-6101": {
    title: "Nobody may use the web service",
    explanation: "Clients are named as blocks, or as Peer.anywhere with a reason. Nothing is open by default.",
  },
  "SCSBP-6102": {
    title: "The web service needs a proxy",
    explanation:
      "Balancers of the provider ovn forward packets: TLS ends at the servers, and a TCP connection is all that is checked.",
  },
  "SCSBP-6103": {
    title: "Names of the web service and its zone",
    explanation: "Names are records in a zone, so there is neither without the other.",
  },
  "SCSBP-6104": {
    title: "A block is given for an existing network",
    explanation: "The block of a network is a decision of who makes it.",
  },
  "SCSBP-6105": {
    title: "The data tier is not separate",
    explanation: "Data servers have a tier of their own, so that tiers are apart on layer 2 and not by rules alone.",
  },
  "SCSBP-6110": {
    title: "A virtual IP needs at least two nodes",
    explanation: "An address that moves when a node fails needs another node to move to.",
  },
  "SCSBP-6111": {
    title: "The health check is empty",
    explanation: "An empty command always succeeds: the address would never move.",
  },
  "SCSBP-6112": {
    title: "Invalid virtual router id",
    explanation: "VRRP numbers its addresses from 1 to 255 (RFC 3768 section 5.3.3).",
  },
  "SCSBP-6113": {
    title: "Invalid priority of a node",
    explanation: "Priorities go from 1 to 254 (RFC 3768 section 5.3.4) and belong to nodes that there are.",
  },
  "SCSBP-6120": {
    title: "The jump host has no users",
    explanation: "Nobody but the named users logs in to a jump host, not even the image's own user.",
  },
  "SCSBP-6121": {
    title: "A user has no key",
    explanation: "There are no passwords on a jump host, so each user has one public key or more.",
  },
  "SCSBP-6122": {
    title: "Root cannot be a user of a jump host",
    explanation:
      "People log in by their own names, so that it can be told who did what; administrators become root there.",
  },
  "SCSBP-6123": {
    title: "Network and tier are mutually exclusive",
    explanation: "A network gets a tier for the host; a tier is there already.",
  },
  "SCSBP-6124": {
    title: "Invalid log server",
    explanation: "A host name or an IPv4 address, with a colon and a port where it is not 514.",
  },
  "SCSBP-6130": {
    title: "Invalid name or key of a VPN peer",
    explanation:
      "Peers have names of lower-case letters, digits and hyphens, and public keys of WireGuard, each of its own.",
  },
  "SCSBP-6131": {
    title: "Invalid block or address of a tunnel",
    explanation:
      "A tunnel has a private IPv4 block; the gateway has its first address, peers have those between it and the last one.",
  },
  "SCSBP-6132": {
    title: "Two VPN peers have the same address",
    explanation:
      "A peer's address follows from its name, and two names can fall on one address: give the newer peer an address of its own.",
  },
  "SCSBP-6133": {
    title: "Blocks of a VPN overlap",
    explanation: "A packet has one way: the tunnel, the network and the networks behind peers share no addresses.",
  },
  "SCSBP-6134": {
    title: "Unknown destinations of a VPN",
    explanation:
      "Peers have to know what to send through the tunnel; the block of a network that was looked up is known after apply.",
  },
  "SCSBP-6135": {
    title: "More peers than the metadata of a server can hold",
    explanation: "The gateway learns of its peers by its metadata in Nova: 128 items, 255 characters each.",
  },
  "SCSBP-6136": {
    title: "No router for the routes into a tunnel",
    explanation: "Servers answer peers by way of the network's router, which gets a route to the gateway.",
  },
  "SCSBP-6137": {
    title: "Nobody can connect to the VPN",
    explanation: "The gateway's port is opened to named sources, or to the internet with a reason.",
  },
  "SCSBP-6138": {
    title: "No such peer",
    explanation: "Addresses, configurations and grants are asked for by the names of peers that there are.",
  },
  "SCSBP-6140": {
    title: "Invalid retention of backups",
    explanation: "Whole numbers of days, weeks and months, and something is kept.",
  },
  "SCSBP-6141": {
    title: "Invalid region for S3 signatures",
    explanation: "Requests of S3 are signed for a region; it stands in files of the form NAME=value.",
  },
  "SCSBP-6200": {
    title: "The catalogue has no flavors",
    explanation: "With FlavorSet.NONE the catalogue holds own flavors only, and there are none.",
  },
  "SCSBP-6201": {
    title: "Not the usual spelling of an SCS name",
    explanation:
      "A flavor is known by its name, so one spelling counts: that of scs-0100-v3, without what may be left out. The spelling of scs-0100-v1 is kept as an extra spec.",
  },
  "SCSBP-6202": {
    title: "Two flavors of the catalogue answer to one name",
    explanation:
      "Spellings of one name, a name that the chosen set has already, and extra specs `scs:name-vN` of another flavor count as the same.",
  },
  "SCSBP-6203": {
    title: "A flavor's name promises more than the flavor has",
    explanation:
      "scs-0100 lets a name promise less than there is, never more; a standard flavor has exactly what its name says (scs-0103).",
  },
  "SCSBP-6204": {
    title: "A flavor that is named like those of SCS has to keep what scs-0100 says of its name",
    explanation: "Names that begin with SCS- are read by scs-0100. CatalogFlavor.scs takes them.",
  },
  "SCSBP-6205": {
    title: "Invalid resources of a flavor",
    explanation: "Nova takes whole numbers: vCPUs and MiB of at least 1, GB of at least 0.",
  },
  "SCSBP-6206": {
    title: "The name has a disk without a size: the official test of scs-0100 aborts on it",
    explanation: "Such names are valid, but the official test of scs-0100 aborts on them, for the whole cloud.",
  },
  "SCSBP-6207": {
    title: "vCPUs are shared by more than the name says",
    explanation:
      "T and C promise threads and cores of their own, which Nova gives with `hw:cpu_policy=dedicated`; V promises at most about five vCPUs per core (scs-0100-v3).",
  },
  "SCSBP-6208": {
    title: "A flavor to retire or to replace does not exist, or is mandatory",
    explanation: "A mandatory flavor of scs-0103-v1 cannot be withdrawn from a catalogue that holds the set.",
  },
  "SCSBP-6209": {
    title: "The catalogue has no such flavor",
    explanation: "Flavors are known by their names in the cloud.",
  },
  "SCSBP-6210": {
    title: "Flavors of the cloud would have to be deleted and created again",
    explanation:
      "Nova cannot change a flavor's vCPUs, memory, disk and visibility. `replace` deletes and makes it anew under the same id; servers keep the copy they were started with.",
  },
  "SCSBP-6211": {
    title: "A flavor outside of the catalogue answers to one of its names",
    explanation:
      "By an extra spec `scs:name-vN`. The official test then finds two flavors of the name, and its verdict depends on their order.",
  },
  "SCSBP-6212": {
    title: "Invalid host aggregate",
    explanation:
      "Hosts are named once each, metadata tells them apart from others, and dedicated hosts do not share their cores.",
  },
  "SCSBP-6213": {
    title: "An extra spec contradicts a flavor's name",
    explanation: "Keys that begin with `scs:` follow from the name (scs-0103) and are set by the catalogue.",
  },
  "SCSBP-6214": {
    title: "Not a name that Nova accepts",
    explanation: "1 to 255 printable characters without white space around them.",
  },
  "SCSBP-6215": {
    title: "A flavor promises a GPU but requests no device",
    explanation:
      "Nova gives a GPU by the extra specs `pci_passthrough:alias`, `accel:device_profile` or `resources:…`; which one depends on the cloud.",
  },
  "SCSBP-6216": {
    title: "The flavor manager's file cannot express the flavor",
    explanation:
      "OSISM's tool makes name, vCPUs, memory, root disk, visibility and extra specs; whatever else a flavor has would be lost without a word.",
  },
  "SCSBP-6217": {
    title: "Invalid file of the flavor manager",
    explanation: "Its keys are fields of a flavor, and extra specs, which have a colon in their names.",
  },
  "SCSBP-6220": {
    title: "The image has no checksum",
    explanation: "What every server starts from is not taken from the network unchecked.",
  },
  "SCSBP-6221": {
    title: "A checksum that Glance cannot confirm",
    explanation:
      "Glance hashes a file once, with its `hashing_algorithm` (SHA-512 unless its operator changed it), and the image is compared with that.",
  },
  "SCSBP-6222": {
    title: "The image has a source that scs-0104 does not allow",
    explanation: "Images of the names that the standard lists have `image_source` below one of the listed prefixes.",
  },
  "SCSBP-6223": {
    title: "Metadata that scs-0102 forbids",
    explanation: "The catalogue is held against the rules of the official tests, those of scs-0102-v2 included.",
  },
  "SCSBP-6224": {
    title: "Not a day, or not a promise of scs-0102",
    explanation: "Days are YYYY-MM-DD in UTC and exist.",
  },
  "SCSBP-6225": {
    title: "Invalid versions of an image",
    explanation: "Each build has a version and a build date of its own, and a URL to fetch it from.",
  },
  "SCSBP-6226": {
    title: "Invalid name of an image",
    explanation: "Users find images by name; node images are named after a version of Kubernetes.",
  },
  "SCSBP-6227": {
    title: "Two images answer to one question",
    explanation:
      "Names are unique, and there is one generic image for each architecture, distribution and version (scs-0102-v2).",
  },
  "SCSBP-6228": {
    title: "An image has no build at the catalogue's date",
    explanation: "Builds of the future are left out, and nothing else is there.",
  },
  "SCSBP-6229": {
    title: "The catalogue offers no such image",
    explanation: "An image is known by its name, and offered until `provided_until`.",
  },
  "SCSBP-6230": {
    title: "An image's file does not have its checksum",
    explanation:
      "Told by the apply after the upload, from Glance's own hash. The file is in Glance by then: take the version out and apply, which deletes it.",
  },
  "SCSBP-6231": {
    title: "An image's file is larger than min_disk",
    explanation: "scs-0102 wants `min_disk` to hold the stored file. Told by the apply.",
  },
  "SCSBP-6232": {
    title: "The os_ properties of an image cannot be changed",
    explanation:
      "Provider 3.4.0 passes over properties that begin with os_ on an image that exists, without a word in the plan. The plan is refused in place of promising what is not so.",
  },
  "SCSBP-6240": {
    title: "Invalid file of the image manager",
    explanation:
      "The message names the entry. The form is that of osism/openstack-image-manager; what has no place in it cannot be written.",
  },
  "SCSBP-6241": {
    title: "An image of the cloud is none of the declared builds",
    explanation:
      "An existing image is adopted as the build whose checksum its file has. One that has the name and another file would stay beside the catalogue's, under the same name.",
  },
  "SCSBP-6242": {
    title: "Two images of the cloud are the same build",
    explanation: "A build is one image: nothing tells which of two with the same name and file users rely on.",
  },
  "SCSBP-6243": {
    title: "An image of the cloud has no hash",
    explanation: "Glance hashes what is uploaded since 2018; older images cannot be told to be a certain build.",
  },
  "SCSBP-6244": {
    title: "An image of the cloud would have to be deleted and uploaded again",
    explanation: "Glance cannot change disk_format and container_format of an image that has its file.",
  },
  "SCSBP-6245": {
    title: "The current build of an image is overdue",
    explanation:
      "Raised by Terraform's plan as a warning, from the clock of the machine that plans: replace_frequency and a tenth of it are over, and `check --cloud` fails (scs-0102-image-recency). Images whose provided_until is no day promise nothing.",
  },
  "SCSBP-6250": {
    title: "An out-of-band step needs to know the cloud of its stack",
    explanation:
      "A step beside Terraform logs in as its stack's provider does, which an ScsStack knows and another stack does not.",
  },
  "SCSBP-6251": {
    title: "The cipher has no key of this length",
    explanation: "XTS has keys of 256 or 512 bits (two keys in one), other modes of AES of 128, 192 or 256.",
  },
  "SCSBP-6252": {
    title: "Invalid name of a volume type",
    explanation: "Each name is there once. `__DEFAULT__` is Cinder's own, and scs-0114-v1 promises nothing about it.",
  },
  "SCSBP-6253": {
    title: "The volume type promises encryption, but nothing encrypts it",
    explanation:
      "The aspect `encrypted` (scs-0114-v1) means that data are encrypted at rest. Either Cinder does it (`encryption`), or `encryptedBy` states what else does.",
  },
  "SCSBP-6254": {
    title: "The back end of a volume type is set twice",
    explanation: "`backend` writes the extra spec volume_backend_name; it is not given a second time.",
  },
  "SCSBP-6255": {
    title: "There is no volume type of this name",
    explanation: "Volume types are found by the names that the program defines.",
  },
  "SCSBP-6256": {
    title: "One role implies another",
    explanation: "The role of members implies the one that the key manager asks for: two different roles.",
  },
  "SCSBP-6257": {
    title: "A service is missing in the catalogue",
    explanation:
      "Raised by Terraform's plan as a warning: scs-0123 demands the service, no blueprint can make it, and everything else is planned all the same.",
  },
  "SCSBP-6258": {
    title: "Invalid names of availability zones",
    explanation:
      "Zones and their aggregates have different names. A colon separates zone and host in requests for servers, and `internal` is Nova's own zone.",
  },
  "SCSBP-6259": {
    title: "A host is in one availability zone",
    explanation: "Nova has a host in one availability zone at most, whatever aggregates it is in.",
  },
  "SCSBP-6260": {
    title: "The zones are not what scs-0121-v1 calls availability zones",
    explanation:
      "With several compute zones, scs-0121-v1 wants each to be a fire zone of its own with redundant power lines, uplinks and core routers. What is stated to be otherwise is refused.",
  },
  "SCSBP-6261": {
    title: "The VLAN id does not fit the type of the provider network",
    explanation: "A flat provider network has no VLAN id, a VLAN has one of 1 to 4094.",
  },
  "SCSBP-6262": {
    title: "A provider network has subnets with different keys and blocks",
    explanation: "At least one subnet, each with a key of its own and a block that no other overlaps.",
  },
  "SCSBP-6263": {
    title: "An address of a provider subnet is out of place",
    explanation:
      "Gateway and pools lie within the block, pools run upwards and do not overlap, and the gateway is in none of them.",
  },
  "SCSBP-6264": {
    title: "The provider network is offered to some projects and to all",
    explanation:
      "A network that is offered project by project is neither the default of all projects nor shared with all of them.",
  },
  "SCSBP-6265": {
    title: "A default subnet pool needs blocks of its address family",
    explanation: "Each pool has blocks of its address family; at least one family is given.",
  },
  "SCSBP-6266": {
    title: "The blocks of the pool cannot give subnets of these lengths",
    explanation: "As prefix lengths: min ≤ default ≤ max, and each block is at least as large as a default subnet.",
  },
  "SCSBP-6300": {
    title: "Invalid name of a domain, project, group, user or role",
    explanation:
      "Names are keys of the program and of Keystone: known at synth, 1 to 64 characters (users and roles 255), without control characters, spaces around them or Terraform's interpolation signs.",
  },
  "SCSBP-6301": {
    title: "Duplicate name",
    explanation:
      "Domains are unique in a cloud, projects, groups and users in their domain. On most clouds Keystone's database takes upper and lower case for the same. The group of a project's members has the project's name, that of a domain's managers is called `<domain>-managers`.",
  },
  "SCSBP-6302": {
    title: "No such domain, project, group, user or quota class",
    explanation:
      "What refers to another thing does so by its name, within the same domain. The message has the nearest names.",
  },
  "SCSBP-6303": {
    title: "There is no such quota",
    explanation: "Quotas are known by the names of QuotaLimits, which say their units.",
  },
  "SCSBP-6304": {
    title: "Invalid limit",
    explanation: "Limits are whole numbers that fit into 32 bits, also when they are multiplied; -1 is unlimited.",
  },
  "SCSBP-6305": {
    title: "Invalid multiplier of a quota class",
    explanation:
      "A project gets its class once or several times. For less than a class, override single limits or make a smaller class.",
  },
  "SCSBP-6306": {
    title: "The project's quotas leave no room for its network",
    explanation:
      "Neutron counts the network that the landing zone makes in a project as the project's. One router is added to the class by itself, the rest has to be there.",
  },
  "SCSBP-6307": {
    title: "The implications of roles are circular",
    explanation:
      "A role that comes back to itself by implications would give everybody everything in the circle. Keystone's own implications, admin to manager to member to reader, count.",
  },
  "SCSBP-6308": {
    title: "The role admin on any project or domain makes its holder administrator of the whole cloud",
    explanation:
      "Whoever is admin on any project or domain is administrator of the whole cloud by OpenStack's default policies. A domain is administered with the role manager (scs-0302).",
  },
  "SCSBP-6309": {
    title: "A domain manager may not do this",
    explanation:
      "Keystone lets a domain manager administer projects, groups, users and assignments of managed roles in its domain. Quotas, networks of other projects, domains and roles are the operator's.",
  },
  "SCSBP-6310": {
    title: "A domain manager may not assign this role",
    explanation:
      "Keystone's rule domain_managed_target_role lists them: manager, member and reader unless the operator adds others.",
  },
  "SCSBP-6311": {
    title: "Keystone does not know domain managers",
    explanation:
      "The role manager comes with Keystone 2024.2 (scs-0302). On an older one the operator installs the policy template of scs-0302-w1, makes the role, and says so by managerRole.",
  },
  "SCSBP-6312": {
    title: "Invalid former name",
    explanation:
      "`was` renames what the landing zone made under another name. It cannot name something that is there now, or that another one was.",
  },
  "SCSBP-6313": {
    title: "The bundle has no roles",
    explanation: "A bundle is a name for several roles; it has to imply some.",
  },
  "SCSBP-6314": {
    title: "A password is missing",
    explanation:
      "The map of first passwords needs an entry `<domain>/<user>` for each user that is not passwordless and has no Secret of its own.",
  },
  "SCSBP-6315": {
    title: "Options are mutually exclusive",
    explanation: "What is only looked up cannot be changed at the same time; a user without password has none.",
  },
  "SCSBP-6316": {
    title: "Invalid tags of a project",
    explanation: "Keystone takes up to 80 different tags of 1 to 255 characters without slash and comma.",
  },
  "SCSBP-6317": {
    title: "The login is not scoped to the domain",
    explanation: "A domain manager works with a token of the domain: domain_name in clouds.yaml, and no project.",
  },
  "SCSBP-6318": {
    title: "The file of the landing zone cannot be read",
    explanation:
      "It is no YAML, or a key is in its map twice, which would silently drop one of the two. The message has the lines.",
  },
  "SCSBP-6319": {
    title: "The file of the landing zone does not follow its schema",
    explanation:
      "Unknown keys, values of another type and names that YAML reads as numbers are refused, each with its line. The schema is published as scs-blueprints/landing-zone.schema.json.",
  },
  "SCSBP-6340": {
    title: "The blueprint does not know this scope",
    explanation:
      "SCS-compatible IaaS v4, v5.1 and next can be tested with today's suite; older scopes and those of KaaS ask other things.",
  },
  "SCSBP-6341": {
    title: "A mandatory image is missing",
    explanation:
      "Each scope demands images by name (scs-0104): Ubuntu 24.04 for IaaS v5.1 and next, Ubuntu 22.04 for v4.",
  },
  "SCSBP-6342": {
    title: "Mandatory flavors are missing",
    explanation: "Each scope from v4 on demands the 15 flavors of scs-0103.",
  },
  "SCSBP-6343": {
    title: "A part is both defined and relied on",
    explanation: "Parts in `reliedOn` are cared for by other means, so the program does not define them.",
  },
  "SCSBP-6400": {
    title: "Incomplete version of Kubernetes",
    explanation:
      "A cluster runs a patch release: major, minor and patch. What a target wants in another form it is given so.",
  },
  "SCSBP-6401": {
    title: "The version of Kubernetes is past its end of life",
    explanation:
      "scs-0210 asks for a version that upstream supports. The day is that of the library's table, so that synth gives the same on any day; `check` looks at today's.",
  },
  "SCSBP-6402": {
    title: "An outdated version needs a reason",
    explanation:
      "KubernetesVersion.outdated() is for a cluster until its upgrade; the reason is for who reads the program.",
  },
  "SCSBP-6405": {
    title: "Invalid name of a cluster",
    explanation: "Node names begin with the cluster's name, and names of nodes are DNS labels.",
  },
  "SCSBP-6406": {
    title: "The control plane has an even number of nodes",
    explanation: "etcd needs a majority: four nodes survive the loss of one, as three do.",
  },
  "SCSBP-6407": {
    title: "The cluster has no pool of nodes",
    explanation: "Workloads do not run on the control plane.",
  },
  "SCSBP-6408": {
    title: "The network plugin does not enforce NetworkPolicy, which scs-0219 asks for",
    explanation: "scs-0219 asks for NetworkPolicy that works; some plugins take the objects and do nothing.",
  },
  "SCSBP-6409": {
    title: "The platform cannot do this",
    explanation: "Platforms differ in what can be asked of them. What one cannot do is refused, not dropped.",
  },
  "SCSBP-6410": {
    title: "Invalid name of a node pool",
    explanation: "A pool's name becomes a part of node names.",
  },
  "SCSBP-6411": {
    title: "The size of a pool contradicts itself",
    explanation: "A pool has a fixed size, or it scales between min and max.",
  },
  "SCSBP-6412": {
    title: "A pool names a zone twice",
    explanation: "Nodes are shared out over the zones; each counts once.",
  },
  "SCSBP-6413": {
    title: "A flavor with a disk has a root volume",
    explanation: "A node boots from one of the two.",
  },
  "SCSBP-6414": {
    title: "The root disk is too small for a node image",
    explanation: "Node images of SCS ask for 20 GB at least.",
  },
  "SCSBP-6415": {
    title: "Blocks of the cluster overlap",
    explanation: "Nodes, pods and services have blocks of their own; they cannot be changed later.",
  },
  "SCSBP-6416": {
    title: "An OVN balancer lets everybody through: it does not enforce allowedCidrs",
    explanation: "Octavia's OVN provider passes packets on without a look at who sends them.",
  },
  "SCSBP-6417": {
    title: "AllowedCidrs exclude the management cluster",
    explanation:
      "Cluster API asks the new cluster's API until it answers; from outside the allowed blocks it never does.",
  },
  "SCSBP-6418": {
    title: "AllowedCidrs is a list of blocks; an empty one would let everybody reach the API",
    explanation:
      "Without allowedCidrs everybody reaches the API. An empty list would say nobody, and let everybody in.",
  },
  "SCSBP-6420": {
    title: "A cluster stack is for a minor version of Kubernetes, each once",
    explanation: "Cluster stacks are released for a minor version of Kubernetes, 1.36.",
  },
  "SCSBP-6421": {
    title: "Invalid release of a cluster stack",
    explanation: "Releases count up: v1, v2 …; those of a channel of one's own have a suffix.",
  },
  "SCSBP-6422": {
    title: "The tenant has no cluster stack for this version",
    explanation: "The minor version of a cluster has to be among those of its tenant's cluster stacks.",
  },
  "SCSBP-6430": {
    title: "Invalid release of RKE2, or an unsafe download location",
    explanation: "Nodes run what they fetch: a release by its revision, over https.",
  },
  "SCSBP-6431": {
    title: "A name in a machine template is not known at synth",
    explanation:
      "Templates of Cluster API are never changed: their names hold a digest of what is in them, so that another image or key is another template.",
  },
  "SCSBP-6432": {
    title: "An add-on is carried by a ConfigMap, which does not hold this one",
    explanation: "A ClusterResourceSet carries add-ons in ConfigMaps, each of 1 MiB at most.",
  },
  "SCSBP-6440": {
    title: "Invalid name of a Gardener project",
    explanation: "The project's own name, without the prefix of its namespace.",
  },
  "SCSBP-6441": {
    title: "The Gardener project has no zones, or duplicate zones",
    explanation: "Gardener wants zones for each pool; those of the project are for pools that name none.",
  },
  "SCSBP-6442": {
    title: "Gardener wants a balancer by its name",
    explanation:
      "The control plane's configuration names the provider of balancers; there is no default to leave it to.",
  },
  "SCSBP-6443": {
    title: "The names of project and cluster are too long together",
    explanation: "Host names and names in the cloud hold both: 21 characters together.",
  },
  "SCSBP-6444": {
    title: "The name of a pool is too long for Gardener",
    explanation: "Worker pools have names of 15 characters at most.",
  },
  "SCSBP-6445": {
    title: "The pool has fewer nodes than zones",
    explanation: "Gardener spreads pods of its own over all zones of a pool, so that each has to have a node.",
  },
  "SCSBP-6460": {
    title: "A setting of another distribution, or kubeadm without its certificate key",
    explanation:
      "Revision and installer are RKE2's; certificate key and sources are kubeadm's, whose control-plane nodes share certificates by it.",
  },
  "SCSBP-6461": {
    title: "Unsafe download location",
    explanation: "Nodes run what they fetch: over https.",
  },
  "SCSBP-6462": {
    title: "Kubeadm of this version does not know the configuration v1beta4",
    explanation: "The library writes kubeadm.k8s.io/v1beta4, which Kubernetes has from 1.31 on.",
  },
  "SCSBP-6463": {
    title: "Invalid bootstrap token or certificate key",
    explanation:
      "A precondition of the plan. kubeadm takes tokens of six and sixteen characters with a dot between, and keys of 64 hexadecimal digits: `kubeadm token generate`, `kubeadm certs certificate-key`.",
  },
  "SCSBP-6464": {
    title: "Which pool Magnum makes with the cluster",
    explanation: "One group of workers is made with the cluster and cannot go without it; the others are added to it.",
  },
  "SCSBP-6465": {
    title: "Not a label that Magnum's driver reads",
    explanation: "The driver takes unknown labels in silence, and does nothing.",
  },
  "SCSBP-6466": {
    title: "The node image has another version of Kubernetes",
    explanation:
      "A precondition of the plan. Magnum's Cluster API driver installs nothing: the version of a cluster is that of its image, which says it in the property kube_version.",
  },
  "SCSBP-6470": {
    title: "Who logs in to the management host",
    explanation: "It holds an unrestricted login of the project: some sources are named, and not the whole internet.",
  },
  "SCSBP-6471": {
    title: "Invalid certificate in PEM",
    explanation: "The cloud's own authority is given as a certificate in PEM, as it stands in its file.",
  },
  "SCSBP-6500": {
    title: "Not a release that Yaook's operators are known to run",
    explanation:
      "The operators take the releases of their own lists only. YaookRelease.unlisted() is for operators that are newer than this library.",
  },
  "SCSBP-6501": {
    title: "A step of the upgrade is skipped",
    explanation: "Yaook's operators go from one release of their lists to the next, and never back.",
  },
  "SCSBP-6502": {
    title: "Images need exactly one backend",
    explanation: "Yaook's Glance has one backend: Ceph or a volume.",
  },
  "SCSBP-6503": {
    title: "Networks by OVN and Open vSwitch, or by neither",
    explanation: "Yaook's Neutron has one set-up.",
  },
  "SCSBP-6504": {
    title: "Ceph and volumes mixed",
    explanation:
      "A cloud keeps images and volumes in Ceph, or, for trials, images on a volume of the cluster and no volumes at all.",
  },
  "SCSBP-6505": {
    title: "Two services have the same DNS name",
    explanation:
      "Each service is reached at a name of its own; clouds that share a domain need names of their own too.",
  },
  "SCSBP-6506": {
    title: "Not a service of the control plane",
    explanation:
      "Names, overrides and settings go by the service: keystone, glance, cinder, nova, placement, vnc, neutron, octavia, barbican, designate, horizon.",
  },
  "SCSBP-6507": {
    title: "Too few control nodes for a quorum",
    explanation:
      "Galera, RabbitMQ and OVN's databases go on when one of three members is lost, if each is on a node of its own.",
  },
  "SCSBP-6508": {
    title: "A ratio breaks what flavors promise",
    explanation:
      "scs-0100 says how many vCPUs may share a core or a thread for each CPU type, and that oversubscribed memory shows in the name.",
  },
  "SCSBP-6509": {
    title: "Pools of hypervisors contradict each other",
    explanation: "A node is in one pool and in one disruption budget; a pool has a name and nodes.",
  },
  "SCSBP-6510": {
    title: "The service needs what was not given",
    explanation: "Cinder needs Ceph, Designate name servers, Octavia's OVN provider OVN.",
  },
  "SCSBP-6511": {
    title: "Not a setting of Ceph that services can share",
    explanation:
      "Monitors are addresses with ports; the key's UUID is written in lower case and is the same for Cinder and Nova.",
  },
  "SCSBP-6512": {
    title: "Invalid domain of a cloud",
    explanation: "Services are reached at <service>.<domain>, in lower case.",
  },
  "SCSBP-6513": {
    title: "The number of members that elect a leader is even",
    explanation: "A majority of four is three, as of five: the fourth member only adds to what can fail.",
  },
  "SCSBP-6514": {
    title: "Invalid version of Yaook's charts",
    explanation: "All charts have one version, said exactly: definitions and operators of different ones do not fit.",
  },
  "SCSBP-6515": {
    title: "The cluster lacks prerequisites of Yaook",
    explanation:
      "prometheus-operator, cert-manager, an ingress class and a default StorageClass are there before Yaook (docs.yaook.cloud, requirements/k8s-cluster).",
  },
  "SCSBP-6516": {
    title: "Rook has not made the Secret with a key",
    explanation: "Rook makes a Secret for each CephClient; services cannot start without the key in it.",
  },
  "SCSBP-6517": {
    title: "A node is both a control node and a hypervisor",
    explanation: "YaookProfile.HA keeps both apart; for a trial on few nodes say that they are shared.",
  },
  "SCSBP-6518": {
    title: "Unknown service of a route",
    explanation: "Routes of the Gateway API name the Services that operators make; those of a public cloud are known.",
  },
  "SCSBP-6519": {
    title: "Ingresses and a Gateway are mutually exclusive",
    explanation: "Both would answer to the same names.",
  },
  "SCSBP-6560": {
    title: "Gavinbunney/kubectl waits for no operator",
    explanation: "It waits for rollouts of workloads, and not for what an operator says of a custom resource.",
  },
  "SCSBP-6561": {
    title: "The login of the new cloud does not exist yet",
    explanation:
      "Yaook's Keystone operator writes the first administrator's login into the Secret keystone-admin once Keystone runs. A postcondition of the plan.",
  },
  "SCSBP-6562": {
    title: "With a login from the environment no Secret is read",
    explanation: "With a login from the environment the Secret is read by `scs-blueprints yaook-login`.",
  },
  "SCSBP-6600": {
    title: "Invalid list of testbed nodes",
    explanation:
      "A node is called by its number, and its number is a part of its address: 192.168.16.10 is node 0. Numbers stay when others are taken away.",
  },
  "SCSBP-6601": {
    title: "The testbed's addresses do not fit into this network",
    explanation:
      "Manager, nodes, virtual IPs and the pool for everything else have fixed places in the first and in the last 256 addresses of the network.",
  },
  "SCSBP-6602": {
    title: "An address of the testbed is used twice",
    explanation: "Manager, virtual IPs, nodes and the allocation pool are apart from each other.",
  },
  "SCSBP-6603": {
    title: "Invalid number of volumes of a storage node",
    explanation: "Ceph gets a volume for each OSD of a node; nodes that store nothing are left out of `storageNodes`.",
  },
  "SCSBP-6604": {
    title: "A storage node that the testbed does not have",
    explanation: "Volumes are attached to nodes of the testbed.",
  },
  "SCSBP-6605": {
    title: "Nobody can reach the manager",
    explanation: "The manager is where a testbed is deployed from; nothing is opened without being asked for.",
  },
  "SCSBP-6610": {
    title: "Gateway and pool of the external network do not fit into its block",
    explanation: "Its gateway is the fifth address, and the addresses 100 to 200 are given out, as in osism/testbed.",
  },
  "SCSBP-6700": {
    title: "Not a name for a Tarook cluster",
    explanation: "Host names begin with it, and Ansible's inventory holds them.",
  },
  "SCSBP-6701": {
    title: "Not a number of masters that etcd can work with",
    explanation: "There is at least one master; an even number survives no more failures than one less.",
  },
  "SCSBP-6702": {
    title: "Anti-affinity groups are for workers, under names as in a host name",
    explanation: "Masters and gateways have groups of their own; Tarook's validation refuses such masters, too.",
  },
  "SCSBP-6703": {
    title: "A zone that the cluster does not have",
    explanation: "Where zones are named, nodes and gateways are in these.",
  },
  "SCSBP-6704": {
    title: "Addresses of a Tarook cluster overlap",
    explanation: "Nodes, WireGuard clients, pods and services have blocks of their own; they cannot be changed later.",
  },
  "SCSBP-6705": {
    title: "Who reaches the gateways",
    explanation:
      "Ansible and people come in by the gateways: some sources have to be named, and not the whole internet.",
  },
  "SCSBP-6706": {
    title: "Not a key for a node or a gateway, or no gateway",
    explanation: "Keys become a part of host names and of resource addresses.",
  },
  // Compliance
  "SCSBP-4001": {
    title: "Unknown rule",
    explanation:
      "The id is neither a testcase of the SCS standards nor a rule of good practice, nor one that a profile brings along. Ids are written as in the standards, such as scs-0103-flavor-1v-4.",
  },
  "SCSBP-4002": {
    title: "Unknown scope or profile",
    explanation:
      "A profile is the id of a scope, such as iaas-v5.1, or good-practice. Own profiles are passed as objects, not by name.",
  },
  "SCSBP-4003": {
    title: "Unknown parameter of a profile",
    explanation:
      "No rule of the profile reads a parameter of this name, or it does not take this value; a misspelt parameter would silently check less.",
  },
  "SCSBP-4004": {
    title: "A profile is narrowed or changed without reason",
    explanation:
      "Leaving rules out, or changing their level, changes what a report means. The reason is shown in each report; ten characters are the least.",
  },
  "SCSBP-4005": {
    title: "Two rules have the same id",
    explanation: "Results and waivers are told apart by the rule's id, so a profile has each id once.",
  },
  "SCSBP-4010": {
    title: "A waiver is incomplete",
    explanation:
      "A waiver says which rule, why (ten characters at least), who answers for it, and the last day on which it holds (YYYY-MM-DD). A waiver without these is no decision but a hole.",
  },
  "SCSBP-4011": {
    title: "A waiver names an unknown rule",
    explanation:
      "A waiver for a misspelt rule would never cover anything, and the rule would fail without explanation.",
  },
  "SCSBP-4012": {
    title: "The waiver file cannot be read",
    explanation:
      "The file is JSON or YAML with a list `waivers`; each has rule, reason, owner, expires, and optionally path: a pattern of construct paths or Terraform addresses, in which * stands for one level and ** for any number.",
  },
  "SCSBP-4020": {
    title: "No synthesized stacks",
    explanation:
      "The directory holds no cdk.tf.json, or one that cannot be read. It is what `cdktf synth` writes, by default cdktf.out.",
  },
  "SCSBP-4021": {
    title: "Nothing to check",
    explanation: "The construct is neither an app nor within a stack.",
  },
  "SCSBP-4022": {
    title: "Not a plan in JSON",
    explanation:
      "The file is not what `terraform show -json` writes of a saved plan. The saved plan itself is binary, and `terraform plan -json` writes a log: neither can be read here.",
  },
  "SCSBP-4023": {
    title: "Plan of another format version",
    explanation:
      "Plans of Terraform and OpenTofu 1.x have format 1.x. Another major version may mean something else by the same words, so nothing is concluded from it.",
  },
  "SCSBP-4024": {
    title: "The planning failed",
    explanation: "Terraform marked the plan as errored: it holds only a part of the resources.",
  },
  "SCSBP-4030": {
    title: "The code violates what it requires",
    explanation:
      "`Compliance.of(app).require(…)` found violations at synth. Correct them, or waive them with reason, owner and last day.",
  },
  "SCSBP-4040": {
    title: "A service of the cloud does not answer as expected",
    explanation:
      "Raised within the collection of facts and reported as `could not be looked at`, with the service and its answer.",
  },
  "SCSBP-4050": {
    title: "Unknown format of a report",
    explanation:
      "Reports are written as text, json, sarif, junit, markdown or html; without a format the ending of the file's name decides.",
  },
  "SCSBP-4060": {
    title: "The kubeconfig cannot be used",
    explanation:
      "The file, or a certificate, key or token file that it names, is missing or malformed. Relative paths are relative to the kubeconfig. No content of it is shown, because it holds secrets.",
  },
  "SCSBP-4061": {
    title: "No such context in the kubeconfig",
    explanation:
      "The context of --context, or the file's current-context, is not in the file, or it names a cluster or user that is not.",
  },
  "SCSBP-4062": {
    title: "The kubeconfig asks for a way to log in that the check does not know",
    explanation:
      "Known are client certificates, tokens, passwords, and programs by `exec` (client.authentication.k8s.io/v1 and v1beta1). Not known: auth-provider, proxy-url, and credentials without TLS to another machine.",
  },
  "SCSBP-4063": {
    title: "The cluster does not accept the credential",
    explanation: "The API answered 401. Tokens and client certificates expire: get a new kubeconfig.",
  },
  "SCSBP-4064": {
    title: "The cluster does not answer",
    explanation:
      "There was no connection to the server of the kubeconfig, or its certificate is not one of the authority that the kubeconfig names.",
  },
  "SCSBP-4065": {
    title: "The kubeconfig's program gave no credential",
    explanation:
      "The kubeconfig names a program by `exec`. It was run as kubectl runs it, and is missing, failed, or printed something else than an ExecCredential of the version it was asked for.",
  },
  "SCSBP-4066": {
    title: "A part of the cluster cannot be read",
    explanation:
      "Raised within the collection of facts and reported as `could not be looked at`, with the path of the API and its answer.",
  },
  "SCSBP-4090": {
    title: "A rule is for a testcase that no scope has",
    explanation: "A defect of the library: please report it.",
  },
  // Pictures
  "SCSBP-7001": {
    title: "No synthesized stacks to draw",
    explanation:
      "A picture is made of what `cdktf synth` writes, by default cdktf.out. An app that fails to synthesize has no picture.",
  },
  "SCSBP-7002": {
    title: "Unknown format of a picture",
    explanation:
      "Pictures are written as svg, html, mermaid, drawio or json; without a format the ending of the file's name decides.",
  },
  "SCSBP-7003": {
    title: "No stack of that name",
    explanation: "The app has stacks of other names.",
  },
  "SCSBP-7010": {
    title: "Not a plan in JSON",
    explanation:
      "Actions are read from `terraform show -json` of a saved plan. The saved plan itself is binary, and `terraform plan -json` writes a log: neither can be read here.",
  },
  "SCSBP-7011": {
    title: "The plan has no resource of the stacks",
    explanation: "None of the plan's addresses is in the synthesized stacks: it would colour nothing.",
  },
  "SCSBP-7020": {
    title: "Not a compliance report",
    explanation: "States are read from the JSON report of `scs-blueprints check --json`.",
  },
  "SCSBP-7030": {
    title: "No resource of that name can open or accept connections",
    explanation:
      "`--from` and `--to` take the name of a server, pool, balancer, tier or network, its construct path or a Terraform address, `anywhere`, or an address block such as 192.0.2.0/24.",
  },
  "SCSBP-7031": {
    title: "Several things have that name",
    explanation: "The construct path tells them apart.",
  },
  // Fleets
  "SCSBP-7500": {
    title: "Invalid key in a fleet",
    explanation:
      "Keys of fleets, targets, waves and stacks stand in paths, schemas, names of Secrets, jobs and objects; joined to one another they must stay different.",
  },
  "SCSBP-7501": {
    title: "Two targets have the same key and would share their states",
    explanation: "A target's key names its states, so two of one key would overwrite each other's.",
  },
  "SCSBP-7502": {
    title: "No such wave",
    explanation: "A target belongs to a wave that the fleet declares, and a wave comes after others that it declares.",
  },
  "SCSBP-7503": {
    title: "Two stacks of the fleet have the same id or state",
    explanation:
      "A stack's id is the target's key and its name, joined by a hyphen: `a` with `b-c` and `a-b` with `c` are the same.",
  },
  "SCSBP-7504": {
    title: "A wave has no targets",
    explanation: "An engine would have nothing to run in it, and what comes after it would wait for nothing.",
  },
  "SCSBP-7505": {
    title: "The order of the waves is circular",
    explanation: "No wave of a circle could ever begin.",
  },
  "SCSBP-7507": {
    title: "A target has no stack",
    explanation:
      "Each target needs a stack. One that is to go is declared with `retired` first: with its stacks gone, nothing would destroy what they made.",
  },
  "SCSBP-7508": {
    title: "The waves contradict the dependencies of stacks",
    explanation: "A stack that uses another one's outputs is applied after it, in the same wave or a later one.",
  },
  "SCSBP-7509": {
    title: "The app already has a fleet",
    explanation: "The waves of a fleet are the order of all its stacks; a second order beside it would contradict it.",
  },
  "SCSBP-7510": {
    title: "The matrix has an exception for an unknown target",
    explanation: "A misspelt exception would leave a target in that was to be left out.",
  },
  "SCSBP-7511": {
    title: "The stack has another id or state than the fleet assigns to it",
    explanation: "The fleet names a stack and its state; what is named otherwise could be another target's.",
  },
  "SCSBP-7512": {
    title: "No such target",
    explanation: "The fleet has targets of other keys.",
  },
  "SCSBP-7520": {
    title: "No fleet was found",
    explanation:
      "`fleet list` and `fleet render` work from what a program with a Fleet synthesizes, by default cdktf.out.",
  },
  "SCSBP-7521": {
    title: "The fleet keeps its states in local files, which the next job of a pipeline does not find",
    explanation:
      "Jobs of an engine run on other machines each time: they would begin with an empty state and make all twice.",
  },
  "SCSBP-7522": {
    title: "The pipeline cannot do what the fleet requires",
    explanation:
      "provider-terraform applies each Workspace by itself, without order and approval; it needs a backend with workspaces.",
  },
  "SCSBP-7523": {
    title: "A file exists that this command did not write",
    explanation: "Only files that begin with the mark of the same fleet and engine are overwritten or removed.",
  },
  "SCSBP-7524": {
    title: "The stacks are not within the repository, where a job would look for them",
    explanation: "The path goes into the engine's files: an absolute one of this machine is nowhere on another.",
  },
  "SCSBP-7525": {
    title: "The pipeline needs an option",
    explanation: "Which image the jobs run in, and where an operator finds the stacks, only the user knows.",
  },
  "SCSBP-7526": {
    title: "Only OpenTofu can encrypt states",
    explanation: "Only OpenTofu encrypts states; Terraform refuses the stacks.",
  },
  // SCS knowledge
  "SCSBP-5001": {
    title: "not an SCS flavor name",
    explanation:
      "The name does not start with `SCS-` in upper case, so scs-0100 does not apply to it and it promises nothing. Use a name with the prefix where the library must know the vCPUs, the RAM and the disk.",
  },
  "SCSBP-5002": {
    title: "a flavor name breaks the grammar of scs-0100",
    explanation:
      "The message shows the first character that does not fit and what may stand there. Names in v1 spelling (`SCS-2V:4`) must be read as such. Own extensions are forbidden after `SCS-`.",
  },
  "SCSBP-5003": {
    title: "These parts make no flavor name",
    explanation: "A part given to `FlavorName.compose` is out of range or unknown; the message names the field.",
  },
  "SCSBP-5004": {
    title: "Too many disks to list one extra spec for each",
    explanation: "scs-0103 wants one extra spec for each disk; the library stops at 256.",
  },
  "SCSBP-5005": {
    title: "not a standard flavor",
    explanation: "Only the 31 flavors of scs-0103 are standard; the message names the nearest of them.",
  },
  "SCSBP-5010": {
    title: "not a date",
    explanation: "Dates are UTC texts: `YYYY-MM-DD`, optionally with a time. The library never reads the clock itself.",
  },
  "SCSBP-5011": {
    title: "unknown scope",
    explanation: "A scope is named by layer and version, such as `iaas-v5.1`; the message lists all known ones.",
  },
  "SCSBP-5012": {
    title: "no scope in force on that day",
    explanation: "The timeline of the scope starts later. Name a version instead of a day.",
  },
  "SCSBP-5020": {
    title: "SCS lists no IaaS cloud of this id",
    explanation: "The list of clouds is that of SCS; any other cloud is named by its entry in clouds.yaml.",
  },
  "SCSBP-5021": {
    title: "There is no such SCS document",
    explanation: "Documents are named like `scs-0100-v3`; the message names the nearest.",
  },
  "SCSBP-5030": {
    title: "Not an aspect of volume types",
    explanation: "scs-0114 knows `encrypted` and `replicated` only. Anything else belongs into the text.",
  },
  "SCSBP-5031": {
    title: "The text of a volume type already starts with a list of aspects",
    explanation: "The list is written from the aspects; pass the text without it.",
  },
  "SCSBP-5040": {
    title: "not a version of Kubernetes",
    explanation: "Versions are `major.minor.patch`, with or without `v`, as the cluster's version endpoint shows.",
  },
  "SCSBP-5050": {
    title: "the context file cannot be read",
    explanation:
      "What a cloud offers is in a file that `scs-blueprints lookup` writes; its path is relative to the folder that the program runs in.",
  },
  "SCSBP-5051": {
    title: "This is no context file",
    explanation: "A context file is JSON that `scs-blueprints lookup` wrote; its `format` says so.",
  },
  "SCSBP-5052": {
    title: "another version of the context file's format",
    explanation: "The file was made by another release of scs-blueprints: make it anew with the one in use.",
  },
  "SCSBP-5053": {
    title: "a broken context file",
    explanation:
      "The message names the place in the file and what should be there. The file is made by `scs-blueprints lookup`, not by hand.",
  },
  "SCSBP-5060": {
    title: "These are no data files of the standards",
    explanation:
      "The directory to compare with must hold the same files as the folder `data` of @scs-blueprints/standards, in the same form.",
  },
  "SCSBP-5065": {
    title: "Not a step of this library",
    explanation:
      "A step beside Terraform is written by a construct and run by `scs-blueprints step`: both have to come from the same version of the library.",
  },
  "SCSBP-5070": {
    title: "the file of what to adopt cannot be read",
    explanation:
      "Flavors and images that a cloud has already are in a file that `scs-blueprints adopt` writes; its path is relative to the folder that the program runs in.",
  },
  "SCSBP-5071": {
    title: "This is no file of what to adopt",
    explanation:
      "It is JSON that `scs-blueprints adopt` wrote, of this release's format; the message names the place that is not as it must be.",
  },
  "SCSBP-5090": {
    title: "a data file of the library cannot be read",
    explanation:
      "@scs-blueprints/standards is incomplete, or a bundler left out its data/*.json, which are read on first use.",
  },
  "SCSBP-5091": {
    title: "the data of a scope are inconsistent",
    explanation: "A scope includes a module that the data do not describe: an error of the library, please report it.",
  },
  // Command line
  "SCSBP-8001": {
    title: "Node.js is too old",
    explanation: "The command line runs on Node.js 20 or newer.",
  },
  "SCSBP-8002": {
    title: "Neither Terraform nor OpenTofu was found",
    explanation: "One of them, 1.6 or newer, does the planning and applying. It is looked for on the PATH.",
  },
  "SCSBP-8003": {
    title: "No usable Terraform or OpenTofu",
    explanation: "The program that was found or named is too old, is another program, or could not be run.",
  },
  "SCSBP-8004": {
    title: "No suitable Python for the sandbox was found",
    explanation: "The sandbox cloud needs Python 3.11 or newer with the venv module. No other command needs Python.",
  },
  "SCSBP-8005": {
    title: "A required program is missing: Go",
    explanation:
      "The provider registry is out of reach, and without Go the OpenStack provider cannot be built from its source.",
  },
  "SCSBP-8006": {
    title: "A package is not installed",
    explanation:
      "scs-blueprints is several packages of one version: the library, `@scs-blueprints/cli` with the command line, and those that these bring along. The message names the one to install.",
  },
  "SCSBP-8010": {
    title: "The OpenStack provider could not be built",
    explanation:
      "Building the provider from the Go module proxy failed: no network, a proxy that is not set, a Go that is too old, or no disk space. The last lines of Go's own output are shown.",
  },
  "SCSBP-8011": {
    title: "Your provider_installation does not offer the OpenStack provider",
    explanation:
      "Terraform's CLI configuration already says where providers come from, and there the OpenStack provider is not to be had. Only one provider_installation block may exist, so yours is left alone.",
  },
  "SCSBP-8012": {
    title: "Terraform could not initialise the stack",
    explanation: "`init` failed for another reason than an unreachable provider registry; its diagnostics are shown.",
  },
  "SCSBP-8013": {
    title: "The kubeconfig cannot be used",
    explanation:
      "The file is not there, has no such context, or can be read by others: it holds the credentials of a cluster.",
  },
  "SCSBP-8020": {
    title: "No such example",
    explanation: "`--example` takes the name of a folder in examples/, or a path to a folder with a cdktf.json.",
  },
  "SCSBP-8021": {
    title: "The example's cdktf.json is wrong",
    explanation: "A cdktf project needs a cdktf.json with an `app` command.",
  },
  "SCSBP-8022": {
    title: "The example could not be synthesized",
    explanation: "The app of the example failed, or one of its constructs reported an error.",
  },
  "SCSBP-8023": {
    title: "Another run works on this example",
    explanation: "Two runs in the same folder would write the same files and the same state.",
  },
  "SCSBP-8030": {
    title: "No clouds.yaml was found",
    explanation:
      "Looked for as all OpenStack tools do: OS_CLIENT_CONFIG_FILE, the current folder, ~/.config/openstack, /etc/openstack.",
  },
  "SCSBP-8031": {
    title: "clouds.yaml cannot be used",
    explanation: "The file cannot be read, is not YAML, or has no `clouds` mapping.",
  },
  "SCSBP-8032": {
    title: "No such cloud in clouds.yaml",
    explanation: "The name after --cloud is not among the entries below `clouds`.",
  },
  "SCSBP-8033": {
    title: "The cloud's entry is incomplete",
    explanation: "The entry lacks what its way to authenticate needs, such as auth_url or password.",
  },
  "SCSBP-8034": {
    title: "The cloud refused the login",
    explanation: "Keystone answered 401 or 403: wrong user, password, domain, project or application credential.",
  },
  "SCSBP-8035": {
    title: "The cloud cannot be reached",
    explanation: "No connection to the auth URL: refused, unknown host name, time-out, or no route.",
  },
  "SCSBP-8036": {
    title: "The cloud's certificate is not trusted",
    explanation: "TLS to the auth URL failed. `cacert` in clouds.yaml names the certificate of the authority.",
  },
  "SCSBP-8037": {
    title: "The auth URL does not answer as Keystone",
    explanation: "Something answers there, but not the Identity API v3.",
  },
  "SCSBP-8038": {
    title: "No such region",
    explanation: "The catalogue of the cloud has no service in the region that clouds.yaml names.",
  },
  "SCSBP-8040": {
    title: "The plan failed",
    explanation: "Terraform could not plan; its diagnostics are shown with the construct they belong to.",
  },
  "SCSBP-8041": {
    title: "The apply failed",
    explanation:
      "Some resources could not be made. What was made is in the state: run the same command again to go on.",
  },
  "SCSBP-8042": {
    title: "The second plan is not empty",
    explanation:
      "Right after the apply Terraform would change something again: a default filled in by the cloud, or a change by someone else in the meantime.",
  },
  "SCSBP-8043": {
    title: "The state is locked",
    explanation: "Another terraform works on this state, or died without giving up its lock.",
  },
  "SCSBP-8044": {
    title: "The state could not be read",
    explanation: "`terraform show` failed on the state of the stack.",
  },
  "SCSBP-8045": {
    title: "The state belongs to another cloud",
    explanation:
      "A local state belongs to the cloud it was applied to: auth URL, region and project, noted beside it in `terraform.STACK.tfstate.cloud.json`. On another cloud an apply would drop all of it and make it anew, and nobody would manage what the first cloud has.",
  },
  "SCSBP-8046": {
    title: "No resource of the state is on this cloud",
    explanation:
      "The state has no note of its cloud, and the plan found nothing that it lists: it is of another cloud, or all of it was deleted by hand.",
  },
  "SCSBP-8050": {
    title: "The sandbox failed",
    explanation: "The sandbox's Python side ended without saying why; its last lines are shown.",
  },
  "SCSBP-8051": {
    title: "The sandbox is not part of this installation",
    explanation: "sandbox.py is missing from the package `@scs-blueprints/sandbox`.",
  },
  "SCSBP-8060": {
    title: "No flavor name to read",
    explanation: "`flavor parse` takes names as arguments, or one a line on standard input.",
  },
  "SCSBP-8061": {
    title: "No standard flavor fits",
    explanation: "None of the 31 flavors of scs-0103 has all that `flavor find` was asked for.",
  },
  "SCSBP-8062": {
    title: "Nothing with that name to explain",
    explanation: "`explain` takes a rule (testcase id), an error code or a document of the standards.",
  },
  "SCSBP-8063": {
    title: "This way to log in is not supported",
    explanation:
      "`check --cloud`, `lookup` and `step` log in with a password, a token or an application credential. Ways that need a browser or a third party are left to Terraform: make an application credential for them.",
  },
  "SCSBP-8064": {
    title: "The report cannot be written",
    explanation:
      "The file of --output is in a folder that does not exist or cannot be written to, or the disk is full.",
  },
  "SCSBP-8090": {
    title: "Wrong command line",
    explanation: "An unknown command or option, or a value that an option does not take.",
  },
  "SCSBP-8091": {
    title: "Interrupted",
    explanation: "Ctrl-C or a termination signal. Running the same command again goes on from where it stopped.",
  },
  "SCSBP-8099": {
    title: "Unexpected failure",
    explanation: "A defect of the command line itself: please report it with the output of SCS_BLUEPRINTS_DEBUG=1.",
  },
  "SCSBP-8100": {
    title: "The cloud did not answer everything that lookup asks for",
    explanation:
      "A service failed, refused or answered by halves. A context that leaves something out would refuse what the cloud has, so nothing is written and the file stays as it was.",
  },
  "SCSBP-8101": {
    title: "The context file is out of date",
    explanation: "`lookup --check` found that the cloud differs from the committed file; the differences are listed.",
  },
  "SCSBP-8102": {
    title: "The context file cannot be written",
    explanation: "Its folder cannot be made or written to, or the disk is full.",
  },
  "SCSBP-8103": {
    title: "There is no context file to check",
    explanation: "`lookup --check` compares the cloud with a file that an earlier `lookup` wrote.",
  },
  "SCSBP-8104": {
    title: "The file is the context of another cloud",
    explanation:
      "Writing a context over that of another cloud, or checking against it, would be a mistake in a file name.",
  },
  "SCSBP-8105": {
    title: "The cloud has several regions",
    explanation: "A context is of one region; `region_name` in clouds.yaml says which.",
  },
  "SCSBP-8110": {
    title: "The login is not an operator of this cloud",
    explanation: "What a user does not see would be overwritten unseen: adopt wants a user who manages flavors.",
  },
  "SCSBP-8111": {
    title: "The adoption file cannot be written",
    explanation: "Its folder does not exist or cannot be written to, or the disk is full.",
  },
  "SCSBP-8120": {
    title: "There is no step to run",
    explanation: "`step` takes a step as JSON, as an argument or in SCS_BLUEPRINTS_STEP; Terraform gives it by itself.",
  },
  "SCSBP-8121": {
    title: "The state cannot be read",
    explanation: "`step --verify` reads the output of `terraform show -json`, from a file or from standard input.",
  },
  "SCSBP-8122": {
    title: "The environment names no cloud",
    explanation:
      "`step` logs in as Terraform's OpenStack provider does: OS_CLOUD, or OS_AUTH_URL and its companions. A stack with an application credential takes its steps back only where OS_* hold a login: its secret stands in no state.",
  },
  "SCSBP-8123": {
    title: "The cloud refused a change of a step",
    explanation:
      "Steps are an operator's work: they need a login with the role admin. The cloud's own words are shown.",
  },
  "SCSBP-8124": {
    title: "The cloud differs after the step",
    explanation: "The cloud accepted the changes, and the look afterwards found it to be otherwise.",
  },
  "SCSBP-8125": {
    title: "The step is not possible on this cloud",
    explanation:
      "What the step needs is missing (an API, a service, a role), or what is there contradicts it (another default network, roles that imply each other).",
  },
  "SCSBP-8127": {
    title: "A step is no longer in effect",
    explanation:
      "Terraform does not see what a step changed, so it does not see when that is changed back: replace the step's resource to bring it about again.",
  },
  "SCSBP-8128": {
    title: "There is no login of the Yaook cloud",
    explanation: "Yaook's Keystone operator writes the first administrator's login into a Secret once Keystone runs.",
  },
  "SCSBP-8140": {
    title: "The picture cannot be written",
    explanation:
      "The file of --output is in a folder that does not exist or cannot be written to, or the disk is full.",
  },
  "SCSBP-8150": {
    title: "The fleet's files are out of date",
    explanation:
      "`fleet render --check` found that the engine's committed files are not those of the program: a pipeline that ran by them could leave out a target, or go in another order.",
  },
  "SCSBP-8301": {
    title: "The cluster has no definitions of Yaook",
    explanation: "`import yaook` asks for API groups that end with yaook.cloud; Yaook's chart `crds` brings them.",
  },
  "SCSBP-8302": {
    title: "There is nothing to import",
    explanation: "What operators made of another resource comes with that one, and is not imported by itself.",
  },
  "SCSBP-8303": {
    title: "The cluster refuses to list what an import reads",
    explanation: "`import yaook` lists all custom resources of Yaook's groups in one namespace; it reads no Secret.",
  },
  "SCSBP-8304": {
    title: "The folder for the program is not empty",
    explanation: "A program that somebody has worked on is not written over.",
  },
  "SCSBP-8305": {
    title: "The program cannot be written",
    explanation: "The folder above it does not exist or cannot be written to, or the disk is full.",
  },
  "SCSBP-8310": {
    title: "The API server of an example cannot be built here",
    explanation: "Its modules are pinned in the repository, and not part of the package; Go builds it once.",
  },
  "SCSBP-8311": {
    title: "A program for the cluster of an example could not be built",
    explanation: "kube-apiserver and the kubectl provider are built from the Go module proxy, at pinned versions.",
  },
  "SCSBP-8312": {
    title: "The API server of an example cannot be used",
    explanation: "What it holds lies in .scs-blueprints/cluster of the example, beside the state that knows of it.",
  },
  "SCSBP-8350": {
    title: "Not a Terraform state",
    explanation: "`import state` reads what `terraform show -json` writes of a program that has resources.",
  },
  "SCSBP-8351": {
    title: "Not a Terraform plan",
    explanation: "`import state` reads what `terraform show -json` writes of a saved plan.",
  },
  "SCSBP-8352": {
    title: "No resource matches",
    explanation:
      "No resource that the plan would make is like one of the state: type and all that can't be changed have to be equal.",
  },
  "SCSBP-8353": {
    title: "The import file cannot be written",
    explanation: "Its folder does not exist, or there is a file of something else, which is left as it is.",
  },
  "SCSBP-8354": {
    title: "The plan would destroy what it imports",
    explanation:
      "A resource is imported and replaced by one apply: the program asks for something that can't be changed, or a memory of it is new to OpenTofu. `diff` warns of it, `import state` fails.",
  },
  "SCSBP-8400": {
    title: "No such template",
    explanation: "`init` without a name lists the templates.",
  },
  "SCSBP-8401": {
    title: "The folder of the new project is not empty",
    explanation: "`init` overwrites nothing: it takes a folder that is not there yet, or an empty one.",
  },
  "SCSBP-8402": {
    title: "The new project cannot be written",
    explanation:
      "The project is written beside the folder and moved there as a whole; after a failure nothing is left.",
  },
  "SCSBP-8410": {
    title: "The description of the library is not there",
    explanation: "The build writes dist/api.json from the types that are shipped; `docs` reads it.",
  },
  "SCSBP-8411": {
    title: "The library exports no such name",
    explanation: "`docs` without a name lists the constructs; with `--json` all names.",
  },
  // Test helpers
  "SCSBP-8501": {
    title: "The stack has no resource like that",
    explanation:
      "An assertion of a Template found no resource, look-up, output or variable that meets the pattern. The message shows the nearest one and where it differs.",
  },
  "SCSBP-8502": {
    title: "The stack has something it should not have",
    explanation: "An assertion of a Template found what was to be absent; the message names the addresses.",
  },
  "SCSBP-8503": {
    title: "The provider has no such type",
    explanation:
      "Types are written as Terraform names them, such as openstack_networking_network_v2. A misspelt one would make every assertion of absence true.",
  },
  "SCSBP-8504": {
    title: "The number of resources differs",
    explanation: "A Template counted resources or look-ups; the message names those that are there.",
  },
  "SCSBP-8505": {
    title: "Invalid pattern",
    explanation:
      "A pattern holds undefined, or a text that is no regular expression: the assertion would say something else than its author meant.",
  },
  "SCSBP-8506": {
    title: "No such stack",
    explanation: "The app has no stack, or several: name the one that is meant.",
  },
  "SCSBP-8507": {
    title: "A construct's validation failed",
    explanation: "Constructs check themselves at synth; a Template runs the same checks, as `app.synth()` does.",
  },
  "SCSBP-8510": {
    title: "There is nothing to check: the code defines no resource",
    explanation: "A compliance assertion on code without any resource would hold, and say nothing.",
  },
  "SCSBP-8511": {
    title: "The rule is not violated",
    explanation: "A test expected a violation; a rule that cannot fail is no rule.",
  },
  "SCSBP-8520": {
    title: "The deployment to the sandbox failed",
    explanation:
      "The fixture runs `scs-blueprints start`; the message has its own error, or what the second plan would change.",
  },
} as const satisfies Readonly<Record<string, ErrorText>>;

/** The code of an error, as `SCSBP-1001`. */
export type ErrorCode = keyof typeof ERRORS;
