import type { ImagePropertyRow } from "./data";
import { FindingResult } from "./finding";
import type { ImageFacts } from "./image-metadata";
import { Quote } from "./quote";
import { UtcTime } from "./utc-time";

/** What a rule says about one value. @internal */
export interface PropertyVerdict {
  readonly result: FindingResult;
  readonly message: string;
  readonly got?: string;
  readonly allowed?: string;
  readonly fix?: string;
}

/** What a rule looks at. @internal */
export interface PropertyContext {
  readonly row: ImagePropertyRow;
  readonly image: ImageFacts;
  /** Value of the property; undefined and empty both mean "not set", as in the official test. */
  readonly value: string | undefined;
  /** The time of the check, milliseconds. */
  readonly now: number;
}

type PropertyRule = (context: PropertyContext) => PropertyVerdict;

const GIB = 1024 ** 3;
/** Below this the official test warns. */
const LEAST_RAM_MIB = 64;
/** Distributions whose versions are numbers. */
const NUMBERED = ["ubuntu", "debian", "fedora", "centos", "rhel", "rocky", "almalinux", "opensuse", "sles", "windows"];

const pass = (message: string, got?: string): PropertyVerdict => ({ result: FindingResult.PASS, message, got });

const fail = ({ row, value }: PropertyContext, allowed: string): PropertyVerdict => ({
  result: FindingResult.FAIL,
  message: value === undefined ? `${row.name} is not set` : `${row.name} has no meaningful value`,
  got: value === undefined ? "not set" : Quote.text(value),
  allowed,
  fix: `set ${row.name}`,
});

const warn = ({ row, value }: PropertyContext, message: string, allowed: string, fix?: string): PropertyVerdict => ({
  result: FindingResult.WARN,
  message,
  got: value === undefined ? "not set" : Quote.text(value),
  allowed,
  fix: fix ?? `set ${row.name}`,
});

/** A value of the list in the data. */
const oneOf: PropertyRule = (context) => {
  const allowed = context.row.enum ?? [];
  return context.value !== undefined && allowed.includes(context.value)
    ? pass(`${context.row.name} is ${context.value}`)
    : fail(context, allowed.join(", "));
};

/** As `oneOf`, but the official test lets a missing value pass. */
const oneOfOrAbsent: PropertyRule = (context) =>
  context.value === undefined
    ? warn(context, `${context.row.name} is not set; the official test passes`, (context.row.enum ?? []).join(", "))
    : oneOf(context);

const anyText: PropertyRule = (context) =>
  context.value === undefined ? fail(context, context.row.standardRule) : pass(`${context.row.name} is set`);

const architecture: PropertyRule = (context) =>
  context.value === "risc-v"
    ? warn(context, "only the official test knows architecture risc-v, Glance does not", "x86_64, aarch64")
    : oneOf(context);

const minDisk: PropertyRule = (context) => {
  const { minDiskGiB = 0, sizeBytes } = context.image;
  const got = `${minDiskGiB} GiB`;
  if (minDiskGiB <= 0) {
    return { ...fail(context, "more than 0 GiB, and room for the image file"), got };
  }
  if (sizeBytes === undefined) {
    return {
      result: FindingResult.UNKNOWN,
      message: "min_disk is set; whether the image file fits is known after the upload",
      got,
      allowed: "at least the size of the image file",
    };
  }
  return minDiskGiB * GIB >= sizeBytes
    ? pass("min_disk holds the image file", got)
    : {
        ...fail(context, `at least ${Math.ceil(sizeBytes / GIB)} GiB, the size of the image file`),
        message: "min_disk is smaller than the image file",
        got,
      };
};

const minRam: PropertyRule = (context) => {
  const { minRamMiB = 0 } = context.image;
  const got = `${minRamMiB} MiB`;
  if (minRamMiB <= 0) {
    return { ...fail(context, "enough MiB to boot and live at least 10 seconds"), got };
  }
  return minRamMiB < LEAST_RAM_MIB
    ? { ...warn(context, "min_ram is implausibly small", `${LEAST_RAM_MIB} MiB or more`), got }
    : pass("min_ram is set", got);
};

const osVersion: PropertyRule = (context) => {
  const distro = context.image.properties?.["os_distro"] ?? "";
  return context.value !== undefined && NUMBERED.includes(distro) && !/^\d/.test(context.value)
    ? warn(context, "os_version is a name where the distribution uses numbers", "a number such as 24.04")
    : anyText(context);
};

