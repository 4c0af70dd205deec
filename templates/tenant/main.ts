import { App, Cloud } from "scs-blueprints";
import { Compliance, Profile } from "scs-blueprints/compliance";
import { Scope } from "scs-blueprints/scs";
import { TenantStack } from "./stack";

const app = new App();

// The cloud is whatever OS_CLOUD names in clouds.yaml: the sandbox today, your provider tomorrow.
new TenantStack(app, "tenant", {
  cloud: Cloud.fromEnvironment(),
  operators: "192.0.2.0/24", // TEST-NET-1: put the network you come from
});

// Checked while it is synthesized: what SCS asks for, and what every user of a cloud should want.
Compliance.of(app).require(Scope.IAAS_V5_1);
Compliance.of(app).requireProfile(Profile.goodPractice());

app.synth();
