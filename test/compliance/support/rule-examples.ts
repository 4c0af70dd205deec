import { clusterExamples, VERSIONED } from "./cluster-examples";
import {
  Outcome,
  RuleCatalogue,
  RuleLevel,
  type CloudFacts,
  type Observation,
  type Rule,
} from "../../../packages/checker/src/index";
import {
  ImageMetadata,
  Scope,
  StandardFlavors,
  type ImageFacts,
  type StandardFlavor,
} from "../../../packages/standards/src/index";
import { liveOf, planOf, synthOf, UNKNOWN, type Elements, type PlanExtras } from "./evidence";

/** One example: evidence of one kind and what the rule must say about it, worst first. */
export interface Example {
  readonly rule: string;
  readonly name: string;
  /** Undefined: the rule has nothing to say. */
  readonly expect: Outcome | undefined;
  readonly synth?: Elements;
  readonly plan?: Elements;
  readonly extras?: PlanExtras;
  readonly provider?: Record<string, unknown>;
  readonly live?: Partial<CloudFacts>;
  readonly parameters?: Record<string, string>;
  readonly scope?: Scope;
}

/** Examples of one rule. */
export function forRule(rule: string, examples: Omit<Example, "rule">[], scope?: Scope): Example[] {
  return examples.map((each) => ({ rule, scope, ...each }));
}

/** Rules that this tool cannot decide: each with the words of its reason. */
export const UNDECIDABLE: Readonly<Record<string, RegExp>> = {
  "scs-0101-entropy-avail": /needs a guest/,
  "scs-0101-fips-test": /needs a guest/,
  "key-manager-docs-check": /checked by a person/,
  "availability-zones-check": /checked by a person/,
  "domain-manager-check": /checked by a person/,
};

/** Rules that always know: with the reason. */
export const NEVER_UNDECIDED: Readonly<Record<string, string>> = {
  "good-practice-clear-text-secret": "a literal stands in cdk.tf.json or does not",
};

export const DATE = "2026-11-23";
const { PASS, FAIL, DEFERRED, WARN, NOT_APPLICABLE, NOT_LOOKED_AT } = Outcome;
const LATER = "${var.later}";

// ---------------------------------------------------------------- flavors

const FLAVOR = "openstack_compute_flavor_v2";

function flavorFacts(flavor: StandardFlavor) {
  const { vcpus, ramMiB, diskGB, extraSpecs } = flavor;
  return { name: flavor.name.canonical, vcpus, ramMiB, diskGB, extraSpecs };
}

function flavorValues(flavor: StandardFlavor): Record<string, unknown> {
  const { vcpus, ramMiB, diskGB, extraSpecs } = flavor;
  return {
    name: flavor.name.canonical,
    vcpus,
    ram: ramMiB,
    disk: diskGB,
    extra_specs: extraSpecs,
    is_public: true,
  };
}

const small = StandardFlavors.get("SCS-1V-4");
const other = StandardFlavors.get("SCS-16V-32");

const flavorNames: Example[] = forRule("scs-0100-syntax-check", [
  { name: "a declared name that is valid", synth: { [`${FLAVOR}.a`]: { name: "SCS-2V-4" } }, expect: PASS },
  {
    name: "a declared name that breaks the grammar",
    synth: { [`${FLAVOR}.a`]: { name: "SCS-2V-4-fast" } },
    expect: FAIL,
  },
  {
    name: "a looked-up name that breaks the grammar",
    synth: { [`data.${FLAVOR}.a`]: { name: "SCS-0V-4" } },
    expect: FAIL,
  },
  {
    name: "a server's name that is valid",
    synth: { "openstack_compute_instance_v2.a": { flavor_name: "SCS-2V-4" } },
    expect: PASS,
  },
  {
    name: "a server's name that breaks the grammar",
    synth: { "openstack_compute_instance_v2.a": { flavor_name: "SCS-2V" } },
    expect: FAIL,
  },
  { name: "a name in the old spelling", synth: { [`${FLAVOR}.a`]: { name: "SCS-2V:4:20" } }, expect: WARN },
  { name: "a name of another kind", synth: { [`${FLAVOR}.a`]: { name: "m1.small" } }, expect: undefined },
  { name: "a lower-case prefix is out of scope", synth: { [`${FLAVOR}.a`]: { name: "scs-2v" } }, expect: undefined },
  { name: "a look-up by something else", synth: { [`data.${FLAVOR}.a`]: { vcpus: 2 } }, expect: undefined },
  { name: "a name that comes later", synth: { [`${FLAVOR}.a`]: { name: LATER } }, expect: DEFERRED },
  { name: "planned, valid", plan: { [`${FLAVOR}.a`]: { name: "SCS-2V-4" } }, expect: PASS },
  { name: "planned, broken", plan: { [`${FLAVOR}.a`]: { name: "SCS-2X-4" } }, expect: FAIL },
  { name: "planned, known after apply", plan: { [`${FLAVOR}.a`]: { name: UNKNOWN } }, expect: DEFERRED },
  { name: "on offer, valid", live: { flavors: [flavorFacts(small)] }, expect: PASS },
  { name: "on offer, broken", live: { flavors: [{ ...flavorFacts(small), name: "SCS-1V-4-4-4" }] }, expect: FAIL },
  { name: "on offer, old spelling", live: { flavors: [{ ...flavorFacts(small), name: "SCS-1V:4" }] }, expect: WARN },
  { name: "on offer, other kind", live: { flavors: [{ ...flavorFacts(small), name: "c1.tiny" }] }, expect: undefined },
  { name: "flavors that could not be read", live: {}, expect: NOT_LOOKED_AT },
]);

