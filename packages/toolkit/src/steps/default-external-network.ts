import { refuse } from "@scs-blueprints/standards/errors";
import type { CloudStep } from "@scs-blueprints/standards";
import { isObject, textOf, type StepApi, type StepChange } from "./step-api";
import type { StepHandler } from "./step-api";

/** The default external network (`is_default`, scs-0126-v1): there is one at most. */
export const defaultExternalNetwork: StepHandler = {
  describe: (step) =>
    `the network ${step.text("networkId")} is ${step.flag("isDefault") ? "" : "not "}the default external network`,

  async changes(step: CloudStep, api: StepApi): Promise<StepChange[]> {
    const found = await api.find(url(api, step));
    const network = found !== undefined && isObject(found["network"]) ? found["network"] : undefined;
    if (network === undefined) {
      throw refuse("SCSBP-8125", {
        what: "the network that is to be the default does not exist",
        got: step.text("networkId"),
        fix: "apply again: Terraform makes the network first",
      });
    }
    const wanted = step.flag("isDefault");
    if ((network["is_default"] === true) === wanted) {
      return [];
    }
    if (!wanted) {
      return [change(api, step, false)];
    }
    // Neutron passes over a filter for is_default in silence
    const others = await api.list(`${api.network}/networks?router:external=true`, "networks");
    const other = others.find((each) => each["is_default"] === true && textOf(each, "id") !== step.text("networkId"));
    if (other !== undefined) {
      throw refuse("SCSBP-8125", {
        what: "another external network is the default",
        got: `${textOf(other, "name") ?? ""} (${textOf(other, "id") ?? ""})`,
        allowed: "one default external network (scs-0126-v1)",
        fix: "openstack network set --no-default NAME, or make this one isDefault: false",
      });
    }
    return [change(api, step, true)];
  },

  async undo(step: CloudStep, api: StepApi): Promise<StepChange[]> {
    const found = await api.find(url(api, step));
    const network = found !== undefined && isObject(found["network"]) ? found["network"] : {};
    return network["is_default"] === true ? [change(api, step, false)] : [];
  },
};

function change(api: StepApi, step: CloudStep, isDefault: boolean): StepChange {
  const words = isDefault ? "make the network the default" : "make the network no longer the default";
  return { words, method: "PUT", url: url(api, step), body: { network: { is_default: isDefault } } };
}

function url(api: StepApi, step: CloudStep): string {
  return `${api.network}/networks/${encodeURIComponent(step.text("networkId"))}`;
}
