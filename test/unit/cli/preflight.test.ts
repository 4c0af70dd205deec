import { createServer, type Server } from "node:http";
import { createServer as createPlainServer, type AddressInfo } from "node:net";
import { preflight } from "../../../packages/toolkit/src/openstack/preflight";
import { errorOf } from "./helpers";

/** A stand-in for Keystone on loopback: it knows one password. */
let keystone: Server;
let url: string;
const requests: unknown[] = [];

beforeAll(async () => {
  keystone = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      if (!request.url?.startsWith("/v3/auth/tokens")) {
        response.writeHead(404).end("<html>nothing here</html>");
        return;
      }
      requests.push(JSON.parse(body));
      const right = body.includes('"password":"right"');
      response.writeHead(right ? 201 : 401, { "content-type": "application/json" }).end(
        JSON.stringify(
          right
            ? {
                token: {
                  project: { id: "p1", name: "demo" },
                  catalog: [{ type: "compute", endpoints: [{ region: "R1" }] }],
                },
              }
            : { error: { message: "The request you have made requires authentication." } },
        ),
      );
    });
  });
  await new Promise<void>((resolve) => keystone.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(keystone.address() as AddressInfo).port}`;
});

afterAll(() => new Promise((resolve) => keystone.close(resolve)));

function cloud(auth: object, more: object = {}) {
  return {
    name: "c",
    cloudsYaml: "/c.yaml",
    config: { auth: { auth_url: url, username: "u", password: "right", project_name: "demo", ...auth }, ...more },
  };
}

test("a login that works tells project, region and services", async () => {
  expect(await preflight(cloud({}, { region_name: "R1" }), {})).toEqual({
    checked: true,
    project: "demo",
    scope: "project p1",
    regions: ["R1"],
    services: ["compute"],
  });
  expect(requests).toHaveLength(1);
});

test("a wrong password", async () => {
  const error = await errorOf(() => preflight(cloud({ password: "wrong" }), {}));
  expect(error.code).toBe("SCSBP-8034");
  expect(error.got).toContain("requires authentication");
  expect(error.message).not.toContain('wrong"'); // the password itself stays unsaid
});

test("a region that the catalogue does not have", async () => {
  const error = await errorOf(() => preflight(cloud({}, { region_name: "R9" }), {}));
  expect([error.code, error.got, error.allowed]).toEqual(["SCSBP-8038", "R9", "R1"]);
});

test("nothing listens", async () => {
  const error = await errorOf(() => preflight(cloud({ auth_url: "http://127.0.0.1:1/v3" }), {}));
  expect(error.code).toBe("SCSBP-8035");
  expect(error.got).toContain("connection refused");
});

test("an unknown host name", async () => {
  const error = await errorOf(() => preflight(cloud({ auth_url: "http://keystone.invalid:5000" }), {}));
  expect(error.code).toBe("SCSBP-8035");
  expect(error.got).toMatch(/unknown host name|name server/);
});

test("something else than Keystone", async () => {
  expect((await errorOf(() => preflight(cloud({ auth_url: `${url}/dashboard` }), {}))).code).toBe("SCSBP-8037");
});

test("https against a port that speaks no TLS", async () => {
  const plain = createPlainServer((socket) => socket.resume().end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  await new Promise<void>((resolve) => plain.listen(0, "127.0.0.1", resolve));
  const port = (plain.address() as AddressInfo).port;
  const error = await errorOf(() => preflight(cloud({ auth_url: `https://127.0.0.1:${port}` }), {}));
  await new Promise((resolve) => plain.close(resolve));
  expect(error.code).toBe("SCSBP-8036");
});

test("a CA file that is not there", async () => {
  const error = await errorOf(() => preflight(cloud({}, { cacert: "/no/ca.pem" }), {}));
  expect([error.code, error.got]).toEqual(["SCSBP-8033", "/no/ca.pem"]);
});

test("behind a proxy the login is left to the provider, never on loopback", async () => {
  const env = { HTTP_PROXY: "http://proxy.example:3128" };
  expect(await preflight(cloud({ auth_url: "http://keystone.example" }), env)).toEqual({
    checked: false,
    services: [],
  });
  expect((await preflight(cloud({}), env)).checked).toBe(true);
});
