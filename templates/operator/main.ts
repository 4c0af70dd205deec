import { App, Cloud } from "scs-blueprints";
import { Compliance } from "scs-blueprints/compliance";
import { Scope } from "scs-blueprints/scs";
import { OperatorStack } from "./stack";

const app = new App();

// The cloud is whatever OS_CLOUD names in clouds.yaml, with an administrator's login.
new OperatorStack(app, "operator", Cloud.fromEnvironment());

Compliance.of(app).require(Scope.IAAS_V5_1);

app.synth();
