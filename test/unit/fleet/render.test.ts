import { parse } from "yaml";
import { FleetBinary, FleetPipeline, FleetRenderer, type FleetRenderOptions, StateStore } from "../../../lib/fleet";
import { Secret, StateEncryption } from "../../../lib/index";
import { errorOf } from "../../support/errors";
import { CLOUD, Program, output, threeWaves } from "./support";

type Yaml = any; // eslint-disable-line @typescript-eslint/no-explicit-any -- each engine has another shape

const OPTIONS: FleetRenderOptions = { image: "registry.example.org/fleet:1", source: "fleet" };

function render(program: Program, engine: FleetPipeline, options: FleetRenderOptions = OPTIONS): Record<string, Yaml> {
  const files = FleetRenderer.render(program.facts, engine, options);
  return Object.fromEntries(files.map(({ path, text }) => [path, parse(text)]));
}

/** Everything that has to be done before, directly or not. */
function allBefore(name: string, direct: (name: string) => readonly string[]): Set<string> {
  return new Set(direct(name).flatMap((each) => [each, ...allBefore(each, direct)]));
}

test.each(Object.values(FleetPipeline).filter((engine) => engine !== FleetPipeline.CROSSPLANE))(
  "%s: the same program is the same files, with names of secrets and no secret",
  (engine) => {
    const texts = () => FleetRenderer.render(threeWaves().facts, engine, OPTIONS);
    expect(texts()).toEqual(texts());
    for (const { text } of texts()) {
      expect(text).toMatch(new RegExp(`^# Made by scs-blueprints fleet render: fleet shop, engine ${engine}\\.\n`));
      expect(text).toContain("AWS_SECRET_ACCESS_KEY: its secret");
      expect(text).not.toMatch(/[&*]a\d/);
    }
  },
);

describe("gitlab", () => {
  test("a child pipeline for each wave, triggered when those before it succeeded", () => {
    const parent = render(threeWaves(), FleetPipeline.GITLAB)[".gitlab/fleet-shop/fleet.yml"];
    const needs = (name: string) => (parent[name].needs ?? []) as string[];
    expect(needs("shop:canary")).toEqual(["shop/synth"]);
    expect(allBefore("shop:prod", needs)).toEqual(new Set(["shop/synth", "shop:canary", "shop:dev"]));
    for (const wave of ["canary", "dev", "prod"]) {
      expect(parent[`shop:${wave}`].trigger).toEqual({
        include: [{ local: `.gitlab/fleet-shop/wave-${wave}.yml` }],
        strategy: "depend", // else the trigger succeeds as soon as the child begins
      });
      expect(parent[`shop:${wave}`].allow_failure).toBeUndefined();
    }
    expect(parent["shop/synth"].script.at(-1)).toBe(
      "npx scs-blueprints fleet render --check --engine gitlab --image registry.example.org/fleet:1",
    );
  });

  test("stacks of a target one behind the other, targets side by side", () => {
    const { "apply:cloud-b-dev-network": network, "apply:cloud-b-dev-app": app } = render(
      threeWaves(),
      FleetPipeline.GITLAB,
    )[".gitlab/fleet-shop/wave-dev.yml"];
    expect(network.needs).toEqual([{ pipeline: "$FLEET_PIPELINE_ID", job: "shop/synth" }]);
    expect(app.needs[1]).toEqual({ job: "apply:cloud-b-dev-network", artifacts: false });
    expect(app).toMatchObject({ resource_group: "shop/cloud-b-dev-app", environment: { name: "cloud-b-dev" } });
    expect(app.when).toBeUndefined();
  });

  test("approval: the plan that was looked at is the one that is applied, and the wave waits for it", () => {
    const prod = render(threeWaves(), FleetPipeline.GITLAB)[".gitlab/fleet-shop/wave-prod.yml"];
    const [plan, apply] = [prod["plan:cloud-a-prod-app"], prod["apply:cloud-a-prod-app"]];
    expect(plan.artifacts.paths[0]).toBe("cdktf.out/stacks/cloud-a-prod-app/tfplan");
    expect(plan.needs).toContainEqual({ job: "apply:cloud-a-prod-network", artifacts: false });
    expect(apply).toMatchObject({ when: "manual", allow_failure: false });
    expect(apply.needs).toContainEqual({ job: "plan:cloud-a-prod-app" });
    expect(apply.script.at(-1)).toMatch(/ apply .* tfplan$/);
    expect(apply.script.join()).not.toContain(" plan ");
  });

  test("states at GitLab itself are reached by the job's token", () => {
    const program = threeWaves({ state: StateStore.gitlab({ project: "https://git.example.org/api/v4/projects/42" }) });
    const wave = render(program, FleetPipeline.GITLAB)[".gitlab/fleet-shop/wave-dev.yml"];
    expect(wave.variables).toEqual({ TF_HTTP_USERNAME: "gitlab-ci-token", TF_HTTP_PASSWORD: "$CI_JOB_TOKEN" });
  });

  test("no job needs more than 50 others, however many targets there are", () => {
    const program = new Program({ waves: { dev: {}, prod: { approval: true } } });
    for (let index = 1; index <= 60; index += 1) {
      program.fleet.addTarget(`cloud-${index}-dev`, { wave: "dev", cloud: CLOUD }).stack("s");
      program.fleet.addTarget(`cloud-${index}-prod`, { wave: "prod", cloud: CLOUD }).stack("s");
    }
    const files = Object.values(render(program.synth(), FleetPipeline.GITLAB));
    const jobs = files.flatMap((file) => Object.values(file as Yaml)).filter((job: Yaml) => Array.isArray(job?.needs));
    expect(jobs.length).toBe(2 + 60 + 120);
    expect(Math.max(...jobs.map((job: Yaml) => job.needs.length))).toBeLessThanOrEqual(3);
  });
});

