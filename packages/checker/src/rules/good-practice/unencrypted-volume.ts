import { VolumeAspect, VolumeAspects, type ContextVolumeType } from "@scs-blueprints/standards";
import type { Declared } from "../../evidence/declared";
import type { DeclaredResource } from "../../assembly/declared";
import type { FindingSubject } from "../../assembly/declared";
import { Outcome } from "../../report-model";
import type { Observation, RuleContext } from "../../rule";
import { RuleParameter } from "../parameters";
import { declaredVolumeTypes } from "../scs-0114/declared-volume-type";
import { GoodPracticeRule } from "./good-practice-rule";

/** good-practice-unencrypted-volume: volumes are encrypted where the cloud offers it. */
export class UnencryptedVolume extends GoodPracticeRule {
  public constructor() {
    super({
      id: "good-practice-unencrypted-volume",
      url: "https://docs.scs.community/standards/scs-0114-v1-volume-type-standard",
      title: "Volumes are encrypted where the cloud offers it",
      rationale: "A disk that is replaced or stolen must not give the data away",
      clause: "volume type: one whose description begins with [scs:encrypted] (scs-0114)",
      fix: "choose an encrypted volume type by its aspect; openstack volume type list shows the descriptions",
    });
  }

  public override synth(declared: Declared, context: RuleContext): Observation[] {
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
    return [...volumes, ...disks].map(({ block, subject }) => this.judge(block, subject, declared, context));
  }

  private judge(
    volume: DeclaredResource,
    subject: FindingSubject,
    declared: Declared,
    context: RuleContext,
  ): Observation {
    const type = volume.settled("volume_type");
    const types = declaredVolumeTypes(declared);
    const own = types.find(
      ({ resource, facts }) =>
        volume.references("volume_type").includes(resource.address) ||
        (facts !== undefined && facts.name === type.text),
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
}

/** What the context of a stack says of its cloud, in the words of the parameter. */
function offeredBy(types: readonly ContextVolumeType[] | undefined): string | undefined {
  if (types === undefined) {
    return undefined;
  }
  return types.some(({ aspects }) => aspects.includes(VolumeAspect.ENCRYPTED)) ? "yes" : "no";
}
