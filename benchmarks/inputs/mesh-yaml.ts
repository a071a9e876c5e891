/** Each namespace has 20 ServiceEntries, a Sidecar and a Deployment, as many meshes with locked egress have them. */
const ENTRIES = 20;

/** An object as YAML, without its metadata. */
interface ObjectYaml {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly spec: string;
}

function objectsIn(namespace: string): ObjectYaml[] {
  const entries = Array.from({ length: ENTRIES }, (_, index): ObjectYaml => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    name: `api-${index}`,
    spec: `  exportTo:
  - .
  hosts:
  - api-${index}.${namespace}.example.com
  location: MESH_EXTERNAL
  ports:
  - name: tls
    number: 443
    protocol: TLS
  resolution: DNS
`,
  }));
  return [
    ...entries,
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Sidecar',
      name: 'default',
      spec: `  egress:
  - hosts:
    - ./*
    - istio-system/*
  outboundTrafficPolicy:
    mode: REGISTRY_ONLY
`,
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'web',
      spec: `  replicas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
        sidecar.istio.io/inject: "true"
    spec:
      containers:
      - env:
        - name: API_URL
          value: https://api-0.${namespace}.example.com
        image: registry.example.com/web:1.4.2
        imagePullPolicy: IfNotPresent
        name: web
        ports:
        - containerPort: 8080
          name: http
        resources:
          requests:
            cpu: 100m
            memory: 128Mi
`,
    },
  ];
}

/** The manifests of a namespace, as people commit them. */
export function namespaceYaml(number: number): string {
  const namespace = `team-${number}`;
  return objectsIn(namespace).map(({ apiVersion, kind, name, spec }) => {
    return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\nspec:\n${spec}`;
  }).join('---\n');
}

/** All objects as a cluster returns them, in one list. */
export function listOf(namespaces: number): string {
  let version = 1000;
  const items = Array.from({ length: namespaces }, (_, number) => objectsIn(`team-${number}`).map(({ apiVersion, kind, name, spec }) => {
    const applied = JSON.stringify({ apiVersion, kind, metadata: { annotations: {}, name, namespace: `team-${number}` }, spec: { text: spec.slice(0, 200) } });
    return `- apiVersion: ${apiVersion}
  kind: ${kind}
  metadata:
    annotations:
      kubectl.kubernetes.io/last-applied-configuration: |
        ${applied}
    creationTimestamp: "2026-03-04T10:11:12Z"
    generation: 1
    name: ${name}
    namespace: team-${number}
    resourceVersion: "${++version}"
    uid: 3f2c9d1e-8a4b-4c7d-9e0f-${String(version).padStart(12, '0')}
  spec:
${spec.replace(/^/gm, '  ').trimEnd()}
`;
  }).join('')).join('');
  return `apiVersion: v1\nitems:\n${items}kind: List\nmetadata:\n  resourceVersion: ""\n`;
}
