import { RuleLevel } from "../../report-model";
import type { Rule } from "../../rule";
import { ClearTextSecret } from "./clear-text-secret";
import { ClusterAddressOverlap } from "./cluster-address-overlap";
import { ClusterApiOpen } from "./cluster-api-open";
import { DefaultStorageClassRule } from "./default-storage-class";
import { EtcdLocalSsd } from "./etcd-local-ssd";
import { FlavorPortability } from "./flavor-portability";
import { GuardedPortOpen } from "./guarded-port-open";
import { HttpEndpoint } from "./http-endpoint";
import { NoAntiAffinity } from "./no-anti-affinity";
import { PlanConditions } from "./plan-conditions";
import { UnencryptedVolume } from "./unencrypted-volume";
import { WorldOpenUndescribed } from "./world-open-undescribed";

/** The rules of good practice with their levels. @internal */
export const GOOD_PRACTICE: readonly { readonly rule: Rule; readonly level: RuleLevel }[] = [
  { rule: new GuardedPortOpen(), level: RuleLevel.MANDATORY },
  { rule: new ClearTextSecret(), level: RuleLevel.MANDATORY },
  { rule: new HttpEndpoint(), level: RuleLevel.MANDATORY },
  { rule: new PlanConditions(), level: RuleLevel.RECOMMENDED },
  { rule: new UnencryptedVolume(), level: RuleLevel.RECOMMENDED },
  { rule: new NoAntiAffinity(), level: RuleLevel.RECOMMENDED },
  { rule: new WorldOpenUndescribed(), level: RuleLevel.RECOMMENDED },
  { rule: new ClusterAddressOverlap(), level: RuleLevel.RECOMMENDED },
  { rule: new ClusterApiOpen(), level: RuleLevel.RECOMMENDED },
  { rule: new DefaultStorageClassRule(), level: RuleLevel.RECOMMENDED },
  { rule: new EtcdLocalSsd(), level: RuleLevel.RECOMMENDED },
  { rule: new FlavorPortability(), level: RuleLevel.HINT },
];
