import os
import unittest

from . import base
from scs_sandbox.errors import SandboxError
from scs_sandbox.seed import flavors, images
from scs_sandbox.services import SERVICES

REPOSITORY_DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "standards", "src", "data")


class FlavorTest(base.HomeTest):
    def test_all_of_the_standard(self):
        rows = flavors.wanted(flavors.data_file(REPOSITORY_DATA))
        self.assertEqual(len(rows), 31)
        by_name = {f["name"]: (f, specs) for f, specs in rows}
        flavor, specs = by_name["SCS-2V-4-20s"]
        self.assertEqual((flavor["vcpus"], flavor["ram"], flavor["disk"]), (2, 4096, 20))
        self.assertEqual(specs, {"scs:name-v1": "SCS-2V:4:20s", "scs:name-v2": "SCS-2V-4-20s", "scs:cpu-type": "shared-core", "scs:disk0-type": "ssd"})

    def test_missing_and_damaged_files_are_told(self):
        with self.assertRaises(SandboxError) as caught:
            flavors.data_file(self.root)
        self.assertEqual(caught.exception.code, "SCSBP-9010")
        with self.assertRaises(SandboxError) as caught:
            flavors.wanted(self.write(self.root + "/scs-flavors.json", '{"flavors": [{}]}'))
        self.assertEqual(caught.exception.code, "SCSBP-9010")


class ImageTest(unittest.TestCase):
    def test_no_image_names_a_hypervisor_that_the_fake_hosts_refuse(self):
        for image in images.IMAGES:
            self.assertNotIn("hypervisor_type", {**images.COMMON, **image})
            self.assertLessEqual(images.SIZE, images.COMMON["min_disk"] << 30)


class CatalogueTest(unittest.TestCase):
    def test_types_that_scs_0123_asks_for(self):
        types = {entry.type for s in SERVICES.values() for entry in s.catalog} | {"identity"}
        self.assertLessEqual({"block-storage", "compute", "identity", "image", "load-balancer", "network", "object-store", "placement", "key-manager", "dns"}, types)
