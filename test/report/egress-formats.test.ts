import { egressDot, egressMermaid } from '../../src/report/egress-graph';
import { EgressReport, ReportedEgress, unknownHostsText } from '../../src/report/egress-report';
import { egressCsv, egressMarkdown } from '../../src/report/egress-tables';
import { egressText } from '../../src/report/egress-text';

const UNKNOWN = ['http', 'https', 'tcp'].map(protocol => ({ protocol, verdict: 'BLOCKED' as const }));

function workload(name: string, hosts: readonly string[], more: Partial<ReportedEgress> = {}): ReportedEgress {
  return {
    kind: 'Deployment',
    namespace: 'shop',
    name,
    destinations: hosts.map(host => ({ host, port: 443, protocol: 'https', via: 'ServiceEntry shop/api', verdict: 'REACHABLE' })),
    unknownHosts: UNKNOWN,
    ...more,
  };
}

const REPORT: EgressReport = { workloads: [workload('web', ['api.example.com'])], notes: [] };

test('CSV quotes what needs it, and no spreadsheet calculates', () => {
  const report = { workloads: [workload('=1+1', ['a,"b".example'], { unknownHosts: [] })], notes: [] };
  expect(egressCsv(report)).toBe('namespace,kind,workload,protocol,host,address,port,verdict,via,gateway,role\r\nshop,Deployment,\'=1+1,https,"a,""b"".example",,443,REACHABLE,ServiceEntry shop/api,,\r\n');
});

test('Markdown has a table for each namespace', () => {
  expect(egressMarkdown(REPORT)).toBe(`# Egress

## Namespace shop

| Workload | Destination | Result | Declared by |
| --- | --- | --- | --- |
| Deployment web | \`https://api.example.com:443\` | reached | ServiceEntry shop/api |
| Deployment web | *unknown hosts* | blocked |  |
`);
});

test('Mermaid draws workloads in their namespace, and what an open mesh passes on', () => {
  const open = workload('"open"', [], { unknownHosts: UNKNOWN.map(each => ({ ...each, verdict: 'PASSTHROUGH' as const })) });
  expect(egressMermaid({ workloads: [...REPORT.workloads, open], notes: [] })).toBe(`flowchart LR
  subgraph n0["namespace shop"]
    n1["Deployment web"]
    n2["Deployment #34;open#34;"]
  end
  n3(["any unknown host"])
  n4(["https://api.example.com:443"])
  n1 --> n4
  n2 -.->|passthrough| n3
`);
});

test('Mermaid groups by host, and then by namespace and domain, if there are more than 40 arrows', () => {
  const arrows = (report: EgressReport) => egressMermaid(report).split('\n').filter(line => line.includes('-->'));
  const hosts = Array.from({ length: 41 }, (_, index) => `h${index}.example.com`);
  expect(arrows({ workloads: [workload('web', hosts.slice(0, 40))], notes: [] })).toHaveLength(40);
  expect(arrows({ workloads: [workload('web', hosts), workload('api', hosts)], notes: [] })).toHaveLength(1);
});

test('Mermaid has at most 40 arrows, however large the mesh is', () => {
  const workloads = (namespaces: number, domains: number) => Array.from({ length: namespaces }, (_, space) => workload(
    'web', Array.from({ length: domains }, (__, domain) => `api.d${domain}.example`), { namespace: `ns-${space}` },
  ));
  expect(egressMermaid({ workloads: workloads(20, 3), notes: [] })).toBe(`flowchart LR
  subgraph n0["20 namespaces"]
    n1["20 workloads"]
  end
  n2(["*.d0.example"])
  n3(["*.d1.example"])
  n4(["*.d2.example"])
  n1 --> n2
  n1 --> n3
  n1 --> n4
`);
  expect(egressMermaid({ workloads: workloads(20, 50), notes: [] })).toBe(`flowchart LR
  subgraph n0["20 namespaces"]
    n1["20 workloads"]
  end
  n2(["50 external hosts"])
  n1 --> n2
`);
});

test('DOT has every arrow', () => {
  expect(egressDot(REPORT)).toBe(`digraph egress {
  rankdir=LR;
  node [shape=box, fontname="sans-serif"];
  subgraph cluster_0 {
    label="namespace shop";
    "shop/Deployment web" [label="Deployment web"];
  }
  "to https://api.example.com:443" [label="https://api.example.com:443", shape=ellipse];
  "shop/Deployment web" -> "to https://api.example.com:443";
}
`);
});

test('unknown hosts are one word, with the ports that differ', () => {
  const port = UNKNOWN.map(each => ({ ...each, port: 587, verdict: 'MISROUTED' as const, service: 'smtp.example.com' }));
  expect(unknownHostsText({ unknownHosts: UNKNOWN })).toBe('blocked');
  expect(unknownHostsText({ unknownHosts: [...port, ...UNKNOWN] })).toBe('blocked; on port 587 sent to another service (smtp.example.com)');
  expect(unknownHostsText({ unknownHosts: [port[2], ...UNKNOWN] })).toBe('blocked; tcp on port 587 sent to another service (smtp.example.com)');
});

const THROUGH: EgressReport = {
  workloads: [
    workload('gateway', ['api.example.com'], { namespace: 'egress', role: 'gateway', unknownHosts: [] }),
    workload('idle', [], { namespace: 'egress', role: 'gateway', unknownHosts: [] }),
    workload('web', [], {
      destinations: [{ host: 'api.example.com', port: 443, protocol: 'https', via: 'ServiceEntry shop/api', verdict: 'REACHABLE', gateway: 'Service egress/gateway' }],
    }),
  ],
  notes: [],
};

test('the text names the gateway that a connection goes through, and what workloads reach through a gateway', () => {
  expect(egressText(THROUGH, { color: false })).toBe(`Deployment egress/gateway, a gateway: workloads reach through it
  https://api.example.com:443  ServiceEntry shop/api

Deployment egress/idle, a gateway: no workload reaches a destination through it

Deployment shop/web
  https://api.example.com:443  ServiceEntry shop/api (through Service egress/gateway)
  unknown hosts: blocked

1 workload, 2 gateways, 1 external host.
`);
});

test('CSV and Markdown name the gateway', () => {
  expect(egressCsv(THROUGH).split('\r\n').filter(line => !line.includes('(unknown host)'))).toEqual([
    'namespace,kind,workload,protocol,host,address,port,verdict,via,gateway,role',
    'egress,Deployment,gateway,https,api.example.com,,443,REACHABLE,ServiceEntry shop/api,,gateway',
    'shop,Deployment,web,https,api.example.com,,443,REACHABLE,ServiceEntry shop/api,Service egress/gateway,',
    '',
  ]);
  expect(egressMarkdown(THROUGH).split('\n').filter(line => line.startsWith('| Deployment'))).toEqual([
    '| Deployment gateway (gateway) | `https://api.example.com:443` | reached | ServiceEntry shop/api |',
    '| Deployment idle (gateway) |  | no workload reaches a destination through it |  |',
    '| Deployment web | `https://api.example.com:443` | reached through Service egress/gateway | ServiceEntry shop/api |',
    '| Deployment web | *unknown hosts* | blocked |  |',
  ]);
});

test('Mermaid leads through the gateway, by a node for each destination', () => {
  expect(egressMermaid({ workloads: [THROUGH.workloads[2]], notes: [] })).toBe(`flowchart LR
  subgraph n0["namespace shop"]
    n1["Deployment web"]
  end
  subgraph n2["gateway of Service egress/gateway"]
    n3["https://api.example.com:443"]
  end
  n4(["https://api.example.com:443"])
  n1 --> n3
  n3 --> n4
`);
});
