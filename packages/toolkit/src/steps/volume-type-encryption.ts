import { refuse } from "@scs-blueprints/standards/errors";
import type { CloudStep } from "@scs-blueprints/standards";
import { textOf, type StepApi, type StepChange } from "./step-api";
import type { StepHandler } from "./step-api";

/**
 * Encryption of a volume type (Cinder: `types/{id}/encryption`). It stays when the step goes, because volumes rely on it;
 * Cinder deletes it with the type.
 */
export const volumeTypeEncryption: StepHandler = {
  describe: (step) => `encryption ${step.text("cipher")} of the volume type ${step.text("volumeTypeId")}`,
  undo: () => Promise.resolve([]),

  async changes(step: CloudStep, api: StepApi): Promise<StepChange[]> {
    const url = `${api.blockStorage}/types/${encodeURIComponent(step.text("volumeTypeId"))}/encryption`;
    const found = await api.find(url);
    if (found === undefined) {
      throw refuse("SCSBP-8125", {
        what: "the volume type to encrypt does not exist",
        got: step.text("volumeTypeId"),
        fix: "apply again: Terraform makes the type first",
      });
    }
    const wanted = {
      provider: step.text("provider"),
      cipher: step.text("cipher"),
      key_size: step.number("keySizeBits"),
      control_location: step.text("controlLocation"),
    };
    const id = textOf(found, "encryption_id");
    if (id === undefined) {
      const words = `encrypt the volume type with ${wanted.cipher}, ${wanted.key_size} bits`;
      return [{ words, method: "POST", url, body: { encryption: wanted } }];
    }
    const differing = Object.entries(wanted).filter(([key, value]) => found[key] !== value);
    if (differing.length === 0) {
      return [];
    }
    const words = differing.map(([key, value]) => `${key} from ${String(found[key])} to ${String(value)}`).join(", ");
    return [
      {
        words: `change the volume type's encryption: ${words} (Cinder allows it while no volume has the type)`,
        method: "PUT",
        url: `${url}/${encodeURIComponent(id)}`,
        body: { encryption: Object.fromEntries(differing) },
      },
    ];
  },
};