const less = { ...flavorFacts(small), vcpus: 0 };
const flavorSemantics: Example[] = forRule("scs-0100-semantics-check", [
  { name: "gives what it says", synth: { [`${FLAVOR}.a`]: flavorValues(small) }, expect: PASS },
  { name: "less memory", synth: { [`${FLAVOR}.a`]: { ...flavorValues(small), ram: 2048 } }, expect: FAIL },
  { name: "more memory", synth: { [`${FLAVOR}.a`]: { ...flavorValues(small), ram: 8192 } }, expect: PASS },
  { name: "memory comes later", synth: { [`${FLAVOR}.a`]: { ...flavorValues(small), ram: LATER } }, expect: DEFERRED },
  { name: "name comes later", synth: { [`${FLAVOR}.a`]: { ...flavorValues(small), name: LATER } }, expect: DEFERRED },
  {
    name: "another kind of name, memory later",
    synth: { [`${FLAVOR}.a`]: { ...flavorValues(small), name: "m1", ram: LATER } },
    expect: undefined,
  },
  {
    name: "another kind of name",
    synth: { [`${FLAVOR}.a`]: { ...flavorValues(small), name: "m1" } },
    expect: undefined,
  },
  {
    name: "broken names are another rule's",
    synth: { [`${FLAVOR}.a`]: { ...flavorValues(small), name: "SCS-x" } },
    expect: undefined,
  },
  {
    name: "old spelling counts",
    synth: { [`${FLAVOR}.a`]: { ...flavorValues(small), name: "SCS-9V:4" } },
    expect: FAIL,
  },
  { name: "planned, as said", plan: { [`${FLAVOR}.a`]: flavorValues(small) }, expect: PASS },
  {
    name: "planned, less disk",
    plan: { [`${FLAVOR}.a`]: { ...flavorValues(small), name: "SCS-1V-4-20", disk: 10 } },
    expect: FAIL,
  },
  { name: "planned, later", plan: { [`${FLAVOR}.a`]: { ...flavorValues(small), vcpus: UNKNOWN } }, expect: DEFERRED },
  { name: "on offer, as said", live: { flavors: [flavorFacts(small)] }, expect: PASS },
  { name: "on offer, less", live: { flavors: [flavorFacts(small), less] }, expect: FAIL },
  { name: "51 MiB less are tolerated", live: { flavors: [{ ...flavorFacts(small), ramMiB: 4045 }] }, expect: PASS },
  { name: "52 MiB less are not", live: { flavors: [{ ...flavorFacts(small), ramMiB: 4044 }] }, expect: FAIL },
  {
    name: "a disk without size: the official test aborts",
    live: { flavors: [{ ...flavorFacts(small), name: "SCS-1V-4-s" }] },
    expect: NOT_LOOKED_AT,
  },
  {
    name: "an extra spec that admits to less",
    live: { flavors: [{ ...flavorFacts(small), name: "SCS-1C-4", extraSpecs: { "scs:cpu-type": "shared-core" } }] },
    expect: WARN,
  },
  { name: "flavors that could not be read", live: {}, expect: NOT_LOOKED_AT },
]);

function standardFlavor(flavor: StandardFlavor): Example[] {
  const values = flavorValues(flavor);
  const facts = flavorFacts(flavor);
  const elsewhere = flavor === other ? small : other;
  const wrongSpec = { ...flavor.extraSpecs, "scs:cpu-type": "dedicated-core" };
  return forRule(flavor.testcase, [
    { name: "declared exactly", synth: { [`${FLAVOR}.a`]: values }, expect: PASS },
    {
      name: "declared with more vCPUs",
      synth: { [`${FLAVOR}.a`]: { ...values, vcpus: flavor.vcpus + 1 } },
      expect: FAIL,
    },
    { name: "declared without extra specs", synth: { [`${FLAVOR}.a`]: { ...values, extra_specs: {} } }, expect: FAIL },
    {
      name: "one of its extra specs comes later",
      synth: { [`${FLAVOR}.a`]: { ...values, extra_specs: { ...flavor.extraSpecs, "scs:cpu-type": LATER } } },
      expect: DEFERRED,
    },
    {
      name: "planned, one of its extra specs later",
      plan: { [`${FLAVOR}.a`]: { ...values, extra_specs: { ...flavor.extraSpecs, "scs:cpu-type": UNKNOWN } } },
      expect: DEFERRED,
    },
    {
      name: "declared under another name, found by its extra spec",
      synth: { [`${FLAVOR}.a`]: { ...values, name: "m1" } },
      expect: PASS,
    },
    {
      name: "declared, and its extra spec names another",
      synth: { [`${FLAVOR}.a`]: { ...values, extra_specs: { ...flavor.extraSpecs, "scs:name-v2": "SCS-9V-9" } } },
      expect: FAIL,
    },
    {
      name: "declared for some projects only",
      synth: { [`${FLAVOR}.a`]: { ...values, is_public: false } },
      expect: FAIL,
    },
    {
      name: "is_public left at its default",
      synth: { [`${FLAVOR}.a`]: { ...values, is_public: undefined } },
      expect: FAIL,
    },
    { name: "memory comes later", synth: { [`${FLAVOR}.a`]: { ...values, ram: LATER } }, expect: DEFERRED },
    { name: "visibility comes later", synth: { [`${FLAVOR}.a`]: { ...values, is_public: LATER } }, expect: DEFERRED },
    {
      name: "some name comes later",
      synth: { [`${FLAVOR}.a`]: { ...flavorValues(elsewhere), name: LATER, extra_specs: {} } },
      expect: DEFERRED,
    },
    { name: "others are declared", synth: { [`${FLAVOR}.a`]: flavorValues(elsewhere) }, expect: DEFERRED },
    {
      name: "others are all there is",
      synth: { [`${FLAVOR}.a`]: flavorValues(elsewhere) },
      parameters: { "whole-cloud": "true" },
      expect: FAIL,
    },
    { name: "nothing is all there is", synth: {}, parameters: { "whole-cloud": "true" }, expect: FAIL },
    { name: "none is declared", synth: { [`data.${FLAVOR}.a`]: { name: values["name"] } }, expect: undefined },
    { name: "planned exactly", plan: { [`${FLAVOR}.a`]: values }, expect: PASS },
    { name: "planned with less disk", plan: { [`${FLAVOR}.a`]: { ...values, disk: flavor.diskGB + 1 } }, expect: FAIL },
    { name: "planned, later", plan: { [`${FLAVOR}.a`]: { ...values, extra_specs: UNKNOWN } }, expect: DEFERRED },
    { name: "on offer", live: { flavors: [flavorFacts(elsewhere), facts] }, expect: PASS },
    { name: "not on offer", live: { flavors: [flavorFacts(elsewhere)] }, expect: FAIL },
    { name: "on offer with another CPU", live: { flavors: [{ ...facts, extraSpecs: wrongSpec }] }, expect: FAIL },
    { name: "flavors that could not be read", live: {}, expect: NOT_LOOKED_AT },
  ]);
}

