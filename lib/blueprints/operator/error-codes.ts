import type { ErrorCode } from "../../core/error-codes";
import { FLAVOR_CATALOG_ERROR_CODES } from "./flavors/error-codes";
import { IMAGE_CATALOG_ERROR_CODES } from "./images/error-codes";

/** Every code that lib/blueprints/operator raises. */
export const OPERATOR_ERROR_CODES: readonly ErrorCode[] = [
  ...FLAVOR_CATALOG_ERROR_CODES,
  ...IMAGE_CATALOG_ERROR_CODES,
  {
    code: "SCSBP-6250",
    title: "The stack of a step says no cloud",
    explanation:
      "A step beside Terraform logs in as its stack's provider does, which an ScsStack knows and another stack does not.",
  },
  {
    code: "SCSBP-6251",
    title: "The cipher has no key of this length",
    explanation: "XTS has keys of 256 or 512 bits (two keys in one), other modes of AES of 128, 192 or 256.",
  },
  {
    code: "SCSBP-6252",
    title: "Unfit name of a volume type",
    explanation: "Each name is there once. `__DEFAULT__` is Cinder's own, and scs-0114-v1 promises nothing about it.",
  },
  {
    code: "SCSBP-6253",
    title: "A volume type promises an encryption that nothing makes",
    explanation:
      "The aspect `encrypted` (scs-0114-v1) means that data are encrypted at rest. Either Cinder does it (`encryption`), or `encryptedBy` states what else does.",
  },
  {
    code: "SCSBP-6254",
    title: "The back end of a volume type is given twice",
    explanation: "`backend` writes the extra spec volume_backend_name; it is not given a second time.",
  },
  {
    code: "SCSBP-6255",
    title: "There is no volume type of this name",
    explanation: "Volume types are found by the names that the program defines.",
  },
  {
    code: "SCSBP-6256",
    title: "A role that would imply itself",
    explanation: "The role of members implies the one that the key manager asks for: two different roles.",
  },
  {
    code: "SCSBP-6257",
    title: "A service is missing in the catalogue",
    explanation:
      "Raised by Terraform's plan as a warning: scs-0123 demands the service, no blueprint can make it, and everything else is planned all the same.",
  },
  {
    code: "SCSBP-6258",
    title: "Unfit names of availability zones",
    explanation:
      "Zones and their aggregates have different names. A colon separates zone and host in requests for servers, and `internal` is Nova's own zone.",
  },
  {
    code: "SCSBP-6259",
    title: "A host in two availability zones",
    explanation: "Nova has a host in one availability zone at most, whatever aggregates it is in.",
  },
  {
    code: "SCSBP-6260",
    title: "The zones are no availability zones in the sense of SCS",
    explanation:
      "With several compute zones, scs-0121-v1 wants each to be a fire zone of its own with redundant power lines, uplinks and core routers. What is stated to be otherwise is refused.",
  },
  {
    code: "SCSBP-6261",
    title: "The VLAN id does not fit the type",
    explanation: "A flat provider network has no VLAN id, a VLAN has one of 1 to 4094.",
  },
  {
    code: "SCSBP-6262",
    title: "Unfit subnets of a provider network",
    explanation: "At least one subnet, each with a key of its own and a block that no other overlaps.",
  },
  {
    code: "SCSBP-6263",
    title: "An address of a provider subnet is out of place",
    explanation:
      "Gateway and pools lie within the block, pools run upwards and do not overlap, and the gateway is in none of them.",
  },
  {
    code: "SCSBP-6264",
    title: "A provider network for some and for all at once",
    explanation:
      "A network that is offered project by project is neither the default of all projects nor shared with all of them.",
  },
  {
    code: "SCSBP-6265",
    title: "A default subnet pool without blocks",
    explanation: "Each pool has blocks of its address family; at least one family is given.",
  },
  {
    code: "SCSBP-6266",
    title: "A subnet pool cannot give subnets of these lengths",
    explanation: "As prefix lengths: min ≤ default ≤ max, and each block is at least as large as a default subnet.",
  },
  {
    code: "SCSBP-6300",
    title: "Unfit name of a tenant's domain, project, group, user or role",
    explanation:
      "Names are keys of the program and of Keystone: known at synth, 1 to 64 characters (users and roles 255), without control characters, spaces around them or Terraform's interpolation signs.",
  },
  {
    code: "SCSBP-6301",
    title: "Two things of one name",
    explanation:
      "Domains are unique in a cloud, projects, groups and users in their domain. On most clouds Keystone's database takes upper and lower case for the same. The group of a project's members has the project's name, that of a domain's managers is called `<domain>-managers`.",
  },
  {
    code: "SCSBP-6302",
    title: "No such domain, project, group, user or quota class",
    explanation:
      "What refers to another thing does so by its name, within the same domain. The message has the nearest names.",
  },
  {
    code: "SCSBP-6303",
    title: "No such quota",
    explanation: "Quotas are known by the names of QuotaLimits, which say their units.",
  },
  {
    code: "SCSBP-6304",
    title: "Not a limit",
    explanation: "Limits are whole numbers that fit into 32 bits, also when they are multiplied; -1 is unlimited.",
  },
  {
    code: "SCSBP-6305",
    title: "Unfit multiplier of a quota class",
    explanation:
      "A project gets its class once or several times. For less than a class, override single limits or make a smaller class.",
  },
  {
    code: "SCSBP-6306",
    title: "The quotas leave no room for the network",
    explanation:
      "Neutron counts the network that the landing zone makes in a project as the project's. One router is added to the class by itself, the rest has to be there.",
  },
  {
    code: "SCSBP-6307",
    title: "Roles imply each other in a circle",
    explanation:
      "A role that comes back to itself by implications would give everybody everything in the circle. Keystone's own implications, admin to manager to member to reader, count.",
  },
  {
    code: "SCSBP-6308",
    title: "The role admin for a tenant",
    explanation:
      "Whoever is admin on any project or domain is administrator of the whole cloud by OpenStack's default policies. A domain is administered with the role manager (scs-0302).",
  },
  {
    code: "SCSBP-6309",
    title: "Not for a domain manager",
    explanation:
      "Keystone lets a domain manager administer projects, groups, users and assignments of managed roles in its domain. Quotas, networks of other projects, domains and roles are the operator's.",
  },
  {
    code: "SCSBP-6310",
    title: "A role that a domain manager may not assign",
    explanation:
      "Keystone's rule domain_managed_target_role lists them: manager, member and reader unless the operator adds others.",
  },
  {
    code: "SCSBP-6311",
    title: "Keystone does not know domain managers",
    explanation:
      "The role manager comes with Keystone 2024.2 (scs-0302). On an older one the operator installs the policy template of scs-0302-w1, makes the role, and says so by managerRole.",
  },
  {
    code: "SCSBP-6312",
    title: "A former name that cannot be",
    explanation:
      "`was` renames what the landing zone made under another name. It cannot name something that is there now, or that another one was.",
  },
  {
    code: "SCSBP-6313",
    title: "A bundle of no roles",
    explanation: "A bundle is a name for several roles; it has to imply some.",
  },
  {
    code: "SCSBP-6314",
    title: "A password is missing",
    explanation:
      "The map of first passwords needs an entry `<domain>/<user>` for each user that is not passwordless and has no Secret of its own.",
  },
  {
    code: "SCSBP-6315",
    title: "Options that exclude each other",
    explanation: "What is only looked up cannot be changed at the same time; a user without password has none.",
  },
  {
    code: "SCSBP-6316",
    title: "Unfit tags of a project",
    explanation: "Keystone takes up to 80 different tags of 1 to 255 characters without slash and comma.",
  },
  {
    code: "SCSBP-6317",
    title: "The login is not scoped to the domain",
    explanation: "A domain manager works with a token of the domain: domain_name in clouds.yaml, and no project.",
  },
  {
    code: "SCSBP-6318",
    title: "The file of the landing zone cannot be read",
    explanation:
      "It is no YAML, or a key is in its map twice, which would silently drop one of the two. The message has the lines.",
  },
  {
    code: "SCSBP-6319",
    title: "The file of the landing zone does not follow its schema",
    explanation:
      "Unknown keys, values of another type and names that YAML reads as numbers are refused, each with its line. The schema is published as scs-blueprints/landing-zone.schema.json.",
  },
  {
    code: "SCSBP-6340",
    title: "The blueprint does not know this scope",
    explanation:
      "SCS-compatible IaaS v4, v5.1 and next can be tested with today's suite; older scopes and those of KaaS ask other things.",
  },
  {
    code: "SCSBP-6341",
    title: "A mandatory image is missing",
    explanation:
      "Each scope demands images by name (scs-0104): Ubuntu 24.04 for IaaS v5.1 and next, Ubuntu 22.04 for v4.",
  },
  {
    code: "SCSBP-6342",
    title: "Mandatory flavors are missing",
    explanation: "Each scope from v4 on demands the 15 flavors of scs-0103.",
  },
  {
    code: "SCSBP-6343",
    title: "A part is defined and relied on at once",
    explanation: "Parts in `reliedOn` are cared for by other means, so the program does not define them.",
  },
];
