import {
  FlavorName,
  FlavorSyntax,
  StandardFlavors,
  StandardFlavorStatus,
  VolumeAspect,
  VolumeAspects,
  type ContextVolumeType,
} from "@scs-blueprints/standards";
import { declaredAddress } from "../assembly/address";
import type { DeclaredResource, DeclaredValue, FindingSubject } from "../assembly/declared";
import type { Declared } from "../evidence/declared";
import { flavorsMade, flavorsUsed, volumeTypesMade } from "../evidence/declared-offers";
import { Outcome, type Observation } from "../report-model";
import { RuleParameter, type RuleContext } from "../rule";
import { goodPracticeRule } from "./rule-definition";

/** good-practice-unencrypted-volume: volumes are encrypted where the cloud offers it. @internal */
export const unencryptedVolume = goodPracticeRule({
  id: "good-practice-unencrypted-volume",
  url: "https://docs.scs.community/standards/scs-0114-v1-volume-type-standard",
  title: "Volumes are encrypted where the cloud offers it",
  rationale: "A disk that is replaced or stolen must not give the data away",
  clause: "volume type: one whose description begins with [scs:encrypted] (scs-0114)",
  fix: "choose an encrypted volume type by its aspect; openstack volume type list shows the descriptions",
  synth: unencryptedVolumeInCode,
});

function unencryptedVolumeInCode(declared: Declared, context: RuleContext): Observation[] {
  const volumes = declared.resources("openstack_blockstorage_volume_v3").map((resource) => ({
    block: resource,
    subject: resource.subject("volume"),
  }));
  const disks = declared.resources("openstack_compute_instance_v2").flatMap((server) =>
    server
      .blocks("block_device")
      .filter(
        (block) =>
          block.attribute("destination_type").text === "volume" &&
          ["image", "blank"].includes(block.attribute("source_type").text ?? ""),
      )
      .map((block) => ({ block, subject: server.subject("boot volume") })),
  );
  return [...volumes, ...disks].map(({ block, subject }) => checkVolume(block, subject, declared, context));
}

function checkVolume(
  volume: DeclaredResource,
  subject: FindingSubject,
  declared: Declared,
  context: RuleContext,
): Observation {
  const type = volume.settled("volume_type");
  const types = volumeTypesMade(declared);
  const own = types.find(
    ({ resource, facts }) =>
      volume.references("volume_type").includes(resource.address) || (facts !== undefined && facts.name === type.text),
  );
  const encrypts = (description: string): boolean =>
    VolumeAspects.parse(description).aspects.includes(VolumeAspect.ENCRYPTED);
  if (own?.facts !== undefined && encrypts(own.facts.description ?? "")) {
    return { outcome: Outcome.PASS, subject, message: "its volume type is encrypted" };
  }
  const known = declared.contextVolumeTypes(volume);
  const inContext = known?.find((each) => (type.isAbsent ? each.isDefault === true : each.name === type.text));
  if (own?.facts === undefined && inContext?.aspects.includes(VolumeAspect.ENCRYPTED) === true) {
    return { outcome: Outcome.PASS, subject, message: "its volume type is encrypted, by the context of its stack" };
  }
  const offered =
    context.parameters[RuleParameter.ENCRYPTION_OFFERED] ??
    // a type that the context does not have may be the encrypted one
    (type.isAbsent || inContext !== undefined ? offeredBy(known) : undefined);
  const offeredHere = types.some(({ facts }) => encrypts(facts?.description ?? ""));
  if (offered === "no" && !offeredHere) {
    return { outcome: Outcome.NOT_APPLICABLE, subject, message: "the cloud offers no encrypted volume type" };
  }
  const plain = type.isAbsent || own?.facts !== undefined || inContext !== undefined;
  if ((offered === "yes" || offeredHere) && plain) {
    return {
      outcome: Outcome.FAIL,
      subject,
      message: type.isAbsent
        ? "the volume takes the default type, which promises nothing, and the cloud offers an encrypted one"
        : "its volume type is not encrypted, and the cloud offers one that is",
      got: type.text ?? "no volume_type",
      allowed: "a type described with [scs:encrypted]",
    };
  }
  return {
    outcome: Outcome.DEFERRED,
    subject,
    message: type.isAbsent
      ? "whether the cloud offers encryption is known only there"
      : "whether its volume type is encrypted is known only on the cloud",
    fix: `say it by the parameter ${RuleParameter.ENCRYPTION_OFFERED} = yes or no`,
  };
}

