import { cloudOfEnvironment } from "../../../packages/toolkit/src/openstack/cloud-of-environment";
import { authRequest } from "../../../packages/toolkit/src/openstack/auth-request";
import { errorOf } from "../../support/errors";

test("an openrc file's variables", () => {
  const entry = cloudOfEnvironment({
    OS_AUTH_URL: "https://keystone.example.org:5000/v3",
    OS_USERNAME: "admin",
    OS_PASSWORD: "secret",
    OS_PROJECT_NAME: "admin",
    OS_USER_DOMAIN_NAME: "Default",
    OS_PROJECT_DOMAIN_ID: "default",
    OS_REGION_NAME: "R1",
    OS_INSECURE: "true",
  });
  expect(entry.config).toMatchObject({ region_name: "R1", insecure: true });
  expect(authRequest(entry)).toEqual({
    url: "https://keystone.example.org:5000/v3/auth/tokens",
    body: {
      auth: {
        identity: {
          methods: ["password"],
          password: { user: { name: "admin", domain: { name: "Default" }, password: "secret" } },
        },
        scope: { project: { name: "admin", domain: { id: "default" } } },
      },
    },
  });
});

test("an application credential; an empty OS_CLOUD counts as none", () => {
  const entry = cloudOfEnvironment({
    OS_CLOUD: "",
    OS_AUTH_TYPE: "v3applicationcredential",
    OS_AUTH_URL: "https://keystone.example.org",
    OS_APPLICATION_CREDENTIAL_ID: "id",
    OS_APPLICATION_CREDENTIAL_SECRET: "s",
  });
  expect(JSON.stringify(authRequest(entry)?.body)).toContain('"application_credential":{"id":"id","secret":"s"}');
});

test("no cloud at all", () => {
  expect(errorOf(() => cloudOfEnvironment({})).code).toBe("SCSBP-8122");
});
