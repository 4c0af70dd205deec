import { Document, Scalar, visit } from "yaml";
import { BlueprintError, refuse } from "../../core/index";

/** A user that cloud-init makes. */
export interface CloudInitUser {
  /** Login name. */
  readonly name: string;
  /** Public keys in OpenSSH's form. @default - none */
  readonly sshAuthorizedKeys?: string[];
  /** Groups beside its own. @default - none */
  readonly groups?: string[];
  /** Whether it may become root without a password. @default false */
  readonly sudo?: boolean;
  /** Login shell. @default "/bin/bash" */
  readonly shell?: string;
}

/** A file that cloud-init writes. */
export interface CloudInitFile {
  /** Absolute path. */
  readonly path: string;
  /** Text. It is readable for every process of the server, by the metadata service: no secrets. */
  readonly content: string;
  /** Mode in octal, `0600`. @default - cloud-init's: 0644 */
  readonly permissions?: string;
  /**
   * Whether `content` is base64 of what the file is to hold: for bytes, and for texts of several lines that only
   * Terraform knows, which would break the YAML around them.
   * @default false
   */
  readonly base64?: boolean;
  /** Owner and group, `root:root`. @default - cloud-init's: root:root */
  readonly owner?: string;
}

/** What a {@link CloudInit} starts with; more is added by its methods. */
export interface CloudInitProps {
  /** Packages to install. @default - none */
  readonly packages?: string[];
  /** Whether the lists of packages are renewed first. @default - cloud-init's: when packages are installed */
  readonly packageUpdate?: boolean;
  /** Whether all packages are upgraded at the first boot. @default - cloud-init's: no */
  readonly packageUpgrade?: boolean;
  /** Users, beside the image's own. @default - the image's own */
  readonly users?: CloudInitUser[];
  /** Files. @default - none */
  readonly files?: CloudInitFile[];
  /** Commands that run once, in the shell, at the first boot. @default - none */
  readonly commands?: string[];
}

/** Nova takes 65535 characters of base64 (nova/api/openstack/compute/schemas/servers.py, `user_data`). */
const LARGEST_BASE64 = 65535;

/**
 * What a server does at its first boot, typed: packages, users, files, commands; scripts and further cloud-configs as
 * parts of their own. The result depends on nothing but what was said, in the order it was said.
 *
 * One `#cloud-config` where that is all; with scripts or further parts a `#cloud-config-archive`, cloud-init's own
 * form of several parts. `${…}` of a shell script is taken literally, Terraform does not touch it.
 *
 * @example
 * const init = new CloudInit({ packages: ["nginx"], commands: ["systemctl enable --now nginx"] });
 * init.addFile({ path: "/etc/motd", content: "Managed by scs-blueprints\n" });
 * new Server(stack, "web", {
 *   tier: network.tier("web"),
 *   flavor: Flavor.SCS_1V_2,
 *   image: Image.ubuntu("24.04"),
 *   cloudInit: init,
 * });
 */
export class CloudInit {
  private readonly packages: string[] = [];
  private readonly users: CloudInitUser[] = [];
  private readonly files: CloudInitFile[] = [];
  private readonly commands: string[] = [];
  private readonly parts: { type: string; filename?: string; content: string }[] = [];

  /** @throws BlueprintError SCSBP-2033 for unfit users and files */
  public constructor(private readonly props: CloudInitProps = {}) {
    props.packages?.forEach((name) => this.addPackage(name));
    props.users?.forEach((user) => this.addUser(user));
    props.files?.forEach((file) => this.addFile(file));
    props.commands?.forEach((command) => this.addCommand(command));
  }

  /** Installs a package; the same one asked for twice is installed once. */
  public addPackage(name: string): void {
    if (!this.packages.includes(name)) {
      this.packages.push(name);
    }
  }

  /** Makes a user. @throws BlueprintError SCSBP-2033 for a name that useradd refuses, or that is there already */
  public addUser(user: CloudInitUser): void {
    const twice = this.users.some((one) => one.name === user.name);
    if (twice || !/^[a-z_][a-z0-9_-]{0,31}$/.test(user.name)) {
      throw unfit(
        twice ? "a user of this name is there already" : "not a login name",
        JSON.stringify(user.name),
        "lower-case letters, digits, underscores and hyphens, at most 32; each name once",
      );
    }
    this.users.push(user);
  }

  /** Writes a file. @throws BlueprintError SCSBP-2033 for a relative path, one that is there already, or an unfit mode */
  public addFile(file: CloudInitFile): void {
    const { path, permissions } = file;
    if (!path.startsWith("/") || this.files.some((one) => one.path === path)) {
      throw unfit(
        "not a path for a file, or one that is there already",
        JSON.stringify(path),
        "an absolute path, each once",
      );
    }
    if (permissions !== undefined && !/^0?[0-7]{3,4}$/.test(permissions)) {
      throw unfit(`not a mode for ${path}`, JSON.stringify(permissions), "three or four octal digits, such as 0640");
    }
    this.files.push(file);
  }

