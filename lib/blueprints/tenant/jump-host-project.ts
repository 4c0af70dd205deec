import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { Construct } from "constructs";
import { BlueprintError, refuse } from "../../core/index";
import {
  Bastion,
  CloudInit,
  type Connections,
  type Flavor,
  type IConnectable,
  type INetworkTier,
  type Image,
  type Peer,
  Port,
  ProjectNetwork,
} from "../../openstack/index";
import { checkedPublicKey } from "../../openstack/compute/key-pair";

/** Somebody who may log in to a {@link JumpHostProject}. */
export interface JumpHostUser {
  /** Login name. */
  readonly name: string;
  /** Public keys in OpenSSH's form, one or more. */
  readonly publicKeys: string[];
  /** Whether the user may become root on the jump host. @default false */
  readonly administrator?: boolean;
}

/** Properties of a {@link JumpHostProject}. */
export interface JumpHostProjectProps {
  /** What the host is made from: a Debian or Ubuntu, for their packages and paths. */
  readonly image: Image;
  /** From where users log in: at least one, and not the whole internet. */
  readonly allowedSources: Peer[];
  /** Who logs in. A change replaces the host; its address stays. */
  readonly users: JumpHostUser[];
  /** The project's network, which gets a tier for the host. @default - a new one, for the project to use */
  readonly network?: ProjectNetwork;
  /** A tier that is there, in place of one of its own. @default - one of its own */
  readonly tier?: INetworkTier;
  /** Name of the host's own tier. @default "mgmt" */
  readonly tierName?: string;
  /** Size of the host. @default - the bastion's: Flavor.SCS_1V_2 */
  readonly flavor?: Flavor;
  /** What else it does at its first boot. @default - nothing */
  readonly cloudInit?: CloudInit;
  /** Whether the commands that users run are written down (auditd). @default false; true with `logServer` */
  readonly sessionLog?: boolean;
  /** Where logins and commands are sent to, by syslog over TCP: `10.8.1.5`, `log.example.org:6514`. @default - they stay on the host, and go with it */
  readonly logServer?: string;
  /** Any change of this text replaces the host with the image of that day. @default - it is not replaced */
  readonly imageRevision?: string;
}

/** Port of syslog over TCP: what rsyslog has as default (RFC 6587 has no assigned port). */
const SYSLOG_PORT = 514;

/**
 * The single way into a project for people: a jump host with users of its own, which reaches what it is granted.
 *
 * Users log in with their keys, nobody else does: no passwords, no root, not the image's own user. Whoever goes further
 * does it through the host (`ssh -J`); keys and agents stay at home.
 *
 * Defines: a {@link Bastion} with a public address; a tier, or with neither `network` nor `tier` a
 * {@link ProjectNetwork}; rules for each target.
 *
 * @example
 * const jump = new JumpHostProject(stack, "jump", {
 *   image: Image.ubuntu("24.04"),
 *   network,
 *   allowedSources: [Peer.cidr("192.0.2.0/24")],
 *   users: [
 *     { name: "ada", publicKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKGtYy0pyXHfNZtWyH7h1qMxZ0DN1xqyhXXH0MbqSYzU ada"] },
 *   ],
 *   sessionLog: true,
 * });
 * jump.grantTo(server);
 */
export class JumpHostProject extends Construct implements IConnectable {
  /** The network that was given or made. @default - none: `tier` is set */
  public readonly network?: ProjectNetwork;
  /** Where the host is. */
  public readonly tier: INetworkTier;
  /** The host. */
  public readonly bastion: Bastion;
  /** The public address. */
  public readonly publicIp: string;
  public readonly connections: Connections;

