import { Cidr } from "../../cidr";
import { BlueprintError } from "@scs-blueprints/standards/errors";
import type { Declared } from "../../evidence/declared";
import type { DeclaredResource } from "../../assembly/declared";

/** Blocks that mean everybody. */
const WORLD = ["0.0.0.0/0", "::/0"];

/** What is known of a rule's openness. @internal */
export enum Openness {
  WORLD = "world",
  LIMITED = "limited",
  UNKNOWN = "unknown",
}

/** An ingress rule of a security group in code. @internal */
export class DeclaredIngress {
  public static all(declared: Declared): DeclaredIngress[] {
    return declared
      .resources("openstack_networking_secgroup_rule_v2")
      .filter((resource) => resource.attribute("direction").text !== "egress")
      .map((resource) => new DeclaredIngress(resource));
  }

  private constructor(public readonly resource: DeclaredResource) {}

  /** Without any source a rule lets everybody in, as Neutron reads it. */
  public get openness(): Openness {
    const groups = ["remote_group_id", "remote_address_group_id"].map((name) => this.resource.hasValue(name));
    // a rule with a group is limited to it, whatever the group's id will be
    if (groups.includes(true)) {
      return Openness.LIMITED;
    }
    const prefix = this.resource.settled("remote_ip_prefix");
    if (prefix.isUnknown || this.resource.attribute("direction").isUnknown) {
      return Openness.UNKNOWN;
    }
    const text = (prefix.text ?? "").trim();
    if (text === "") {
      return groups.includes(undefined) ? Openness.UNKNOWN : Openness.WORLD;
    }
    // Neutron takes a block or a group, not both: with a block there is no group, even where the code leaves it open
    return WORLD.includes(text) || /^(?:0+\.){3}0+\/0+$|^[0:]+\/0+$/.test(text) || isInternetWide(text)
      ? Openness.WORLD
      : Openness.LIMITED;
  }

  /** Whether it opens a port of TCP; undefined when that is known only later; all ports when the rule names none. */
  public opens(port: number): boolean | undefined {
    const [protocol, min, max] = ["protocol", "port_range_min", "port_range_max"].map((name) =>
      this.resource.settled(name),
    );
    if (protocol?.isUnknown === true || min?.isUnknown === true || max?.isUnknown === true) {
      return undefined;
    }
    const name = (protocol?.text ?? "").toLowerCase();
    // 6 is the number of TCP; 0 and empty mean any
    if (!["", "any", "0", "tcp", "6"].includes(name)) {
      return false;
    }
    const from = min?.number ?? 0;
    const to = max?.number ?? from;
    // "all ports" is written as none at all, or as 0 to 0
    return to === 0 || (from <= port && port <= to);
  }

  /** Ports in words. */
  public get ports(): string {
    const min = this.resource.attribute("port_range_min").text;
    const max = this.resource.attribute("port_range_max").text;
    const all = (max ?? min ?? "0") === "0";
    const range = all ? "all ports" : min === max ? `port ${min ?? ""}` : `ports ${min ?? "0"} to ${max ?? min ?? ""}`;
    return `${this.resource.attribute("protocol").text ?? "any protocol"}, ${range}`;
  }
}

/** Whether a block is so large a part of the internet that a few of them are all of it. */
function isInternetWide(text: string): boolean {
  try {
    return Cidr.parse(text).isInternetWide;
  } catch (error) {
    if (BlueprintError.isBlueprintError(error)) {
      return false; // an address, or what Terraform will refuse
    }
    throw error;
  }
}