/** What the context of a stack says of its cloud, in the words of the parameter. */
function offeredBy(types: readonly ContextVolumeType[] | undefined): string | undefined {
  if (types === undefined) {
    return undefined;
  }
  return types.some(({ aspects }) => aspects.includes(VolumeAspect.ENCRYPTED)) ? "yes" : "no";
}

/** good-practice-no-anti-affinity: servers of one kind are kept on different hosts. @internal */
export const noAntiAffinity = goodPracticeRule({
  id: "good-practice-no-anti-affinity",
  url: "https://docs.openstack.org/nova/latest/admin/scheduling.html#servergroupantiaffinityfilter",
  title: "Servers of one kind are kept on different hosts",
  rationale: "Three servers on one host fail together",
  clause:
    "servers with siblings (same construct above them, or same name but for its number) share a server group with (soft-)anti-affinity",
  fix: "use ServerPool, which does it, or put them into one ServerGroup with (soft-)anti-affinity",
  synth: noAntiAffinityInCode,
});

function noAntiAffinityInCode(declared: Declared): Observation[] {
  const families = new Map<string, DeclaredResource[]>();
  for (const server of declared.resources("openstack_compute_instance_v2")) {
    const family = familyOf(server);
    const members = families.get(family);
    if (members === undefined) {
      families.set(family, [server]);
    } else {
      members.push(server);
    }
  }
  return [...families.values()]
    .filter((servers) => servers.length > 1)
    .flatMap((servers) => servers.map((server) => checkServer(server, servers.length, declared)));
}

/**
 * Pool members share the construct above; others are recognised by names that differ in a number only, and instances
 * of a `count` or `for_each` by their address without its keys.
 */
function familyOf(server: DeclaredResource): string {
  const address = declaredAddress(server.address);
  const isOfModule = address.startsWith("module.");
  const path = (isOfModule ? address : (server.constructPath ?? address))
    .split("/")
    .filter((part) => part !== "Resource");
  const own = path.pop() ?? "";
  const parent = path.join("/");
  const stem = own.replace(/[-_]?\d+$/, "");
  return `${server.stack ?? ""}|${parent}|${path.at(-1) === "members" ? "" : stem}`;
}

function checkServer(server: DeclaredResource, siblings: number, declared: Declared): Observation {
  const subject = server.subject("server");
  const hints = server.blocks("scheduler_hints");
  const groups = hints
    .flatMap((hint) => groupsOf(hint, declared))
    .filter(({ type }) => type === "openstack_compute_servergroup_v2");
  if (groups.length > 0) {
    const policies = groups.map((group) => group.attribute("policies"));
    const apart = policies.map(({ raw }) => policyNames(raw).some((name) => name.endsWith("anti-affinity")));
    const isSettled =
      apart.every((each) => each === apart[0]) && hints.every((hint) => hint.hasValue("group") === true);
    if (!isSettled || policies.some(({ isUnknown }) => isUnknown)) {
      return { outcome: Outcome.DEFERRED, subject, message: "the policy of its server group is known only later" };
    }
    const names = [...new Set(policies.flatMap(({ raw }) => policyNames(raw)))];
    return apart[0] === true
      ? { outcome: Outcome.PASS, subject, message: `its server group is ${names.join(", ")}` }
      : {
          outcome: Outcome.FAIL,
          subject,
          message: "its server group does not keep servers apart",
          got: names.join(", ") || "no policy",
          allowed: "anti-affinity or soft-anti-affinity",
        };
  }
  const hinted = hints.some((hint) => hint.hasValue("group") !== false || isGiven(hint.attribute("different_host")));
  return hinted || server.areBlocksUnknown("scheduler_hints")
    ? { outcome: Outcome.DEFERRED, subject, message: "what its scheduler hints mean is known only on the cloud" }
    : {
        outcome: Outcome.FAIL,
        subject,
        message: `it is one of ${siblings} of its kind, and nothing keeps them on different hosts`,
        got: "no server group",
        allowed: "a server group with (soft-)anti-affinity",
      };
}

