import type { ErrorCode } from "../../../core/error-codes";

/** 62xx of flavors: 6200 to 6219. */
export const FLAVOR_CATALOG_ERROR_CODES: readonly ErrorCode[] = [
  {
    code: "SCSBP-6200",
    title: "A flavor catalogue without flavors",
    explanation: "With FlavorSet.NONE the catalogue holds own flavors only, and there are none.",
  },
  {
    code: "SCSBP-6201",
    title: "Not the usual spelling of an SCS name",
    explanation:
      "A flavor is known by its name, so one spelling counts: that of scs-0100-v3, without what may be left out. The spelling of scs-0100-v1 is kept as an extra spec.",
  },
  {
    code: "SCSBP-6202",
    title: "Two flavors answer to one name",
    explanation:
      "Spellings of one name, a name that the chosen set has already, and extra specs `scs:name-vN` of another flavor count as the same.",
  },
  {
    code: "SCSBP-6203",
    title: "A flavor's name promises more than the flavor has",
    explanation:
      "scs-0100 lets a name promise less than there is, never more; a standard flavor has exactly what its name says (scs-0103).",
  },
  {
    code: "SCSBP-6204",
    title: "A custom flavor is named like one of SCS",
    explanation: "Names that begin with SCS- are read by scs-0100. CatalogFlavor.scs takes them.",
  },
  {
    code: "SCSBP-6205",
    title: "A flavor has impossible resources",
    explanation: "Nova takes whole numbers: vCPUs and MiB of at least 1, GB of at least 0.",
  },
  {
    code: "SCSBP-6206",
    title: "A flavor's name has a disk without a size",
    explanation: "Such names are valid, but the official test of scs-0100 aborts on them, for the whole cloud.",
  },
  {
    code: "SCSBP-6207",
    title: "vCPUs are shared by more than the name says",
    explanation:
      "T and C promise threads and cores of their own, which Nova gives with `hw:cpu_policy=dedicated`; V promises at most about five vCPUs per core (scs-0100-v3).",
  },
  {
    code: "SCSBP-6208",
    title: "A flavor to retire or to replace is not there, or mandatory",
    explanation: "A mandatory flavor of scs-0103-v1 cannot be withdrawn from a catalogue that holds the set.",
  },
  {
    code: "SCSBP-6209",
    title: "The catalogue has no such flavor",
    explanation: "Flavors are known by their names in the cloud.",
  },
  {
    code: "SCSBP-6210",
    title: "Flavors of the cloud would be deleted and made anew",
    explanation:
      "Nova cannot change a flavor's vCPUs, memory, disk and visibility. `replace` deletes and makes it anew under the same id; servers keep the copy they were started with.",
  },
  {
    code: "SCSBP-6211",
    title: "A flavor outside of the catalogue answers to one of its names",
    explanation:
      "By an extra spec `scs:name-vN`. The official test then finds two flavors of the name, and its verdict depends on their order.",
  },
  {
    code: "SCSBP-6212",
    title: "Unfit host aggregate",
    explanation:
      "Hosts are named once each, metadata tells them apart from others, and dedicated hosts do not share their cores.",
  },
  {
    code: "SCSBP-6213",
    title: "An extra spec contradicts a flavor's name",
    explanation: "Keys that begin with `scs:` follow from the name (scs-0103) and are set by the catalogue.",
  },
  {
    code: "SCSBP-6214",
    title: "Nova does not accept a flavor's name",
    explanation: "1 to 255 printable characters without white space around them.",
  },
  {
    code: "SCSBP-6215",
    title: "A flavor promises a GPU and asks for no device",
    explanation:
      "Nova gives a GPU by the extra specs `pci_passthrough:alias`, `accel:device_profile` or `resources:…`; which one depends on the cloud.",
  },
  {
    code: "SCSBP-6216",
    title: "A flavor does not fit into the flavor manager's file",
    explanation:
      "OSISM's tool makes name, vCPUs, memory, root disk, visibility and extra specs; whatever else a flavor has would be lost without a word.",
  },
  {
    code: "SCSBP-6217",
    title: "Not a file of the flavor manager",
    explanation: "Its keys are fields of a flavor, and extra specs, which have a colon in their names.",
  },
];
