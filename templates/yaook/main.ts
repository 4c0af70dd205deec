import { App } from "scs-blueprints";
import { Compliance } from "scs-blueprints/compliance";
import { Scope } from "scs-blueprints/scs";
import { defineCloud, defineRehearsal } from "./cloud";

const app = new App();

// `npm start` rehearses on the sandbox, which has no Kubernetes, what the cloud will offer.
if (process.env["REHEARSAL"] !== undefined) {
  defineRehearsal(app);
} else {
  defineCloud(app);
}

Compliance.of(app).require(Scope.IAAS_V5_1);

app.synth();