// ---------------------------------------------------------------- images

const IMAGE = "openstack_images_image_v2";

const PROPERTIES: Readonly<Record<string, string>> = {
  architecture: "x86_64",
  os_version: "24.04",
  os_distro: "ubuntu",
  os_purpose: "generic",
  hw_disk_bus: "scsi",
  hw_scsi_model: "virtio-scsi",
  image_build_date: "2026-11-20",
  image_original_user: "ubuntu",
  image_source: "https://cloud-images.ubuntu.com/releases/noble/release/ubuntu.img",
  image_description: "Ubuntu",
  replace_frequency: "monthly",
  provided_until: "2027-04-30",
  uuid_validity: "last-3",
  hypervisor_type: "kvm",
  hw_rng_model: "virtio",
  hotfix_hours: "0",
};

const goodImage: ImageFacts = {
  name: "Ubuntu 24.04",
  properties: { ...PROPERTIES },
  visibility: "public",
  minDiskGiB: 8,
  minRamMiB: 512,
  sizeBytes: 600_000_000,
  createdAt: "2026-11-21T00:00:00Z",
  hashAlgo: "sha512",
};

function imageValues(
  properties: Record<string, unknown> = {},
  over: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    name: "Ubuntu 24.04",
    visibility: "public",
    min_disk_gb: 8,
    min_ram_mb: 512,
    properties: { ...PROPERTIES, ...properties },
    ...over,
  };
}

/** A value that the testcase must refuse, by property; `null`: it refuses an absent one. */
const BAD: Readonly<Record<string, string>> = {
  architecture: "pdp11",
  os_version: "",
  os_distro: "",
  os_purpose: "fun",
  hw_disk_bus: "ide",
  image_build_date: "yesterday",
  image_original_user: "",
  image_source: "somewhere",
  image_description: "",
  replace_frequency: "sometimes",
  provided_until: "",
  uuid_validity: "a while",
  hypervisor_type: "bhyve",
  hw_rng_model: "egd",
  hotfix_hours: "soon",
};

function imageProperty(rule: Rule): Example[] {
  const name = ImageMetadata.properties().find((each) => each.testcase === rule.id)!.name;
  const attribute: Readonly<Record<string, [string, keyof ImageFacts, unknown]>> = {
    min_disk: ["min_disk_gb", "minDiskGiB", 0],
    min_ram: ["min_ram_mb", "minRamMiB", 0],
    os_hash_algo: ["", "hashAlgo", ""],
  };
  const own = attribute[name];
  const bad = (value: unknown): Record<string, unknown> =>
    own === undefined ? imageValues({ [name]: value }) : imageValues({}, { [own[0]]: value });
  const badFacts: ImageFacts =
    own === undefined
      ? { ...goodImage, properties: { ...PROPERTIES, [name]: BAD[name]! } }
      : { ...goodImage, [own[1]]: own[2] };
  const badValue = own === undefined ? BAD[name]! : own[2];
  // whether min_disk holds the image is known when Glance has the file
  const good = name === "min_disk" ? DEFERRED : PASS;
  const declared: Omit<Example, "rule">[] =
    name === "os_hash_algo"
      ? [
          { name: "declared: Glance computes it", synth: { [`${IMAGE}.a`]: imageValues() }, expect: DEFERRED },
          { name: "planned: Glance computes it", plan: { [`${IMAGE}.a`]: imageValues() }, expect: DEFERRED },
          {
            name: "declared, private",
            synth: { [`${IMAGE}.a`]: imageValues({}, { visibility: "private" }) },
            expect: undefined,
          },
          {
            name: "planned, private",
            plan: { [`${IMAGE}.a`]: imageValues({}, { visibility: "private" }) },
            expect: undefined,
          },
        ]
      : [
          { name: "declared well", synth: { [`${IMAGE}.a`]: imageValues() }, expect: good },
          { name: "declared badly", synth: { [`${IMAGE}.a`]: bad(badValue) }, expect: FAIL },
          { name: "declared later", synth: { [`${IMAGE}.a`]: bad(LATER) }, expect: DEFERRED },
          {
            name: "all properties come later",
            synth: { [`${IMAGE}.a`]: own === undefined ? imageValues({}, { properties: LATER }) : bad(LATER) },
            expect: DEFERRED,
          },
          {
            name: "visibility comes later",
            synth: { [`${IMAGE}.a`]: imageValues({}, { visibility: LATER }) },
            expect: DEFERRED,
          },
          {
            name: "bad and private",
            synth: { [`${IMAGE}.a`]: { ...bad(badValue), visibility: "private" } },
            expect: undefined,
          },
          { name: "bad and hidden", synth: { [`${IMAGE}.a`]: { ...bad(badValue), hidden: true } }, expect: undefined },
          {
            name: "bad, visibility left at its default",
            synth: { [`${IMAGE}.a`]: { ...bad(badValue), visibility: undefined } },
            expect: undefined,
          },
          {
            name: "bad and of the community",
            synth: { [`${IMAGE}.a`]: { ...bad(badValue), visibility: "community" } },
            expect: FAIL,
          },
          { name: "planned well", plan: { [`${IMAGE}.a`]: imageValues() }, expect: good },
          { name: "planned badly", plan: { [`${IMAGE}.a`]: bad(badValue) }, expect: FAIL },
          { name: "planned later", plan: { [`${IMAGE}.a`]: bad(UNKNOWN) }, expect: DEFERRED },
        ];
  return forRule(rule.id, [
    ...declared,
    { name: "on offer, good", live: { images: [goodImage] }, expect: PASS },
    { name: "on offer, one bad of two", live: { images: [goodImage, badFacts] }, expect: FAIL },
    { name: "hidden and bad", live: { images: [{ ...badFacts, hidden: true }] }, expect: undefined },
    { name: "images that could not be read", live: {}, expect: NOT_LOOKED_AT },
  ]);
}

