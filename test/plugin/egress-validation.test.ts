import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ValidationContext } from 'cdk8s-cli/plugins';
import { parse, stringify } from 'yaml';
import { bundleScript } from '../../projenrc/bundle-script';
import { EgressValidation, EgressValidationOptions, FailOn } from '../../src';

const ROOT = resolve(__dirname, '..', '..');
const CDK8S = join(ROOT, 'node_modules', 'cdk8s-cli', 'bin', 'cdk8s');

/** An app that uses none of our constructs: an entry that the API server refuses, and one with a warning. */
const APP = `
const { ApiObject, App, Chart } = require(${JSON.stringify(join(ROOT, 'node_modules', 'cdk8s'))});
const app = new App();
const chart = new Chart(app, 'shop', { namespace: 'shop' });
const entry = (id, host, port) => new ApiObject(chart, id, {
  apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name: id },
  spec: { hosts: [host], location: 'MESH_EXTERNAL', ports: [port], resolution: 'DNS' },
});
entry('wrong', '*.example.com', { number: 443, name: 'tls', protocol: 'TLS' });
entry('vague', 'db.example.com', { number: 5432, name: 'tcp', protocol: 'TCP' });
app.synth();
`;

const LOCKED = 'meshConfig: mesh.yaml\n';

jest.setTimeout(120_000);

/** The library in one file, in the repository, because it loads packages of npm from there. */
const LIBRARY = join(ROOT, '.cache', 'test', `library-${process.pid}.js`);
beforeAll(() => bundleScript(join(ROOT, 'src', 'index.ts'), LIBRARY));
afterAll(() => { rmSync(LIBRARY); });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plugin-'));
  writeFileSync(join(folder, 'app.js'), APP);
  writeFileSync(join(folder, 'mesh.yaml'), 'outboundTrafficPolicy: {mode: REGISTRY_ONLY}\n');
  writeFileSync(join(folder, 'cdk8s-istio-oneagent.yaml'), LOCKED);
});
afterEach(() => { rmSync(folder, { recursive: true }); });

/** Runs `cdk8s synth` with the plugin. The bundled sources take the place of the compiled package. */
function synth(properties: object | undefined, ...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const plugin = { package: LIBRARY, version: '0.1.0', class: 'EgressValidation', properties };
  writeFileSync(join(folder, 'cdk8s.yaml'), stringify({ app: `${process.execPath} app.js`, validations: [plugin] }));
  const { status, stdout, stderr } = spawnSync(process.execPath, [CDK8S, 'synth', '--check-upgrade=false', ...args], {
    cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', CDK8S_CHECK_UPGRADE: 'false' },
  });
  return { status, stdout, stderr };
}

interface Reports {
  readonly reports: readonly { readonly summary: { readonly status: string; readonly metadata: object }; readonly violations: readonly object[] }[];
}

function readReports(): Reports {
  return JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Reports;
}

const WILDCARD = 'ServiceEntry shop/wrong: \'spec.hosts[0]\' can\'t be resolved with DNS, got "*.example.com"; list each host, add \'endpoints\', or set \'resolution\' to NONE or DYNAMIC_DNS';

test('findings of what cdk8s synth wrote fail it, with the paths of the constructs', () => {
  const { status, stdout, stderr } = synth(undefined, '--validation-reports-output-file', 'report.json');
  expect({ status, stderr }).toEqual({ status: 2, stderr: 'Validation failed. See above reports for details\n' });
  expect(stdout).toContain('service-entry/dns-wildcard (1 occurrences)');
  expect(stdout).toContain('- Construct Path: shop/wrong');
  const plugin = LIBRARY;
  expect(readReports()).toEqual({
    reports: [{
      title: `Validation Report (${plugin}@0.1.0)`,
      summary: { status: 'failure', plugin, version: '0.1.0', metadata: { 'Objects': '2', 'Errors': '1', 'Warnings': '1', 'Infos': '0', 'Turned off': '0' } },
      violations: [
        {
          ruleName: 'service-entry/dns-wildcard',
          recommendation: 'istiod\'s webhook rejects a wildcard host with the resolution DNS or DNS_ROUND_ROBIN and without endpoints, because DNS cannot resolve a wildcard.',
          fix: 'see https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/blob/main/docs/rules/service-entry/dns-wildcard.md',
          violatingConstructs: [{ resourceName: 'wrong', constructPath: 'shop/wrong', manifestPath: 'dist/shop.k8s.yaml', locations: [`8:7 error: ${WILDCARD}`] }],
        },
        {
          ruleName: 'service-entry/tcp-without-address',
          recommendation: expect.any(String) as string,
          fix: 'see https://github.com/cdk8s-istio-oneagent/cdk8s-istio-oneagent/blob/main/docs/rules/service-entry/tcp-without-address.md',
          violatingConstructs: [{
            resourceName: 'vague',
            constructPath: 'shop/vague',
            manifestPath: 'dist/shop.k8s.yaml',
            locations: [expect.stringMatching(/^25:3 warning: ServiceEntry shop\/vague: 'spec.ports' declares port 5432 as "TCP"/) as string],
          }],
        },
      ],
    }],
  });
  expect(existsSync(join(folder, 'dist', 'shop.k8s.yaml'))).toBe(true);
});

