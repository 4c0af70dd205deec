import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { Quote } from "@scs-blueprints/standards/internal";

/** How a checksum is computed. */
export enum HashAlgorithm {
  /** Glance's own, where its operator changed nothing (glance, option `hashing_algorithm`). */
  SHA512 = "sha512",
  SHA256 = "sha256",
}

const DIGITS: ReadonlyMap<HashAlgorithm, number> = new Map([
  [HashAlgorithm.SHA512, 128],
  [HashAlgorithm.SHA256, 64],
]);

/** What the file of an image must hash to, as its vendor publishes it. */
export class ImageChecksum {
  /** @param digest 128 hexadecimal digits; @throws BlueprintError SCSBP-6221 for anything else */
  public static sha512(digest: string): ImageChecksum {
    return new ImageChecksum(HashAlgorithm.SHA512, digest);
  }

  /** @param digest 64 hexadecimal digits; @throws BlueprintError SCSBP-6221 for anything else */
  public static sha256(digest: string): ImageChecksum {
    return new ImageChecksum(HashAlgorithm.SHA256, digest);
  }

  /**
   * Reads `sha512:<digest>` or `sha256:<digest>`, as the image manager of OSISM writes it.
   *
   * @throws BlueprintError SCSBP-6221 for anything else; MD5 and SHA-1 can be forged
   */
  public static parse(text: string): ImageChecksum {
    const [algorithm, digest] = text.split(":");
    const known = Object.values(HashAlgorithm).find((each) => each === algorithm);
    if (known === undefined || digest === undefined) {
      throw unfit(text);
    }
    return new ImageChecksum(known, digest);
  }

  private constructor(
    public readonly algorithm: HashAlgorithm,
    /** Hexadecimal digits, lower case. */
    public readonly digest: string,
  ) {
    this.digest = digest.toLowerCase();
    if (!new RegExp(`^[0-9a-f]{${DIGITS.get(algorithm)}}$`).test(this.digest)) {
      throw unfit(`${algorithm}:${digest}`);
    }
  }

  public toString(): string {
    return `${this.algorithm}:${this.digest}`;
  }
}

function unfit(got: string): BlueprintError {
  return refuse("SCSBP-6221", {
    what: "not a checksum that protects an image",
    got: Quote.text(got),
    allowed: "sha512:<128 hexadecimal digits> or sha256:<64 hexadecimal digits>",
    fix: "take it from the vendor's SHA512SUMS or SHA256SUMS",
  });
}