const stale = { ...PROPERTIES, image_build_date: "2026-01-01" };
const recency: Example[] = forRule("scs-0102-image-recency", [
  { name: "declared, fresh", synth: { [`${IMAGE}.a`]: imageValues() }, expect: PASS },
  { name: "declared, outdated", synth: { [`${IMAGE}.a`]: imageValues(stale) }, expect: FAIL },
  {
    name: "declared, date later",
    synth: { [`${IMAGE}.a`]: imageValues({ image_build_date: LATER }) },
    expect: DEFERRED,
  },
  {
    name: "declared, frequency later",
    synth: { [`${IMAGE}.a`]: imageValues({ replace_frequency: LATER }) },
    expect: DEFERRED,
  },
  {
    name: "declared, end later",
    synth: { [`${IMAGE}.a`]: imageValues({ ...stale, provided_until: LATER }) },
    expect: DEFERRED,
  },
  {
    name: "declared without date: created_at comes later",
    synth: { [`${IMAGE}.a`]: imageValues({ image_build_date: "" }) },
    expect: DEFERRED,
  },
  { name: "planned, fresh", plan: { [`${IMAGE}.a`]: imageValues() }, expect: PASS },
  { name: "planned, outdated", plan: { [`${IMAGE}.a`]: imageValues(stale) }, expect: FAIL },
  { name: "planned, later", plan: { [`${IMAGE}.a`]: imageValues({ image_build_date: UNKNOWN }) }, expect: DEFERRED },
  { name: "on offer, fresh", live: { images: [goodImage] }, expect: PASS },
  { name: "on offer, outdated", live: { images: [{ ...goodImage, properties: stale }] }, expect: FAIL },
  {
    name: "on offer, outdated and the successor is there",
    live: { images: [goodImage, { ...goodImage, name: "Ubuntu 24.04 20260101", properties: stale }] },
    expect: PASS,
  },
  {
    name: "on offer, nothing promised",
    live: { images: [{ ...goodImage, properties: { ...stale, replace_frequency: "never" } }] },
    expect: PASS,
  },
  {
    name: "on offer without frequency: the official test aborts",
    live: { images: [{ ...goodImage, properties: { image_build_date: "2026-01-01" } }] },
    expect: NOT_LOOKED_AT,
  },
  { name: "images that could not be read", live: {}, expect: NOT_LOOKED_AT },
]);

const twin = { ...goodImage, name: "Ubuntu 24.04 again" };
const uniqueness: Example[] = forRule("scs-0102-os_purpose-uniqueness", [
  { name: "one declared", synth: { [`${IMAGE}.a`]: imageValues() }, expect: PASS },
  { name: "two declared", synth: { [`${IMAGE}.a`]: imageValues(), [`${IMAGE}.b`]: imageValues() }, expect: FAIL },
  {
    name: "two declared, one old",
    synth: { [`${IMAGE}.a`]: imageValues(), [`${IMAGE}.b`]: imageValues({ os_purpose: "oldgeneric" }) },
    expect: PASS,
  },
  {
    name: "two declared, one hidden",
    synth: { [`${IMAGE}.a`]: imageValues(), [`${IMAGE}.b`]: imageValues({}, { hidden: true }) },
    expect: PASS,
  },
  { name: "none declared", synth: {}, expect: undefined },
  {
    name: "two declared, purpose of one later",
    synth: { [`${IMAGE}.a`]: imageValues(), [`${IMAGE}.b`]: imageValues({ os_purpose: LATER }) },
    expect: DEFERRED,
  },
  {
    name: "visibility of one later",
    synth: { [`${IMAGE}.a`]: imageValues({}, { visibility: LATER }) },
    expect: DEFERRED,
  },
  { name: "one planned", plan: { [`${IMAGE}.a`]: imageValues() }, expect: PASS },
  { name: "two planned", plan: { [`${IMAGE}.a`]: imageValues(), [`${IMAGE}.b`]: imageValues() }, expect: FAIL },
  { name: "planned later", plan: { [`${IMAGE}.a`]: imageValues({ os_distro: UNKNOWN }) }, expect: DEFERRED },
  { name: "one on offer", live: { images: [goodImage] }, expect: PASS },
  { name: "two on offer", live: { images: [goodImage, twin] }, expect: FAIL },
  {
    name: "two on offer, one of the community",
    live: { images: [goodImage, { ...twin, visibility: "community" }] },
    expect: PASS,
  },
  { name: "images that could not be read", live: {}, expect: NOT_LOOKED_AT },
]);

/** Name and source of an image that a testcase of scs-0104 is about. */
const LISTED: Readonly<Record<string, [string, string]>> = {
  "capi-1": ["ubuntu-capi-image v1.29", "https://nbg1.your-objectstorage.com/osism/openstack-k8s-capi-images/x.qcow2"],
  "capi-2": ["ubuntu-capi-image-v1.29", "https://nbg1.your-objectstorage.com/osism/openstack-k8s-capi-images/x.qcow2"],
  "ubuntu-2404": ["Ubuntu 24.04", "https://cloud-images.ubuntu.com/noble/x.img"],
  "ubuntu-2204": ["Ubuntu 22.04", "https://cloud-images.ubuntu.com/jammy/x.img"],
  "ubuntu-2004": ["Ubuntu 20.04", "https://cloud-images.ubuntu.com/focal/x.img"],
  "debian-13": ["Debian 13", "https://cloud.debian.org/images/cloud/trixie/x.qcow2"],
  "debian-12": ["Debian 12", "https://cloud.debian.org/images/cloud/bookworm/x.qcow2"],
  "debian-11": ["Debian 11", "https://cloud.debian.org/images/cloud/bullseye/x.qcow2"],
};

