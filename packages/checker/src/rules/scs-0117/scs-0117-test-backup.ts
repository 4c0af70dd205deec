import type { Declared } from "../../evidence/declared";
import { fieldOf } from "../../evidence/declared-objects";
import type { LiveEvidence } from "../../evidence/live";
import { EvidenceKind, Outcome } from "../../report-model";
import { isObject } from "../../reading/read-json";
import { Rule, type Observation, type RuleContext } from "../../rule";
import { Testcases } from "../testcases";
import { DeclaredYaook } from "../yaook/declared-yaook";

/** Types that the official suite takes for block storage. */
const BLOCK_STORAGE = ["volume", "volumev3", "block-storage"];

/** scs-0117-test-backup: a volume can be backed up and restored. */
export class VolumeBackup extends Rule {
  public constructor() {
    super(
      Testcases.props("scs-0117-test-backup", {
        title: "Volumes can be backed up and restored",
        rationale: "Snapshots die with the storage they lie on; a backup does not have to",
        clause: "The volume backup API is usable and has a backup driver",
        fix: "run cinder-backup with a driver",
        evidence: [EvidenceKind.SYNTH, EvidenceKind.PLAN, EvidenceKind.LIVE],
        limitation:
          "the official test creates a volume, backs it up and restores it: reading cannot tell; the probe (--probe) does it",
      }),
    );
  }

  /** Of clouds that the code declares: what is not there cannot work, what is there may. */
  public override synth(declared: Declared, context: RuleContext): Observation[] {
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

  public override live(live: LiveEvidence): Observation[] {
    const { serviceTypes, backupWorks, backupDetail } = live.facts;
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
    if (live.facts.unread.some((each) => each.fact === "backup") || serviceTypes === undefined) {
      return [this.notLookedAt(live, serviceTypes === undefined ? "serviceTypes" : "backup")];
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
}
