import { CodeModulesOptions, OneAgentDaemonSetOptions, OneAgentModeOptions } from './one-agent-mode-options';
import { quote } from '../../analysis/base/quote';
import { hasControlCharacter } from '../../analysis/syntax/control-characters';
import { renderAnnotations, renderLabels } from '../../core/labels';
import { listOrNothing, structOrNothing } from '../../core/non-empty';
import { renderEnv, renderResources } from '../pods/container';
import { renderLabelSelector } from '../pods/label-selector';
import { renderTolerations } from '../pods/scheduling';

// The modes render the pull policies, because each has its own enum in the L1.

/** Renders the fields that all modes have in common. */
export function renderMode(options: OneAgentModeOptions) {
  return {
    version: options.version,
    additionalResourceAttributes: renderLabels('additionalResourceAttributes', options.additionalResourceAttributes),
  };
}

/** Renders the fields of the modes that inject code modules. */
export function renderCodeModules(options: CodeModulesOptions) {
  return {
    codeModulesImage: options.codeModulesImage,
    initResources: renderResources('initResources', options.initResources),
    namespaceSelector: renderLabelSelector('namespaceSelector', options.namespaceSelector),
  };
}

/** Renders the fields of the modes that run OneAgent as a DaemonSet. */
export function renderDaemonSet(options: OneAgentDaemonSetOptions) {
  return {
    image: options.image,
    args: renderArgs(options.args),
    env: renderEnv('env', options.env),
    oneAgentResources: renderResources('oneAgentResources', options.oneAgentResources),
    nodeSelector: renderLabels('nodeSelector', options.nodeSelector),
    tolerations: renderTolerations('tolerations', options.tolerations),
    labels: renderLabels('labels', options.labels),
    annotations: renderAnnotations('annotations', options.annotations),
    dnsPolicy: options.dnsPolicy,
    priorityClassName: options.priorityClassName,
    secCompProfile: options.secCompProfile,
    storageHostPath: options.storageHostPath,
    rollingUpdate: options.rollingUpdate && structOrNothing({
      maxSurge: options.rollingUpdate.maxSurge?._intOrString,
      maxUnavailable: options.rollingUpdate.maxUnavailable?._intOrString,
    }),
  };
}

/**
 * Renders the arguments of the installer, in the same order; undefined for an empty list.
 *
 * @throws if an argument is not unique, or has a control character
 */
export function renderArgs(args: readonly string[] | undefined): string[] | undefined {
  args?.forEach((argument, index) => {
    if (hasControlCharacter(argument)) { throw new Error(`'args' must not have control characters, got ${quote(argument)}`); }
    if (args.indexOf(argument) !== index) { throw new Error(`'args' must not have an argument twice, got ${quote(argument)}`); }
  });
  return listOrNothing(args);
}
