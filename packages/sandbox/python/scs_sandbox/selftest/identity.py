import openstack

from .runner import check, step

TYPES = {"block-storage", "compute", "dns", "identity", "image", "key-manager", "load-balancer", "network", "object-store", "object-store-s3", "placement"}


@step("catalogue")
def catalogue(w):
    types = {s["type"] for s in w.member.service_catalog}
    check(TYPES <= types, "missing: %s" % (TYPES - types))
    return ", ".join(sorted(types))


@step("member's roles")
def roles(w):
    access = w.member.session.auth.get_access(w.member.session)
    names = set(access.role_names)
    check({"member", "load-balancer_member", "creator"} <= names and not names & {"admin", "manager"}, str(names))
    status = w.member.identity.get("/users").status_code
    check(status == 403, "a member listing users got %s" % status)
    return ", ".join(sorted(names))


@step("identity")
def identity(w):
    i = w.admin.identity
    domain = i.create_domain(name="dom-" + w.id)
    w.later("domain", i.delete_domain, domain.id)
    w.later("domain disabled", i.update_domain, domain.id, is_enabled=False)
    project = i.create_project(name="proj-" + w.id, domain_id=domain.id)
    user = i.create_user(name="user-" + w.id, domain_id=domain.id, password="pw-" + w.id)
    i.assign_project_role_to_user(project, user, i.find_role("member"))
    credential = w.member.identity.create_application_credential(w.member.current_user_id, "ac-" + w.id, roles=[{"name": "member"}])
    w.later("application credential", w.member.identity.delete_application_credential, w.member.current_user_id, credential.id)
    auth = {"auth_url": w.member.config.auth["auth_url"], "application_credential_id": credential.id,
            "application_credential_secret": credential.secret}
    other = openstack.connect(auth_type="v3applicationcredential", auth=auth, region_name=w.member.config.region_name,
                              load_yaml_config=False, load_envvars=False)
    return "domain, project, user, role; application credential sees %d networks" % len(list(other.network.networks()))


@step("pure member")
def pure_member(w):
    """A user with role member alone, for what SCS promises to every member (scs-0116: secrets)."""
    i, password = w.admin.identity, "pw-" + w.id
    user = i.create_user(name="pure-" + w.id, domain_id="default", password=password)
    w.later("pure member", i.delete_user, user.id)
    i.assign_project_role_to_user(w.member.current_project_id, user, i.find_role("member"))
    auth = {**w.member.config.auth, "username": user.name, "password": password}
    w.keep("pure", openstack.connect(auth=auth, region_name=w.member.config.region_name, load_yaml_config=False, load_envvars=False))
    k = w.pure.key_manager
    secret = k.create_secret(name="pure-" + w.id, payload="s3cret", payload_content_type="text/plain")
    check(any(s.secret_ref == secret.secret_ref for s in k.secrets()), "the secret is not listed")
    k.delete_secret(secret.secret_ref.rsplit("/", 1)[1])
    return "makes, lists and deletes secrets"
