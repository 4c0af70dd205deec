import { App, Cloud } from "scs-blueprints";
import { Compliance } from "scs-blueprints/compliance";
import { Scope } from "scs-blueprints/scs";
import { ClusterStack } from "./stack";

const app = new App();

// The cloud is whatever OS_CLOUD names in clouds.yaml: the sandbox today, your provider tomorrow.
new ClusterStack(app, "kaas", Cloud.fromEnvironment());

Compliance.of(app).require(Scope.IAAS_V5_1);

app.synth();
