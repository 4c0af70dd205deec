"""The mandatory and recommended flavors of SCS standard scs-0103, from the repository's data file."""
import os

from ..errors import SandboxError
from ..files import read_json
from ..layout import SANDBOX_DIR

FILE = "scs-flavors.json"


def data_file(data_dir=None):
    # in the repository and as installed, the package of the standards lies beside that of the sandbox
    standards = os.path.join(os.path.dirname(os.path.dirname(SANDBOX_DIR)), "standards")
    places = [data_dir] if data_dir else [os.path.join(standards, "src", "data"), os.path.join(standards, "dist", "data")]
    for place in places:
        if os.path.isfile(os.path.join(place, FILE)):
            return os.path.join(place, FILE)
    raise SandboxError("SCSBP-9010", "the list of SCS flavors is missing", "no %s in %s" % (FILE, " or ".join(places)),
                       "the data files that come with the repository", "restore them, or name their directory with --data-dir")


def wanted(path):
    """[(flavor body, extra specs)] of all mandatory and recommended flavors."""
    try:
        rows = [f for f in read_json(path)["flavors"] if f["currentStatus"] in ("mandatory", "recommended")]
        return [({"name": f["name"], "vcpus": f["vcpus"], "ram": f["ramMiB"], "disk": f["diskGB"], "os-flavor-access:is_public": True},
                 f["extraSpecsExpectedByTest"]) for f in rows]
    except (ValueError, KeyError, TypeError) as error:
        raise SandboxError("SCSBP-9010", "the list of SCS flavors cannot be read", "%s: %r" % (path, error), "the file of the repository",
                           "restore it, or name another directory with --data-dir") from error


def ensure(session, data_dir=None):
    there = {f["name"]: f["id"] for f in session.call("GET", "nova", "/v2.1/flavors?is_public=None")["flavors"]}
    rows = wanted(data_file(data_dir))
    for flavor, specs in rows:
        flavor_id = there.get(flavor["name"]) or session.call("POST", "nova", "/v2.1/flavors", {"flavor": flavor})["flavor"]["id"]
        session.call("POST", "nova", "/v2.1/flavors/%s/os-extra_specs" % flavor_id, {"extra_specs": specs})
    return len(rows)
