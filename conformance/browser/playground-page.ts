import type { Visit } from './chromium';
import { faultsNow } from './report-page';

/** Longer than the page waits while people type. */
const PAUSE = 800;

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: shop}\n';

/** What is wrong with the playground: with its example, with a question, with other YAML, and with text that is not YAML. */
export async function playgroundFaults(visit: Visit): Promise<string[]> {
  const { page } = visit;
  const faults = [...await faultsNow(visit)];
  const expect = async (selector: string, text: string | RegExp) => {
    const shown = await visit.ask<string>('shown', selector);
    if (!new RegExp(text).test(shown)) { faults.push(`${selector} shows "${shown.slice(0, 120)}", not ${String(text)}`); }
  };
  const replace = async (text: string) => {
    await page.evaluate(`document.getElementById('yaml').value = ${JSON.stringify(text)}; document.getElementById('yaml').dispatchEvent(new Event('input'))`);
    await new Promise(done => setTimeout(done, PAUSE));
  };
  await expect('#summary', /^1 error, 2 warnings in 8 objects$/);
  await expect('#findings', 'destination-rule/double-tls');
  await page.focus('#to');
  await page.keyboard.press('Enter');
  await expect('#details h2', '^Deployment shop/payment → https://api.example.com:443');
  await expect('#details', /\nfails\n/);
  await page.focus('#to');
  await page.keyboard.press('A', { commands: ['SelectAll'] });
  await page.keyboard.type('nonsense');
  await page.keyboard.press('Enter');
  await expect('#ask-problem', '^a destination must have a protocol, a host and a port, got "nonsense"');
  await page.focus('#findings .link');
  await page.keyboard.press('Enter');
  const line = await page.evaluate('(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))(document.getElementById("yaml"))');
  if (line !== '  trafficPolicy:') { faults.push(`the first finding leads to "${String(line)}"`); }
  await replace(POD);
  await expect('#counts', '^1 workload in 1 namespace');
  await page.select('#policy', 'REGISTRY_ONLY');
  await page.focus('#to');
  await page.keyboard.press('A', { commands: ['SelectAll'] });
  await page.keyboard.type('tcp://198.51.100.7:5432');
  await page.keyboard.press('Enter');
  await expect('#details', /REGISTRY_ONLY/);
  await replace('a: [b');
  await expect('#findings', 'it is not YAML');
  await replace('');
  await expect('#summary', '^No findings in 0 objects$');
  return [...faults, ...await faultsNow(visit), ...visit.problems];
}
