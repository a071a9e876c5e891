import { connectionOf, FindingsRequest, Mesh, ReachRequest, requestOf, TraceRequest } from './question';
import { check } from '../../src/analysis/check';
import type { Finding } from '../../src/analysis/findings/finding';
import { MeshModel } from '../../src/analysis/model/mesh-model';
import { Answer, reach } from '../../src/analysis/reach/reachability';
import { trace, TraceAnswer } from '../../src/analysis/reach/trace/trace';
import { meshSettingsOf } from '../../src/analysis/settings/mesh-config';
import type { MeshSettings } from '../../src/analysis/settings/mesh-settings';

/** One line of output: findings, answers, or what is wrong with the question. */
export type Response =
  | { readonly id: unknown; readonly findings: readonly Finding[] }
  | { readonly id: unknown; readonly answers: readonly (Answer | TraceAnswer | { readonly error: string })[] }
  | { readonly id: unknown; readonly error: string };

/** Answers one line from our own analysis. Never throws. */
export function respond(line: string): Response {
  let id: unknown = null;
  try {
    const parsed: unknown = parse(line);
    if (typeof parsed === 'object' && parsed !== null && 'id' in parsed) { id = parsed.id; }
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

function settingsOf({ meshConfig, target }: Mesh): MeshSettings {
  return {
    ...meshSettingsOf(meshConfig, target?.istio ?? undefined),
    operatorVersion: target?.operator ?? undefined,
    clusterDomain: target?.clusterDomain ?? undefined,
  };
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
  return error instanceof Error ? error.message : String(error);
}
