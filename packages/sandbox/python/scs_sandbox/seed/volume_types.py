"""Two volume types. The description's prefix is the syntax of SCS standard scs-0114."""

TYPES = (("ssd", "[scs:replicated] SSD, three copies (simulated)"), ("hdd", "Spinning disks (simulated)"))


def ensure(session):
    root = "/v3/%s/types" % session.project_id
    there = {t["name"] for t in session.call("GET", "cinder", root)["volume_types"]}
    for name, text in TYPES:
        if name not in there:
            session.call("POST", "cinder", root, {"volume_type": {"name": name, "description": text,
                                                                 "extra_specs": {"volume_backend_name": name}}})
