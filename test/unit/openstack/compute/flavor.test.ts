import { Flavor } from "../../../../lib/openstack/index";
import standard from "../../../../packages/standards/src/data/scs-flavors.json";

test("the static members are exactly the mandatory flavors of scs-0103", () => {
  const members = Object.values(Flavor).filter((one): one is Flavor => one instanceof Flavor);
  const mandatory = standard.flavors.filter((flavor) => flavor.currentStatus === "mandatory");
  expect(members.map((flavor) => flavor.name).sort()).toEqual(mandatory.map((flavor) => flavor.name).sort());
  for (const flavor of mandatory) {
    const member = members.find((one) => one.name === flavor.name)!;
    expect([member.vcpus, member.ramGiB, member.diskGB ?? 0]).toEqual([flavor.vcpus, flavor.ramGiB, flavor.diskGB]);
  }
});
