import type { ObservedFlavor } from "@scs-blueprints/standards";
import { texts, type OpenStackClient } from "./openstack-client";
import { textOf, type JsonObject } from "../reading/read-json";

/** Version of Nova's API that lists extra specs with the flavors. */
const VERSION = "2.61";

/** All flavors that the user can list, with their extra specs. @internal */
export async function readFlavors(client: OpenStackClient): Promise<ObservedFlavor[]> {
  const compute = client.endpoint(["compute"]);
  const url = `${compute}/flavors/detail`;
  const version = { "openstack-api-version": `compute ${VERSION}`, "x-openstack-nova-api-version": VERSION };
  const first = await client.answer(url, version);
  const rows = first.status === 406 ? await client.list(url, "flavors") : await client.list(url, "flavors", version);
  return Promise.all(
    rows.map(async (row) => ({
      name: textOf(row, "name") ?? "",
      vcpus: Number(row["vcpus"]),
      ramMiB: Number(row["ram"]),
      diskGB: Number(row["disk"]),
      extraSpecs: row["extra_specs"] === undefined ? await extraSpecs(client, compute, row) : texts(row["extra_specs"]),
    })),
  );
}

/** On clouds whose Nova is older than 2.61, or hides them in the list. */
async function extraSpecs(
  client: OpenStackClient,
  compute: string,
  flavor: JsonObject,
): Promise<Record<string, string>> {
  const url = `${compute}/flavors/${encodeURIComponent(textOf(flavor, "id") ?? "")}/os-extra_specs`;
  return texts((await client.get(url))["extra_specs"]);
}
