import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { e2eEnvironment } from "./environment";
import { run, succeed } from "./run";

/**
 * What a server would do with its user data, as far as a machine can tell that is not that server: cloud-init's own
 * schema, keepalived's and WireGuard's own parsers. keepalived and wg have to be installed (.ci/run does it);
 * cloud-init is only unpacked, because a machine that has it installed would run it when it boots.
 */
export class Guest {
  /** @param userData with the values that Terraform would fill in */
  public constructor(
    private readonly name: string,
    public readonly userData: string,
  ) {
    mkdirSync(this.folder, { recursive: true });
  }

  /** The user data of a server in a synthesized stack, with one value in place of all that only Terraform knows. */
  public static ofStack(stackDir: string, server: string, value: string): Guest {
    const { resource } = JSON.parse(readFileSync(join(stackDir, "cdk.tf.json"), "utf8")) as {
      resource: { openstack_compute_instance_v2: Record<string, { user_data?: string }> };
    };
    const found = Object.entries(resource.openstack_compute_instance_v2).find(([id]) => id.startsWith(`${server}_`));
    const text = found?.[1].user_data;
    if (text === undefined) {
      throw new Error(`no user data of ${server} in ${stackDir}`);
    }
    const filled = text
      .replaceAll("$${", "\0")
      .replace(/\$\{[^}]*\}/g, value)
      .replaceAll("\0", "${");
    return new Guest(server, filled);
  }

  /** A file that cloud-init would write. */
  public file(path: string): string {
    const { write_files: files } = parse(this.userData) as { write_files: { path: string; content: string }[] };
    const file = files.find((one) => one.path === path);
    if (file === undefined) {
      throw new Error(`${this.name} has no ${path}`);
    }
    return file.content;
  }

  /** Writes a text to the test's folder. @returns its path */
  public write(name: string, text: string, mode = 0o600): string {
    const path = join(this.folder, name);
    writeFileSync(path, text, { mode });
    return path;
  }

  /** Fails with cloud-init's own words when the user data is not valid. */
  public async expectValidCloudConfig(): Promise<void> {
    const { python, path } = await cloudInit();
    const file = this.write("user-data.yaml", this.userData);
    await succeed(python, ["-m", "cloudinit.cmd.main", "schema", "-c", file], {
      cwd: this.folder,
      env: { PYTHONPATH: path },
    });
  }

  /** Runs a program of the server that follows its metadata, with metadata from a file. */
  public async render(program: string, metadata: Record<string, string>, env: Record<string, string>): Promise<void> {
    const script = this.write("program", this.file(program), 0o700);
    const source = this.write("meta_data.json", JSON.stringify({ meta: metadata }));
    await succeed("python3", [script, "render"], {
      cwd: this.folder,
      env: { METADATA_URL: `file://${source}`, ...env },
    });
  }

  /** What wg says of a configuration; the interface does not exist, which it says once all is read. */
  public async wireguardProblem(name: string, text: string): Promise<string> {
    const file = this.write(`${name}.conf`, text);
    const { stdout } = await succeed("wg-quick", ["strip", file], { cwd: this.folder });
    const { stderr } = await run("wg", ["setconf", "nosuch0", this.write(`${name}.stripped`, stdout)], {
      cwd: this.folder,
    });
    return /^Unable to modify interface/.test(stderr) ? "" : stderr;
  }

  public get folder(): string {
    return join(e2eEnvironment().dir, "guests", this.name);
  }
}

/** Debian's cloud-init, unpacked; Python and most of what it imports are the sandbox's. */
async function cloudInit(): Promise<{ python: string; path: string }> {
  const { dir, shared } = e2eEnvironment();
  const folder = join(dir, "cloud-init");
  const cache = join(shared, "cache", "scs-blueprints");
  const venv = readdirSync(cache).find((name) => /^sandbox-venv-\w+$/.test(name));
  const python = join(cache, venv ?? "", "bin", "python");
  if (!existsSync(join(folder, "done"))) {
    mkdirSync(folder, { recursive: true });
    const download = () => run("apt-get", ["download", "cloud-init"], { cwd: folder });
    if ((await download()).status !== 0) {
      // apt refuses a second at once, which a file beside this one may want
      await succeed("flock", [join(shared, "apt.lock"), "apt-get", "update", "-q"], { cwd: folder });
      await download();
    }
    const [deb = "cloud-init.deb"] = readdirSync(folder).filter((name) => name.endsWith(".deb"));
    await succeed("dpkg", ["-x", deb, "unpacked"], { cwd: folder });
    const pip = ["-m", "pip", "install", "-q", "--target", "packages", "configobj==5.0.9", "oauthlib==3.2.2"];
    await succeed(python, pip, { cwd: folder });
    writeFileSync(join(folder, "done"), "");
  }
  return { python, path: `${join(folder, "unpacked/usr/lib/python3/dist-packages")}:${join(folder, "packages")}` };
}
