import { App, Cloud, RemovalPolicy, ScsStack } from "scs-blueprints";
import { Compliance, Profile } from "scs-blueprints/compliance";
import { Scope } from "scs-blueprints/scs";
import { ObjectStorageBackupTarget } from "scs-blueprints/tenant";

const app = new App();
const stack = new ScsStack(app, "backup-target", { cloud: Cloud.fromEnvironment() });

const backups = new ObjectStorageBackupTarget(stack, "backups", {
  retention: { daily: 7, weekly: 5, monthly: 12 },
  quotaBytes: 500 * 1024 ** 3,
  // A new revision is a new key; the old one goes in the same apply.
  credentialRevision: "2026-11",
  // An example goes away as a whole. The bucket is kept without this line: take it out before there are backups.
  removalPolicy: RemovalPolicy.DESTROY,
});

// terraform output -raw backups_restic > restic.env
backups.addOutputs("backups");

Compliance.of(app).require(Scope.IAAS_V5_1);
Compliance.of(app).requireProfile(Profile.goodPractice());

app.synth();