function listedImage(rule: Rule): Example[] {
  const [, , kind = "", ...slug] = rule.id.split("-");
  const [name, source] = LISTED[slug.join("-")]!;
  const values = (image_source: string, over: Record<string, unknown> = {}) =>
    imageValues({ image_source }, { name, ...over });
  const facts = (image_source: string): ImageFacts => ({ ...goodImage, name, properties: { image_source } });
  const own: Omit<Example, "rule">[] =
    kind === "source"
      ? [
          { name: "declared from elsewhere", synth: { [`${IMAGE}.a`]: values("https://example.org/x") }, expect: FAIL },
          { name: "planned from elsewhere", plan: { [`${IMAGE}.a`]: values("https://example.org/x") }, expect: FAIL },
          { name: "source comes later", synth: { [`${IMAGE}.a`]: values(LATER) }, expect: DEFERRED },
          { name: "planned, source later", plan: { [`${IMAGE}.a`]: values(UNKNOWN) }, expect: DEFERRED },
          {
            name: "another image with its source later",
            synth: { [`${IMAGE}.a`]: values(LATER, { name: "Plan 9" }) },
            expect: undefined,
          },
          { name: "another image", synth: { [`${IMAGE}.a`]: values("x", { name: "Plan 9" }) }, expect: undefined },
          {
            name: "on offer from elsewhere",
            live: { images: [facts(source), facts("https://example.org/x")] },
            expect: FAIL,
          },
          { name: "not on offer", live: { images: [] }, expect: NOT_APPLICABLE },
        ]
      : [
          { name: "another declared", synth: { [`${IMAGE}.a`]: values(source, { name: "Plan 9" }) }, expect: DEFERRED },
          { name: "another planned", plan: { [`${IMAGE}.a`]: values(source, { name: "Plan 9" }) }, expect: DEFERRED },
          {
            name: "another is all there is",
            synth: { [`${IMAGE}.a`]: values(source, { name: "Plan 9" }) },
            parameters: { "whole-cloud": "true" },
            expect: FAIL,
          },
          {
            name: "another is all that is planned",
            plan: { [`${IMAGE}.a`]: values(source, { name: "Plan 9" }) },
            parameters: { "whole-cloud": "true" },
            expect: FAIL,
          },
          { name: "not on offer", live: { images: [] }, expect: FAIL },
          { name: "on offer, hidden", live: { images: [{ ...facts(source), hidden: true }] }, expect: FAIL },
        ];
  return forRule(rule.id, [
    ...own,
    { name: "declared", synth: { [`${IMAGE}.a`]: values(source) }, expect: PASS },
    { name: "none declared", synth: {}, expect: undefined },
    { name: "name comes later", synth: { [`${IMAGE}.a`]: values(source, { name: LATER }) }, expect: DEFERRED },
    {
      name: "visibility comes later",
      synth: { [`${IMAGE}.a`]: values(source, { visibility: LATER }) },
      expect: DEFERRED,
    },
    { name: "planned", plan: { [`${IMAGE}.a`]: values(source) }, expect: PASS },
    { name: "on offer", live: { images: [facts(source)] }, expect: PASS },
    { name: "images that could not be read", live: {}, expect: NOT_LOOKED_AT },
  ]);
}

// ---------------------------------------------------------------- volumes, networks, services

const TYPE = "openstack_blockstorage_volume_type_v3";
const volumeSyntax: Example[] = forRule("scs-0114-syntax-check", [
  { name: "declared well", synth: { [`${TYPE}.a`]: { name: "a", description: "[scs:encrypted] x" } }, expect: PASS },
  { name: "declared without list", synth: { [`${TYPE}.a`]: { name: "a" } }, expect: PASS },
  { name: "declared badly", synth: { [`${TYPE}.a`]: { name: "a", description: "[scs:fast]" } }, expect: FAIL },
  {
    name: "declared unsorted",
    synth: { [`${TYPE}.a`]: { name: "a", description: "[scs:replicated, encrypted]" } },
    expect: FAIL,
  },
  {
    name: "list not at the start",
    synth: { [`${TYPE}.a`]: { name: "a", description: "x [scs:encrypted]" } },
    expect: WARN,
  },
  { name: "declared later", synth: { [`${TYPE}.a`]: { name: "a", description: LATER } }, expect: DEFERRED },
  { name: "planned well", plan: { [`${TYPE}.a`]: { name: "a", description: "[scs:replicated]" } }, expect: PASS },
  {
    name: "planned badly",
    plan: { [`${TYPE}.a`]: { name: "a", description: "[scs:encrypted, encrypted]" } },
    expect: FAIL,
  },
  { name: "planned later", plan: { [`${TYPE}.a`]: { name: "a", description: UNKNOWN } }, expect: DEFERRED },
  { name: "on offer, good", live: { volumeTypes: [{ name: "a", description: "[scs:encrypted]" }] }, expect: PASS },
  {
    name: "on offer, bad",
    live: { volumeTypes: [{ name: "a" }, { name: "b", description: "[scs:x]" }] },
    expect: FAIL,
  },
  { name: "types that could not be read", live: {}, expect: NOT_LOOKED_AT },
]);

function volumeAspect(aspect: string): Example[] {
  const good = { name: "a", description: `[scs:${aspect}]` };
  return forRule(`scs-0114-${aspect}-type`, [
    { name: "declared", synth: { [`${TYPE}.a`]: good }, expect: PASS },
    { name: "another declared", synth: { [`${TYPE}.a`]: { name: "a" } }, expect: DEFERRED },
    { name: "declared later", synth: { [`${TYPE}.a`]: { name: "a", description: LATER } }, expect: DEFERRED },
    { name: "none declared", synth: {}, expect: undefined },
    {
      name: "another is all there is",
      synth: { [`${TYPE}.a`]: { name: "a" } },
      parameters: { "whole-cloud": "true" },
      expect: FAIL,
    },
    { name: "planned", plan: { [`${TYPE}.a`]: good }, expect: PASS },
    { name: "planned later", plan: { [`${TYPE}.a`]: { name: "a", description: UNKNOWN } }, expect: DEFERRED },
    { name: "another is all that is planned", plan: {}, parameters: { "whole-cloud": "true" }, expect: FAIL },
    { name: "on offer", live: { volumeTypes: [{ name: "x" }, good] }, expect: PASS },
    {
      name: "not on offer",
      live: { volumeTypes: [{ name: "x", description: "encrypted and replicated" }] },
      expect: FAIL,
    },
    { name: "types that could not be read", live: {}, expect: NOT_LOOKED_AT },
  ]);
}

