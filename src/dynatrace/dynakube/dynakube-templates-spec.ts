import { DynaKubeTemplate, DynaKubeTemplates } from './dynakube-templates';
import * as l1 from '../../../imports/dynatrace.com';
import { quote } from '../../analysis/base/quote';
import { hasControlCharacter } from '../../analysis/syntax/control-characters';
import { renderAnnotations, renderLabels } from '../../core/labels';
import { listOrNothing, structOrNothing } from '../../core/non-empty';
import { renderEnv, renderResources } from '../pods/container';
import { renderImageRef } from '../pods/image-ref';
import { renderTolerations, renderTopologySpreadConstraints } from '../pods/scheduling';
import { objectName } from '../shared/object-name';
import { MAX_INT32, wholeNumber } from '../shared/whole-number';

/**
 * Renders the templates as in the L1. An empty template is left out, because the operator prints a warning even for an empty one of log monitoring.
 *
 * @throws if a value is not valid
 */
export function renderTemplates(templates: DynaKubeTemplates): l1.DynaKubeSpecTemplates | undefined {
  const { extensionExecutionController, sqlExtensionExecutor, kspmNodeConfigurationCollector, logMonitoring, otelCollector } = templates;
  return structOrNothing({
    extensionExecutionController: extensionExecutionController && renderExtensionExecutionController(extensionExecutionController),
    sqlExtensionExecutor: sqlExtensionExecutor && renderSqlExtensionExecutor(sqlExtensionExecutor),
    kspmNodeConfigurationCollector: kspmNodeConfigurationCollector && renderKspmCollector(kspmNodeConfigurationCollector),
    logMonitoring: logMonitoring && renderLogMonitoring(logMonitoring),
    otelCollector: otelCollector && renderOtelCollector(otelCollector),
  });
}

function renderExtensionExecutionController(template: NonNullable<DynaKubeTemplates['extensionExecutionController']>) {
  const prop = 'templates.extensionExecutionController';
  return structOrNothing({
    ...renderTemplate<l1.DynaKubeSpecTemplatesExtensionExecutionControllerImageRefPullPolicy>(prop, template),
    topologySpreadConstraints: renderTopologySpreadConstraints(`${prop}.topologySpreadConstraints`, template.topologySpreadConstraints),
    useEphemeralVolume: template.useEphemeralVolume,
    tlsRefName: objectName(`${prop}.tlsRefName`, 'Secret', template.tlsRefName),
    customConfig: objectName(`${prop}.customConfig`, 'ConfigMap', template.customConfig),
    customExtensionCertificates: objectName(`${prop}.customExtensionCertificates`, 'Secret', template.customExtensionCertificates),
  });
}

function renderSqlExtensionExecutor({ imageRef, tolerations }: NonNullable<DynaKubeTemplates['sqlExtensionExecutor']>) {
  const prop = 'templates.sqlExtensionExecutor';
  const image = renderImageRef<l1.DynaKubeSpecTemplatesSqlExtensionExecutorImageRefPullPolicy>(`${prop}.imageRef`, imageRef);
  if (!image) { throw new Error(`'${prop}.imageRef' must have an image, got ${quote(imageRef)}`); }
  return { imageRef: image, tolerations: renderTolerations(`${prop}.tolerations`, tolerations) };
}

function renderKspmCollector(template: NonNullable<DynaKubeTemplates['kspmNodeConfigurationCollector']>) {
  const prop = 'templates.kspmNodeConfigurationCollector';
  return structOrNothing({
    ...renderTemplate<l1.DynaKubeSpecTemplatesKspmNodeConfigurationCollectorImageRefPullPolicy>(prop, template),
    args: listOrNothing(template.args),
    env: renderEnv(`${prop}.env`, template.env),
    nodeSelector: renderLabels(`${prop}.nodeSelector`, template.nodeSelector),
    priorityClassName: template.priorityClassName,
  });
}

function renderLogMonitoring(template: NonNullable<DynaKubeTemplates['logMonitoring']>) {
  const prop = 'templates.logMonitoring';
  const bad = template.args?.find(hasControlCharacter);
  if (bad !== undefined) { throw new Error(`'${prop}.args' must not have control characters, got ${quote(bad)}`); }
  return structOrNothing({
    ...renderTemplate<l1.DynaKubeSpecTemplatesLogMonitoringImageRefPullPolicy>(prop, template),
    args: listOrNothing(template.args),
    nodeSelector: renderLabels(`${prop}.nodeSelector`, template.nodeSelector),
    dnsPolicy: template.dnsPolicy,
    priorityClassName: template.priorityClassName,
    secCompProfile: template.secCompProfile,
    rollingUpdate: template.rollingUpdate && structOrNothing({
      maxSurge: template.rollingUpdate.maxSurge?._intOrString,
      maxUnavailable: template.rollingUpdate.maxUnavailable?._intOrString,
    }),
  });
}

function renderOtelCollector(template: NonNullable<DynaKubeTemplates['otelCollector']>) {
  const prop = 'templates.otelCollector';
  return structOrNothing({
    ...renderTemplate<l1.DynaKubeSpecTemplatesOtelCollectorImageRefPullPolicy>(prop, template),
    replicas: wholeNumber(`${prop}.replicas`, template.replicas, 0, MAX_INT32),
    nodeSelector: renderLabels(`${prop}.nodeSelector`, template.nodeSelector),
    topologySpreadConstraints: renderTopologySpreadConstraints(`${prop}.topologySpreadConstraints`, template.topologySpreadConstraints),
    tlsRefName: objectName(`${prop}.tlsRefName`, 'Secret', template.tlsRefName),
  });
}

function renderTemplate<PullPolicy>(prop: string, template: DynaKubeTemplate) {
  return {
    imageRef: renderImageRef<PullPolicy>(`${prop}.imageRef`, template.imageRef),
    resources: renderResources(`${prop}.resources`, template.resources),
    labels: renderLabels(`${prop}.labels`, template.labels),
    annotations: renderAnnotations(`${prop}.annotations`, template.annotations),
    tolerations: renderTolerations(`${prop}.tolerations`, template.tolerations),
  };
}
