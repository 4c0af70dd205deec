import type { CloudInit } from "../../openstack/index";

/** A program on a server that follows the server's metadata in Nova. @internal */
export interface MetadataFollower {
  /** Name of the program and of its units. */
  readonly name: string;
  /** Text of the program: renders with the argument `render`, tells its service too without. */
  readonly program: string;
  /** The service that reads what the program renders, and does not start before. */
  readonly service: string;
  /** What the program renders; what was rendered before does while the metadata cannot be read. */
  readonly renders: string;
}

/**
 * Lets a server follow its own metadata, which Terraform changes in place, where other user data would replace the
 * server: members that come and go are told to those that stay. Asked every minute.
 *
 * @internal
 */
export function followMetadata(init: CloudInit, { name, program, service, renders }: MetadataFollower): void {
  const path = `/usr/local/sbin/${name}`;
  init.addFile({ path, permissions: "0755", content: program });
  init.addFile({
    path: `/etc/systemd/system/${name}.service`,
    content: unit([
      "[Unit]",
      `Description=${name}: follow this server's metadata`,
      "After=network-online.target",
      "[Service]",
      "Type=oneshot",
      `ExecStart=${path}`,
    ]),
  });
  init.addFile({
    path: `/etc/systemd/system/${name}.timer`,
    content: unit([
      "[Unit]",
      `Description=${name}, every minute`,
      "[Timer]",
      "OnActiveSec=1min",
      "OnUnitActiveSec=1min",
      "[Install]",
      "WantedBy=timers.target",
    ]),
  });
  init.addFile({
    path: `/etc/systemd/system/${service}.service.d/${name}.conf`,
    content: unit([
      "[Service]",
      `ExecStartPre=/bin/sh -c '${path} render || test -s ${renders}'`,
      "Restart=on-failure",
      "RestartSec=5s",
    ]),
  });
  init.addCommand("systemctl daemon-reload");
  init.addCommand(`systemctl enable --now ${name}.timer`);
}

/** Beginning of such a program in Python, which images with cloud-init have: what it does is below. @internal */
export const PROGRAM_HEAD = `#!/usr/bin/python3
import json, os, subprocess, sys, urllib.request

METADATA = os.environ.get("METADATA_URL", "http://169.254.169.254/openstack/latest/meta_data.json")


def metadata(prefix):
    with urllib.request.urlopen(METADATA, timeout=10) as answer:
        meta = json.load(answer).get("meta", {})
    return {key[len(prefix):]: value for key, value in sorted(meta.items()) if key.startswith(prefix)}


def write(path, text):
    """Whether the file was another one before."""
    try:
        with open(path) as file:
            if file.read() == text:
                return False
    except FileNotFoundError:
        pass
    with open(os.open(path + ".new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    os.replace(path + ".new", path)
    return True

`;

function unit(lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}
