import { refuse } from "@scs-blueprints/standards/errors";
import { textOf } from "./step-api";
import type { StepHandler } from "./step-api";

/** Whether a backup service runs (scs-0117-v1): changes nothing, and fails the apply when there is none. */
export const backupService: StepHandler = {
  describe: () => "a backup service runs",
  undo: () => Promise.resolve([]),

  async changes(_step, api) {
    const services = await api.list(`${api.blockStorage}/os-services?binary=cinder-backup`, "services");
    const up = services.filter((each) => textOf(each, "state") === "up" && textOf(each, "status") === "enabled");
    if (up.length === 0) {
      const got = services.map((each) => `${textOf(each, "host") ?? "?"} is ${textOf(each, "state") ?? "?"}`);
      throw refuse("SCSBP-8125", {
        what: "no backup service of Cinder runs",
        got: got.join(", ") || "cinder-backup is not deployed",
        allowed: "one at least that is enabled and up (scs-0117-v1: volume backups are mandatory)",
        fix: "deploy cinder-backup with a backup driver, and apply again",
      });
    }
    await api.list(`${api.blockStorage}/backups?limit=1`, "backups"); // the API answers
    return [];
  },
};
