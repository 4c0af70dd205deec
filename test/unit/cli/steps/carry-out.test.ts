import { carryOut, compare, stepsOfState } from "../../../../packages/toolkit/src/steps/carry-out";
import { StepApi } from "../../../../packages/toolkit/src/steps/step-api";
import { CloudStep } from "../../../../packages/standards/src";
import { errorOf } from "../../../support/errors";

/**
 * A stand-in for the services, by path: it keeps what is written to it, so that a second look sees it. The real ones are
 * asked in test/e2e/scs-compatible-iaas.test.ts.
 */
class Services {
  public readonly sent: string[] = [];
  public readonly bodies: { readonly type?: string; readonly body: unknown }[] = [];

  public constructor(
    private readonly answers: Record<string, unknown>,
    private readonly onChange: (change: string, answers: Record<string, unknown>) => number = () => 200,
  ) {}

  public get api(): StepApi {
    const endpoint = (type: string) => ({
      type,
      endpoints: [{ interfaceName: "public", region: "R1", url: `http://cloud/${type}` }],
    });
    return new StepApi({
      cloud: "test",
      roles: ["admin"],
      catalog: ["identity", "image", "network", "block-storage"].map(endpoint),
      send: ({ method = "GET", url, headers, body }) => {
        const path = url.replace("http://cloud", "").replace(/\?.*/, "");
        if (method === "GET") {
          const found = this.answers[path];
          return Promise.resolve({ status: found === undefined ? 404 : 200, body: JSON.stringify(found), headers: {} });
        }
        this.sent.push(`${method} ${path}`);
        this.bodies.push({ type: headers?.["content-type"], body: body === undefined ? body : JSON.parse(body) });
        const status = this.onChange(`${method} ${path}`, this.answers);
        return Promise.resolve({ status, body: '{"message": "because"}', headers: {} });
      },
    });
  }
}

async function refused(act: Promise<unknown>) {
  try {
    await act;
  } catch (error) {
    return errorOf(() => {
      throw error;
    });
  }
  throw new Error("nothing was refused");
}

const ENCRYPTION = "/block-storage/types/t-1/encryption";
const encrypted = CloudStep.volumeTypeEncryption({
  volumeTypeId: "t-1",
  provider: "luks",
  cipher: "aes-xts-plain64",
  keySizeBits: 256,
  controlLocation: "front-end",
});
const asWanted = {
  encryption_id: "e-1",
  provider: "luks",
  cipher: "aes-xts-plain64",
  key_size: 256,
  control_location: "front-end",
};

test("encryption is made where there is none, and a second run changes nothing", async () => {
  const services = new Services({ [ENCRYPTION]: {} }, (_change, answers) => {
    answers[ENCRYPTION] = asWanted;
    return 200;
  });
  expect((await carryOut(encrypted, services.api)).changes).toHaveLength(1);
  expect((await carryOut(encrypted, services.api)).changes).toEqual([]);
  expect(services.sent).toEqual([`POST ${ENCRYPTION}`]);
});

test("what differs is changed, and named", async () => {
  const services = new Services({ [ENCRYPTION]: { ...asWanted, key_size: 512 } });
  const { changes } = await compare(encrypted, services.api);
  expect(changes).toEqual([expect.stringContaining("key_size from 512 to 256")]);
  expect(services.sent).toEqual([]);
});

test("a cloud that accepts a change and stays as it was", async () => {
  const services = new Services({ [ENCRYPTION]: {} });
  expect((await refused(carryOut(encrypted, services.api))).code).toBe("SCSBP-8124");
});

test("a refusal says what was refused and why", async () => {
  const error = await refused(carryOut(encrypted, new Services({ [ENCRYPTION]: {} }, () => 403).api));
  expect(error).toMatchObject({ code: "SCSBP-8123", fix: "apply with the operator's login" });
  expect(error.got).toContain("403");
  expect(error.got).toContain("because");
});

const IMAGE = "/image/v2/images/i-1";
const described = CloudStep.imageProperties("i-1", { os_version: "24.04", os_purpose: "generic", os_distro: "ubuntu" });