describe("github", () => {
  const jobsOf = (program: Program) => render(program, FleetPipeline.GITHUB)[".github/workflows/fleet-shop.yml"].jobs;

  test("a wave's jobs need those before, and none runs in spite of a failure", () => {
    const jobs = jobsOf(threeWaves());
    const order = ["synth", "apply-canary_1", "apply-canary_2", "apply-dev_1", "apply-dev_2"];
    expect(Object.keys(jobs)).toEqual([...order, "plan-prod_1", "apply-prod_1", "plan-prod_2", "apply-prod_2"]);
    const needs = (name: string) => (jobs[name].needs ?? []) as string[];
    expect([...allBefore("apply-prod_2", needs)].sort()).toEqual(
      Object.keys(jobs)
        .filter((name) => name !== "apply-prod_2")
        .sort(),
    );
    expect(JSON.stringify(jobs)).not.toMatch(/"if":|continue-on-error|always\(\)/);
  });

  test("a matrix of the stacks; the environment with the secrets is the target's", () => {
    const { "plan-prod_1": plan, "apply-prod_1": apply } = jobsOf(threeWaves());
    expect(plan.strategy).toEqual({
      "fail-fast": false,
      matrix: {
        include: [
          { target: "cloud-a-prod", stack: "cloud-a-prod-network", mode: "" },
          { target: "cloud-b-prod", stack: "cloud-b-prod-network", mode: "" },
        ],
      },
    });
    expect(plan.environment).toBe("${{ matrix.target }}-plan");
    expect(apply.environment).toBe("${{ matrix.target }}");
    expect(apply.concurrency).toEqual({ group: "fleet-shop-${{ matrix.stack }}", "cancel-in-progress": false });
    expect(apply.steps.map((step: Yaml) => step.run ?? "").join("\n")).not.toContain(" plan ");
  });

  test("run again, a job replaces what it uploaded before: a name is taken once a run, not once an attempt", () => {
    const steps = Object.values(jobsOf(threeWaves())).flatMap((job: Yaml) => job.steps as Yaml[]);
    const uploads = steps.filter(({ uses }) => uses?.startsWith("actions/upload-artifact@"));
    expect(uploads.map((step) => step.with.overwrite)).toEqual([true, true, true]); // synth, and plans of two ranks
  });

  test("no two waves share a job, whatever their names", () => {
    const program = new Program({ waves: { a: {}, "a-1": {}, "a-2": {} } });
    for (const wave of ["a", "a-1", "a-2"]) {
      const target = program.fleet.addTarget(`cloud-${wave}`, { wave, cloud: CLOUD });
      const network = target.stack("network");
      if (wave === "a") {
        target.stack("app").addDependency(network);
      }
    }
    const jobs = Object.keys(jobsOf(program.synth()));
    expect(jobs).toEqual(["synth", "apply-a_1", "apply-a_2", "apply-a-1", "apply-a-2"]);
  });

  test("variables without a default come from secrets of their name", () => {
    const program = new Program({ state: StateStore.postgres() });
    const stack = program.fleet.addTarget("a", { cloud: CLOUD }).stack("s");
    output(stack, "key", Secret.fromVariable("api_key").resolveIn(stack)).sensitive = true;
    const jobs = jobsOf(program.synth());
    expect(jobs["apply-all"].env).toEqual({
      PG_CONN_STR: "${{ secrets.PG_CONN_STR }}",
      TF_VAR_api_key: "${{ secrets.TF_VAR_api_key }}",
    });
  });
});

