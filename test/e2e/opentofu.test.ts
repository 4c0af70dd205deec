import { join } from "node:path";
import { counted } from "./support/cloud";
import { e2eEnvironment } from "./support/environment";
import { repository } from "./support/repository";
import { succeed } from "./support/run";

/** OpenTofu in place of Terraform: the main job again, with a tofu built from its Go module at a pinned version. */
const tofu = join(e2eEnvironment().dir, "tofu");
const env = { SCS_BLUEPRINTS_TERRAFORM: tofu };

beforeAll(async () => {
  expect((await repository.sandbox(["up"])).status).toBe(0);
  await succeed("go", ["build", "-trimpath", "-o", tofu, "github.com/opentofu/opentofu/cmd/tofu"], {
    cwd: join(repository.dir, "packages/dev-tools/opentofu"),
    env: { CGO_ENABLED: "0" },
  });
});

test("npm start with OpenTofu: applied, second plan empty, destroyed", async () => {
  const before = counted(await contents());
  const started = await repository.start([], { env });
  expect({ status: started.status, output: started.status === 0 ? "" : started.output }).toEqual({
    status: 0,
    output: "",
  });
  expect(started.output).toContain("OpenTofu");
  expect(counted(await contents())["servers"]).toBe((before["servers"] ?? 0) + 5);
  const destroyed = await repository.start(["--destroy"], { env });
  expect({ status: destroyed.status, output: destroyed.status === 0 ? "" : destroyed.output }).toEqual({
    status: 0,
    output: "",
  });
  expect(counted(await contents())).toEqual(before);
});

const contents = async () => (await repository.member()).contents();