  /**
   * @throws BlueprintError SCSBP-6120 for no users, SCSBP-6121 for a user without a key, SCSBP-6122 for root as a user,
   *   SCSBP-6123 for network and tier both, SCSBP-6124 for an unfit log server, SCSBP-2031 for what is no public key,
   *   SCSBP-2070 for sources that are none or the internet; those of ProjectNetwork and CloudInit
   */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: JumpHostProjectProps,
  ) {
    super(scope, id);
    const { image, allowedSources, flavor, imageRevision, tierName = "mgmt" } = props;
    this.check();
    if (props.tier === undefined) {
      this.network = props.network ?? new ProjectNetwork(this, "network", { tiers: [] });
      this.tier = this.network.addTier(tierName);
    } else {
      this.tier = props.tier;
    }
    this.bastion = new Bastion(this, "host", {
      tier: this.tier,
      image,
      allowedSources,
      cloudInit: this.cloudInit(),
      ...(flavor === undefined ? {} : { flavor }),
      ...(imageRevision === undefined ? {} : { imageRevision }),
    });
    this.publicIp = this.bastion.publicIp ?? "";
    this.connections = this.bastion.connections;
  }

  /** Lets users go on to something: by SSH, or to another port of it, which they forward. */
  public grantTo(target: IConnectable, port: Port = Port.tcp(22)): void {
    this.connections.allowTo(target, port);
  }

  private cloudInit(): CloudInit {
    const { users, cloudInit, sessionLog, logServer } = this.props;
    const init = new CloudInit();
    for (const { name, publicKeys, administrator } of users) {
      init.addUser({
        name,
        sshAuthorizedKeys: publicKeys.map((key) => checkedPublicKey(key, this.node.path)),
        ...(administrator === true ? { sudo: true } : {}),
      });
    }
    // The first value that sshd reads counts; files are read in the order of their names.
    init.addFile({
      path: "/etc/ssh/sshd_config.d/00-jump-host.conf",
      permissions: "0600",
      content: lines(
        `AllowUsers ${users.map((user) => user.name).join(" ")}`,
        "AuthenticationMethods publickey",
        "PasswordAuthentication no",
        "KbdInteractiveAuthentication no",
        "PermitRootLogin no",
        "PermitEmptyPasswords no",
        "PermitUserEnvironment no",
        "AllowAgentForwarding no",
        "AllowStreamLocalForwarding no",
        "AllowTcpForwarding local",
        "GatewayPorts no",
        "PermitTunnel no",
        "X11Forwarding no",
        "LoginGraceTime 30",
        "MaxAuthTries 3",
        "ClientAliveInterval 300",
        "LogLevel VERBOSE",
      ),
    });
    const logged = sessionLog ?? logServer !== undefined;
    if (logged) {
      addSessionLog(init, logServer !== undefined);
    }
    if (logServer !== undefined) {
      addLogServer(init, logServer);
    }
    if (cloudInit !== undefined) {
      init.include(cloudInit);
    }
    init.addCommand("systemctl try-reload-or-restart ssh");
    return init;
  }

  private check(): void {
    const { users, network, tier, logServer } = this.props;
    if (users.length === 0) {
      throw this.refused(
        "SCSBP-6120",
        "nobody could log in to the jump host",
        "no users",
        "one user or more",
        "name those who log in, with their public keys",
      );
    }
    const keyless = users.find((user) => user.publicKeys.length === 0);
    if (keyless !== undefined) {
      throw this.refused(
        "SCSBP-6121",
        "a user without a key cannot log in: there are no passwords",
        keyless.name,
        "one public key or more",
        "give the user's public key, or leave the user out",
      );
    }
    if (users.some((user) => user.name === "root")) {
      throw this.refused(
        "SCSBP-6122",
        "root does not log in to the jump host",
        "root",
        "people, by their own names",
        "name the person, with administrator: true",
      );
    }
    if (network !== undefined && tier !== undefined) {
      throw this.refused(
        "SCSBP-6123",
        "network and tier both say where the host is",
        "both",
        "one of them",
        "leave network out: the tier is there already",
      );
    }
    if (logServer !== undefined && !/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[1-9]\d{0,4})?$/.test(logServer)) {
      throw this.refused(
        "SCSBP-6124",
        "not a log server",
        JSON.stringify(logServer),
        "a host name or IPv4 address, with a port where it is not 514",
        "write it as log.example.org:6514",
      );
    }
  }

  private refused(code: ErrorCode, what: string, got: string, allowed: string, fix: string): BlueprintError {
    return refuse(this, code, { what, got, allowed, fix });
  }
}

/** auditd writes down each program that a person starts; `-J` alone starts none. */
function addSessionLog(init: CloudInit, toSyslog: boolean): void {
  init.addPackage("auditd");
  const who = "-S execve,execveat -F auid>=1000 -F auid!=unset -k session";
  init.addFile({
    path: "/etc/audit/rules.d/60-sessions.rules",
    permissions: "0640",
    content: lines(`-a always,exit -F arch=b64 ${who}`, `-a always,exit -F arch=b32 ${who}`),
  });
  if (toSyslog) {
    init.addPackage("audispd-plugins");
    init.addFile({
      path: "/etc/audit/plugins.d/syslog.conf",
      permissions: "0640",
      content: lines(
        "active = yes",
        "direction = out",
        "path = /sbin/audisp-syslog",
        "type = always",
        "args = LOG_INFO",
        "format = string",
      ),
    });
  }
  init.addCommand("augenrules --load");
  init.addCommand("service auditd restart");
}

/** syslog sends everything on, and keeps it while the server is away. */
function addLogServer(init: CloudInit, server: string): void {
  const [host, port = String(SYSLOG_PORT)] = server.split(":");
  init.addPackage("rsyslog");
  init.addFile({
    path: "/etc/rsyslog.d/60-log-server.conf",
    content: lines(
      `*.* action(type="omfwd" target="${host}" port="${port}" protocol="tcp"`,
      '    action.resumeRetryCount="-1" queue.type="linkedList" queue.size="10000")',
    ),
  });
  init.addCommand("systemctl restart rsyslog");
}

function lines(...all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
