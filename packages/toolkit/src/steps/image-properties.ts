import { refuse } from "@scs-blueprints/standards/errors";
import type { CloudStep } from "@scs-blueprints/standards";
import type { StepApi, StepChange } from "./step-api";
import type { StepHandler } from "./step-api";

/** Media type of Glance's JSON patches (glance, api-ref, Update image). */
const JSON_PATCH = "application/openstack-images-v2.1-json-patch";

/** Properties of an image that are set in place. What it corrected stays: the values before were wrong. */
export const imageProperties: StepHandler = {
  describe: (step) =>
    `properties ${Object.keys(step.texts("properties")).join(", ")} of the image ${step.text("imageId")}`,
  undo: () => Promise.resolve([]),

  async changes(step: CloudStep, api: StepApi): Promise<StepChange[]> {
    const url = `${api.image}/images/${encodeURIComponent(step.text("imageId"))}`;
    const found = await api.find(url);
    if (found === undefined) {
      throw refuse("SCSBP-8125", {
        what: "the image whose properties are to be set does not exist",
        got: step.text("imageId"),
        allowed: "an image that adopt.json lists",
        fix: "run `scs-blueprints adopt` again, and apply",
      });
    }
    const differing = Object.entries(step.texts("properties")).filter(([key, value]) => found[key] !== value);
    if (differing.length === 0) {
      return [];
    }
    const words = differing.map(([key, value]) =>
      found[key] === undefined ? `${key} to ${value}` : `${key} from ${String(found[key])} to ${value}`,
    );
    return [
      {
        words: `set ${words.join(", ")}`,
        method: "PATCH",
        url,
        contentType: JSON_PATCH,
        body: differing.map(([key, value]) => ({
          op: found[key] === undefined ? "add" : "replace",
          path: `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`,
          value,
        })),
      },
    ];
  },
};
