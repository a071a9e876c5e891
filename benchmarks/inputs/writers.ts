import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The objects of a namespace as YAML, in which a placeholder is the name of the namespace. */
export type Template = (namespace: string) => string;

const ENTRY = (index: number, namespace: string) => `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata:
  name: api-${index}
  namespace: ${namespace}
spec:
  hosts:
  - api-${index}.${namespace}.example.com
  location: MESH_EXTERNAL
  ports:
  - name: https-443
    number: 443
    protocol: HTTPS
  resolution: DNS
`;

/** What the app \`objects\` writes for a chart. */
export const ENTRIES: Template = namespace => [0, 1, 2, 3, 4].map(index => ENTRY(index, namespace)).join('---\n');

/** What the app \`mesh\` writes for a namespace. */
export const NAMESPACE: Template = namespace => [
  ...[0, 1, 2].map(index => ENTRY(index, namespace)),
  `apiVersion: networking.istio.io/v1
kind: Sidecar
metadata:
  name: default
  namespace: ${namespace}
spec:
  egress:
  - hosts:
    - ./*
  outboundTrafficPolicy:
    mode: REGISTRY_ONLY
`,
  `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: ${namespace}
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
      - image: registry.example.com/web:1.4.2
        name: web
`,
].join('---\n');

const namesOf = (count: number) => Array.from({ length: count }, (_, number) => `team-${number}`);

/** Writes a chart of Helm whose template repeats the objects for each namespace. */
export function writeHelmChart(folder: string, template: Template, namespaces: number): void {
  mkdirSync(join(folder, 'templates'), { recursive: true });
  writeFileSync(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: teams\nversion: 1.0.0\n');
  writeFileSync(join(folder, 'values.yaml'), `teams: ${namespaces}\n`);
  writeFileSync(join(folder, 'templates', 'teams.yaml'), `{{- range $number := until (int .Values.teams) }}\n---\n${template('team-{{ $number }}')}{{- end }}\n`);
}

/** Writes a base of kustomize that lists one file for each namespace. */
export function writeKustomization(folder: string, template: Template, namespaces: number): void {
  const names = namesOf(namespaces);
  names.forEach(name => writeFileSync(join(folder, `${name}.yaml`), template(name)));
  writeFileSync(join(folder, 'kustomization.yaml'), `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n${names.map(name => `- ${name}.yaml\n`).join('')}`);
}

/** Writes a program of Jsonnet that makes a list of the objects, from an array of those of a namespace. */
export function writeJsonnet(folder: string, objects: readonly unknown[], namespaces: number): void {
  // Text with the name of a namespace becomes an expression.
  const literal = JSON.stringify(objects, undefined, 2).replaceAll(/"[^"]*\$ns[^"]*"/g, text => `(${text.replaceAll('$ns', '%(ns)s')} % { ns: ns })`);
  writeFileSync(join(folder, 'teams.jsonnet'), `local team(ns) = ${literal};\nstd.flattenArrays([team('team-%d' % number) for number in std.range(0, ${namespaces - 1})])\n`);
}

/** Writes one file with the objects of all namespaces. */
export function writeManifests(path: string, template: Template, namespaces: number): void {
  writeFileSync(path, namesOf(namespaces).map(template).join('---\n'));
}
