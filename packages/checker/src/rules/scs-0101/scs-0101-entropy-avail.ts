import { NeedsGuest } from "./needs-guest";

/** scs-0101-entropy-avail. */
export class EntropyAvail extends NeedsGuest {
  public constructor() {
    super(
      "scs-0101-entropy-avail",
      "Decision: entropy_avail is 256 in a guest",
      "a server has to be booted and /proc/sys/kernel/random/entropy_avail read from its console",
    );
  }
}
