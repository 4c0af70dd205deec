import fc from "fast-check";
import { BlueprintError } from "../../packages/standards/src/errors";
import { Cidr } from "../../packages/checker/src/cidr";
import { AddressPlan, type AddressPlanEntry } from "../../lib/openstack/network/address-plan";
import { RUNS } from "../support/property-runs";

const network = fc.oneof(
  fc.tuple(fc.constantFrom("10.0.0.0", "10.128.0.0"), fc.integer({ min: 9, max: 28 })).map(([a, p]) => `${a}/${p}`),
  fc.integer({ min: 48, max: 64 }).map((prefix) => `fd12:3456:789a::/${prefix}`),
);
const tier = fc.record({
  tier: fc.oneof(fc.constantFrom("default", "web", "app", "db", "lb"), fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/)),
});
const edit = fc.oneof(
  fc.record({ do: fc.constant("add"), tier }),
  fc.record({ do: fc.constant("remove"), at: fc.nat(10) }),
  fc.record({ do: fc.constant("rotate"), at: fc.nat(10) }),
);

/** Tiers after an edit; an edit that the plan refuses is not made. */
function apply(
  plan: AddressPlan,
  tiers: AddressPlanEntry[],
  change: { do: string; tier?: AddressPlanEntry; at?: number },
) {
  const at = (change.at ?? 0) % Math.max(tiers.length, 1);
  switch (change.do) {
    case "add": {
      const next = [...tiers, change.tier!];
      if (tiers.some((one) => one.tier === change.tier!.tier)) {
        return tiers;
      }
      try {
        plan.check(next);
        return next;
      } catch (error) {
        if (!BlueprintError.isBlueprintError(error) || error.code !== "SCSBP-2004") {
          throw error;
        }
        return tiers;
      }
    }
    case "remove":
      return tiers.filter((_, index) => index !== at);
    default:
      return [...tiers.slice(at), ...tiers.slice(0, at)];
  }
}

test(`no edit moves a tier; tiers lie within the network and never overlap (${RUNS} sequences)`, () => {
  fc.assert(
    fc.property(network, fc.array(edit, { maxLength: 20 }), (cidr, edits) => {
      const block = Cidr.parse(cidr);
      const plan = new AddressPlan(block);
      const seen = new Map<string, string>();
      let tiers: AddressPlanEntry[] = [];
      for (const change of edits) {
        tiers = apply(plan, tiers, change);
        const blocks = tiers.map((one) => plan.blockOf(one));
        tiers.forEach((one, index) => {
          const text = blocks[index]!.text;
          expect(seen.get(one.tier) ?? text).toBe(text);
          seen.set(one.tier, text);
          expect(block.contains(blocks[index]!)).toBe(true);
        });
        blocks.forEach((a, i) => blocks.slice(i + 1).forEach((b) => expect(a.overlaps(b)).toBe(false)));
      }
    }),
    { numRuns: RUNS },
  );
}, 120_000);

test("a refused tier fits with the slot that the error names", () => {
  let refused = 0;
  fc.assert(
    fc.property(fc.uniqueArray(tier, { selector: (one) => one.tier, minLength: 2, maxLength: 6 }), (tiers) => {
      const plan = new AddressPlan(Cidr.parse("10.8.0.0/20"));
      const placed: AddressPlanEntry[] = [];
      for (const one of tiers) {
        try {
          plan.check([...placed, one]);
          placed.push(one);
        } catch (error) {
          refused += 1;
          const slot = Number(/slot: (\d+)/.exec((error as BlueprintError).fix ?? "")?.[1]);
          placed.push({ ...one, slot });
          plan.check(placed);
        }
      }
    }),
    { numRuns: 1_000 },
  );
  expect(refused).toBeGreaterThan(0);
});

/** Zones come and go in tiers that come and go: what a zone has follows from its own and its tier's name. */
const zoneEdit = fc.record({
  tier: fc.constantFrom("web", "app", "db", "lb"),
  zone: fc.oneof(
    fc.constantFrom("az1", "az2", "az3", "eu-a", "eu-b", "nova"),
    fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/),
  ),
  remove: fc.boolean(),
  removeTier: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
  rotate: fc.nat(5),
});

test(`no edit moves a zone; zones lie within their tier and never overlap (${RUNS} sequences)`, () => {
  const networks = fc.integer({ min: 12, max: 22 }).map((prefix) => Cidr.parse("10.0.0.0/8").subnet(prefix, 1).text);
  let kept = 0;
  fc.assert(
    fc.property(networks, fc.array(zoneEdit, { maxLength: 10 }), (cidr, edits) => {
      const network = Cidr.parse(cidr);
      const plan = new AddressPlan(network);
      const seen = new Map<string, string>();
      let tiers: AddressPlanEntry[] = [];
      for (const one of edits) {
        const old = tiers.find((tier) => tier.tier === one.tier);
        const others = tiers.filter((tier) => tier !== old);
        const zones = (old?.zones ?? []).filter((zone) => zone.zone !== one.zone);
        const grown = { tier: one.tier, zones: one.remove ? zones : [{ zone: one.zone }, ...zones] };
        const next = one.removeTier ? others : [...others.slice(one.rotate), grown, ...others.slice(0, one.rotate)];
        try {
          plan.check(next);
        } catch (error) {
          expect((error as BlueprintError).code).toBe("SCSBP-2009");
          continue;
        }
        tiers = next;
        const blocks = tiers.flatMap((tier) => [
          { key: tier.tier, block: plan.commonBlockOf(tier), tier },
          ...(tier.zones ?? []).map((zone) => ({
            key: `${tier.tier}/${zone.zone}`,
            block: plan.zoneBlockOf(tier, zone),
            tier,
          })),
        ]);
        kept += blocks.length;
        blocks.forEach(({ key, block, tier }, index) => {
          if ((seen.get(key) ?? block.text) !== block.text || !network.contains(block)) {
            throw new Error(`${key} moved from ${seen.get(key)} to ${block.text}`);
          }
          seen.set(key, block.text);
          if (!plan.blockOf(tier).contains(block)) {
            throw new Error(`${key} is outside its tier`);
          }
          const other = blocks.slice(index + 1).find((later) => later.block.overlaps(block));
          if (other !== undefined) {
            throw new Error(`${key} and ${other.key} overlap`);
          }
        });
      }
    }),
    { numRuns: RUNS },
  );
  expect(kept).toBeGreaterThan(RUNS);
}, 120_000);
