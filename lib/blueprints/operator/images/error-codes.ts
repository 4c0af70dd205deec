import type { ErrorCode } from "../../../core/error-codes";

/** 62xx of images: 6220 to 6249. */
export const IMAGE_CATALOG_ERROR_CODES: readonly ErrorCode[] = [
  {
    code: "SCSBP-6220",
    title: "An image without a checksum",
    explanation: "What every server starts from is not taken from the network unchecked.",
  },
  {
    code: "SCSBP-6221",
    title: "A checksum that Glance cannot confirm",
    explanation:
      "Glance hashes a file once, with its `hashing_algorithm` (SHA-512 unless its operator changed it), and the image is compared with that.",
  },
  {
    code: "SCSBP-6222",
    title: "An image does not come from where scs-0104 wants it",
    explanation: "Images of the names that the standard lists have `image_source` below one of the listed prefixes.",
  },
  {
    code: "SCSBP-6223",
    title: "Metadata that scs-0102 forbids",
    explanation: "The catalogue is held against the rules of the official tests, those of scs-0102-v2 included.",
  },
  {
    code: "SCSBP-6224",
    title: "Not a day, or not a promise of scs-0102",
    explanation: "Days are YYYY-MM-DD in UTC and exist.",
  },
  {
    code: "SCSBP-6225",
    title: "Unfit versions of an image",
    explanation: "Each build has a version and a build date of its own, and a URL to fetch it from.",
  },
  {
    code: "SCSBP-6226",
    title: "Unfit name of an image",
    explanation: "Users find images by name; node images are named after a version of Kubernetes.",
  },
  {
    code: "SCSBP-6227",
    title: "Two images answer to one question",
    explanation:
      "Names are unique, and there is one generic image for each architecture, distribution and version (scs-0102-v2).",
  },
  {
    code: "SCSBP-6228",
    title: "An image has no build at the catalogue's date",
    explanation: "Builds of the future are left out, and nothing else is there.",
  },
  {
    code: "SCSBP-6229",
    title: "The catalogue offers no such image",
    explanation: "An image is known by its name, and offered until `provided_until`.",
  },
  {
    code: "SCSBP-6230",
    title: "An image's file does not have its checksum",
    explanation:
      "Told by the apply after the upload, from Glance's own hash. The file is in Glance by then: take the version out and apply, which deletes it.",
  },
  {
    code: "SCSBP-6231",
    title: "An image's file is larger than min_disk",
    explanation: "scs-0102 wants `min_disk` to hold the stored file. Told by the apply.",
  },
  {
    code: "SCSBP-6232",
    title: "The os_ properties of an image cannot be changed",
    explanation:
      "Provider 3.4.0 passes over properties that begin with os_ on an image that exists, without a word in the plan. The plan is refused in place of promising what is not so.",
  },
  {
    code: "SCSBP-6240",
    title: "Not a file of the image manager",
    explanation:
      "The message names the entry. The form is that of osism/openstack-image-manager; what has no place in it cannot be written.",
  },
  {
    code: "SCSBP-6241",
    title: "An image of the cloud is none of the declared builds",
    explanation:
      "An existing image is adopted as the build whose checksum its file has. One that has the name and another file would stay beside the catalogue's, under the same name.",
  },
  {
    code: "SCSBP-6242",
    title: "Two images of the cloud are one build",
    explanation: "A build is one image: nothing tells which of two with the same name and file users rely on.",
  },
  {
    code: "SCSBP-6243",
    title: "An image of the cloud has no hash",
    explanation: "Glance hashes what is uploaded since 2018; older images cannot be told to be a certain build.",
  },
  {
    code: "SCSBP-6244",
    title: "An image of the cloud would be replaced",
    explanation: "Glance cannot change disk_format and container_format of an image that has its file.",
  },
  {
    code: "SCSBP-6245",
    title: "The current build of an image is overdue",
    explanation:
      "Raised by Terraform's plan as a warning, from the clock of the machine that plans: replace_frequency and a tenth of it are over, and `check --cloud` fails (scs-0102-image-recency). Images whose provided_until is no day promise nothing.",
  },
];
