import type { ReportedObject, SuggestionReport } from './suggestion';
import { isRecord, JsonObject, listOf, recordOf, textOf, textsOf } from '../analysis/base/json';

/** Protocols with a shorter way to write their port. */
const SHORT_PORTS: Readonly<Record<string, string>> = { HTTPS: 'https', HTTP: 'http', TCP: 'tcp' };
const DEFAULT_PORTS: Readonly<Record<string, number>> = { HTTPS: 443, HTTP: 80 };

/** The objects as code of this library, with a chart for each namespace. Objects that exist are comments: they belong to code, or to YAML, that is elsewhere. */
export function suggestionTypeScript({ objects }: SuggestionReport): string {
  const created = objects.filter(({ added }) => added.length === 0);
  const changed = objects.filter(({ added }) => added.length > 0);
  const namespaces = [...new Set(created.map(({ object }) => namespaceOf(object)))].sort();
  const names = new Names();
  const body = namespaces.map(namespace => {
    const chart = names.variable(namespace);
    return [
      `const ${chart} = new Chart(app, ${text(namespace)}, { namespace: ${text(namespace)} });`,
      ...created.filter(({ object }) => namespaceOf(object) === namespace).map(({ object }) => construct(object, chart)),
    ].join('\n');
  });
  const code = ['const app = new App();', ...body, ...changed.map(changeOf), 'app.synth();'].join('\n\n');
  return `${imports(code)}\n\n${code}\n`;
}

/** The classes that code uses. */
function imports(code: string): string {
  const used = ['EgressHost', 'ExportScope', 'OutboundTrafficPolicy', 'PortProtocol', 'Resolution', 'ServiceEntry', 'ServicePort', 'Sidecar']
    .filter(name => new RegExp(`\\b${name}\\b[.(]`).test(code.replace(/^\/\/.*$/gm, '')));
  return ['import { App, Chart } from \'cdk8s\';', ...used.length === 0 ? [] : [`import { ${used.join(', ')} } from 'cdk8s-istio-oneagent';`]].join('\n');
}

function construct(object: ReportedObject['object'], chart: string): string {
  const metadata = recordOf(object.metadata);
  return object.kind === 'Sidecar' ? sidecar(recordOf(object.spec), chart) : serviceEntry(metadata, recordOf(object.spec), chart);
}

function serviceEntry(metadata: JsonObject, spec: JsonObject, chart: string): string {
  const name = textOf(metadata.name) ?? '';
  const annotations = Object.entries(recordOf(metadata.annotations)).map(([key, value]) => `${text(key)}: ${text(String(value))}`);
  const addresses = textsOf(spec.addresses);
  return [
    `new ServiceEntry(${chart}, ${text(name)}, {`,
    `  metadata: { name: ${text(name)}${annotations.length === 0 ? '' : `, annotations: { ${annotations.join(', ')} }`} },`,
    `  hosts: [${textsOf(spec.hosts).map(text).join(', ')}],`,
    ...addresses.length === 0 ? [] : [`  addresses: [${addresses.map(text).join(', ')}],`],
    `  ports: [${listOf(spec.ports).filter(isRecord).map(portCode).join(', ')}],`,
    ...spec.resolution === 'NONE' ? ['  resolution: Resolution.NONE,'] : [],
    '  exportTo: [ExportScope.sameNamespace()],',
    '});',
  ].join('\n');
}

function sidecar(spec: JsonObject, chart: string): string {
  const listeners = listOf(spec.egress).map(recordOf);
  if (listeners.some(({ port, bind, captureMode }) => (port ?? bind ?? captureMode) !== undefined)) {
    return '// A Sidecar whose listeners are for ports comes here: see --format yaml.';
  }
  const hosts = listeners.flatMap(listener => textsOf(listener.hosts)).map(host => host === '*/*' ? 'EgressHost.everywhere()' : `EgressHost.of(${text(host)})`);
  return `new Sidecar(${chart}, 'Sidecar', { hosts: [${hosts.join(', ')}], outboundTrafficPolicy: OutboundTrafficPolicy.registryOnly() });`;
}

function portCode({ number, protocol }: JsonObject): string {
  const known = textOf(protocol) ?? '';
  const short = SHORT_PORTS[known];
  if (short === undefined) { return `ServicePort.of({ number: ${Number(number)}, protocol: PortProtocol.${known} })`; }
  return `ServicePort.${short}(${DEFAULT_PORTS[known] === number ? '' : Number(number)})`;
}

function changeOf({ object, added }: ReportedObject): string {
  const { namespace, name } = recordOf(object.metadata);
  return [`// Add to ${object.kind} ${textOf(namespace) ?? 'default'}/${textOf(name) ?? ''}:`, ...added.map(each => `//   ${each}`)].join('\n');
}

/** Names of variables, each once. */
class Names {
  private readonly used = new Set<string>();

  public variable(namespace: string): string {
    const base = `${/^[0-9]/.test(namespace) ? 'ns' : ''}${namespace.replace(/[^A-Za-z0-9]+([A-Za-z0-9]?)/g, (_, letter: string) => letter.toUpperCase())}Chart`;
    let name = base;
    for (let count = 2; this.used.has(name); count++) { name = `${base}${count}`; }
    this.used.add(name);
    return name;
  }
}

function namespaceOf(object: ReportedObject['object']): string {
  return textOf(recordOf(object.metadata).namespace) ?? 'default';
}

function text(value: string): string {
  return `'${value.replace(/[\\']/g, '\\$&')}'`;
}
