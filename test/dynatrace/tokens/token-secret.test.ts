import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, Duration, Include, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { DynaKube } from '../../../src/dynatrace/dynakube/dynakube';
import { OneAgent } from '../../../src/dynatrace/legacy/one-agent';
import { OneAgentApm } from '../../../src/dynatrace/legacy/one-agent-apm';
import { ExternalTokenSecretOptions, SecretStoreRef } from '../../../src/dynatrace/tokens/external-secret';
import { TokenSecret } from '../../../src/dynatrace/tokens/token-secret';
import { schemaFaults } from '../crd-check';

const API_URL = 'https://abc12345.live.dynatrace.com/api';

const store = SecretStoreRef.secretStore('vault');

// In two parts, so that no file of this project holds what looks like a token.
const token = ['dt0c01', 'ABC', 'secretpart'].join('.');

function monitoring(): Chart {
  return new Chart(new App(), 'monitoring', { namespace: 'dynatrace' });
}

function dynakubeOf(chart: Chart, tokens: TokenSecret): DynaKube {
  return new DynaKube(chart, 'DynaKube', { apiUrl: API_URL, tokens });
}

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was thrown';
}

describe('a Secret by its name', () => {
  test('is referred to, and not written', () => {
    const chart = monitoring();
    expect(dynakubeOf(chart, TokenSecret.fromSecretName('tokens')).tokenSecretName).toBe('tokens');
    expect(Testing.synth(chart).map(({ kind, spec }) => [kind, spec.tokens])).toEqual([['DynaKube', 'tokens']]);
  });

  test('must have one that a Secret can have', () => {
    expect(messageOf(() => TokenSecret.fromSecretName('A')))
      .toBe('\'name\' must be the name of a Secret: lower-case letters, digits, \'-\' and \'.\', 253 characters at most, got "A"');
  });

  test('is not the token itself, which no message shows', () => {
    expect(messageOf(() => TokenSecret.fromSecretName(token)))
      .toBe('\'name\' must be the name of a Secret, got what looks like a Dynatrace token; put the token into a Secret and pass its name');
  });
});

describe('a Secret that an object of the app is', () => {
  test('may be one of cdk8s-plus, and comes first', () => {
    const chart = monitoring();
    const secret = new kplus.Secret(chart, 'Tokens', { metadata: { name: 'tokens' } });
    expect(dynakubeOf(chart, TokenSecret.fromSecret(secret)).tokenSecretName).toBe('tokens');
    expect(Testing.synth(chart).map(({ kind }) => kind)).toEqual(['Secret', 'DynaKube']);
  });

  test('comes first even if it was written last', () => {
    const chart = monitoring();
    new ApiObject(chart, 'Other', { apiVersion: 'v1', kind: 'ConfigMap' });
    const secret = new ApiObject(chart, 'Tokens', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'tokens' }, data: { apiToken: 'RU5D' } });
    dynakubeOf(chart, TokenSecret.fromSecret(secret));
    expect(Testing.synth(chart).map(({ kind }) => kind)).toEqual(['ConfigMap', 'Secret', 'DynaKube']);
  });

  test('may be one of cdk8s-plus that exists elsewhere', () => {
    const chart = monitoring();
    expect(dynakubeOf(chart, TokenSecret.fromSecret(kplus.Secret.fromSecretName(chart, 'Tokens', 'elsewhere'))).tokenSecretName).toBe('elsewhere');
    expect(Testing.synth(chart)).toHaveLength(1);
  });

  test.each([
    ['a SealedSecret', 'bitnami.com/v1alpha1', 'SealedSecret', { encryptedData: { apiToken: 'AgB…' }, template: { metadata: { name: 'sealed' } } }, 'sealed'],
    ['a SealedSecret without a template', 'bitnami.com/v1alpha1', 'SealedSecret', { encryptedData: { apiToken: 'AgB…' } }, 'tokens'],
    ['an ExternalSecret', 'external-secrets.io/v1', 'ExternalSecret', { target: { name: 'external' }, data: [{ secretKey: 'apiToken' }] }, 'external'],
    ['an ExternalSecret without a target', 'external-secrets.io/v1beta1', 'ExternalSecret', { dataFrom: [{ extract: { key: 'x' } }] }, 'tokens'],
  ])('may be what becomes one: %s', (_, apiVersion, kind, spec, name) => {
    const chart = monitoring();
    const object = new ApiObject(chart, 'Tokens', { apiVersion, kind, metadata: { name: 'tokens' }, spec });
    expect(dynakubeOf(chart, TokenSecret.fromSecret(object)).tokenSecretName).toBe(name);
    expect(Testing.synth(chart)).toHaveLength(2);
  });

  test('may be one of a file', () => {
    const chart = monitoring();
    const folder = mkdtempSync(join(tmpdir(), 'secret-'));
    try {
      const file = join(folder, 'secret.yaml');
      writeFileSync(file, 'apiVersion: v1\nkind: Secret\nmetadata: { name: from-file, namespace: dynatrace }\ndata: { apiToken: RU5D }\n');
      const [secret] = new Include(chart, 'Include', { url: file }).apiObjects;
      expect(dynakubeOf(chart, TokenSecret.fromSecret(secret)).tokenSecretName).toBe('from-file');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each<[string, (chart: Chart) => ApiObject | Chart | kplus.ConfigMap, string]>([
    ['a ConfigMap', chart => new kplus.ConfigMap(chart, 'Map'), '"monitoring/Map" must be a Secret, a SealedSecret or an ExternalSecret, got "v1 ConfigMap"'],
    ['a Chart', chart => chart, '"monitoring" must be a Secret, a SealedSecret or an ExternalSecret, got "a construct of another kind"'],
    ['a Secret of another group', chart => new ApiObject(chart, 'Other', { apiVersion: 'example.com/v1', kind: 'Secret' }),
      '"monitoring/Other" must be a Secret, a SealedSecret or an ExternalSecret, got "example.com/v1 Secret"'],
  ])('is not %s', (_, construct, message) => {
    expect(messageOf(() => TokenSecret.fromSecret(construct(monitoring())))).toBe(message);
  });

  test('must be in the custom resource\'s namespace', () => {
    const chart = monitoring();
    const secret = new ApiObject(chart, 'Tokens', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'tokens', namespace: 'shop' } });
    expect(messageOf(() => dynakubeOf(chart, TokenSecret.fromSecret(secret))))
      .toBe('\'tokens\' must be a Secret in the namespace "dynatrace", got "monitoring/Tokens" in "shop"');
  });

  test('must have the keys if it has any, late ones included', () => {
    const chart = monitoring();
    const secret = new kplus.Secret(chart, 'Tokens', { metadata: { name: 'tokens' }, stringData: { apitoken: 'encrypted' } });
    dynakubeOf(chart, TokenSecret.fromSecret(secret));
    expect(messageOf(() => Testing.synth(chart))).toContain('\'tokens\' needs a Secret with "apiToken", got "monitoring/Tokens" without "apiToken"');
    secret.addStringData('apiToken', 'encrypted');
    expect(messageOf(() => Testing.synth(chart))).toBe('nothing was thrown');
  });
});