  /** Runs a command in the shell, after what was added before it. */
  public addCommand(command: string): void {
    this.commands.push(command);
  }

  /** Runs a script of its own. @throws BlueprintError SCSBP-2033 when it does not begin with `#!` */
  public addScript(filename: string, content: string): void {
    if (!content.startsWith("#!")) {
      throw unfit(
        `the script ${filename} does not say what runs it`,
        JSON.stringify(content.slice(0, 20)),
        "#!/bin/sh …",
      );
    }
    this.parts.push({ type: "text/x-shellscript", filename, content });
  }

  /** Adds a cloud-config as it is, for modules that have no method here. @throws BlueprintError SCSBP-2033 without its head */
  public addCloudConfig(content: string): void {
    if (!content.startsWith("#cloud-config\n")) {
      throw unfit(
        "not a cloud-config",
        JSON.stringify(content.slice(0, 20)),
        "a text that begins with the line #cloud-config",
      );
    }
    this.parts.push({ type: "text/cloud-config", content });
  }

  /** Adds all that another one has, behind what is here: what a team gives to all of its servers, for instance. */
  public include(other: CloudInit): void {
    other.packages.forEach((name) => this.addPackage(name));
    other.users.forEach((user) => this.addUser(user));
    other.files.forEach((file) => this.addFile(file));
    other.commands.forEach((command) => this.addCommand(command));
    this.parts.push(...other.parts);
  }

  /** The user data. @throws BlueprintError SCSBP-2032 when it is larger than Nova takes */
  public render(): string {
    const config = `#cloud-config\n${yaml(this.config())}`;
    const text =
      this.parts.length === 0
        ? config
        : `#cloud-config-archive\n${yaml([{ type: "text/cloud-config", content: config }, ...this.parts])}`;
    return literal(checkedUserData(text));
  }

  private config(): object {
    const { packageUpdate, packageUpgrade } = this.props;
    return {
      ...(packageUpdate === undefined ? {} : { package_update: packageUpdate }),
      ...(packageUpgrade === undefined ? {} : { package_upgrade: packageUpgrade }),
      ...(this.packages.length === 0 ? {} : { packages: this.packages }),
      ...(this.users.length === 0 ? {} : { users: ["default", ...this.users.map(userConfig)] }),
      ...(this.files.length === 0 ? {} : { write_files: this.files.map(fileConfig) }),
      ...(this.commands.length === 0 ? {} : { runcmd: this.commands }),
    };
  }
}

/** User data that Nova takes. @throws BlueprintError SCSBP-2032 @internal */
export function checkedUserData(text: string, path?: string): string {
  const size = Math.ceil(Buffer.byteLength(text) / 3) * 4;
  if (size > LARGEST_BASE64) {
    throw refuse(path, "SCSBP-2032", {
      got: `${Buffer.byteLength(text)} bytes, ${size} in base64`,
      allowed: `${LARGEST_BASE64} in base64, which is ${Math.floor(LARGEST_BASE64 / 4) * 3} bytes`,
      fix: "put large files into an object store or an image, and fetch them by a command",
    });
  }
  return text;
}

function fileConfig({ base64, ...file }: CloudInitFile): object {
  return base64 === true ? { ...file, encoding: "b64" } : file;
}

function userConfig(user: CloudInitUser): object {
  return {
    name: user.name,
    shell: user.shell ?? "/bin/bash",
    lock_passwd: true,
    ...(user.groups === undefined ? {} : { groups: user.groups }),
    ...(user.sudo === true ? { sudo: "ALL=(ALL) NOPASSWD:ALL" } : {}),
    ...(user.sshAuthorizedKeys === undefined ? {} : { ssh_authorized_keys: user.sshAuthorizedKeys }),
  };
}

/** YAML without folded lines; values that Terraform fills in stand in quotes, so that they stay text. */
function yaml(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === "string" && node.value.includes("${TfToken[") && !node.value.includes("\n")) {
        node.type = Scalar.QUOTE_DOUBLE;
      }
    },
  });
  return document.toString({ lineWidth: 0 });
}

/** `${` and `%{` of the text escaped for Terraform, but those of the engine's tokens. */
function literal(text: string): string {
  return text.replace(/\$\{(?!TfToken\[)/g, "$$${").replace(/%\{/g, "%%{");
}

function unfit(what: string, got: string, allowed: string): BlueprintError {
  return refuse("SCSBP-2033", { what, got, allowed, fix: "correct it" });
}
