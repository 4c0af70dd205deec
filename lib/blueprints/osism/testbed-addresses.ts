import { Token } from "../../core/engine";
import { Cidr, refuse } from "../../core/index";

/** Places in the management network, as numbers from its first address (osism/terraform-base, testbed-default at a4e86b2). */
const MANAGER = 5;
const API = 8;
const INTERNAL_API = 9;
const NODES = 10;
const FURTHER_VIP = 254;
/** The pool, counted from the end: 192.168.31.200 to 192.168.31.250 in the testbed's /20. */
const POOL_FIRST = -56;
const POOL_LAST = -6;
/** All places are within the first and the last 256 addresses. */
const LONGEST_PREFIX = 24;

/**
 * Who has which address in a testbed: all of it follows from the network's block and the numbers of the nodes.
 * @internal
 */
export class TestbedAddresses {
  private readonly block: Cidr;

  /** @throws BlueprintError SCSBP-6601 for a block that is too small or not known */
  public constructor(
    cidr: string,
    private readonly path: string,
  ) {
    const block = Token.isUnresolved(cidr) ? undefined : Cidr.parsePrivate(cidr);
    if (block === undefined || block.ipVersion !== 4 || block.prefix > LONGEST_PREFIX) {
      throw refuse(path, "SCSBP-6601", {
        got: block === undefined ? "a value known only when Terraform runs" : cidr,
        allowed: `a private IPv4 block of /${LONGEST_PREFIX} or larger, written in the program`,
        fix: "leave cidr out: 192.168.16.0/20 is what the testbed's own configuration has",
      });
    }
    this.block = block;
  }

  public get cidr(): string {
    return this.block.text;
  }
  public get manager(): string {
    return this.block.address(MANAGER);
  }
  /** Virtual IP of the API for the outside. */
  public get api(): string {
    return this.block.address(API);
  }
  /** Virtual IP of the API within. */
  public get internalApi(): string {
    return this.block.address(INTERNAL_API);
  }
  /** Virtual IPs that nodes may answer for. */
  public get virtualIps(): string[] {
    return [this.api, this.internalApi, this.block.address(FURTHER_VIP)];
  }
  public get poolStart(): string {
    return this.block.address(POOL_FIRST);
  }
  public get poolEnd(): string {
    return this.block.address(POOL_LAST);
  }

  /** Address of a node. @throws BlueprintError SCSBP-6600 for what is no number, SCSBP-6602 for an address that is taken */
  public node(number: number): string {
    const size = 2 ** (this.block.bits - this.block.prefix);
    if (!Number.isInteger(number) || number < 0 || NODES + number >= size + POOL_FIRST) {
      throw refuse(this.path, "SCSBP-6600", {
        what: "not a number of a testbed node",
        got: String(number),
        allowed: `whole numbers from 0 to ${size + POOL_FIRST - NODES - 1}`,
        fix: "nodes: [0, 1, 2]",
      });
    }
    if (NODES + number === FURTHER_VIP) {
      throw refuse(this.path, "SCSBP-6602", {
        what: `node ${number} would have the address of a virtual IP`,
        got: this.block.address(FURTHER_VIP),
        allowed: "any other number",
        fix: `call the node ${number + 1}`,
      });
    }
    return this.block.address(NODES + number);
  }
}
