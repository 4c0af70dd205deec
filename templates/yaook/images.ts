import { RemovalPolicy } from "scs-blueprints";
import { CatalogImage, ImageChecksum, ImageFormat } from "scs-blueprints/operator";

/** The day the images were last looked over; whoever renews them moves it. */
export const offeredAt = "2026-11-23";

/**
 * `npm start` on the sandbox serves the file stand-in.img here, because the sandbox reaches no vendor. The images then say
 * where the vendor's file is (image_source, as scs-0104 wants it) and hold a text: good for testing the API, and nothing else.
 * On a real cloud this is not set: the vendor's files are downloaded.
 */
const standIn = process.env["SANDBOX_FILES"];

/** What tenants use is kept from being deleted; on the sandbox everything may go. */
export const removalPolicy = standIn === undefined ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

/**
 * Checksum of the file: the vendor publishes it as SHA256SUMS; take the SHA-512, which Glance confirms, of the file that
 * you verified with it: `sha512sum FILE`. This one is of the stand-in, so that a vendor's file is refused until you put yours.
 */
const checksum = ImageChecksum.sha512(
  "c3ba26bb7e5e84a44760e164af5a96a53abc58d2435c4d1e35d9f88dd19ef003" +
    "2461c51ee84a26278696af62b0e650bec501d69ee36d08f0f146697dd2eebcff",
);

const build = (release: string, version: string, buildDate: string, url: string) =>
  CatalogImage.ubuntu(release, {
    versions: [
      { version, buildDate, checksum, url, ...(standIn === undefined ? {} : { mirrorUrl: `${standIn}/stand-in.img` }) },
    ],
    ...(standIn === undefined ? {} : { format: ImageFormat.RAW }),
  });

const UBUNTU = "https://cloud-images.ubuntu.com/releases";

/** Ubuntu 24.04 is mandatory for IaaS v5.1 and next; 22.04 was for v4, and stays while it is maintained. */
export const offeredImages = [
  build("24.04", "20261101", "2026-11-01", `${UBUNTU}/noble/release-20261101/ubuntu-24.04-server-cloudimg-amd64.img`),
  build("22.04", "20261101", "2026-11-01", `${UBUNTU}/jammy/release-20261101/ubuntu-22.04-server-cloudimg-amd64.img`),
];
