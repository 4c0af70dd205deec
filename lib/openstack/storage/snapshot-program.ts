/** Where the program finds what to do. @internal */
export const SNAPSHOT_FILE = "/etc/volume-snapshots.json";

/**
 * Makes today's snapshots and removes those that the policy does not keep, with what Python has by itself. It sees only
 * the snapshots that it made: by their metadata.
 *
 * @internal
 */
export const SNAPSHOT_PROGRAM = `#!/usr/bin/python3
import datetime, json, os, urllib.request

with open(os.environ.get("SNAPSHOT_FILE", "${SNAPSHOT_FILE}")) as file:
    policy = json.load(file)
today = os.environ.get("SNAPSHOT_DATE") or datetime.datetime.now(datetime.timezone.utc).date().isoformat()


def request(method, url, body=None, token=None):
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if token is not None:
        headers["X-Auth-Token"] = token
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data, headers, method=method), timeout=60) as answer:
        text = answer.read()
        return (json.loads(text) if text else {}), answer.headers


login = {"id": policy["credential"], "secret": policy["secret"]}
identity = {"methods": ["application_credential"], "application_credential": login}
answer, headers = request("POST", policy["auth_url"].rstrip("/") + "/auth/tokens", {"auth": {"identity": identity}})
token = headers["X-Subject-Token"]
base = next(
    endpoint["url"]
    for service in answer["token"]["catalog"] if service["type"] == policy["service"]
    for endpoint in service["endpoints"]
    if endpoint["interface"] == "public" and endpoint["region"] == (policy["region"] or endpoint["region"])
).rstrip("/")

snapshots, url = [], base + "/snapshots/detail"
while url:
    page, _ = request("GET", url, token=token)
    snapshots += page["snapshots"]
    url = next((link["href"] for link in page.get("snapshots_links", []) if link["rel"] == "next"), None)
mine = [
    one for one in snapshots
    if one["metadata"].get("snapshot-policy") == policy["name"] and one["status"] != "deleting"
]


def kept(dates):
    """The newest days, and the newest day of each of the newest weeks."""
    newest = sorted(dates, reverse=True)
    weeks = {}
    for date in newest:
        weeks.setdefault(datetime.date.fromisoformat(date).isocalendar()[:2], date)
    return {*newest[:policy["daily"]], *list(weeks.values())[:policy["weekly"]]}


for key, volume in policy["volumes"].items():
    own = {one["metadata"]["snapshot-date"]: one for one in mine if one["volume_id"] == volume}
    if today not in own:
        name = f"{policy['name']}-{key}-{today}"
        metadata = {"snapshot-policy": policy["name"], "snapshot-date": today}
        body = {"snapshot": {"volume_id": volume, "name": name, "force": True, "metadata": metadata}}
        request("POST", base + "/snapshots", body, token)
        print("made", name)
    for date in sorted(own.keys() - kept({*own, today})):
        if own[date]["status"] in ("available", "error"):
            request("DELETE", f"{base}/snapshots/{own[date]['id']}", token=token)
            print("removed", own[date]["name"])
`;
