import * as l1 from '../../imports/networking.istio.io';
import { ProtocolFamily, protocolFamily } from '../analysis/syntax/protocols';
import { ExportScope } from '../istio/export-scope';
import { ServiceEntry } from '../istio/service-entry';

/** The VirtualService that routes each port of a ServiceEntry with one host to that host, as sidecars do without it. */
export function virtualServiceSpecOf(entry: ServiceEntry, exportTo: readonly ExportScope[]): l1.VirtualServiceSpec {
  const [host] = entry.hosts;
  const portsOf = (family: ProtocolFamily) => entry.ports.filter(({ protocol }) => protocolFamily(protocol) === family).map(({ number }) => number);
  const routeTo = (port: number) => [{ destination: { host, port: { number: port } } }];
  const http = portsOf(ProtocolFamily.HTTP).map(port => ({ match: [{ port }], route: routeTo(port) }));
  const tls = portsOf(ProtocolFamily.TLS).map(port => ({ match: [{ port, sniHosts: [host] }], route: routeTo(port) }));
  const scopes = ExportScope._render(exportTo, entry.namespace);
  return {
    hosts: [host],
    http: http.length > 0 ? http : undefined,
    tls: tls.length > 0 ? tls : undefined,
    exportTo: scopes.length > 0 ? scopes : undefined,
  };
}