const osDistro: PropertyRule = (context) =>
  context.value !== undefined && context.value !== context.value.toLowerCase()
    ? warn(context, "os_distro is not in lower case", `a value of Glance, such as ${context.value.toLowerCase()}`)
    : anyText(context);

const diskBus: PropertyRule = (context) =>
  context.value === "scsi" && (context.image.properties?.["hw_scsi_model"] ?? "") === ""
    ? warn(context, "hw_disk_bus is scsi without hw_scsi_model", "hw_scsi_model=virtio-scsi", "set hw_scsi_model")
    : oneOfOrAbsent(context);

/** No longer recommended since scs-0101 v1.1, so absence is fine. */
const rngModel: PropertyRule = (context) =>
  context.value === undefined ? pass("hw_rng_model is not set, which is allowed") : oneOf(context);

const buildDate: PropertyRule = (context) => {
  const { value, image, now } = context;
  const time = value === undefined ? undefined : UtcTime.parse(value);
  if (time === undefined || value === undefined) {
    return fail(context, "YYYY-MM-DD, YYYY-MM-DD hh:mm or YYYY-MM-DD hh:mm:ss, in UTC");
  }
  if (time > now) {
    return { ...fail(context, "a time in the past, in UTC"), message: "image_build_date is in the future" };
  }
  if (image.createdAt !== undefined && time > UtcTime.require(image.createdAt, "created_at of the image")) {
    return {
      ...fail(context, `not after ${image.createdAt}`),
      message: "image_build_date is after the image was uploaded",
    };
  }
  return value.includes("T")
    ? warn(context, "image_build_date is in a format that only the test knows", "YYYY-MM-DD[ hh:mm[:ss]]")
    : pass(`built ${value}`);
};

const source: PropertyRule = (context) =>
  context.value === "private" || /^(https?|ftps?):\/\/[^\s/]+/.test(context.value ?? "")
    ? pass("image_source is set")
    : fail(context, "a http, https, ftp or ftps URL, or the word private");

const replaceFrequency: PropertyRule = (context) =>
  ["yearly", "quarterly"].includes(context.value ?? "")
    ? warn(context, "the image is replaced less than monthly", "monthly or more often is advised")
    : oneOf(context);

const providedUntil: PropertyRule = (context) => {
  const { value } = context;
  if (value === undefined || ["none", "notice"].includes(value) || /^\d{4}-\d{2}-\d{2}$/.test(value)) {
    return anyText(context);
  }
  return warn(
    context,
    "provided_until is neither a day nor none nor notice; the official test passes",
    "none, notice, YYYY-MM-DD",
  );
};

const uuidValidity: PropertyRule = (context) => {
  const { value } = context;
  const allowed = "none, notice, forever, last-N, YYYY-MM-DD";
  if (value === undefined) {
    return warn(context, "uuid_validity is not set; the text makes it mandatory, the official test passes", allowed);
  }
  const known = ["none", "notice", "forever"].includes(value) || /^last-\d+$/.test(value);
  return known || UtcTime.parse(value) !== undefined ? pass(`uuid_validity is ${value}`) : fail(context, allowed);
};

const hotfixHours: PropertyRule = (context) =>
  /^\d*$/.test(context.value ?? "") ? pass("hotfix_hours is absent or a number") : fail(context, "a number of hours");

const hashAlgo: PropertyRule = (context) =>
  context.image.hashAlgo === undefined
    ? { result: FindingResult.UNKNOWN, message: "Glance sets os_hash_algo; known after the upload" }
    : oneOf({ ...context, value: context.image.hashAlgo === "" ? undefined : context.image.hashAlgo });

/**
 * The rule of each property that has a testcase in scs-0102; what is allowed comes from scs-image-metadata.json.
 *
 * @internal
 */
export const IMAGE_PROPERTY_RULES: ReadonlyMap<string, PropertyRule> = new Map([
  ["architecture", architecture],
  ["min_disk", minDisk],
  ["min_ram", minRam],
  ["os_version", osVersion],
  ["os_distro", osDistro],
  ["os_purpose", oneOf],
  ["hw_disk_bus", diskBus],
  ["hypervisor_type", oneOfOrAbsent],
  ["hw_rng_model", rngModel],
  ["replace_frequency", replaceFrequency],
  ["provided_until", providedUntil],
  ["uuid_validity", uuidValidity],
  ["hotfix_hours", hotfixHours],
  ["image_source", source],
  ["image_description", anyText],
  ["image_build_date", buildDate],
  ["image_original_user", anyText],
  ["os_hash_algo", hashAlgo],
]);
