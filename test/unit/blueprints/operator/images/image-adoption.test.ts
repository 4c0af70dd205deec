import {
  CatalogImage,
  ImageChecksum,
  ImageFormat,
  type ImageVersion,
  ScsImageCatalog,
  type ScsImageCatalogProps,
  UuidValidity,
} from "../../../../../lib/blueprints/operator/index";
import { type AdoptedImage, CatalogAdoption } from "../../../../../packages/standards/src/index";
import { errorOf } from "../../../../support/errors";
import { schemaProblems } from "../../../../support/provider-schema";
import { synth } from "../../../../support/synth";

const IMAGE = "openstack_images_image_v2";
const STEP = "terraform_data";
const digest = (day: string) => day.replaceAll("-", "").repeat(16);

const build = (buildDate: string, more: Partial<ImageVersion> = {}): ImageVersion => {
  const version = buildDate.replaceAll("-", "");
  const url = `https://cloud-images.ubuntu.com/releases/noble/release-${version}/ubuntu-24.04-server-cloudimg-amd64.img`;
  return { version, url, checksum: ImageChecksum.sha512(digest(buildDate)), buildDate, ...more };
};
/** What an operator has who never heard of scs-0102. */
const live = (day: string, more: Partial<AdoptedImage> = {}): AdoptedImage => ({
  id: `id-of-${day}`,
  name: "Ubuntu 24.04",
  visibility: "private",
  hidden: false,
  diskFormat: "qcow2",
  containerFormat: "bare",
  minDiskGiB: 0,
  minRamMiB: 0,
  hashAlgorithm: "sha512",
  hash: digest(day),
  tags: [],
  properties: {},
  ...more,
});

interface Case {
  readonly days?: string[];
  readonly format?: ImageFormat;
  readonly keep?: UuidValidity;
  readonly props?: Partial<ScsImageCatalogProps>;
}
function adopted(images: AdoptedImage[], { days = ["2026-11-01"], format, keep, props = {} }: Case = {}) {
  const stack = synth((scope) => {
    new ScsImageCatalog(scope, "images", {
      date: "2026-11-23",
      adopt: CatalogAdoption.fromFacts({ cloud: "regio", flavors: [], images }),
      images: [
        CatalogImage.ubuntu("24.04", {
          versions: days.map((day) => build(day)),
          ...(format === undefined ? {} : { format }),
          ...(keep === undefined ? {} : { uuidValidity: keep }),
        }),
      ],
      ...props,
    });
  });
  expect(schemaProblems(stack.json)).toEqual([]);
  return stack;
}
const refused = (images: AdoptedImage[], more: Case = {}) => errorOf(() => adopted(images, more));

test("an image is imported as the build whose file it has; the rest is uploaded", () => {
  const stack = adopted([live("2026-10-01"), live("2026-09-01", { name: "Rocky 9" })], {
    days: ["2026-10-01", "2026-11-01"],
  });
  const older = stack.one(IMAGE, "20261001");
  expect(stack.json["import"]).toEqual([{ to: older.address, id: "id-of-2026-10-01" }]);
  expect(older.config).toMatchObject({
    name: "Ubuntu 24.04 20261001",
    hidden: true,
    visibility: "public",
    lifecycle: { prevent_destroy: true },
  });
  expect(older.config["lifecycle"]).toMatchObject({
    ignore_changes: ["image_source_url", "web_download", "image_cache_path", "protected"],
  });
  // the name is given up last, and os_ properties are right before
  expect(older.config["depends_on"]).toEqual([stack.one(STEP).address, stack.one(IMAGE, "20261101").address]);
});

test("addresses of images are those of a catalogue that adopts nothing", () => {
  const addresses = (images: AdoptedImage[]) =>
    adopted(images)
      .all(IMAGE)
      .map((one) => one.address);
  expect(addresses([live("2026-11-01")])).toEqual(addresses([]));
  expect(adopted([]).json["import"]).toBeUndefined();
});

test("what the image says beside the catalogue stays; older promises and another manager do not", () => {
  const properties = { hw_qemu_guest_agent: "yes", hw_disk_bus: "virtio", hotfix_hours: "1", os_type: "linux" };
  const image = live("2026-11-01", { properties, tags: ["gold", "managed_by_osism"] });
  const { config } = adopted([image], { props: { managedBy: "acme" } }).one(IMAGE);
  expect(config["properties"]).toMatchObject({ hw_qemu_guest_agent: "yes", hw_disk_bus: "scsi" });
  expect(config["properties"]).not.toHaveProperty("hotfix_hours");
  expect(config["properties"]).not.toHaveProperty("os_type");
  expect(config["tags"]).toEqual(["gold", "managed_by_acme", "os:ubuntu"]);
  expect(adopted([image]).one(IMAGE).config["tags"]).toEqual(["gold", "managed_by_osism", "os:ubuntu"]);
});

