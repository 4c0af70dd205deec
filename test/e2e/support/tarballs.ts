import { repository } from "./repository";
import { succeed } from "./run";

/** What a user gets: the library and the command line. */
const NAMES = ["scs-blueprints-0.1.0.tgz", "scs-blueprints-cli-0.1.0.tgz"] as const;

/**
 * Packs both tarballs into a folder.
 *
 * @returns their names as `npm install` takes them there
 */
export async function packTarballs(folder: string): Promise<string[]> {
  await succeed("npm", ["run", "pack", "--", "--pack-destination", folder], { cwd: repository.dir });
  return NAMES.map((name) => `./${name}`);
}
