import { egressDot, egressMermaid } from '../../src/report/egress-graph';
import { EgressReport, GroupedEgressReport, ReportedEgress, ReportedGroup, unknownHostsText } from '../../src/report/egress-report';
import { egressCsv, egressJson, egressMarkdown } from '../../src/report/egress-tables';
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

/** A report that can be read several times. */
interface Report extends EgressReport {
  readonly workloads: readonly ReportedEgress[];
}

/** Each workload as a group of its own. */
function grouped({ workloads, notes }: Report): GroupedEgressReport {
  return { groups: workloads.map(({ destinations, unknownHosts, ...each }) => ({ workloads: [each], destinations, unknownHosts })), notes };
}

const csv = (report: Report) => [...egressCsv(report)].join('');
const json = (report: Report) => [...egressJson(report)].join('');
const markdown = (report: Report) => [...egressMarkdown(grouped(report))].join('');
const text = (report: Report) => [...egressText(grouped(report), { color: false })].join('');

const REPORT: Report = { workloads: [workload('web', ['api.example.com'])], notes: [] };

test('CSV quotes what needs it, and no spreadsheet calculates', () => {
  const report = { workloads: [workload('=1+1', ['a,"b".example'], { unknownHosts: [] })], notes: [] };
  expect(csv(report)).toBe('namespace,kind,workload,protocol,host,address,port,verdict,via,gateway,role\r\nshop,Deployment,\'=1+1,https,"a,""b"".example",,443,REACHABLE,ServiceEntry shop/api,,\r\n');
});

test('Markdown has a table for each namespace', () => {
  expect(markdown(REPORT)).toBe(`# Egress

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

const THROUGH: Report = {
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
  expect(text(THROUGH)).toBe(`Deployment egress/gateway, a gateway: workloads reach through it
  https://api.example.com:443  ServiceEntry shop/api

Deployment egress/idle, a gateway: no workload reaches a destination through it

Deployment shop/web
  https://api.example.com:443  ServiceEntry shop/api (through Service egress/gateway)
  unknown hosts: blocked

1 workload, 2 gateways, 1 external host.
`);
});

test('CSV and Markdown name the gateway', () => {
  expect(csv(THROUGH).split('\r\n').filter(line => !line.includes('(unknown host)'))).toEqual([
    'namespace,kind,workload,protocol,host,address,port,verdict,via,gateway,role',
    'egress,Deployment,gateway,https,api.example.com,,443,REACHABLE,ServiceEntry shop/api,,gateway',
    'shop,Deployment,web,https,api.example.com,,443,REACHABLE,ServiceEntry shop/api,Service egress/gateway,',
    '',
  ]);
  expect(markdown(THROUGH).split('\n').filter(line => line.startsWith('| Deployment'))).toEqual([
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

/** Two namespaces whose workloads reach the same, and one whose workload reaches something else. */
function* manyGroups(read: string[] = []): Generator<ReportedGroup> {
  const hosts = Array.from({ length: 3000 }, (_, index) => `host-${index}.example.com`);
  const { destinations, unknownHosts } = workload('web', hosts);
  read.push('shop');
  yield { workloads: ['shop', 'shop', 'store'].map((namespace, index) => ({ kind: 'Deployment', namespace, name: `web-${index}` })), destinations, unknownHosts };
  read.push('other');
  yield { workloads: [{ kind: 'Deployment', namespace: 'other', name: 'api' }], destinations: destinations.slice(0, 1), unknownHosts };
}

test('a long text lists workloads that reach the same together', () => {
  const lines = [...egressText({ groups: manyGroups(), notes: ['a note'] }, { color: false })].join('').split('\n');
  expect(lines.slice(0, 6)).toEqual([
    '3 workloads that reach the same',
    '  shop: Deployment web-0, Deployment web-1',
    '  store: Deployment web-2',
    '  each of them reaches:',
    '  https://host-0.example.com:443     ServiceEntry shop/api',
    '  https://host-1.example.com:443     ServiceEntry shop/api',
  ]);
  expect(lines.slice(3004)).toEqual([
    '  unknown hosts: blocked',
    '',
    'Deployment other/api',
    '  https://host-0.example.com:443  ServiceEntry shop/api',
    '  unknown hosts: blocked',
    '',
    'note: a note',
    '4 workloads, 3000 external hosts.',
    '',
  ]);
});

test('a long list in Markdown has a table for workloads that reach the same', () => {
  const lines = [...egressMarkdown({ groups: manyGroups(), notes: [] })].join('').split('\n');
  expect(lines.slice(0, 10)).toEqual([
    '# Egress',
    '',
    '## 3 workloads that reach the same',
    '',
    '- shop: Deployment web-0, Deployment web-1',
    '- store: Deployment web-2',
    '',
    '| Destination | Result | Declared by |',
    '| --- | --- | --- |',
    '| `https://host-0.example.com:443` | reached | ServiceEntry shop/api |',
  ]);
  expect(lines.slice(3009)).toEqual([
    '| *unknown hosts* | blocked |  |',
    '',
    '## Deployment other/api',
    '',
    '| Destination | Result | Declared by |',
    '| --- | --- | --- |',
    '| `https://host-0.example.com:443` | reached | ServiceEntry shop/api |',
    '| *unknown hosts* | blocked |  |',
    '',
  ]);
});

test('a long list is written before all of it is found', () => {
  const read: string[] = [];
  const parts = egressText({ groups: manyGroups(read), notes: [] }, { color: false });
  expect(parts.next().value).toContain('3 workloads that reach the same');
  expect(read).toEqual(['shop']);
});

test('JSON has the form of a value that is written at once', () => {
  const report = { workloads: [workload('web', ['a.example', 'b.example']), workload('"destinations": []', [], { role: 'gateway' })], notes: ['a "note"'] };
  expect(json(report)).toBe(`${JSON.stringify({
    notes: report.notes,
    workloads: report.workloads.map(each => {
      const { kind, namespace, name, role, destinations, unknownHosts } = each;
      return { kind, namespace, name, role, destinations, unknownHosts };
    }),
  }, undefined, 2)}\n`);
  expect(json({ workloads: [], notes: [] })).toBe('{\n  "notes": [],\n  "workloads": []\n}\n');
});

test('CSV has all lines of workloads that share many destinations', () => {
  const [first] = manyGroups();
  const { destinations, unknownHosts } = first;
  const lines = csv({ workloads: first.workloads.map(each => ({ ...each, destinations, unknownHosts })), notes: [] }).split('\r\n');
  expect(lines).toHaveLength(1 + 3 * 3003 + 1);
  expect(lines[1]).toBe('shop,Deployment,web-0,https,host-0.example.com,,443,REACHABLE,ServiceEntry shop/api,,');
  expect(lines[9009]).toBe('store,Deployment,web-2,tcp,(unknown host),,(all other ports),BLOCKED,,,');
});

test('a drawing of very many arrows for Graphviz is grouped', () => {
  const hosts = Array.from({ length: 200 }, (_, index) => `host-${index}.example.com`);
  const many = Array.from({ length: 60 }, (_, index) => workload(`web-${index}`, hosts));
  expect(egressDot({ workloads: many, notes: [] }).split('\n').filter(line => line.includes('->'))).toEqual(['  "shop/all workloads" -> "to *.example.com";']);
});