test("texts of the cloud are no templates of Terraform", () => {
  const properties = { note: "${path.root} %{if}", os_version: "${x}" };
  const { config } = adopted([live("2026-11-01", { properties, tags: ["${a}"] })]).one(IMAGE);
  expect(config["properties"]).toMatchObject({ note: "$${path.root} %%{if}" });
  expect(config["tags"]).toEqual(["$${a}", "os:ubuntu"]);
  expect(JSON.stringify(config["lifecycle"])).toContain("$${x}");
});

test("two images that share one description of their builds are told apart", () => {
  const versions = [build("2026-11-01")];
  const options = { ...CatalogImage.ubuntu("24.04", { versions }).options, osVersion: "24.10" };
  const stack = adopted([live("2026-11-01")], {
    props: { images: [CatalogImage.ubuntu("24.04", { versions }), CatalogImage.custom("Other", options)] },
  });
  expect(stack.json["import"]).toHaveLength(1);
  expect(stack.all(STEP)).toHaveLength(1);
});

test("os_ properties, which the provider never changes, are set by a step; a plan before it is not refused", () => {
  const stack = adopted([live("2026-11-01", { properties: { os_version: "24.4", os_distro: "ubuntu" } })]);
  const step = JSON.parse(stack.one(STEP).config["triggers_replace"] as string) as object;
  expect(step).toEqual({
    kind: "image-properties",
    imageId: "id-of-2026-11-01",
    properties: { os_distro: "ubuntu", os_purpose: "generic", os_version: "24.04" },
  });
  const { postcondition } = stack.one(IMAGE).config["lifecycle"] as { postcondition: { condition: string }[] };
  expect(postcondition[1]!.condition).toContain(
    'contains(["24.04", "24.4"], lookup(self.properties, "os_version", ""))',
  );
  expect(postcondition[1]!.condition).toContain('lookup(self.properties, "os_distro", "") == "ubuntu"');
});

test("no step where they are right", () => {
  const properties = { os_version: "24.04", os_distro: "ubuntu", os_purpose: "generic" };
  expect(adopted([live("2026-11-01", { properties })]).all(STEP)).toEqual([]);
});

test("the same file stays right when newer builds come, and when the adopted one goes", () => {
  const file = [live("2026-08-01")];
  const days = ["2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01"];
  const keep = (count: number) => adopted(file, { days, keep: UuidValidity.last(count) });
  expect(keep(3).json["import"]).toHaveLength(1);
  expect(keep(2).json["import"]).toBeUndefined();
  expect(keep(2).all(STEP)).toEqual([]);
});

test("a dated and hidden build of an earlier catalogue is adopted, another hidden one is passed over", () => {
  const dated = live("2026-10-01", { name: "Ubuntu 24.04 20261001", hidden: true });
  const other = live("2026-07-01", { hidden: true });
  const stack = adopted([dated, other], { days: ["2026-10-01", "2026-11-01"] });
  expect(stack.json["import"]).toEqual([{ to: stack.one(IMAGE, "20261001").address, id: "id-of-2026-10-01" }]);
});

test("a file that is no declared build is refused, with what to declare", () => {
  const error = refused([live("2026-10-02")]);
  expect(error.code).toBe("SCSBP-6241");
  expect(error.got).toBe(`Ubuntu 24.04 (id-of-2026-10-02) with sha512:${digest("2026-10-02")}`);
  expect(error.allowed).toContain("20261101 with sha512:");
  expect(refused([live("2026-11-01", { hashAlgorithm: "sha256" })]).code).toBe("SCSBP-6241");
});

test("of two images with the name each is a build of its own, or it is refused", () => {
  const days = ["2026-10-01", "2026-11-01"];
  expect(adopted([live("2026-10-01"), live("2026-11-01")], { days }).json["import"]).toHaveLength(2);
  const error = refused([live("2026-11-01"), live("2026-11-01", { id: "twin" })], { days });
  expect(error.code).toBe("SCSBP-6242");
  expect(error.got).toBe("Ubuntu 24.04 (id-of-2026-11-01) and Ubuntu 24.04 (twin)");
});

test("an image without a hash is refused", () => {
  expect(refused([live("2026-11-01", { hash: "", hashAlgorithm: "" })]).code).toBe("SCSBP-6243");
});

test("what Terraform would replace is refused", () => {
  const raw = live("2026-11-01", { diskFormat: "raw" });
  const error = refused([raw]);
  expect(error.code).toBe("SCSBP-6244");
  expect(error.got).toContain("disk_format: raw → qcow2");
  expect(error.fix).toContain("format: ImageFormat.RAW");
  expect(adopted([raw], { format: ImageFormat.RAW }).json["import"]).toHaveLength(1);
  for (const unfit of [{ containerFormat: "ovf" }, { diskFormat: "ploop" }]) {
    expect(refused([live("2026-11-01", unfit)]).fix).toContain("openstack image set --name");
  }
});

test("a kept property that scs-0102 forbids is refused like one of the catalogue", () => {
  expect(refused([live("2026-11-01", { properties: { hw_rng_model: "dice" } })]).code).toBe("SCSBP-6223");
});
