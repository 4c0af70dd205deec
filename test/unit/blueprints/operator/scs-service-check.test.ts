import { ScsServiceCheck } from "../../../../lib/blueprints/operator";
import { ServicesVersion } from "../../../../packages/standards/src";
import { synth } from "../../../support/synth";

interface Assertion {
  readonly condition: string;
  readonly error_message: string;
}
const assertions = (props: ConstructorParameters<typeof ScsServiceCheck>[2]) => {
  const stack = synth((one) => new ScsServiceCheck(one, "services", props));
  const check = stack.json["check"] as Record<string, { assert: Assertion[] }>;
  expect(Object.keys(check)).toEqual(["test_services"]);
  expect(stack.resources).toEqual([]);
  expect(stack.dataSources).toHaveLength(1);
  return check["test_services"]!.assert;
};
const services = (list: Assertion[]) => list.map((one) => /no service (\S+)/.exec(one.error_message)?.[1]);

test("each service of the standard is a condition of its own", () => {
  const v1 = assertions({});
  expect(services(v1)).toEqual([
    "block-storage",
    "compute",
    "identity",
    "image",
    "load-balancer",
    "network",
    "placement",
    "s3",
  ]);
  expect(v1[0]!.condition).toContain('["block-storage","volumev3","volume"]');
});

test("v2 asks for S3 by its own type, and no longer for placement; a key manager where it is asked for", () => {
  const v2 = services(assertions({ version: ServicesVersion.V2, keyManager: true }));
  expect(v2).toContain("object-store-s3");
  expect(v2).toContain("key-manager");
  expect(v2).not.toContain("placement");
});