const egress = ["IPv4", "IPv6"].map((ethertype) => ({
  direction: "egress",
  ethertype,
  usedInDefaultGroup: true,
  usedInOtherGroups: true,
}));
const within = ["IPv4", "IPv6"].map((ethertype) => ({
  direction: "ingress",
  ethertype,
  remoteGroupId: "PARENT",
  usedInDefaultGroup: true,
}));
const defaultRules: Example[] = forRule("scs-0115-default-rules", [
  { name: "as Neutron has them", live: { defaultSecurityRules: [...egress, ...within] }, expect: PASS },
  { name: "without ingress from the group", live: { defaultSecurityRules: egress }, expect: WARN },
  {
    name: "SSH from anywhere",
    live: {
      defaultSecurityRules: [
        ...egress,
        ...within,
        {
          direction: "ingress",
          ethertype: "IPv4",
          protocol: "tcp",
          remoteIpPrefix: "0.0.0.0/0",
          usedInOtherGroups: true,
        },
      ],
    },
    expect: FAIL,
  },
  { name: "no egress", live: { defaultSecurityRules: within }, expect: FAIL },
  { name: "nothing was read", live: {}, expect: NOT_LOOKED_AT },
  { name: "old cloud, not probed", live: { serviceTypes: ["network"] }, expect: DEFERRED },
  { name: "old cloud, probed", live: { serviceTypes: [], freshGroupRules: egress }, expect: PASS },
  {
    name: "old cloud, probed, open",
    live: { serviceTypes: [], freshGroupRules: [...egress, ...within] },
    expect: FAIL,
  },
  {
    name: "refused",
    live: { serviceTypes: [], unread: [{ fact: "defaultSecurityRules", reason: "403" }] },
    expect: NOT_LOOKED_AT,
  },
]);

const keyManager = ["key-manager"];
const permissions: Example[] = forRule("scs-0116-permissions", [
  { name: "probed", live: { serviceTypes: keyManager, secretsListable: true, secretsUsable: true }, expect: PASS },
  {
    name: "probed, refused",
    live: { serviceTypes: keyManager, secretsListable: true, secretsUsable: false },
    expect: FAIL,
  },
  { name: "not even listing", live: { serviceTypes: keyManager, secretsListable: false }, expect: FAIL },
  { name: "listing only", live: { serviceTypes: keyManager, secretsListable: true }, expect: DEFERRED },
  {
    name: "asked as admin",
    live: { serviceTypes: keyManager, secretsUsable: true, roles: ["admin", "member"] },
    expect: DEFERRED,
  },
  { name: "no key manager", live: { serviceTypes: ["compute"] }, expect: NOT_APPLICABLE },
  { name: "the key manager does not answer", live: { serviceTypes: keyManager }, expect: NOT_LOOKED_AT },
  { name: "catalogue that could not be read", live: {}, expect: NOT_LOOKED_AT },
]);

/** A cloud of Yaook by its custom resources: Keystone, and more. */
function yaook(more: Record<string, object> = {}): Elements {
  const manifest = (kind: string, spec: object) => ({ manifest: { apiVersion: "yaook.cloud/v1", kind, spec } });
  const all = { KeystoneDeployment: {}, ...more };
  return Object.fromEntries(
    Object.entries(all).map(([kind, spec]) => [`kubernetes_manifest.${kind}`, manifest(kind, spec)]),
  );
}

const backup: Example[] = forRule("scs-0117-test-backup", [
  ...(["synth", "plan"] as const).flatMap((kind) => [
    { name: `${kind}: Yaook without Cinder`, [kind]: yaook(), expect: FAIL },
    { name: `${kind}: Cinder without backup`, [kind]: yaook({ CinderDeployment: { backup: {} } }), expect: FAIL },
    {
      name: `${kind}: Cinder with a backup service`,
      [kind]: yaook({ CinderDeployment: { backup: { ceph: { replicas: 1 } } } }),
      expect: DEFERRED,
    },
  ]),
  { name: "no Cinder in these stacks", synth: yaook(), parameters: { "whole-cloud": "false" }, expect: DEFERRED },
  { name: "no cloud in the code", synth: {}, expect: undefined },
  { name: "probed", live: { serviceTypes: ["volumev3"], backupWorks: true }, expect: PASS },
  {
    name: "probed, broken",
    live: { serviceTypes: ["volumev3"], backupWorks: false, backupDetail: "503" },
    expect: FAIL,
  },
  { name: "not probed", live: { serviceTypes: ["block-storage"] }, expect: DEFERRED },
  { name: "no block storage", live: { serviceTypes: ["compute"] }, expect: FAIL },
  {
    name: "the probe broke",
    live: { serviceTypes: ["volume"], unread: [{ fact: "backup", reason: "x" }] },
    expect: NOT_LOOKED_AT,
  },
  { name: "catalogue that could not be read", live: {}, expect: NOT_LOOKED_AT },
]);

/** Services of a cloud of Yaook: by which deployment, and what is missing without it. */
function yaookService(type: string): Omit<Example, "rule">[] {
  const deployments: Record<string, [kind: string, part: string]> = {
    compute: ["NovaDeployment", "api"],
    placement: ["NovaDeployment", "placement"],
    image: ["GlanceDeployment", "api"],
    network: ["NeutronDeployment", "api"],
    "load-balancer": ["OctaviaDeployment", "api"],
    "block-storage": ["CinderDeployment", "api"],
    "key-manager": ["BarbicanDeployment", "api"],
  };
  const [kind, part] = deployments[type] ?? [];
  const missing = [
    { name: "a cloud of Yaook without it", synth: yaook(), expect: FAIL },
    { name: "the same, planned", plan: yaook(), expect: FAIL },
    { name: "more in other stacks", synth: yaook(), parameters: { "whole-cloud": "false" }, expect: DEFERRED },
  ];
  if (type === "identity") {
    return [{ name: "Yaook's Keystone", synth: yaook(), expect: PASS }];
  }
  if (kind === undefined || part === undefined) {
    return type.startsWith("volume") ? [] : missing;
  }
  return [
    ...missing,
    { name: `Yaook's ${kind}`, synth: yaook({ [kind]: { [part]: {} } }), expect: PASS },
    { name: `Yaook's ${kind}, planned`, plan: yaook({ [kind]: { [part]: {} } }), expect: PASS },
    { name: "unpublished", synth: yaook({ [kind]: { [part]: { publishEndpoint: false } } }), expect: FAIL },
    ...(part === "placement" ? [{ name: "Nova without it", synth: yaook({ [kind]: { api: {} } }), expect: FAIL }] : []),
  ];
}