/** By reference, or by an id that is known: that of a dynamic block, or of a group that is there already. */
function groupsOf(hint: DeclaredResource, declared: Declared): DeclaredResource[] {
  const referred = declared.referred(hint, "group");
  const id = hint.attribute("group").text;
  return referred.length > 0 || id === undefined || id === ""
    ? referred
    : declared
        .resources("openstack_compute_servergroup_v2")
        .filter((group) => group.stack === hint.stack && group.attribute("id").text === id);
}

function policyNames(policies: unknown): string[] {
  return Array.isArray(policies) ? policies.map(String) : [];
}

/** A provider writes an empty list for what is not set. */
function isGiven(value: DeclaredValue): boolean {
  return !value.isAbsent && !(Array.isArray(value.raw) && value.raw.length === 0 && !value.isUnknown);
}

/** good-practice-flavor-portability: servers use flavors that every SCS-compatible cloud has. @internal */
export const flavorPortability = goodPracticeRule({
  id: "good-practice-flavor-portability",
  title: "Servers use flavors that every SCS-compatible cloud has",
  rationale: "The same code then deploys to another cloud without change",
  clause: "the 15 mandatory flavors of scs-0103 are the only ones that can be relied on",
  fix: "use a mandatory standard flavor, such as Flavor.SCS_2V_4, with a boot volume of the size you need",
  url: "https://docs.scs.community/standards/scs-0103-v1-standard-flavors",
  synth: flavorPortabilityInCode,
});

function flavorPortabilityInCode(declared: Declared): Observation[] {
  const made = new Set(flavorsMade(declared).flatMap(({ name }) => (name.text === undefined ? [] : [name.text])));
  return flavorsUsed(declared).flatMap(({ resource, name }): Observation[] => {
    const subject = resource.subject("flavor");
    if (name.isUnknown) {
      return [{ outcome: Outcome.DEFERRED, subject, message: "the flavor's name is known only later" }];
    }
    const text = name.text ?? "";
    const standard = StandardFlavors.find(text);
    if (made.has(text)) {
      return [{ outcome: Outcome.PASS, subject, message: "the stacks make this flavor themselves" }];
    }
    if (standard?.status === StandardFlavorStatus.MANDATORY && standard.name.canonical === text) {
      return [{ outcome: Outcome.PASS, subject, message: `${text} is on every SCS-compatible cloud` }];
    }
    const nearest = StandardFlavors.closest(
      text,
      StandardFlavors.mandatory().map((flavor) => flavor.name.canonical),
    );
    return [
      {
        outcome: Outcome.FAIL,
        subject: { ...subject, name: text },
        message: whyNotPortable(text, standard !== undefined),
        got: text,
        allowed: "one of the 15 mandatory flavors of scs-0103",
        fix: nearest.length > 0 ? `nearest are ${nearest.join(", ")}` : undefined,
      },
    ];
  });
}

function whyNotPortable(text: string, isStandard: boolean): string {
  if (isStandard) {
    return "the flavor is recommended, not mandatory (or spelled the old way): not every SCS-compatible cloud has it";
  }
  return FlavorName.tryParse(text, FlavorSyntax.V3).ok
    ? "the flavor has an SCS name and is no standard flavor: another cloud may lack it"
    : "the flavor's name is the cloud's own: another cloud has no such flavor";
}
