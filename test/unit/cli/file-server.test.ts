import { join } from "node:path";
import { findExample } from "../../../packages/toolkit/src/example/catalogue";
import { FileServer } from "../../../packages/toolkit/src/example/file-server";
import { errorOf, temporaryDir, write } from "./helpers";

const root = temporaryDir();

test("serves the files of its folder, on this machine only, and nothing beside it", async () => {
  write(join(root, "secret"), "no");
  write(join(root, "files/stand-in.img"), "yes");
  const server = await FileServer.start(join(root, "files"));
  try {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await fetch(`${server.url}/stand-in.img`)).text()).toBe("yes");
    expect((await fetch(`${server.url}/stand-in.img`, { method: "HEAD" })).headers.get("content-length")).toBe("3");
    for (const path of ["/", "/..%2fsecret", "/../secret", "/%2e%2e/secret", "/%zz"]) {
      expect((await fetch(`${server.url}${path}`)).status).toBe(404);
    }
  } finally {
    server.close();
  }
});

test("an example says in package.json what it needs of the sandbox", async () => {
  const dir = join(root, "example");
  write(join(dir, "cdktf.json"), '{"app": "true"}');
  const needs = (text: string) => {
    write(join(dir, "package.json"), text);
    return findExample(dir).sandbox;
  };
  expect(needs("{}")).toEqual({ mode: "tenant", cloud: "sandbox" });
  expect(
    needs('{"scs-blueprints": {"sandbox": {"mode": "operator-blank", "cloud": "sandbox-admin", "files": "f"}}}'),
  ).toEqual({ mode: "operator-blank", cloud: "sandbox-admin", files: join(dir, "f") });
  expect(needs("not json")).toEqual({ mode: "tenant", cloud: "sandbox" });
  const wrong = await errorOf(() => needs('{"scs-blueprints": {"sandbox": {"cloud": "regio"}}}'));
  expect(wrong.code).toBe("SCSBP-8021");
});
