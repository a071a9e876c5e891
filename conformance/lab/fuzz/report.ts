import { stringify } from 'yaml';
import type { Tried } from './try-mesh';
import type { TraceMesh } from '../../generators/trace/trace-mesh';
import { describeWay } from '../scenarios/hop-scenario';

/** A connection that did not end as predicted, as text: the mesh as YAML, the question, what `trace` says, and what the bytes did. */
export function showDifference({ objects, meshConfig }: TraceMesh, { question, predicted, happened, observation }: Tried, again: string): string {
  return [
    `--- trace: ${predicted.outcome}, the bytes: ${happened}`,
    `question: ${JSON.stringify(question)}`,
    `trace:    ${predicted.explanation}`,
    `bytes:    ${describeWay(observation)}`,
    `          ${JSON.stringify(observation)}`,
    indent(`# meshConfig\n${stringify(meshConfig)}`),
    ...objects.map(object => indent(`---\n${stringify(object)}`)),
    `again: ${again}`,
    '',
  ].join('\n');
}

function indent(text: string): string {
  return text.trimEnd().split('\n').map(row => `    ${row}`).join('\n');
}
