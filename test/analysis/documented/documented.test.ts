import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../../src/analysis/base/kubernetes-object';
import { check } from '../../../src/analysis/check';
import { Finding, Severity } from '../../../src/analysis/findings/finding';
import { MeshModel } from '../../../src/analysis/model/mesh-model';
import { trace, TraceOutcome, TraceQuestion } from '../../../src/analysis/reach/trace/trace';
import { meshSettingsOf } from '../../../src/analysis/settings/mesh-config';

/** A mesh as a page of the vendors configures it, and the calls that the page makes. */
interface DocumentedMesh {
  readonly mesh: string;
  /** Names of `given.yaml`: objects that the page takes for granted. */
  readonly given: readonly string[];
  readonly meshConfig?: object;
  readonly objects: readonly KubernetesObject[];
  readonly calls: readonly Call[];
}

/** A connection of the client, which arrives if nothing else is declared. */
interface Call extends Omit<TraceQuestion, 'namespace' | 'labels'> {
  readonly outcome?: TraceOutcome;
  /** A regular expression that the explanation matches. */
  readonly mentions?: string;
}

const given = parse(readFileSync(join(__dirname, 'given.yaml'), 'utf8')) as Readonly<Record<string, readonly KubernetesObject[]>>;
const pages = readdirSync(__dirname).filter(name => name.endsWith('.yaml') && name !== 'given.yaml').sort();

describe.each(pages)('%s', page => {
  const meshes = parseAllDocuments(readFileSync(join(__dirname, page), 'utf8')).map(document => document.toJS() as DocumentedMesh);

  describe.each(meshes)('$mesh', each => {
    const objects = [...each.given.flatMap(name => given[name]), ...each.objects];

    test.each(each.calls)('$protocol $host $address:$port', ({ outcome = 'ARRIVES', mentions = '', ...connection }) => {
      const answer = trace(MeshModel.of(objects, meshSettingsOf(each.meshConfig)), { namespace: 'shop', labels: { app: 'web' }, ...connection });
      expect({ outcome: answer.outcome, explanation: answer.explanation }).toEqual({ outcome, explanation: expect.stringMatching(mentions) });
    });

    test('nothing in it is an error', () => {
      expect(errorsOf(objects, each.meshConfig)).toEqual([]);
    });

    test('in the objects of the page alone, only the analyzers miss something', () => {
      expect(errorsOf(each.objects, each.meshConfig).filter(({ upstream }) => upstream !== 'IST0101')).toEqual([]);
    });
  });
});

function errorsOf(objects: readonly KubernetesObject[], meshConfig?: object): Finding[] {
  return check(objects, meshSettingsOf(meshConfig)).filter(({ severity }) => severity === Severity.ERROR);
}
