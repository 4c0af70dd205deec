import { NeedsGuest } from "./needs-guest";

/** scs-0101-fips-test. */
export class FipsTest extends NeedsGuest {
  public constructor() {
    super(
      "scs-0101-fips-test",
      "Decision: rngtest finds at most 5 failures in 1000 blocks",
      "a server has to be booted and rngtest run in it",
    );
  }
}