test('the properties choose the settings file and what fails, also with --stdout, where the files are elsewhere', () => {
  writeFileSync(join(folder, 'cdk8s-istio-oneagent.yaml'), 'failOn: warning\n');
  writeFileSync(join(folder, 'other.yaml'), `${LOCKED}disabledRules: [{rule: service-entry/dns-wildcard, reason: tried}]\n`);
  expect(synth({ settingsFile: 'other.yaml' }, '--stdout', '--validation-reports-output-file', 'report.json').status).toBe(0);
  expect(readReports().reports[0].summary).toEqual(expect.objectContaining({
    status: 'success', metadata: { 'Objects': '2', 'Errors': '0', 'Warnings': '1', 'Infos': '0', 'Turned off': '1' },
  }));
});

test('a wrong property ends cdk8s synth with a message of ours', () => {
  const { status, stdout, stderr } = synth({ failon: 'error' });
  expect(status).toBe(1);
  expect(`${stdout}${stderr}`).toContain('\'properties\' of EgressValidation must be some of "settingsFile", "failOn", got "failon"; other settings are in cdk8s-istio-oneagent.yaml');
});

test('the cdk8s.yaml of the guide loads the plugin', () => {
  const guide = readFileSync(join(ROOT, 'docs', 'check-existing-yaml.md'), 'utf8');
  const [, block] = /<!-- file: cdk8s.yaml -->\n```yaml\n([\s\S]*?)```/.exec(guide)!;
  const { validations: [{ properties, ...plugin }] } = parse(block) as { validations: [{ properties: object }] };
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { name: string; version: string };
  expect(plugin).toEqual({ package: name, version, class: 'EgressValidation' });
  expect(synth(properties).status).toBe(2);
});

describe('with the context of cdk8s-cli', () => {
  const WARNED = 'apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: {name: vague, namespace: shop}\n'
    + 'spec: {hosts: [db.example.com], location: MESH_EXTERNAL, resolution: DNS, ports: [{number: 5432, name: tcp, protocol: TCP}]}\n';
  const before = process.cwd();
  beforeEach(() => { process.chdir(folder); });
  afterEach(() => { process.chdir(before); });

  /** Validates one file, in this process. */
  async function validate(content: string, options: EgressValidationOptions = {}): Promise<ReturnType<ValidationContext['report']['toJson']>> {
    writeFileSync('shop.yaml', content);
    const context = new ValidationContext(['shop.yaml'], 'plugin', '0.1.0');
    await new EgressValidation(options).validate(context);
    return context.report.toJson();
  }

  test.each<[string, FailOn | undefined, string]>([
    ['failOn: error', undefined, 'success'],
    ['failOn: warning', undefined, 'failure'],
    ['failOn: warning', FailOn.ERROR, 'success'],
    ['', FailOn.WARNING, 'failure'],
    ['', undefined, 'success'],
  ])('a warning with %j in the settings and %j in the properties is a %s', async (settings, failOn, status) => {
    writeFileSync('cdk8s-istio-oneagent.yaml', settings);
    expect((await validate(WARNED, { failOn })).summary.status).toBe(status);
  });

  test('broken YAML, empty documents and lists are read as the command line does', async () => {
    const { summary, violations } = await validate(`---\n---\nnull\n---\na: [1\n---\n${WARNED}`);
    expect(summary.metadata).toEqual({ 'Objects': '1', 'Errors': '1', 'Warnings': '1', 'Infos': '0', 'Turned off': '0' });
    expect(violations.map(({ ruleName, violatingConstructs }) => [ruleName, violatingConstructs.map(({ resourceName }) => resourceName)])).toEqual([
      ['input/broken-yaml', ['']], ['service-entry/tcp-without-address', ['vague']],
    ]);
  });

  test('a requirement without a workload is about no object, and missing settings of the mesh are noted', async () => {
    writeFileSync('cdk8s-istio-oneagent.yaml', 'requirements: [{from: {name: web}, to: "https://api.example.com"}]\n');
    const { summary, violations } = await validate('');
    expect(summary.metadata).toEqual(expect.objectContaining({
      Notes: 'no settings of the mesh are among the files, so Istio\'s defaults apply: where no Sidecar has an outboundTrafficPolicy, connections to unknown hosts are passed on (ALLOW_ANY). '
        + 'Pass --mesh-config, or set \'meshConfig\' in cdk8s-istio-oneagent.yaml',
    }));
    expect(violations).toEqual([expect.objectContaining({
      ruleName: 'mesh/egress-without-workload',
      violatingConstructs: [{
        resourceName: '',
        manifestPath: 'cdk8s-istio-oneagent.yaml',
        locations: ['warning: nothing is proved: requirement 1 selects no workload among the objects; correct its selector, or add the workloads to the input'],
      }],
    })]);
  });

  test('a settings file that is missing or wrong is an error', async () => {
    await expect(validate(WARNED, { settingsFile: 'nope.yaml' })).rejects.toThrow(/^the settings file "nope\.yaml" can't be read \(it does not exist\): pass the path of another, relative to the folder "/);
    writeFileSync('cdk8s-istio-oneagent.yaml', 'failOn: errors\n');
    await expect(validate(WARNED)).rejects.toThrow('cdk8s-istio-oneagent.yaml: \'failOn\' must be one of error, warning, info, never, got "errors"');
  });

  test('another context is refused', () => {
    expect(() => new EgressValidation().validate({ manifests: 7 })).toThrow(
      '\'context\' must be the ValidationContext of cdk8s-cli, got "{\\"manifests\\":7}"; name EgressValidation in \'validations\' of cdk8s.yaml');
  });
});
