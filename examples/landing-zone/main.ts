import { App, Cloud, ScsStack } from "scs-blueprints";
import { LandingZoneFile, ScsTenantLandingZone, UserPasswords } from "scs-blueprints/operator";

const app = new App();

// The login is an administrator's: OS_CLOUD names its entry of clouds.yaml.
const stack = new ScsStack(app, "landing-zone", { cloud: Cloud.fromEnvironment() });

// Who the tenants are stands in tenants.yaml; first passwords come from a sensitive variable.
const zone = new ScsTenantLandingZone(stack, "tenants", {
  ...LandingZoneFile.read("tenants.yaml"),
  passwords: UserPasswords.fromVariable("user_passwords"),
});

// What billing and monitoring want to know: ids by name.
zone.addOutputs("tenants");

app.synth();