test("flux: an object waits for all of the wave before and for its own stacks; the backend stays the stack's", () => {
  const files = render(threeWaves(), FleetPipeline.FLUX);
  const of = (id: string) => files[`flux/shop-${id}.yaml`].spec;
  expect(of("cloud-a-dev-network").dependsOn).toBeUndefined();
  expect(of("cloud-b-dev-app").dependsOn.map(({ name }: Yaml) => name)).toEqual([
    "shop-cloud-a-dev-network",
    "shop-cloud-a-dev-app",
    "shop-cloud-b-dev-network",
  ]);
  expect(of("cloud-b-dev-app").approvePlan).toBe("auto");
  expect(of("cloud-b-prod-app").approvePlan).toBeUndefined();
  expect(of("cloud-b-prod-app").backendConfig.customConfiguration).toContain('key = "shop/cloud-b-prod/app.tfstate"');
  const oci = render(threeWaves(), FleetPipeline.FLUX, { source: "OCIRepository/stacks" });
  expect(oci["flux/shop-cloud-a-dev-app.yaml"].spec.sourceRef).toEqual({ kind: "OCIRepository", name: "stacks" });
});

test("argo: a graph of waves, each a graph of stacks; a person between plan and apply", () => {
  const { templates } = render(threeWaves(), FleetPipeline.ARGO)["argo/fleet-shop.yaml"].spec;
  const tasks = (name: string) => templates.find((each: Yaml) => each.name === name).dag.tasks as Yaml[];
  const names = new Set(templates.map(({ name }: Yaml) => name));
  const waves = (name: string) => (tasks("fleet").find((each) => each.name === name).dependencies ?? []) as string[];
  expect(allBefore("prod", waves)).toEqual(new Set(["canary", "dev"]));
  for (const { template } of ["fleet", "wave-canary", "wave-dev", "wave-prod"].flatMap(tasks)) {
    expect(names).toContain(template);
  }
  const prod = (name: string) => (tasks("wave-prod").find((each) => each.name === name).dependencies ?? []) as string[];
  expect(prod("apply-cloud-a-prod-network")).toEqual(["approve-cloud-a-prod-network"]);
  expect(allBefore("apply-cloud-a-prod-app", prod)).toContain("apply-cloud-a-prod-network");
  expect(templates.find((each: Yaml) => each.name === "apply").synchronization.mutexes).toEqual([
    { name: "fleet-shop-{{inputs.parameters.stack}}" },
  ]);
});

describe("crossplane", () => {
  const single = () => {
    const program = new Program({ state: StateStore.postgres() });
    program.fleet.addTarget("a", { cloud: CLOUD }).stack("s");
    return program.synth();
  };
  const source = "git::https://git.example.org/fleet.git?ref=main";

  test("a Workspace for each stack, on the state that plain Terraform has", () => {
    const { metadata, spec } = render(single(), FleetPipeline.CROSSPLANE, { source })["crossplane/shop-a-s.yaml"];
    expect(metadata.annotations).toEqual({ "crossplane.io/external-name": "default" });
    expect(spec.forProvider.module).toBe("git::https://git.example.org/fleet.git//cdktf.out/stacks/a-s?ref=main");
    expect(spec.forProvider.env[1]).toEqual({
      name: "PG_CONN_STR",
      secretKeyRef: { name: "fleet-a", key: "PG_CONN_STR" },
    });
  });

  test("what it cannot do is refused, all of it at once", () => {
    const error = errorOf(() => render(threeWaves(), FleetPipeline.CROSSPLANE, { source }));
    expect(error.code).toBe("SCSBP-7522");
    expect(error.got).toMatch(/waves \(canary, dev, prod\).*approval.*depend on each other/);
  });
});

test("a retired target is destroyed, its stacks the other way round", () => {
  const program = new Program();
  const target = program.fleet.addTarget("old", { cloud: CLOUD, retired: true });
  const network = target.stack("network");
  target.stack("app").addDependency(network);
  program.synth();
  const wave = render(program, FleetPipeline.GITLAB)[".gitlab/fleet-shop/wave-all.yml"];
  expect(wave["apply:old-network"].needs[1]).toEqual({ job: "apply:old-app", artifacts: false });
  expect(wave["apply:old-app"].script[1]).toContain(" -destroy -out=tfplan");
  const jobs = render(program, FleetPipeline.GITHUB)[".github/workflows/fleet-shop.yml"].jobs;
  expect(jobs["apply-all_1"].strategy.matrix.include).toEqual([{ target: "old", stack: "old-app", mode: "-destroy" }]);
  const flux = render(program, FleetPipeline.FLUX);
  expect(flux["flux/shop-old-network.yaml"].spec).toMatchObject({
    destroy: true,
    dependsOn: [{ name: "shop-old-app" }],
  });
});

