/** A link in the sidebar. */
export interface NavigationLink {
  readonly text: string;
  readonly link: string;
}

/** Links under a heading. */
export interface NavigationGroup {
  readonly text: string;
  readonly collapsed: boolean;
  readonly items: readonly NavigationLink[];
}

/** The guides by task. Every guide is in one of the groups: a guide that is not named here is under "More". */
const GROUPS: readonly { readonly text: string; readonly guides: readonly string[] }[] = [
  { text: 'Check what you have', guides: ['check-existing-yaml', 'who-may-reach-what', 'troubleshooting', 'from-open-to-locked'] },
  { text: 'Let OneAgent out', guides: ['one-agent-egress', 'connection-info', 'network-zones', 'operator-compatible-egress', 'proxy-bypass', 'token-secret'] },
  { text: 'Istio', guides: ['locked-namespace', 'service-entry', 'sidecar', 'egress-gateway', 'tls-origination', 'databases', 'forward-proxy', 'many-hosts', 'ambient', 'tracing', 'mesh'] },
  { text: 'Dynatrace', guides: ['dynatrace-operator', 'dynakube', 'secure-dynatrace', 'one-agent-injection', 'edge-connect', 'openshift', 'migration', 'one-agent-operator', 'legacy-one-agent'] },
  { text: 'Deliver', guides: ['deliver-with-argo-cd', 'deliver-with-flux', 'several-clusters'] },
  { text: 'Languages', guides: ['other-languages'] },
  { text: 'Proof', guides: ['proof', 'proof-istio', 'proof-dynatrace', 'lab', 'gitops-lab', 'performance'] },
  { text: 'Carry it on', guides: ['architecture', 'add-a-rule', 'follow-a-release'] },
];

/**
 * The sidebar of the site.
 *
 * @param titles the first heading of each guide, by the name of its file without `.md`
 */
export function navigationOf(titles: ReadonlyMap<string, string>): NavigationGroup[] {
  const named = new Set(GROUPS.flatMap(({ guides }) => guides));
  const rest = [...titles.keys()].filter(name => !named.has(name)).sort();
  const linkOf = (name: string): NavigationLink => ({ text: titles.get(name)!, link: `/docs/${name}` });
  return [
    { text: 'Start', collapsed: false, items: [{ text: 'The problem, and the quick start', link: '/' }] },
    ...[...GROUPS, { text: 'More', guides: rest }].map(({ text, guides }) => ({ text, collapsed: false, items: guides.filter(name => titles.has(name)).map(linkOf) })),
    { text: 'Reference', collapsed: false, items: [{ text: 'All rules', link: '/docs/rules/' }, { text: 'Support', link: '/SUPPORT' }, { text: 'Security', link: '/SECURITY' }, { text: 'Changelog', link: '/CHANGELOG' }] },
  ].filter(({ items }) => items.length > 0);
}

/** The first heading of a page, as plain text. */
export function titleOf(markdown: string): string {
  return (/^# (.+)$/m.exec(markdown)?.[1] ?? '').replaceAll('`', '');
}
