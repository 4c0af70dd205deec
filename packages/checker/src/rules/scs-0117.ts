import type { Declared } from "../evidence/declared";
import { fieldOf } from "../evidence/declared-manifests";
import type { LiveEvidence } from "../evidence/live";
import { isObject } from "../reading/read-json";
import { Outcome, type Observation } from "../report-model";
import type { Rule, RuleContext } from "../rule";
import { DeclaredYaook } from "./declared-cloud";
import { testcaseRule } from "./rule-definition";

/** Types that the official suite takes for block storage. */
const BLOCK_STORAGE = ["volume", "volumev3", "block-storage"];

/** SCS-0117: volume backup. @internal */
export const scs0117 = (): Rule[] => [
  testcaseRule("scs-0117-test-backup", {
    title: "Volumes can be backed up and restored",
    rationale: "Snapshots die with the storage they lie on; a backup does not have to",
    clause: "The volume backup API is usable and has a backup driver",
    fix: "run cinder-backup with a driver",
    limitation:
      "the official test creates a volume, backs it up and restores it: reading cannot tell; the probe (--probe) does it",
    synth: backupInCode,
    live: backupOnCloud,
  }),
];

/** Of clouds that the code declares: what is not there cannot work, what is there may. */
function backupInCode(declared: Declared, context: RuleContext): Observation[] {
  const yaook = DeclaredYaook.of(declared);
  if (yaook === undefined) {
    return [];
  }
  const cinder = yaook.deployment("CinderDeployment");
  const services = cinder === undefined ? undefined : fieldOf(cinder, "spec", "backup");
  if (cinder === undefined || !isObject(services) || Object.keys(services).length === 0) {
    const what = cinder === undefined ? "CinderDeployment, and so nothing to back up" : "a backup service of Cinder";
    return [yaook.lacks(context, what, "add a CinderDeployment with a backup service: spec.backup.<name>")];
  }
  return [
    {
      outcome: Outcome.DEFERRED,
      subject: cinder.resource.subject("volume backup"),
      message: "a backup service is declared; whether backups work only the cloud can tell",
      fix: "check the cloud with --probe: backups into Ceph did not work in Yaook in 2026-01 (yaook/operator merge request 3145)",
    },
  ];
}

function backupOnCloud(live: LiveEvidence): Observation[] {
  const { serviceTypes, backupWorks, backupDetail, unread } = live.facts;
  const subject = live.subject("volume backup");
  if (backupWorks !== undefined) {
    return [
      {
        outcome: backupWorks ? Outcome.PASS : Outcome.FAIL,
        subject,
        message: backupWorks
          ? "a volume was backed up and restored"
          : `a volume could not be backed up and restored${backupDetail === undefined ? "" : `: ${backupDetail}`}`,
      },
    ];
  }
  if (serviceTypes === undefined) {
    return [live.notLookedAt("serviceTypes")];
  }
  if (unread.some((each) => each.fact === "backup")) {
    return [live.notLookedAt("backup")];
  }
  return serviceTypes.some((type) => BLOCK_STORAGE.includes(type))
    ? [
        {
          outcome: Outcome.DEFERRED,
          subject,
          message: "not tried: it takes creating a volume, a backup and a restored volume",
          fix: "check with --probe, which creates them and deletes them again",
        },
      ]
    : [{ outcome: Outcome.FAIL, subject, message: "there is no block storage to back up" }];
}
