"""Who sends a request: OpenStack's services mark theirs, so access logs and faults tell them from clients.

User agents do not tell them apart (nova and a client both say keystoneauth1), and tokens do not
either (nova asks neutron with the user's own token). Every HTTP library in use ends in http.client.
"""
import http.client

HEADER = "X-SCS-Sandbox-Caller"
ENVIRON = "HTTP_X_SCS_SANDBOX_CALLER"
CLIENT = "client"


def mark_outgoing_requests(service):
    original = http.client.HTTPConnection.putrequest

    def putrequest(self, *args, **kwargs):
        original(self, *args, **kwargs)
        self.putheader(HEADER, service)
    http.client.HTTPConnection.putrequest = putrequest


def of(environ):
    return environ.get(ENVIRON, "")[:30] or CLIENT