describe("a stack with steps by Node.js", () => {
  const program = () => {
    const made = new Program();
    const stack = made.fleet.addTarget("a", { cloud: CLOUD }).stack("s");
    const step = { "local-exec": { command: `node -e 'require("scs-blueprints/step")'` } };
    stack.addOverride("resource.terraform_data.step", { provisioner: [step] });
    return made.synth();
  };

  test("jobs have the program, and only those that need it", () => {
    const job = (made: Program) => render(made, FleetPipeline.GITLAB)[".gitlab/fleet-shop/wave-all.yml"]["apply:a-s"];
    expect(job(program()).before_script).toEqual(["npm ci"]);
    const steps = render(program(), FleetPipeline.GITHUB)[".github/workflows/fleet-shop.yml"].jobs["apply-all"].steps;
    expect(steps[2]).toEqual({ run: "npm ci" });
    const wave = render(threeWaves(), FleetPipeline.GITLAB)[".gitlab/fleet-shop/wave-dev.yml"];
    expect(wave["apply:cloud-b-dev-app"].before_script).toBeUndefined();
    const jobs = render(threeWaves(), FleetPipeline.GITHUB)[".github/workflows/fleet-shop.yml"].jobs;
    expect(JSON.stringify(jobs["apply-dev_1"])).not.toContain("npm ci");
  });

  test("an operator's own image has no Node.js", () => {
    expect(errorOf(() => render(program(), FleetPipeline.FLUX, { source: "fleet" }))).toMatchObject({
      code: "SCSBP-7525",
    });
    const error = errorOf(() => render(program(), FleetPipeline.CROSSPLANE));
    expect(error).toMatchObject({ code: "SCSBP-7522", got: "steps by Node.js, which its image does not have" });
  });
});

describe("refused", () => {
  test("more jobs than a workflow of GitHub can have", () => {
    const program = new Program();
    for (let index = 1; index <= 257; index += 1) {
      program.fleet.addTarget(`cloud-${index}`, { cloud: CLOUD }).stack("s");
    }
    const error = errorOf(() => render(program.synth(), FleetPipeline.GITHUB));
    expect(error).toMatchObject({ code: "SCSBP-7522", got: "257 jobs of matrices" });
  });

  test("local states, which no other machine finds", () => {
    const program = threeWaves({ state: StateStore.local() });
    expect(errorOf(() => render(program, FleetPipeline.GITHUB)).code).toBe("SCSBP-7521");
  });

  test.each([
    [FleetPipeline.GITLAB, "image"],
    [FleetPipeline.ARGO, "image"],
    [FleetPipeline.FLUX, "source"],
    [FleetPipeline.CROSSPLANE, "source"],
  ])("%s without the option %s", (engine, option) => {
    const error = errorOf(() => render(threeWaves(), engine, {}));
    expect(error.code).toBe("SCSBP-7525");
    expect(error.fix).toContain(`--${option}`);
  });

  test.each(["/work/cdktf.out", "../cdktf.out", "a/../../b"])(
    "stacks in %s, which another machine has not",
    (outDir) => {
      for (const engine of [FleetPipeline.GITLAB, FleetPipeline.GITHUB, FleetPipeline.FLUX, FleetPipeline.ARGO]) {
        expect(errorOf(() => render(threeWaves(), engine, { ...OPTIONS, outDir })).code).toBe("SCSBP-7524");
      }
    },
  );

  test("Terraform for encrypted states; OpenTofu is the default for them", () => {
    const program = threeWaves({ state: StateStore.postgres().encrypted(StateEncryption.passphrase("state_key")) });
    const options = { ...OPTIONS, binary: FleetBinary.TERRAFORM };
    expect(errorOf(() => render(program, FleetPipeline.GITLAB, options)).code).toBe("SCSBP-7526");
    const wave = render(program, FleetPipeline.GITLAB)[".gitlab/fleet-shop/wave-dev.yml"];
    expect(wave["apply:cloud-b-dev-app"].script[0]).toMatch(/^tofu -chdir=/);
  });
});
