import type { LiveEvidence } from "../../evidence/live";
import { EvidenceKind, Outcome } from "../../report-model";
import { Rule, type Observation } from "../../rule";
import { Testcases } from "../testcases";

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
        evidence: [EvidenceKind.LIVE],
        limitation:
          "the official test creates a volume, backs it up and restores it: reading cannot tell; the probe (--probe) does it",
      }),
    );
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