function service(rule: string, type: string): Example[] {
  const SERVICE = "openstack_identity_service_v3";
  const endpoint = { "openstack_identity_endpoint_v3.e": { service_id: `\${${SERVICE}.a.id}` } };
  const extras = { refs: { "openstack_identity_endpoint_v3.e": { service_id: [`${SERVICE}.a.id`, `${SERVICE}.a`] } } };
  return forRule(rule, [
    { name: "registered", synth: { [`${SERVICE}.a`]: { name: "a", type }, ...endpoint }, expect: PASS },
    {
      name: "registered, disabled",
      synth: { [`${SERVICE}.a`]: { name: "a", type, enabled: false }, ...endpoint },
      expect: FAIL,
    },
    { name: "registered without endpoint", synth: { [`${SERVICE}.a`]: { name: "a", type } }, expect: DEFERRED },
    { name: "type comes later", synth: { [`${SERVICE}.a`]: { name: "a", type: LATER } }, expect: DEFERRED },
    { name: "another registered", synth: { [`${SERVICE}.a`]: { name: "a", type: "weather" } }, expect: DEFERRED },
    { name: "none registered", synth: {}, expect: undefined },
    {
      name: "another is all there is",
      synth: { [`${SERVICE}.a`]: { name: "a", type: "weather" } },
      parameters: { "whole-cloud": "true" },
      expect: FAIL,
    },
    {
      name: "planned",
      plan: { [`${SERVICE}.a`]: { name: "a", type }, "openstack_identity_endpoint_v3.e": { service_id: UNKNOWN } },
      extras,
      expect: PASS,
    },
    { name: "planned without endpoint", plan: { [`${SERVICE}.a`]: { name: "a", type } }, expect: DEFERRED },
    { name: "planned, disabled", plan: { [`${SERVICE}.a`]: { name: "a", type, enabled: false } }, expect: FAIL },
    {
      name: "a cloud of Yaook registers it itself",
      synth: yaook({ KeystoneEndpoint: { servicetype: type } }),
      expect: PASS,
    },
    ...yaookService(type),
    { name: "in the catalogue", live: { serviceTypes: ["weather", type] }, expect: PASS },
    { name: "not in the catalogue", live: { serviceTypes: ["weather"] }, expect: FAIL },
    { name: "catalogue that could not be read", live: {}, expect: NOT_LOOKED_AT },
  ]);
}

const swiftS3: Example[] = forRule("scs-0123-swift-s3", [
  ...(["synth", "plan"] as const).flatMap((kind) => [
    { name: `${kind}: a cloud of Yaook without object store`, [kind]: yaook(), expect: WARN },
    {
      name: `${kind}: a cloud of Yaook that registers one`,
      [kind]: yaook({ KeystoneEndpoint: { servicetype: "object-store" } }),
      expect: DEFERRED,
    },
  ]),
  { name: "no cloud in the code", synth: {}, expect: undefined },
  { name: "speaks S3", live: { serviceTypes: ["object-store"], objectStoreSpeaksS3: true }, expect: PASS },
  { name: "does not", live: { serviceTypes: ["object-store"], objectStoreSpeaksS3: false }, expect: FAIL },
  { name: "no object store, S3 registered", live: { serviceTypes: ["s3"] }, expect: PASS },
  { name: "no object store: the text asks for S3 all the same", live: { serviceTypes: [] }, expect: WARN },
  { name: "nobody answers", live: { serviceTypes: ["object-store"] }, expect: NOT_LOOKED_AT },
  { name: "catalogue that could not be read", live: {}, expect: NOT_LOOKED_AT },
]);

// ---------------------------------------------------------------- Kubernetes

const patches = [{ version: "1.36.9", releasedAt: "2026-09-01" }];
const cluster = (version: unknown) => ({
  "kubernetes_manifest.c": {
    manifest: { apiVersion: "cluster.x-k8s.io/v1beta1", kind: "Cluster", spec: { topology: { version } } },
  },
});
const versionPolicy: Example[] = forRule(
  "version-policy-check",
  [
    { name: "a dead minor", synth: cluster("v1.25.3"), expect: FAIL },
    { name: "a living minor: patches are known later", synth: cluster("v1.36.0"), expect: FAIL },
    { name: "a future patch: the table may be older", synth: cluster("v1.36.999"), expect: DEFERRED },
    ...Object.entries(VERSIONED).map(([name, synth]) => ({ name: `${name}, a future patch`, synth, expect: DEFERRED })),
    { name: "a version that comes later", synth: cluster(LATER), expect: DEFERRED },
    {
      name: "a control plane in YAML",
      synth: {
        "kubectl_manifest.c": {
          yaml_body:
            "apiVersion: controlplane.cluster.x-k8s.io/v1beta1\nkind: KubeadmControlPlane\nspec:\n  version: v1.20.0\n",
        },
      },
      expect: FAIL,
    },
    {
      name: "a worker group in YAML",
      synth: {
        "kubectl_manifest.c": {
          yaml_body:
            "apiVersion: cluster.x-k8s.io/v1beta1\nkind: MachineDeployment\nspec:\n  template:\n    spec:\n      version: v1.20.0\n",
        },
      },
      expect: FAIL,
    },
    {
      name: "YAML with an expression that breaks it",
      synth: { "kubectl_manifest.c": { yaml_body: "a: ${x}: b: [" } },
      expect: undefined,
    },
    {
      name: "another object",
      synth: {
        "kubernetes_manifest.c": {
          manifest: { apiVersion: "v1", kind: "Cluster", spec: { topology: { version: "1.1" } } },
        },
      },
      expect: undefined,
    },
    { name: "planned, dead", plan: cluster("1.25.0"), expect: FAIL },
    { name: "planned, future patch", plan: cluster("v1.36.999"), expect: DEFERRED },
    { name: "no cluster planned", plan: {}, expect: undefined },
    { name: "running, current", live: { cluster: { versions: { running: "v1.36.9", patches } } }, expect: PASS },
    { name: "running, patch overdue", live: { cluster: { versions: { running: "v1.36.8", patches } } }, expect: FAIL },
    { name: "running, dead", live: { cluster: { versions: { running: "v1.25.0", patches } } }, expect: FAIL },
    { name: "no cluster was asked", live: {}, expect: NOT_LOOKED_AT },
  ],
  Scope.KAAS_V1,
);

