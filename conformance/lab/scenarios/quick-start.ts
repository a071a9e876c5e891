import { join, resolve } from 'node:path';
import type { Scenario } from './scenario';
import { UNKNOWN_HOSTS } from './scenario';
import { run } from '../machine/run';

const ROOT = resolve(__dirname, '..', '..', '..');
const EXAMPLE = join(ROOT, 'examples', 'quick-start');

/** The app of the README, unchanged. */
export const quickStart: Scenario = {
  name: 'quick-start',
  steps: [{
    title: 'OneAgent and the payments API are reachable, nothing else is; each object is needed',
    synth: folder => {
      run('env', ['-C', EXAMPLE, '-u', 'TSX_TSCONFIG_PATH', `CDK8S_OUTDIR=${folder}`, join(ROOT, 'node_modules', '.bin', 'tsx'), 'main.ts']);
    },
    expected: {
      'Deployment shop/shop-web-c82705b0': {
        REACHABLE: [
          'https://abc12345.live.dynatrace.com:443',
          'https://activegate.example.com:9999',
          'https://203.0.113.10:9999',
          'https://[2001:db8::10]:9999',
          'https://api.payments.example:443',
        ],
        BLOCKED: [
          ...UNKNOWN_HOSTS,
          'https://activegate.example.com:8443 (wrong port)',
          'https://203.0.113.10:8443 (wrong port)',
          'https://activegate.example.com:9999 as unknown-host.invalid (wrong SNI)',
        ],
      },
    },
    withoutEach: true,
  }],
};
