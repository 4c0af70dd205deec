import { YaookObjectStore, type YaookObjectStoreProps } from "../../../../lib/blueprints/yaook/index";
import { KubernetesApi } from "../../../../lib/kubernetes/index";
import { RemovalPolicy } from "../../../../lib/index";
import { errorOf } from "../../../support/errors";
import { synth } from "../../../support/synth";

type Json = Record<string, unknown>;

const made = (change: Partial<YaookObjectStoreProps> = {}) =>
  synth((scope) => {
    new YaookObjectStore(scope, "objects", {
      api: new KubernetesApi(scope, "k"),
      authUrl: "https://keystone.example.org:443/v3",
      region: "de-1",
      fqdn: "object.example.org",
      serviceUserSecret: "rgw-keystone",
      ...change,
    });
  });
const object = (change?: Partial<YaookObjectStoreProps>, pathEnd = "/store/Resource") =>
  made(change).one("kubectl_manifest", pathEnd).config["manifest"] as { metadata: Json; spec: Json };

test("the store logs in at Keystone without a version in the URL, and keeps its data", () => {
  const { metadata, spec } = object();
  expect(metadata).toEqual({ name: "object-store", namespace: "rook-ceph" });
  expect(spec).toMatchObject({
    preservePoolsOnDelete: true,
    dataPool: { replicated: { size: 3 } },
    gateway: { instances: 2 },
    auth: { keystone: { url: "https://keystone.example.org:443", serviceUserSecretName: "rgw-keystone" } },
    protocols: { swift: { accountInUrl: true, urlPrefix: "/swift" }, s3: { enabled: true, authUseKeystone: true } },
  });
  expect(made().one("kubectl_manifest", "/store/Resource").config["lifecycle"]).toEqual({ prevent_destroy: true });
  const destroyed = made({ removalPolicy: RemovalPolicy.DESTROY }).one("kubectl_manifest", "/store/Resource");
  expect(destroyed.config["lifecycle"]).toBeUndefined();
});

test("the catalogue has it, with the project in the URL", () => {
  expect(object({ namespace: "other" }, "/endpoint/Resource/Resource")).toMatchObject({
    metadata: { name: "object-store", namespace: "other" },
    spec: {
      servicetype: "object-store",
      region: { name: "de-1" },
      endpoints: { public: "https://object.example.org/swift/v1/AUTH_%(project_id)s" },
    },
  });
});

test("a name in capitals is refused", () => {
  expect(errorOf(() => made({ name: "Store" })).code).toBe("SCSBP-3003");
});
