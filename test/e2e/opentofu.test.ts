import { builtOpenTofu } from "./support/built";
import { counted } from "./support/cloud";
import { repository } from "./support/repository";

/** OpenTofu in place of Terraform: the main job again, with a tofu built from its Go module at a pinned version. */
let env: Record<string, string>;

beforeAll(async () => {
  expect((await repository.sandbox(["up"])).status).toBe(0);
  env = { SCS_BLUEPRINTS_TERRAFORM: await builtOpenTofu() };
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
