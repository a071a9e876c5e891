import { ApiObject, App, Chart } from 'cdk8s';
import { DynaKube } from '../../../src/dynatrace/dynakube/dynakube';
import { DynaKubeCrdVersion, toV1Beta5 } from '../../../src/dynatrace/dynakube/dynakube-crd-version';
import { OtlpSignal } from '../../../src/dynatrace/dynakube/dynakube-features';
import { DynaKubeMode } from '../../../src/dynatrace/dynakube/dynakube-mode';
import { DynaKubeProps } from '../../../src/dynatrace/dynakube/dynakube-props';
import { ImagePullPolicy } from '../../../src/dynatrace/pods/image-ref';
import { OperatorVersion } from '../../../src/dynatrace/shared/operator-target';
import { fieldsMissingIn, schemaFaults } from '../crd-check';

const API_URL = 'https://abc12345.live.dynatrace.com/api';

function manifestOf(props: Partial<DynaKubeProps>) {
  const chart = new Chart(new App(), 'monitoring', { namespace: 'dynatrace' });
  const manifest = ApiObject.of(new DynaKube(chart, 'DynaKube', { apiUrl: API_URL, crdVersion: DynaKubeCrdVersion.V1BETA5, ...props })).toJson();
  expect(schemaFaults(manifest)).toEqual([]);
  return manifest;
}

test('what both versions have is the same', () => {
  expect(manifestOf({
    mode: DynaKubeMode.cloudNativeFullStack({ storageHostPath: '/data' }),
    telemetryIngest: {},
    logMonitoring: {},
    kspm: { mappedHostPaths: ['/boot'] },
    templates: { otelCollector: { replicas: 2 } },
    spec: { activeGate: { volumeClaimTemplate: { storageClassName: 'fast' } } },
  })).toEqual({
    apiVersion: 'dynatrace.com/v1beta5',
    kind: 'DynaKube',
    metadata: { name: 'dynakube', namespace: 'dynatrace' },
    spec: {
      apiUrl: API_URL,
      oneAgent: { cloudNativeFullStack: { storageHostPath: '/data' } },
      activeGate: { volumeClaimTemplate: { storageClassName: 'fast' } },
      telemetryIngest: {},
      logMonitoring: {},
      kspm: { mappedHostPaths: ['/boot'] },
      templates: { otelCollector: { replicas: 2 } },
    },
  });
});

test('Prometheus becomes an empty "extensions", and no extension becomes no field', () => {
  expect(manifestOf({ extensions: { prometheus: true } }).spec.extensions).toEqual({});
  expect(manifestOf({ spec: { extensions: { prometheus: {} } } }).spec.extensions).toEqual({});
  expect(manifestOf({ spec: { extensions: {} } }).spec).toEqual({ apiUrl: API_URL });
});

test('every field that is missing is refused', () => {
  const missing = fieldsMissingIn('dynatrace.com/v1beta5', 'dynatrace.com/v1beta6', 'DynaKube').filter(field => field !== 'spec.extensions.prometheus');
  expect(missing).toHaveLength(22);
  for (const field of missing) {
    const spec = field.split('.').slice(1).reduceRight<object>((value, key) => ({ [key]: value }), {});
    expect(() => toV1Beta5(spec as never)).toThrow(new Error(
      `'${field}' is not a field of dynatrace.com/v1beta5, and the API server would drop it silently; leave it out, or use v1beta6`,
    ));
  }
});

test.each<[Partial<DynaKubeProps>, string]>([
  [{ resourceAttributes: { team: 'shop' } },
    '\'spec.resourceAttributes\' is not a field of dynatrace.com/v1beta5, and the API server would drop it silently; leave it out, or use v1beta6'],
  [{ otlpExporterConfiguration: { signals: [OtlpSignal.LOGS] } },
    '\'spec.otlpExporterConfiguration\' is not a field of dynatrace.com/v1beta5, and the API server would drop it silently; leave it out, or use v1beta6'],
  [{ kubernetesMonitoring: {}, operatorVersion: OperatorVersion.V1_11 },
    '\'spec.kubernetesMonitoring\' is not a field of dynatrace.com/v1beta5, and the API server would drop it silently; leave it out, or use v1beta6'],
  [{ templates: { otelCollector: { imageRef: { pullPolicy: ImagePullPolicy.ALWAYS } } }, operatorVersion: OperatorVersion.V1_8 },
    '\'spec.templates.otelCollector.imageRef.pullPolicy\' needs operator 1.9, and with an older operator the API server drops it silently, got \'operatorVersion\' "1.8"; leave it out, or upgrade the operator first'],
])('%j is refused', (props, message) => {
  expect(() => manifestOf(props)).toThrow(new Error(message));
});

test.each(['v1beta5', 'dynatrace.com/v1', null])('%p is not a version of the CRD', crdVersion => {
  const chart = new Chart(new App(), 'monitoring', { namespace: 'dynatrace' });
  const make = () => new DynaKube(chart, 'DynaKube', { apiUrl: API_URL, crdVersion: crdVersion as never });
  expect(make).toThrow(new Error(`'crdVersion' must be one of "dynatrace.com/v1beta5", "dynatrace.com/v1beta6", got "${crdVersion}"`));
});
