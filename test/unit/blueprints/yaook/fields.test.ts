import { type PropOf, YAOOK_KINDS } from "../../../../packages/standards/src/yaook-kinds";
import type * as yaook from "../../../../lib/blueprints/yaook/index";
import { YaookKind } from "../../../../lib/blueprints/yaook/index";

/** The props of a class that are about its spec, and the props that the table of its kind has: `true` where they are the same. */
type Same<Kind extends keyof typeof YAOOK_KINDS, Props> =
  PropOf<(typeof YAOOK_KINDS)[Kind]["fields"]> extends infer Table
    ? [Table, Exclude<keyof Props, keyof yaook.YaookResourceOptions>] extends [infer A, infer B]
      ? [A] extends [B]
        ? [B] extends [A]
          ? true
          : { missing: Exclude<B, A> }
        : { unknown: Exclude<A, B> }
      : never
    : never;

/** The compiler checks it: a prop without a field, and a field without a prop, is an error here. */
const SAME: {
  KeystoneDeployment: Same<"KeystoneDeployment", yaook.KeystoneDeploymentProps>;
  GlanceDeployment: Same<"GlanceDeployment", yaook.GlanceDeploymentProps>;
  CinderDeployment: Same<"CinderDeployment", yaook.CinderDeploymentProps>;
  NovaDeployment: Same<"NovaDeployment", yaook.NovaDeploymentProps>;
  NeutronDeployment: Same<"NeutronDeployment", yaook.NeutronDeploymentProps>;
  OctaviaDeployment: Same<"OctaviaDeployment", yaook.OctaviaDeploymentProps>;
  DesignateDeployment: Same<"DesignateDeployment", yaook.DesignateDeploymentProps>;
  BarbicanDeployment: Same<"BarbicanDeployment", yaook.BarbicanDeploymentProps>;
  HeatDeployment: Same<"HeatDeployment", yaook.QueueClientProps>;
  GnocchiDeployment: Same<"GnocchiDeployment", yaook.QueueClientProps>;
  InfraIronicDeployment: Same<"InfraIronicDeployment", yaook.QueueClientProps>;
  CeilometerDeployment: Same<"CeilometerDeployment", yaook.CeilometerDeploymentProps>;
  HorizonDeployment: Same<"HorizonDeployment", yaook.HorizonDeploymentProps>;
  KeystoneUser: Same<"KeystoneUser", yaook.KeystoneUserProps>;
  KeystoneEndpoint: Same<"KeystoneEndpoint", yaook.KeystoneEndpointProps>;
  YaookDisruptionBudget: Same<"YaookDisruptionBudget", yaook.YaookDisruptionBudgetProps>;
  MySQLService: Same<"MySQLService", yaook.MySQLServiceProps>;
  AMQPServer: Same<"AMQPServer", yaook.AMQPServerProps>;
} = {
  KeystoneDeployment: true,
  GlanceDeployment: true,
  CinderDeployment: true,
  NovaDeployment: true,
  NeutronDeployment: true,
  OctaviaDeployment: true,
  DesignateDeployment: true,
  BarbicanDeployment: true,
  HeatDeployment: true,
  GnocchiDeployment: true,
  InfraIronicDeployment: true,
  CeilometerDeployment: true,
  HorizonDeployment: true,
  KeystoneUser: true,
  KeystoneEndpoint: true,
  YaookDisruptionBudget: true,
  MySQLService: true,
  AMQPServer: true,
};

test("each class has the props that its kind's fields have, and each kind a table", () => {
  const typed = Object.entries(YAOOK_KINDS).filter(([, { hasClass }]) => hasClass);
  expect(Object.keys(SAME)).toEqual(typed.map(([kind]) => kind));
  expect(Object.keys(YAOOK_KINDS).sort()).toEqual(Object.values<string>(YaookKind).sort());
});
