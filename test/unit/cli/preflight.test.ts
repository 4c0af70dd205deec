import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, request as httpRequest, type Server } from "node:http";
import { createServer as createSecureServer, type Server as SecureServer } from "node:https";
import { connect, createServer as createPlainServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { proxyOf } from "../../../packages/checker/src/evidence/http-exchange";
import { openSession, preflight } from "../../../packages/toolkit/src/openstack/preflight";
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
      const headers = { "content-type": "application/json", ...(right ? { "x-subject-token": "t" } : {}) };
      response.writeHead(right ? 201 : 401, headers).end(
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
  expect(await preflight(cloud({}, { region_name: "R1" }))).toEqual({
    checked: true,
    project: "demo",
    scope: "project p1",
    regions: ["R1"],
    services: ["compute"],
  });
  expect(requests).toHaveLength(1);
});

test("a wrong password", async () => {
  const error = await errorOf(() => preflight(cloud({ password: "wrong" })));
  expect(error.code).toBe("SCSBP-8034");
  expect(error.got).toContain("requires authentication");
  expect(error.message).not.toContain('wrong"'); // the password itself stays unsaid
});

test("a region that the catalogue does not have", async () => {
  const error = await errorOf(() => preflight(cloud({}, { region_name: "R9" })));
  expect([error.code, error.got, error.allowed]).toEqual(["SCSBP-8038", "R9", "R1"]);
});

test("nothing listens", async () => {
  const error = await errorOf(() => preflight(cloud({ auth_url: "http://127.0.0.1:1/v3" })));
  expect(error.code).toBe("SCSBP-8035");
  expect(error.got).toContain("connection refused");
});

test("an unknown host name", async () => {
  const error = await errorOf(() => preflight(cloud({ auth_url: "http://keystone.invalid:5000" })));
  expect(error.code).toBe("SCSBP-8035");
  expect(error.got).toMatch(/unknown host name|name server/);
});

test("something else than Keystone", async () => {
  expect((await errorOf(() => preflight(cloud({ auth_url: `${url}/dashboard` })))).code).toBe("SCSBP-8037");
});

