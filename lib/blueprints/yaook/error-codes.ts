import type { ErrorCode } from "../../core/error-codes";

/** Every code that lib/blueprints/yaook raises. */
export const YAOOK_ERROR_CODES: readonly ErrorCode[] = [
  {
    code: "SCSBP-6500",
    title: "Not a release that Yaook's operators are known to run",
    explanation:
      "The operators take the releases of their own lists only. YaookRelease.unlisted() is for operators that are newer than this library.",
  },
  {
    code: "SCSBP-6501",
    title: "A step of the upgrade is skipped",
    explanation: "Yaook's operators go from one release of their lists to the next, and never back.",
  },
  {
    code: "SCSBP-6502",
    title: "Images in two places, or in none",
    explanation: "Yaook's Glance has one backend: Ceph or a volume.",
  },
  {
    code: "SCSBP-6503",
    title: "Networks by OVN and Open vSwitch, or by neither",
    explanation: "Yaook's Neutron has one set-up.",
  },
];