test("properties of an image are set where they differ, in one patch, and a second run changes nothing", async () => {
  const services = new Services(
    { [IMAGE]: { id: "i-1", os_distro: "ubuntu", os_version: "24.4", hw_disk_bus: "scsi" } },
    (_change, answers) => {
      answers[IMAGE] = { id: "i-1", os_distro: "ubuntu", os_version: "24.04", os_purpose: "generic" };
      return 200;
    },
  );
  const { changes } = await carryOut(described, services.api);
  expect(changes).toEqual(["set os_purpose to generic, os_version from 24.4 to 24.04"]);
  expect((await carryOut(described, services.api)).changes).toEqual([]);
  expect(services.sent).toEqual([`PATCH ${IMAGE}`]);
  expect(services.bodies).toEqual([
    {
      type: "application/openstack-images-v2.1-json-patch",
      body: [
        { op: "add", path: "/os_purpose", value: "generic" },
        { op: "replace", path: "/os_version", value: "24.04" },
      ],
    },
  ]);
  expect((await carryOut(described, services.api, true)).changes).toEqual([]);
});

test("an image that is gone is named", async () => {
  expect(await refused(carryOut(described, new Services({}).api))).toMatchObject({ code: "SCSBP-8125", got: "i-1" });
});

const ROLES = { "/identity/v3/roles": { roles: [{ id: "r-1", name: "any" }] } };

test("an implication is not made when the other role is absent, nor in a circle", async () => {
  const step = CloudStep.impliedRole("member", "creator");
  const none = new Services({ "/identity/v3/roles": { roles: [] } });
  expect((await refused(carryOut(step, none.api))).code).toBe("SCSBP-8125");
  const circle = { "/identity/v3/role_inferences": { role_inferences: [] }, ...ROLES };
  // the stand-in knows one role by every name: it would imply itself
  expect((await refused(carryOut(step, new Services(circle).api))).what).toBe("the roles would imply each other");
});

test("undoing what is not there changes nothing", async () => {
  const services = new Services({ "/identity/v3/role_inferences": { role_inferences: [] }, ...ROLES });
  expect((await carryOut(CloudStep.impliedRole("a", "b"), services.api, true)).changes).toEqual([]);
  expect((await carryOut(CloudStep.defaultExternalNetwork("n-1"), services.api, true)).changes).toEqual([]);
  expect((await carryOut(CloudStep.defaultSecurityRules(true), services.api, true)).changes).toEqual([]);
});

test("a second default external network is refused, not taken over", async () => {
  const services = new Services({
    "/network/v2.0/networks/n-1": { network: { id: "n-1", is_default: false } },
    "/network/v2.0/networks": {
      networks: [
        { id: "n-3", name: "partner", is_default: false },
        { id: "n-2", name: "old", is_default: true },
      ],
    },
  });
  const error = await refused(carryOut(CloudStep.defaultExternalNetwork("n-1"), services.api));
  expect(error).toMatchObject({ code: "SCSBP-8125", got: "old (n-2)" });
});

test.each([
  [[], "cinder-backup is not deployed"],
  [[{ host: "h", state: "down", status: "enabled" }], "h is down"],
])("no backup service", async (services, got) => {
  const answers = { "/block-storage/os-services": { services }, "/block-storage/backups": { backups: [] } };
  expect((await refused(carryOut(CloudStep.backupService(), new Services(answers).api))).got).toBe(got);
});

test("clouds before 2023.2 have no API for default rules", async () => {
  expect((await refused(carryOut(CloudStep.defaultSecurityRules(true), new Services({}).api))).code).toBe("SCSBP-8125");
});

test("steps are found in a state, in modules too, beside other terraform_data", () => {
  const step = CloudStep.impliedRole("member", "creator");
  const resource = (address: string, trigger: unknown) => ({
    address,
    type: "terraform_data",
    values: { triggers_replace: trigger },
  });
  const state = {
    format_version: "1.0",
    values: {
      root_module: {
        resources: [resource("terraform_data.a", step.toJson()), resource("terraform_data.b", null)],
        child_modules: [{ resources: [resource("module.m.terraform_data.c", step.toJson())] }],
      },
    },
  };
  expect(stepsOfState(JSON.stringify(state)).map((one) => one.address)).toEqual([
    "terraform_data.a",
    "module.m.terraform_data.c",
  ]);
  expect(stepsOfState('{"format_version":"1.0"}')).toEqual([]);
  expect(errorOf(() => stepsOfState("Error: no state")).code).toBe("SCSBP-8121");
});
