/** An image as Glance shows it, or as a stack declares it. */
export interface ImageFacts {
  readonly name: string;
  /** Image properties, such as `os_distro`; values as Glance keeps them, as text. @default - none */
  readonly properties?: Record<string, string>;
  /** public, community, shared or private. @default - taken as public */
  readonly visibility?: string;
  /** `os_hidden`. @default false */
  readonly hidden?: boolean;
  /** `min_disk` in GiB. @default 0 */
  readonly minDiskGiB?: number;
  /** `min_ram` in MiB. @default 0 */
  readonly minRamMiB?: number;
  /** Size of the stored file in bytes. @default - not known, as before the upload */
  readonly sizeBytes?: number;
  /** When Glance created it, such as `2026-08-01T12:00:00Z`. @default - not known */
  readonly createdAt?: string;
  /** `os_hash_algo`; empty when Glance shows none. @default - not known */
  readonly hashAlgo?: string;
}

/**
 * Which images the standards look at.
 *
 * @internal
 */
export class ImageSelection {
  /** What a user finds: public or community, not hidden. */
  public static offered(images: readonly ImageFacts[]): ImageFacts[] {
    return images.filter(
      (image) => image.hidden !== true && ["public", "community"].includes(image.visibility ?? "public"),
    );
  }

  /** Public only, not hidden. */
  public static public(images: readonly ImageFacts[]): ImageFacts[] {
    return images.filter((image) => image.hidden !== true && (image.visibility ?? "public") === "public");
  }
}