describe('a Secret with values from a vault', () => {
  function externalSecretOf(options: ExternalTokenSecretOptions, chart = monitoring()) {
    dynakubeOf(chart, TokenSecret.fromExternalSecret(options));
    const [externalSecret, dynakube] = Testing.synth(chart);
    expect(schemaFaults(externalSecret)).toEqual([]);
    return { externalSecret, tokens: dynakube.spec.tokens };
  }

  test('has the DynaKube\'s name and namespace, and its keys are properties of one entry', () => {
    expect(externalSecretOf({ store, key: 'dynatrace/production' })).toEqual({
      externalSecret: {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ExternalSecret',
        metadata: { name: 'dynakube', namespace: 'dynatrace' },
        spec: {
          secretStoreRef: { kind: 'SecretStore', name: 'vault' },
          target: { name: 'dynakube' },
          data: [
            { secretKey: 'apiToken', remoteRef: { key: 'dynatrace/production', property: 'apiToken' } },
            { secretKey: 'dataIngestToken', remoteRef: { key: 'dynatrace/production', property: 'dataIngestToken' } },
          ],
        },
      },
      tokens: 'dynakube',
    });
  });

  test('may have other names, and another time between two looks', () => {
    const { externalSecret, tokens } = externalSecretOf({
      store: SecretStoreRef.clusterSecretStore('vault'), key: 'k', properties: { apiToken: 'operator', paasToken: 'paas' }, secretName: 'tokens', refreshInterval: Duration.minutes(30),
    });
    expect(tokens).toBe('tokens');
    expect(externalSecret.metadata.name).toBe('tokens');
    expect(externalSecret.spec).toEqual({
      refreshInterval: '30m',
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
      target: { name: 'tokens' },
      data: [
        { secretKey: 'apiToken', remoteRef: { key: 'k', property: 'operator' } },
        { secretKey: 'paasToken', remoteRef: { key: 'k', property: 'paas' } },
      ],
    });
  });

  test('may have an entry for each key, of a version', () => {
    const { externalSecret } = externalSecretOf({
      store, remoteRefs: { dataIngestToken: { key: 'ingest', version: '3' }, apiToken: { key: 'operator' } },
    });
    expect(externalSecret.spec.data).toEqual([
      { secretKey: 'apiToken', remoteRef: { key: 'operator' } },
      { secretKey: 'dataIngestToken', remoteRef: { key: 'ingest', version: '3' } },
    ]);
  });

  test('may have some in one entry and some in others', () => {
    const { externalSecret } = externalSecretOf({ store, key: 'k', remoteRefs: { dataIngestToken: { key: 'ingest', property: 'p' } } });
    expect(externalSecret.spec.data).toEqual([
      { secretKey: 'apiToken', remoteRef: { key: 'k', property: 'apiToken' } },
      { secretKey: 'dataIngestToken', remoteRef: { key: 'ingest', property: 'p' } },
    ]);
  });

  test.each([
    [Duration.hours(2), '2h'], [Duration.minutes(90), '90m'], [Duration.seconds(90), '90s'], [Duration.seconds(0), '0s'],
  ])('is looked for every %s: %s', (refreshInterval, text) => {
    expect(externalSecretOf({ store, key: 'k', refreshInterval }).externalSecret.spec.refreshInterval).toBe(text);
  });

  test.each<[Omit<ExternalTokenSecretOptions, 'store'>, string]>([
    [{}, '\'fromExternalSecret\' needs the keys "apiToken" for this custom resource, got none for "apiToken"'],
    [{ key: 'k', properties: {} }, '\'fromExternalSecret\' needs the keys "apiToken" for this custom resource, got none for "apiToken"'],
    [{ key: 'k', properties: { apiToken: 'a', apitoken: 'b' } },
      '\'fromExternalSecret\' accepts the keys "apiToken", "dataIngestToken", "paasToken" for this custom resource, got "apitoken"'],
    [{ properties: { apiToken: 'a' } },
      '\'properties\' needs \'key\', the entry that has them, got "{\\"apiToken\\":\\"a\\"}" without it; pass \'key\', or \'remoteRefs\' instead'],
    [{ key: 'k', properties: { apiToken: 'a' }, remoteRefs: { apiToken: { key: 'b' } } },
      '\'properties\' and \'remoteRefs\' must not have the same key, got "apiToken"; remove one of them'],
    [{ key: ' ' }, '\'key\' must be a name in the vault, without control characters, got " "'],
    [{ key: 'k', properties: { apiToken: '' } }, '\'property\' must be a name in the vault, without control characters, got ""'],
    [{ remoteRefs: { apiToken: { key: 'a\nb' } } }, '\'key\' must be a name in the vault, without control characters, got "a\\nb"'],
    [{ key: 'k', properties: { apiToken: token } },
      '\'property\' must be a name in the vault, got what looks like a Dynatrace token; put the token into the vault and pass its name'],
    [{ key: 'k', secretName: token },
      '\'secretName\' must be the name of a Secret, got what looks like a Dynatrace token; put the token into a Secret and pass its name'],
    [{ key: 'k', refreshInterval: Duration.millis(1) }, '\'refreshInterval\' must be a whole number of seconds, at most 2147483647, got "0.001"'],
  ])('%j is refused', (options, message) => {
    expect(messageOf(() => externalSecretOf({ store, ...options }))).toBe(message);
  });

  test('must not show a token that was passed as a property without a key', () => {
    expect(messageOf(() => externalSecretOf({ store, properties: { apiToken: token } }))).not.toContain('secretpart');
  });

  test.each([['secretStore', SecretStoreRef.secretStore, 'SecretStore'], ['clusterSecretStore', SecretStoreRef.clusterSecretStore, 'ClusterSecretStore']])(
    'is not had from a store that no %s can be', (_, storeOf, kind) => {
      expect(messageOf(() => storeOf('A b'))).toBe(`'name' of a ${kind} must be lower-case letters, digits, '-' and '.', 253 characters at most, got "A b"`);
    });
});

describe('the legacy custom resources', () => {
  test.each<[string, (chart: Chart, tokens: TokenSecret) => { tokenSecretName: string }, string, string[]]>([
    ['OneAgent', (chart, tokens) => new OneAgent(chart, 'X', { apiUrl: API_URL, tokens }), 'oneagent', ['apiToken', 'paasToken']],
    ['OneAgentAPM', (chart, tokens) => new OneAgentApm(chart, 'X', { apiUrl: API_URL, tokens }), 'oneagentapm', ['paasToken']],
    ['OneAgentAPM with an immutable image', (chart, tokens) => new OneAgentApm(chart, 'X', { apiUrl: API_URL, tokens, useImmutableImage: true }),
      'oneagentapm', ['apiToken', 'paasToken']],
  ])('have keys of their own: %s', (_, make, name, keys) => {
    const chart = monitoring();
    expect(make(chart, TokenSecret.fromExternalSecret({ store, key: 'k' })).tokenSecretName).toBe(name);
    const [externalSecret, resource] = Testing.synth(chart);
    expect(externalSecret.spec.data.map(({ secretKey }: { secretKey: string }) => secretKey)).toEqual(keys);
    expect([externalSecret.metadata.name, resource.spec.tokens]).toEqual([name, name]);
  });
});
