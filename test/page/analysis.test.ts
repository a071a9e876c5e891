import { analyze } from '../../page/playground/analysis';

const CONFIG_MAP = (name: string) => [
  'apiVersion: v1', 'kind: ConfigMap', `metadata: { name: ${name}, namespace: istio-system }`, 'data:', '  mesh: |', '    outboundTrafficPolicy: { mode: REGISTRY_ONLY }', '',
].join('\n');

function notesOf(texts: readonly string[], policy = ''): readonly string[] {
  return analyze(texts.map((text, index) => ({ name: `${index}.yaml`, text })), policy).egress.notes;
}

test('the notes name what the page has, not the options of the command line', () => {
  expect(notesOf(['apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n'])).toEqual([
    'no settings of the mesh are among the files, so Istio\'s defaults apply: where no Sidecar has an outboundTrafficPolicy, connections to unknown hosts are passed on (ALLOW_ANY). Paste the ConfigMap istio, or choose',
  ]);
  expect(notesOf([CONFIG_MAP('istio'), CONFIG_MAP('istio-canary')])).toEqual([
    'the settings of the mesh are from ConfigMap istio-system/istio (0.yaml:5); 1 more is ignored, remove all but one',
  ]);
});

test('a policy that is chosen needs no note', () => {
  expect(notesOf([CONFIG_MAP('istio')], 'REGISTRY_ONLY')).toEqual([]);
});