test("https against a port that speaks no TLS", async () => {
  const plain = createPlainServer((socket) => socket.resume().end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  await new Promise<void>((resolve) => plain.listen(0, "127.0.0.1", resolve));
  const port = (plain.address() as AddressInfo).port;
  const error = await errorOf(() => preflight(cloud({ auth_url: `https://127.0.0.1:${port}` })));
  await new Promise((resolve) => plain.close(resolve));
  expect(error.code).toBe("SCSBP-8036");
});

test("a CA file that is not there", async () => {
  const error = await errorOf(() => preflight(cloud({}, { cacert: "/no/ca.pem" })));
  expect([error.code, error.got]).toEqual(["SCSBP-8033", "/no/ca.pem"]);
});

describe("behind a proxy", () => {
  /** Forwards plain HTTP and makes tunnels, as Squid does; it knows one name. */
  let proxy: Server;
  let secure: SecureServer;
  let ca: string;
  let port: number;
  const seen: string[] = [];
  const before = { ...process.env };

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), "scsbp-proxy-"));
    ca = join(folder, "ca.crt");
    const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "ignore" });
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "1",
      "-subj", "/CN=keystone.example", "-addext", "subjectAltName=DNS:keystone.example", "-keyout", "ca.key", "-out", "ca.crt"); // prettier-ignore
    secure = createSecureServer(
      { key: readFileSync(join(folder, "ca.key")), cert: readFileSync(ca) },
      (request, response) => keystone.emit("request", request, response),
    );
    proxy = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      const { pathname } = new URL(request.url!);
      request.pipe(
        httpRequest(`${url}${pathname}`, { method: request.method, headers: request.headers }, (answer) => {
          response.writeHead(answer.statusCode!, answer.headers);
          answer.pipe(response);
        }),
      );
    });
    proxy.on("connect", (request: IncomingMessage, socket: Socket) => {
      seen.push(`CONNECT ${request.url}`);
      const there = connect((secure.address() as AddressInfo).port, "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
        there.pipe(socket).pipe(there);
      });
    });
    for (const server of [secure, proxy]) {
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    }
    port = (proxy.address() as AddressInfo).port;
  });
  beforeEach(() => {
    seen.length = 0;
    process.env["HTTP_PROXY"] = process.env["HTTPS_PROXY"] = `http://127.0.0.1:${port}`;
  });
  afterEach(() => {
    process.env = { ...before };
  });
  afterAll(async () => {
    for (const server of [secure, proxy]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  });

  test("a login over HTTP is forwarded", async () => {
    expect((await preflight(cloud({ auth_url: "http://keystone.example:5000" }))).project).toBe("demo");
    expect(seen).toEqual(["POST http://keystone.example:5000/v3/auth/tokens"]);
  });

  test("a login over TLS goes through a tunnel, and the authority of clouds.yaml vouches for the cloud", async () => {
    const entry = cloud({ auth_url: "https://keystone.example:5000" }, { cacert: ca });
    expect((await preflight(entry)).project).toBe("demo");
    expect(seen).toEqual(["CONNECT keystone.example:5000"]);
    const error = await errorOf(() => preflight(cloud({ auth_url: "https://keystone.example:5000" })));
    expect(error.code).toBe("SCSBP-8036");
    const unchecked = cloud({ auth_url: "https://keystone.example:5000" }, { verify: false });
    expect((await preflight(unchecked)).checked).toBe(true);
  });

  test("a session logs in once, and goes the same way", async () => {
    const session = await openSession(cloud({ auth_url: "https://keystone.example:5000" }, { cacert: ca }), "check");
    expect((await session.send({ url: "https://keystone.example:5000/elsewhere" })).status).toBe(404);
    expect(seen.every((each) => each === "CONNECT keystone.example:5000")).toBe(true);
  });

  test("this machine, and what NO_PROXY excepts, is asked without it", async () => {
    expect((await preflight(cloud({}))).checked).toBe(true);
    process.env["NO_PROXY"] = ".invalid";
    const error = await errorOf(() => preflight(cloud({ auth_url: "http://keystone.invalid:5000" })));
    expect(error.code).toBe("SCSBP-8035");
    expect(seen).toEqual([]);
  });

  test("a proxy that is not there is told as such", async () => {
    process.env["HTTP_PROXY"] = "http://127.0.0.1:1";
    expect((await errorOf(() => preflight(cloud({ auth_url: "http://keystone.example" })))).code).toBe("SCSBP-8035");
  });
});

/** As the tests of golang.org/x/net/http/httpproxy have it. */
test.each<[string, boolean]>([
  ["localhost", false],
  ["127.0.0.2", false],
  ["[::1]", false],
  ["[::2]", true],
  ["192.168.1.1", false],
  ["192.168.1.2", true],
  ["192.168.1.2:81", false],
  ["192.168.1.3", false],
  ["192.168.1.4", true],
  ["10.0.0.2", false],
  ["10.0.0.4", true],
  ["[2001:db8::52:0:1]", false],
  ["[2001:db8::52:0:2]", true],
  ["[2001:db8::52:0:2]:443", false],
  ["[2002:db8:a::123]", false],
  ["[fe80::424b:c8be:1643:a1b6]", true],
  ["barbaz.net", true],
  ["www.barbaz.net", false],
  ["foobar.com", false],
  ["www.foobar.com", false],
  ["foofoobar.com", true],
  ["local.localhost", true],
])("NO_PROXY: http://%s goes through the proxy: %s", (host, expected) => {
  const NO_PROXY =
    "foobar.com, .barbaz.net, 192.168.1.1, 192.168.1.2:81, 192.168.1.3:80, 10.0.0.0/30, 2001:db8::52:0:1, " +
    "[2001:db8::52:0:2]:443, 2002:db8:a::45/64";
  expect(proxyOf(`http://${host}/`, { HTTP_PROXY: "cache.corp.example:1234", NO_PROXY })).toBe(
    expected ? "http://cache.corp.example:1234" : undefined,
  );
  expect(proxyOf(`http://${host}/`, { http_proxy: "http://p", NO_PROXY: "*" })).toBeUndefined();
});
