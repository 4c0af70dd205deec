import { Flavor, Image, ProjectNetwork, ServerPool } from "../../../lib/openstack/index";
import { TerraformData, importExisting } from "../../../lib/core/terraform-data";
import { synth } from "../../support/synth";

const mockProcesses: string[] = [];
jest.mock("child_process", () => ({
  ...jest.requireActual<object>("child_process"),
  execSync: (command: string) => {
    mockProcesses.push(command);
    return "Terraform v1.0.0";
  },
}));

beforeEach(() => mockProcesses.splice(0));

test("synth runs no process: not for servers, not for what is imported", () => {
  const { json } = synth((stack) => {
    const tier = new ProjectNetwork(stack, "network", { cidr: "10.0.0.0/16", tiers: ["web"] }).tier("web");
    new ServerPool(stack, "web", { tier, flavor: Flavor.SCS_2V_4, image: Image.ubuntu("24.04"), size: 3 });
    importExisting(new TerraformData(stack, "adopted", { input: { a: 1 } }), "an-id");
  });
  expect(mockProcesses).toEqual([]);
  expect(json["import"]).toEqual([{ id: "an-id", to: "terraform_data.adopted" }]);
});

test("input and triggers are what Terraform reads; what is not set is not there", () => {
  const stack = synth((scope) => {
    new TerraformData(scope, "one", { input: { revision: "2" }, triggersReplace: ["a"] });
    new TerraformData(scope, "two");
  });
  expect(stack.all("terraform_data").map(({ path, config: { "//": _, ...config } }) => [path, config])).toEqual([
    ["test/one", { input: { revision: "2" }, triggers_replace: ["a"] }],
    ["test/two", {}],
  ]);
});
