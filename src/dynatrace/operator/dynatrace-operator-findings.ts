import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { OperatorModule } from './dynatrace-operator-props';
import { isCsiDriverOn, isModuleOn } from './dynatrace-operator-values';
import { isRecord, JsonObject, listOf, recordOf, textsOf } from '../../analysis/base/json';
import type { KubernetesObject } from '../../analysis/base/kubernetes-object';
import { quote } from '../../analysis/base/quote';
import {
  OPERATOR_CSI_DRIVER_OFF, OPERATOR_ELSEWHERE, OPERATOR_IN_SAME_CHART, OPERATOR_LOSES_ENDPOINTS, OPERATOR_MODULE_OFF,
} from '../../core/construct-rule';
import type { ConstructFinding } from '../../core/finding-collector';
import { ChartDeliverer } from '../delivery/helm-release';
import { customResourcesBeside } from '../shared/custom-resources-beside';

/** An installed operator. */
export interface InstalledOperator {
  readonly namespace: string;
  readonly version: string;
  readonly values?: JsonObject;
  readonly deliverer: ChartDeliverer;
}

/** Versions that split the list of endpoints at the wrong character, so that they allow only its first host. */
const LOSE_ENDPOINTS = ['1.9.0', '1.10.0'];

/** A capability of the ActiveGate that needs a module of the operator. */
const KUBERNETES_MONITORING = 'kubernetes-monitoring';

/** Findings about an operator and the custom resources of its mesh. */
export function* operatorFindings(operator: IConstruct, installed: InstalledOperator): Iterable<ConstructFinding> {
  for (const { construct, object, name } of customResourcesBeside(operator, ['DynaKube', 'EdgeConnect'])) {
    const related = [construct];
    // The objects of a chart are in one file, and are applied together.
    const remedy = Chart.of(construct) === Chart.of(operator) ? installed.deliverer.remedyBesideCrds(object) : undefined;
    if (remedy !== undefined && installed.values?.installCRD !== false) {
      yield { rule: OPERATOR_IN_SAME_CHART, related, message: `${name} is in the chart of its operator, so that both are rejected before the operator has installed the CRD; ${remedy}` };
    }
    if (object.metadata?.namespace !== installed.namespace) {
      yield {
        rule: OPERATOR_ELSEWHERE,
        related,
        message: `${name} must be in the namespace ${quote(installed.namespace)} of the operator, which reads no other namespace; move it there`,
      };
      continue;
    }
    for (const missing of missingModules(name, object, installed.values)) { yield { ...missing, related }; }
    if (object.kind !== 'DynaKube') { continue; }
    const spec = recordOf(object.spec);
    if (spec.enableIstio === true && LOSE_ENDPOINTS.includes(installed.version)) {
      yield {
        rule: OPERATOR_LOSES_ENDPOINTS,
        related,
        message: `${name} has 'enableIstio', but operator ${installed.version} allows egress of OneAgent only to the first of several hosts; use 1.10.1 or later, or a OneAgentEgress instead of 'enableIstio'`,
      };
    }
    if (Object.hasOwn(recordOf(object.metadata?.annotations), 'feature.dynatrace.com/node-image-pull') && !isCsiDriverOn(installed.values)) {
      yield { rule: OPERATOR_CSI_DRIVER_OFF, related, message: `${name} has the feature flag "node-image-pull", but the CSI driver, which it needs, is off; turn the CSI driver on, or remove the flag` };
    }
  }
}

function* missingModules(name: string, object: KubernetesObject, values: JsonObject | undefined): Iterable<ConstructFinding> {
  const needed = object.kind === 'EdgeConnect' ? new Map([[OperatorModule.EDGE_CONNECT, 'is an EdgeConnect']]) : modulesOf(recordOf(object.spec));
  for (const [module, why] of needed) {
    if (!isModuleOn(values, module)) {
      yield { rule: OPERATOR_MODULE_OFF, message: `${name} ${why}, but the operator is installed without "${module}"; remove it from 'disabledModules'` };
    }
  }
}

/** The modules of the operator that a DynaKube needs, and the reason for each. */
function modulesOf(spec: JsonObject): Map<OperatorModule, string> {
  const capabilities = textsOf(recordOf(spec.activeGate).capabilities);
  const { prometheus, databases } = recordOf(spec.extensions);
  const hasExtensions = isRecord(prometheus) || listOf(databases).length > 0;
  const oneAgent = recordOf(spec.oneAgent);
  const onNodes = ['cloudNativeFullStack', 'hostMonitoring', 'classicFullStack'].find(mode => isRecord(oneAgent[mode]));
  const hasKspm = isRecord(spec.kspm);
  const needs: readonly (readonly [OperatorModule, unknown, string])[] = [
    [OperatorModule.ACTIVE_GATE, capabilities.length > 0 || hasExtensions, 'has an ActiveGate'],
    [OperatorModule.KUBERNETES_MONITORING, capabilities.includes(KUBERNETES_MONITORING) || hasKspm, 'monitors Kubernetes'],
    [OperatorModule.EXTENSIONS, hasExtensions, 'has extensions'],
    [OperatorModule.TELEMETRY_INGEST, isRecord(spec.telemetryIngest), 'has telemetry ingest'],
    [OperatorModule.LOG_MONITORING, isRecord(spec.logMonitoring), 'has log monitoring'],
    [OperatorModule.ONE_AGENT, onNodes, `has OneAgent on the nodes (${onNodes})`],
    [OperatorModule.KSPM, hasKspm, 'has KSPM'],
  ];
  return new Map(needs.filter(([, isNeeded]) => isNeeded).map(([module, , why]) => [module, why]));
}
