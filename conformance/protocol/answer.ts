import { connectionOf, FindingsRequest, Mesh, ReachRequest, requestOf, TraceRequest } from './question';
import { isRecord } from '../../src/analysis/base/json';
import { MAX_LEVELS, withinMaxLevels } from '../../src/analysis/base/nesting';
import { openLists } from '../../src/analysis/base/object-list';
import { check } from '../../src/analysis/check';
import type { Finding } from '../../src/analysis/findings/finding';
import { MeshModel } from '../../src/analysis/model/mesh-model';
import { Answer, reach } from '../../src/analysis/reach/reachability';
import { trace, TraceAnswer } from '../../src/analysis/reach/trace/trace';
import { installedMeshConfig } from '../../src/analysis/settings/installed-mesh-config';
import { meshSettingsOf } from '../../src/analysis/settings/mesh-config';
import type { MeshSettings } from '../../src/analysis/settings/mesh-settings';

/** One line of output: findings, answers, or what is wrong with the question. */
export type Response =
  | { readonly id: unknown; readonly findings: readonly Finding[] }
  | { readonly id: unknown; readonly answers: readonly (Answer | TraceAnswer | { readonly error: string })[] }
  | { readonly id: unknown; readonly error: string };

/** The line of output for one line of input. Never throws. */
export function answerLine(line: string): string {
  const response = respond(line);
  try {
    return JSON.stringify(response);
  } catch (error) {
    return JSON.stringify({ id: response.id, error: messageOf(error) });
  }
}

/** Answers one line from our own analysis. Never throws. */
export function respond(line: string): Response {
  let id: unknown = null;
  try {
    const parsed: unknown = parse(line);
    if (typeof parsed === 'object' && parsed !== null && 'id' in parsed) { id = idOf(parsed.id); }
    const request = requestOf(parsed);
    switch (request.kind) {
      case 'findings': return { id, findings: findings(request) };
      case 'reach': return { id, answers: answers(request) };
      case 'trace': return { id, answers: traces(request) };
    }
  } catch (error) {
    return { id, error: messageOf(error) };
  }
}

/** What is wrong with the objects of a request. */
export function findings(request: Omit<FindingsRequest, 'id' | 'kind'>): Finding[] {
  return check(request.objects, settingsOf(request));
}

/** What happens to each connection of a request; an error for a connection that is invalid. */
export function answers(request: Omit<ReachRequest, 'id' | 'kind'>): (Answer | { readonly error: string })[] {
  const model = MeshModel.of(request.objects, settingsOf(request));
  return request.questions.map(question => {
    try {
      return reach(model, connectionOf(question));
    } catch (error) {
      return { error: messageOf(error) };
    }
  });
}

/** Whether each connection of a request arrives; an error for a connection that is invalid. */
export function traces(request: Omit<TraceRequest, 'id' | 'kind'>): (TraceAnswer | { readonly error: string })[] {
  const model = MeshModel.of(request.objects, settingsOf(request));
  return request.questions.map(question => {
    try {
      const { gateway, ...connection } = connectionOf(question);
      if (gateway !== undefined) { throw new Error('\'gateway\' is not a field of a "trace" question: a trace starts at a pod'); }
      return trace(model, connection);
    } catch (error) {
      return { error: messageOf(error) };
    }
  });
}

/** The settings of a mesh. Without a MeshConfig, one among the objects counts. */
function settingsOf({ objects, meshConfig, target }: Mesh): MeshSettings {
  return {
    ...meshSettingsOf(meshConfig ?? meshConfigAmong(objects), target?.istio ?? undefined),
    operatorVersion: target?.operator ?? undefined,
    clusterDomain: target?.clusterDomain ?? undefined,
  };
}

/** The MeshConfig that one of the objects has, such as the ConfigMap `istio`. What cannot be read is a finding, and no MeshConfig. */
function meshConfigAmong(objects: Mesh['objects']): object | undefined {
  for (const { object } of openLists(objects)) {
    try {
      const config = isRecord(object) ? installedMeshConfig(object)?.meshConfig : undefined;
      if (config) {
        meshSettingsOf(config);
        return config;
      }
    } catch {
      continue;
    }
  }
  return undefined;
}

/** An id that is repeated in the answer. */
function idOf(id: unknown): unknown {
  if (withinMaxLevels(id).deep) { throw new Error(`'id' must not have more than ${MAX_LEVELS} levels of objects and lists`); }
  return id;
}

/** Hides the parser's own message: it quotes the line, which may hold a Secret. */
function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Error('the line is not JSON');
  }
}

function messageOf(error: unknown): string {
  // Node's only message about a value that is nested too deeply.
  if (error instanceof RangeError) { return 'the line is nested too deeply'; }
  return error instanceof Error ? error.message : String(error);
}
