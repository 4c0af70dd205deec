import {
  CatalogImage,
  ImageChecksum,
  ImageManagerYaml,
  ImagePurpose,
  ImageVisibility,
  ScsImageCatalog,
  UuidValidity,
} from "../../../../../lib/blueprints/operator/index";
import { errorOf } from "../../../../support/errors";
import { synth } from "../../../../support/synth";

const SHA256 = "5d".repeat(32);
const SHA512 = "ab".repeat(64);

/** An entry as the image manager's own files have it (own values, its form). */
const YAML = `---
images:
  - name: Ubuntu 24.04
    enable: true
    shortname: ubuntu-24.04
    format: qcow2
    login: ubuntu
    min_disk: 8
    min_ram: 512
    status: active
    visibility: public
    multi: true
    meta:
      architecture: x86_64
      hw_disk_bus: scsi
      hw_rng_model: virtio
      hw_scsi_model: virtio-scsi
      hw_watchdog_action: reset
      hypervisor_type: qemu
      os_distro: ubuntu
      os_version: '24.04'
      replace_frequency: quarterly
      uuid_validity: last-3
      provided_until: none
    tags: []
    latest_url:
      https://cloud-images.ubuntu.com/noble/current/noble-server-cloudimg-amd64.img
    versions:
      - version: '20261106'
        url: https://cloud-images.ubuntu.com/noble/20261106/noble-server-cloudimg-amd64.img
        mirror_url:
          https://mirror.example.org/ubuntu-24.04/20261106-ubuntu-24.04.qcow2
        checksum: sha256:${SHA256}
        build_date: 2026-11-06
  - name: Ubuntu 14.04
    enable: false
  - name: ubuntu-capi-image
    enable: true
    format: raw
    login: ubuntu
    min_disk: 20
    min_ram: 1024
    status: active
    visibility: public
    multi: false
    separator: "-"
    meta:
      architecture: x86_64
      hw_disk_bus: virtio
      hw_scsi_model: virtio-scsi
      os_distro: ubuntu
      os_version: '24.04'
      os_purpose: k8snode
      replace_frequency: never
      uuid_validity: none
      provided_until: 2027-06-30
    tags: [kubernetes]
    versions:
      - version: v1.34.2
        url: https://nbg1.your-objectstorage.com/osism/openstack-k8s-capi-images/ubuntu-2404-kube-v1.34/x.qcow2
        checksum: sha512:${SHA512}
        build_date: 2026-10-01
`;
const read = () => ImageManagerYaml.read(YAML, { sha512BySha256: { [SHA256]: SHA512 } });

test("what is enabled is read, with everything it says", () => {
  const [ubuntu, node, ...others] = read();
  expect(others).toEqual([]);
  expect(ubuntu!.name).toBe("Ubuntu 24.04");
  expect(ubuntu!.options).toMatchObject({
    purpose: ImagePurpose.GENERIC,
    visibility: ImageVisibility.PUBLIC,
    uuidValidity: UuidValidity.last(3),
    properties: { hw_rng_model: "virtio", hw_watchdog_action: "reset", hypervisor_type: "qemu" },
    description: "Ubuntu 24.04",
  });
  expect(ubuntu!.options.versions).toEqual([
    {
      version: "20261106",
      url: "https://cloud-images.ubuntu.com/noble/20261106/noble-server-cloudimg-amd64.img",
      mirrorUrl: "https://mirror.example.org/ubuntu-24.04/20261106-ubuntu-24.04.qcow2",
      checksum: ImageChecksum.sha512(SHA512),
      buildDate: "2026-11-06",
    },
  ]);
  expect(node!.name).toBe("ubuntu-capi-image-v1.34.2");
  expect(node!.options).toMatchObject({ purpose: ImagePurpose.K8S_NODE, tags: ["kubernetes"] });
  expect(node!.providedUntil.value).toBe("2027-06-30");
});

test("what is read makes a catalogue", () => {
  const stack = synth((scope) => {
    new ScsImageCatalog(scope, "images", { date: "2026-11-23", images: read() });
  });
  expect(stack.all("openstack_images_image_v2").map(({ config }) => config["name"])).toEqual([
    "Ubuntu 24.04",
    "ubuntu-capi-image-v1.34.2",
  ]);
});

test("what is written is read again as the same, and written again as the same bytes", () => {
  const text = ImageManagerYaml.write(read());
  const again = ImageManagerYaml.read(text);
  expect(again.map(({ name, options }) => ({ name, options }))).toEqual(
    read().map(({ name, options }) => ({ name, options })),
  );
  expect(ImageManagerYaml.write(again)).toBe(text);
});

test("what the library makes itself comes through, too", () => {
  const url = "https://cloud.debian.org/images/cloud/bookworm/x/debian-12.qcow2";
  const versions = [{ version: "1", url, checksum: ImageChecksum.sha512(SHA512), buildDate: "2026-11-01 10:30" }];
  const image = CatalogImage.debian("12", { versions, hotfixHours: 48, properties: { hw_rng_model: "virtio" } });
  const [again] = ImageManagerYaml.read(ImageManagerYaml.write([image]));
  expect(again!.name).toBe("Debian 12");
  expect(again!.propertiesOf(again!.options.versions[0]!)).toEqual(image.propertiesOf(versions[0]!));
});

test("SHA-256 stays what it is where nobody knows better", () => {
  expect(String(ImageManagerYaml.read(YAML)[0]!.options.versions[0]!.checksum)).toBe(`sha256:${SHA256}`);
});

test("without os_purpose an image of another name is custom, not a second generic one", () => {
  const text = YAML.replace("name: Ubuntu 24.04", "name: Ubuntu 24.04 Minimal");
  expect(ImageManagerYaml.read(text)[0]!.options.purpose).toBe(ImagePurpose.CUSTOM);
});

test.each<[string, string, string]>([
  ["no YAML", "images: [", "SCSBP-6240"],
  ["nothing", "", "SCSBP-6240"],
  ["no list", "images: {}", "SCSBP-6240"],
  [
    "no meta",
    YAML.replace("    meta:\n      architecture: x86_64\n      hw_disk_bus: scsi", "    x:\n      a: b"),
    "SCSBP-6240",
  ],
  ["an unknown format", YAML.replace("format: qcow2", "format: ploop"), "SCSBP-6240"],
  ["disk as text", YAML.replace("min_disk: 8", "min_disk: big"), "SCSBP-6240"],
  ["a validity that is none", YAML.replace("last-3", "last-x"), "SCSBP-6224"],
  ["no checksum", YAML.replace(/ {8}checksum: sha256.*\n/, ""), "SCSBP-6220"],
  ["MD5", YAML.replace(`sha256:${SHA256}`, `md5:${"a".repeat(32)}`), "SCSBP-6221"],
  [
    "a private source",
    YAML.replace("build_date: 2026-11-06", "build_date: 2026-11-06\n        source: private"),
    "SCSBP-6225",
  ],
  [
    "a version of another system",
    YAML.replace("build_date: 2026-11-06", "build_date: 2026-11-06\n        os_version: '24.10'"),
    "SCSBP-6240",
  ],
])("%s is refused", (_, text, code) => {
  expect(errorOf(() => ImageManagerYaml.read(text)).code).toBe(code);
});

test("what the form has no place for is not dropped in silence", () => {
  const versions = read()[0]!.options.versions.map((version) => ({ ...version, endsOn: "2027-01-01" }));
  const image = CatalogImage.ubuntu("24.04", { versions });
  expect(errorOf(() => ImageManagerYaml.write([image])).code).toBe("SCSBP-6240");
});
