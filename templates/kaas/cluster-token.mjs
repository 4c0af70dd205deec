/** Prints the token by which nodes join the cluster; made at the first run, kept out of git. Where CI has one: TF_VAR_cluster_token. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const FILE = ".cluster-token";
const given = process.env.TF_VAR_cluster_token;
if (!given && !existsSync(FILE)) {
  writeFileSync(FILE, randomBytes(32).toString("hex"), { mode: 0o600 });
}
process.stdout.write(given || readFileSync(FILE, "utf8"));
