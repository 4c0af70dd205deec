import type { ErrorCode } from "../core/error-codes";

/** Every code that lib/cloud raises: 102x and 103x, 11xx. */
export const CLOUD_ERROR_CODES: readonly ErrorCode[] = [
  { code: "SCSBP-1020", title: "The cloud has no name", explanation: "An entry of clouds.yaml is named by its key." },
  {
    code: "SCSBP-1021",
    title: "The cloud's URL is not published",
    explanation: "SCS lists the cloud without the URL of its Keystone: log in with an entry of clouds.yaml.",
  },
  {
    code: "SCSBP-1030",
    title: "Unfit id of a stack",
    explanation: "The id names the stack's directory and begins the names of its resources in the cloud.",
  },
  {
    code: "SCSBP-1031",
    title: "Two outputs of one name",
    explanation: "The name of an output is its name in Terraform, so it can be there once a stack.",
  },
  {
    code: "SCSBP-1032",
    title: "Nothing to take it over",
    explanation:
      "Addresses are those of the plan. A construct that was renamed, or a resource that the program no longer has, is in no stack.",
  },
  {
    code: "SCSBP-1033",
    title: "Stacks need each other",
    explanation:
      "A stack that uses a value of another one, or depends on something in it, is applied after it. Two stacks cannot both come after the other.",
  },
  {
    code: "SCSBP-1034",
    title: "Two places for one state",
    explanation:
      "A stack writes its state to one backend. The property `state` names it; a backend construct of the engine beside it needs StateBackend.custom().",
  },
  {
    code: "SCSBP-1100",
    title: "The cloud has no such flavor",
    explanation:
      "The context says which flavors the cloud has; the message names the nearest. SCS names tell vCPUs, memory and disk (scs-0100).",
  },
  {
    code: "SCSBP-1101",
    title: "A flavor of another size",
    explanation: "Flavor.custom says the size of a flavor whose name does not tell it; the context says otherwise.",
  },
  {
    code: "SCSBP-1102",
    title: "The cloud has no such image",
    explanation:
      "The context has the images that all users see. Images of the project itself are in it after `lookup --private-images`; those that another stack makes are named by `unchecked` of CloudContext.fromFile.",
  },
  {
    code: "SCSBP-1103",
    title: "The image does not fit the disk",
    explanation: "The image is larger than the disk, or its min_disk is. The plan finds it out too, but only there.",
  },
  {
    code: "SCSBP-1104",
    title: "The image does not fit the memory",
    explanation: "The image's min_ram is more than the flavor has.",
  },
  {
    code: "SCSBP-1105",
    title: "The cloud has no such availability zone",
    explanation: "Compute and block storage have zones of their own, whose names may differ.",
  },
  {
    code: "SCSBP-1106",
    title: "The cloud has no such external network, or several",
    explanation: "External networks are named differently on each cloud. Where there are several, one has to be named.",
  },
  {
    code: "SCSBP-1107",
    title: "The cloud has no such volume type",
    explanation: "Names of volume types are each cloud's own; what is standardized is their aspects (scs-0114).",
  },
  {
    code: "SCSBP-1108",
    title: "The volume type does not promise enough",
    explanation: "A type promises what its description lists (scs-0114); the program relies on more.",
  },
  {
    code: "SCSBP-1109",
    title: "The cloud has no such load balancer provider",
    explanation: "The context has the providers that Octavia lists.",
  },
  {
    code: "SCSBP-1110",
    title: "The network service lacks an extension",
    explanation: "Neutron's extensions depend on its plugins; the context lists those of the cloud.",
  },
  {
    code: "SCSBP-1111",
    title: "The cloud has no such service",
    explanation: "Not every cloud has every service; the context lists those of the catalogue.",
  },
  {
    code: "SCSBP-1112",
    title: "The context is of another cloud",
    explanation: "Region or URL of the context differ from those of the cloud's profile.",
  },
  {
    code: "SCSBP-1120",
    title: "Impossible profile of a cloud",
    explanation: "Names are not empty, URLs begin with http or https, a zone is named once.",
  },
];
