import * as fc from 'fast-check';
import { meshSettingsOf } from '../../../src/analysis/settings/mesh-config';
import { DEFAULT_MESH_SETTINGS, OutboundTrafficMode } from '../../../src/analysis/settings/mesh-settings';

const DEFAULTS = { ...DEFAULT_MESH_SETTINGS, dnsAutoAllocate: false, defaultAccessLogProviders: [] };

test('an empty MeshConfig has Istio\'s defaults', () => {
  expect(meshSettingsOf(undefined)).toEqual(DEFAULTS);
  expect(meshSettingsOf({})).toEqual(DEFAULTS);
  expect(meshSettingsOf({
    rootNamespace: '',
    outboundTrafficPolicy: null,
    defaultServiceExportTo: [],
    defaultVirtualServiceExportTo: [],
    serviceEntryVisibility: null,
    defaultConfig: { proxyMetadata: null },
    defaultProviders: {},
  })).toEqual(DEFAULTS);
});

test('its settings are read, and unrelated fields can have any form', () => {
  const namespaceSelector = { matchLabels: { team: 'a' } };
  expect(meshSettingsOf({
    rootNamespace: 'mesh',
    outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
    defaultServiceExportTo: ['~'],
    defaultVirtualServiceExportTo: ['.', 'egress'],
    serviceEntryVisibility: {
      applyToSidecars: true,
      defaultVisibility: 'NAMESPACE',
      policies: [{ visibility: 'NONE', matchingRules: [{ namespaceSelector }, {}] }, { visibility: 'VISIBILITY_UNSPECIFIED' }],
    },
    defaultConfig: { holdApplicationUntilProxyStarts: true, proxyMetadata: { ISTIO_META_DNS_CAPTURE: 'T', PILOT_ENABLE_IP_AUTOALLOCATE: 'true' } },
    defaultProviders: { accessLogging: ['otel'] },
    accessLogFile: 5,
  }, '1.24')).toEqual({
    istioVersion: '1.24',
    rootNamespace: 'mesh',
    outboundTrafficPolicy: OutboundTrafficMode.REGISTRY_ONLY,
    defaultServiceExportTo: ['~'],
    defaultVirtualServiceExportTo: ['.', 'egress'],
    serviceEntryVisibility: {
      applyToSidecars: true,
      defaultVisibility: 'NAMESPACE',
      policies: [{ visibility: 'NONE', namespaceSelectors: [namespaceSelector, undefined] }, { visibility: 'PUBLIC', namespaceSelectors: [] }],
    },
    dnsCapture: true,
    autoAllocateIp: false,
    dnsAutoAllocate: true,
    holdsApplications: true,
    defaultAccessLogProviders: ['otel'],
  });
});

test.each([
  ['1.24', {}, false],
  ['1.24', { ISTIO_META_DNS_CAPTURE: 'true' }, false],
  ['1.24', { ISTIO_META_DNS_AUTO_ALLOCATE: 'true' }, false],
  ['1.24', { ISTIO_META_DNS_CAPTURE: 'true', ISTIO_META_DNS_AUTO_ALLOCATE: 'true' }, true],
  ['1.25', {}, true],
])('with Istio %s and the variables %j, entries get addresses: %s', (istioVersion, proxyMetadata, isAllocated) => {
  expect(meshSettingsOf({ defaultConfig: { proxyMetadata } }, istioVersion).autoAllocateIp).toBe(isAllocated);
});

test('an outboundTrafficPolicy without a mode blocks', () => {
  expect(meshSettingsOf({ outboundTrafficPolicy: {} }).outboundTrafficPolicy).toBe(OutboundTrafficMode.REGISTRY_ONLY);
  expect(meshSettingsOf({ outboundTrafficPolicy: { mode: null } }).outboundTrafficPolicy).toBe(OutboundTrafficMode.REGISTRY_ONLY);
});

test.each<[unknown, string]>([
  [[], '\'meshConfig\' must be an object, got "[]"'],
  [{ rootNamespace: 5 }, '\'rootNamespace\' must be a string, got "5"'],
  [{ outboundTrafficPolicy: 'REGISTRY_ONLY' }, '\'outboundTrafficPolicy\' must be an object, got "REGISTRY_ONLY"'],
  [
    { outboundTrafficPolicy: { mode: 'registry_only' } },
    '\'outboundTrafficPolicy.mode\' must be one of REGISTRY_ONLY, ALLOW_ANY, ALLOW_ANY_DYNAMIC_DNS, got "registry_only"',
  ],
  [{ outboundTrafficPolicy: { mode: '' } }, '\'outboundTrafficPolicy.mode\' must be one of REGISTRY_ONLY, ALLOW_ANY, ALLOW_ANY_DYNAMIC_DNS, got ""'],
  [{ defaultServiceExportTo: '*' }, '\'defaultServiceExportTo\' must be a list of strings, got "*"'],
  [{ defaultVirtualServiceExportTo: [1] }, '\'defaultVirtualServiceExportTo\' must be a list of strings, got "[1]"'],
  [{ serviceEntryVisibility: { applyToSidecars: 'true' } }, '\'serviceEntryVisibility.applyToSidecars\' must be true or false, got "true"'],
  [
    { serviceEntryVisibility: { policies: [{}, { visibility: 'ALL' }] } },
    '\'serviceEntryVisibility.policies[1].visibility\' must be one of PUBLIC, NAMESPACE, NONE, got "ALL"',
  ],
  [{ serviceEntryVisibility: { policies: {} } }, '\'serviceEntryVisibility.policies\' must be a list of objects, got "{}"'],
  [{ defaultConfig: { proxyMetadata: { ISTIO_META_DNS_CAPTURE: true } } }, '\'defaultConfig.proxyMetadata.ISTIO_META_DNS_CAPTURE\' must be a string, got "true"'],
  [{ defaultProviders: { accessLogging: 'otel' } }, '\'defaultProviders.accessLogging\' must be a list of strings, got "otel"'],
])('%j is refused, because istiod ignores the whole MeshConfig', (meshConfig, error) => {
  expect(() => meshSettingsOf(meshConfig)).toThrow(new Error(error));
});

test('any value gives settings, or an error that names the field and its type', () => {
  const anything = fc.jsonValue({ maxDepth: 3 });
  const fields = fc.dictionary(fc.constantFrom('outboundTrafficPolicy', 'serviceEntryVisibility', 'defaultConfig', 'rootNamespace', 'defaultServiceExportTo'), anything);
  fc.assert(fc.property(fc.oneof(anything, fields), meshConfig => {
    try {
      expect(meshSettingsOf(meshConfig)).toMatchObject({ istioVersion: '1.31' });
    } catch (error) {
      expect((error as Error).message).toMatch(/^'[\w.[\]]+' must be .*, got ".*"$/);
    }
  }));
});
