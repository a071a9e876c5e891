import { readFileSync } from 'node:fs';
import type { Visit } from './chromium';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

interface AxeViolation {
  readonly id: string;
  readonly impact: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
}

/** What axe-core finds serious or critical. */
export async function accessibilityFaults({ page }: Visit): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate('axe.run()') as { violations: AxeViolation[] };
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `axe-core: ${id}: ${help}: ${nodes.slice(0, 3).map(({ target }) => target.join(' ')).join(', ')}`);
}