const kaas: Example[] = [
  { rule: "kaas-networking-check", name: "Cilium", live: { cluster: { networking: { cni: "cilium" } } }, expect: PASS },
  {
    rule: "kaas-networking-check",
    name: "tests passed",
    live: { cluster: { networking: { networkPolicyTestsPassed: true } } },
    expect: PASS,
  },
  {
    rule: "kaas-networking-check",
    name: "Flannel",
    live: { cluster: { networking: { cni: "flannel" } } },
    expect: FAIL,
  },
  {
    rule: "kaas-networking-check",
    name: "unknown plugin",
    live: { cluster: { networking: { cni: "own" } } },
    expect: NOT_LOOKED_AT,
  },
  { rule: "kaas-networking-check", name: "no cluster", live: {}, expect: NOT_LOOKED_AT },
  { rule: "cncf-k8s-conformance", name: "passed", live: { cluster: { conformancePassed: true } }, expect: PASS },
  { rule: "cncf-k8s-conformance", name: "failed", live: { cluster: { conformancePassed: false } }, expect: FAIL },
  { rule: "cncf-k8s-conformance", name: "not run", live: { cluster: {} }, expect: NOT_LOOKED_AT },
  {
    rule: "node-distribution-check",
    name: "two machines, labelled",
    live: { cluster: { nodes: nodes("h1", "h2") } },
    expect: PASS,
  },
  {
    rule: "node-distribution-check",
    name: "one machine",
    live: { cluster: { nodes: nodes("h1", "h1") } },
    expect: FAIL,
  },
  { rule: "node-distribution-check", name: "no cluster", live: {}, expect: NOT_LOOKED_AT },
  ...clusterExamples("kaas-networking-check", {
    classy: PASS,
    "classy, another class": DEFERRED,
    capo: DEFERRED,
    shoot: PASS,
    "shoot with Flannel": FAIL,
    magnum: PASS,
    servers: DEFERRED,
  }),
  ...clusterExamples("node-distribution-check", {
    classy: PASS,
    "classy, no group": FAIL,
    "classy, an empty group": FAIL,
    capo: PASS,
    "capo, v1beta1": PASS,
    "capo, no group": FAIL,
    "capo, a group of others": DEFERRED,
    "capo, one node": FAIL,
    shoot: PASS,
    "shoot of one": FAIL,
    magnum: DEFERRED,
    "magnum of one": FAIL,
    servers: PASS,
    "servers without hints": FAIL,
  }),
];

function nodes(...hosts: string[]) {
  const at = (zone: string) => ({ "topology.kubernetes.io/zone": zone, "topology.kubernetes.io/region": "r" });
  const control = hosts.map((host, index) => ({
    name: `c${index}`,
    controlPlane: true,
    host,
    labels: at(`z${index}`),
  }));
  const workers = ["z0", "z1"].map((zone) => ({ name: zone, controlPlane: false, labels: at(zone) }));
  return [...control, ...workers];
}

/** All examples but those of good practice. */
export function standardExamples(): Example[] {
  const rules = RuleCatalogue.all();
  const of = (prefix: string): Rule[] => rules.filter((rule) => rule.id.startsWith(prefix));
  return [
    ...flavorNames,
    ...flavorSemantics,
    ...StandardFlavors.all().flatMap(standardFlavor),
    ...of("scs-0102-prop-").flatMap(imageProperty),
    ...recency,
    ...uniqueness,
    ...of("scs-0104-").flatMap(listedImage),
    ...volumeSyntax,
    ...volumeAspect("encrypted"),
    ...volumeAspect("replicated"),
    ...defaultRules,
    ...permissions,
    ...service("scs-0116-presence", "key-manager"),
    ...backup,
    ...of("scs-0123-service-").flatMap((rule) =>
      service(
        rule.id,
        rule.id === "scs-0123-service-s3" ? "object-store-s3" : rule.id.replace("scs-0123-service-", ""),
      ),
    ),
    ...["volume", "volumev3", "block-storage"].flatMap((type) => service("scs-0123-storage-apis", type)),
    ...swiftS3,
    ...versionPolicy,
    ...kaas,
  ];
}

const ORDER = [FAIL, NOT_LOOKED_AT, DEFERRED, WARN, PASS, NOT_APPLICABLE];

/** All that a rule says about an example. */
export function observationsOf(rule: Rule, example: Example): Observation[] {
  const scope = example.scope ?? Scope.IAAS_V5_1;
  const context = {
    date: DATE,
    level: RuleLevel.MANDATORY,
    scope,
    testcase: scope.testcase(rule.id),
    parameters: example.parameters ?? {},
  };
  return [
    ...(example.synth === undefined ? [] : rule.synth(synthOf(example.synth, example.provider), context)),
    ...(example.plan === undefined
      ? []
      : rule.plan(planOf(example.plan, { provider: example.provider, ...example.extras }), context)),
    ...(example.live === undefined ? [] : rule.live(liveOf(example.live), context)),
  ];
}

/** What a rule says about an example: its worst observation; undefined when it has none. */
export function outcomeOf(rule: Rule, example: Example): Outcome | undefined {
  const observations = observationsOf(rule, example);
  return ORDER.find((outcome) => observations.some((each) => each.outcome === outcome));
}

/** Families whose rules differ in data only: their words are looked at for one of them. */
const FAMILIES: readonly [RegExp, string][] = [
  [/^scs-0102-prop-/, "scs-0102-prop-os_distro"],
  [/^scs-0103-flavor-/, "scs-0103-flavor-1v-4"],
  [/^scs-0104-image-/, "scs-0104-image-ubuntu-2404"],
  [/^scs-0104-source-/, "scs-0104-source-ubuntu-2404"],
  [/^scs-0114-.*-type$/, "scs-0114-encrypted-type"],
  [/^scs-0123-service-/, "scs-0123-service-placement"],
];

/** Whether the words of a rule are kept in texts.test.ts. */
export function hasTexts(rule: string): boolean {
  return FAMILIES.every(([pattern, first]) => !pattern.test(rule) || rule === first);
}

/** The words of a rule about an example, a line for each observation. */
export function textsOf(rule: Rule, example: Example): string[] {
  return observationsOf(rule, example).map(({ outcome, subject, message, got, allowed, fix }) => {
    const about = Object.entries(subject).map(([key, value]) => `${key}=${String(value)}`);
    const values = Object.entries({ got, allowed, fix }).flatMap(([key, value]) =>
      value === undefined ? [] : [`${key}: ${value}`],
    );
    return [`${outcome} [${about.join(" ")}] ${message}`, ...values].join(" | ");
  });
}
