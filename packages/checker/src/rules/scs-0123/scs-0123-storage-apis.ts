import { ServicesVersion } from "@scs-blueprints/standards";
import { Testcases } from "../testcases";
import { ServiceRule } from "./service-rule";

/** scs-0123-storage-apis: block storage is in the catalogue. */
export class StorageApis extends ServiceRule {
  public constructor() {
    super(
      Testcases.props("scs-0123-storage-apis", {
        title: "Block storage is in the catalogue",
        rationale: "Servers of flavors without disk boot from volumes",
        clause: "Mandatory IaaS services: block-storage, found as volume, volumev3 or block-storage",
        fix: "register Cinder and its endpoints under the type block-storage",
        evidence: ServiceRule.EVIDENCE,
        universal: false,
      }),
      ["block-storage", "volumev3", "volume"],
      ServicesVersion.V1,
    );
  }
}
