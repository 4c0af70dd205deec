import { AdoptionReader } from "../../../packages/cli/src/actions/adopt/adoption-reader";
import type { CloudRequest, ICloudSession } from "../../../packages/checker/src/evidence/cloud-session";
import { BlueprintError } from "../../../packages/standards/src/errors";

/** A cloud of two services that answers from a table: a stand-in for Nova and Glance, whose real ones the e2e asks. */
function session(answers: Record<string, object>): ICloudSession & { readonly asked: CloudRequest[] } {
  const endpoint = (url: string) => [{ interfaceName: "public", region: "r", url }];
  const asked: CloudRequest[] = [];
  return {
    asked,
    cloud: "regio-admin",
    roles: ["admin"],
    projectId: "p1",
    catalog: [
      { type: "compute", endpoints: endpoint("https://nova/v2.1") },
      { type: "image", endpoints: endpoint("https://glance") },
    ],
    send: (request) => {
      asked.push(request);
      const body = answers[request.url.replace(/^https:\/\//, "")];
      return Promise.resolve({ status: body === undefined ? 500 : 200, body: JSON.stringify(body ?? {}), headers: {} });
    },
  };
}

const FLAVORS = "nova/v2.1/flavors/detail?is_public=None";
const images = (hidden: boolean) => `glance/v2/images?status=active&limit=200&os_hidden=${hidden}`;
const nova = {
  id: "f1",
  name: "SCS-2V-4",
  vcpus: 2,
  ram: 4096,
  disk: 0,
  swap: "",
  rxtx_factor: 1.0,
  "OS-FLV-EXT-DATA:ephemeral": 0,
  "os-flavor-access:is_public": false,
  description: null,
  extra_specs: { a: "b" },
};
const glance = {
  id: "i1",
  name: "Ubuntu 24.04",
  visibility: "public",
  disk_format: "raw",
  container_format: "bare",
  min_disk: 8,
  min_ram: 512,
  os_hash_algo: "sha512",
  os_hash_value: "ab",
  tags: ["os:ubuntu"],
  os_distro: "ubuntu",
  os_glance_importing_to_stores: "",
  status: "active",
  virtual_size: null,
};

test("private flavors and hidden images are read; what is no property is left out; nothing is written", async () => {
  const cloud = session({
    [FLAVORS]: { flavors: [nova] },
    [images(false)]: { images: [glance] },
    [images(true)]: { images: [{ ...glance, id: "i0", name: "Ubuntu 24.04 20260901" }] },
  });
  const { facts } = await AdoptionReader.read(cloud);
  expect(facts).toEqual({
    cloud: "regio-admin",
    flavors: [
      {
        id: "f1",
        name: "SCS-2V-4",
        vcpus: 2,
        ramMiB: 4096,
        diskGB: 0,
        ephemeralGB: 0,
        swapMiB: 0,
        rxTxFactor: 1,
        isPublic: false,
        description: "",
        extraSpecs: { a: "b" },
      },
    ],
    images: [
      expect.objectContaining({ id: "i1", hidden: false, properties: { os_distro: "ubuntu" }, hash: "ab" }),
      expect.objectContaining({ id: "i0", hidden: true }),
    ],
  });
  expect(new Set(cloud.asked.map(({ method = "GET" }) => method))).toEqual(new Set(["GET"]));
});

test("images of tenants are theirs: what is not public belongs to the login's project", async () => {
  const rows = [
    { ...glance, id: "own", visibility: "private", owner: "p1" },
    { ...glance, id: "tenants", visibility: "private", owner: "p2" },
    { ...glance, id: "theirs-for-all", visibility: "community", owner: "p2" },
    { ...glance, id: "public", owner: "p3" },
  ];
  const cloud = session({
    [FLAVORS]: { flavors: [nova] },
    [images(false)]: { images: rows },
    [images(true)]: { images: [] },
  });
  const ids = async (from: ICloudSession) => (await AdoptionReader.read(from)).facts.images.map(({ id }) => id);
  expect(await ids(cloud)).toEqual(["own", "public"]);
  expect(await ids({ ...cloud, projectId: undefined } as ICloudSession)).toEqual(["public"]);
});

test("extra specs that are not shown are not taken for none", async () => {
  const cloud = session({ [FLAVORS]: { flavors: [{ ...nova, extra_specs: undefined }] } });
  await expect(AdoptionReader.read(cloud)).rejects.toMatchObject({ code: "SCSBP-8110" });
});

test("a service that fails is an error, not an empty list", async () => {
  const error: unknown = await AdoptionReader.read(session({ [FLAVORS]: { flavors: [] } })).catch(
    (each: unknown) => each,
  );
  expect(BlueprintError.isBlueprintError(error) && error.code).toBe("SCSBP-4040");
});
