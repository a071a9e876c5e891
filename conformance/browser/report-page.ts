import { accessibilityFaults } from './accessibility';
import type { Visit } from './chromium';

/** Longer than the page waits while people type. */
const PAUSE = 400;

/** What is wrong with a report in a window: at first, with a selection, and with nothing but a keyboard. */
export async function reportFaults(visit: Visit): Promise<string[]> {
  const isNarrow = visit.screen.width < 800;
  return [
    ...await faultsNow(visit),
    ...isNarrow ? await pictureOnPhone(visit) : await pictureByKeyboard(visit),
    ...await listByKeyboard(visit, isNarrow),
    ...await faultsNow(visit),
    ...await filterByKeyboard(visit),
    ...visit.problems,
  ];
}

/** What is wrong in any state of a page. */
export async function faultsNow(visit: Visit): Promise<string[]> {
  const excess = await visit.ask<number>('excessWidth');
  return [...excess > 0 ? [`the page is ${excess} pixels wider than the window`] : [], ...await accessibilityFaults(visit)];
}

/** A phone begins with the list, and has the picture too. */
async function pictureOnPhone(visit: Visit): Promise<string[]> {
  await visit.press('/', 'Tab', 'Tab', 'ArrowLeft');
  const faults = [...await visit.ask<string[]>('textFaults'), ...await faultsNow(visit)];
  await visit.press('ArrowRight');
  return faults;
}

async function pictureByKeyboard(visit: Visit): Promise<string[]> {
  const faults = await visit.ask<string[]>('textFaults');
  await visit.press('/');
  const search = await visit.ask<string>('focused');
  if (search !== 'search') { faults.push(`"/" leads to "${search}", not to the search`); }
  // Namespace, view, fit, and then the first part of the picture.
  await visit.press('Tab', 'Tab', 'Tab', 'Tab');
  const first = await visit.ask<string>('focused');
  await visit.press('ArrowDown', 'ArrowUp');
  if (await visit.ask<string>('focused') !== first) { faults.push('the arrow keys down and up do not lead back'); }
  await visit.press('Enter');
  const workload = await visit.ask<string>('shown', '#details h2');
  if (workload === '' || !first.includes(workload)) { faults.push(`Enter on "${first}" shows "${workload}"`); }
  await visit.press('ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter');
  const target = await visit.ask<string>('focused');
  const destination = await visit.ask<string>('shown', '#details h2');
  if (!/^(?:https?|tcp):|^any other host/.test(destination)) { faults.push(`Enter on "${target}" shows "${destination}", not a destination`); }
  faults.push(...await visit.ask<string[]>('textFaults'), ...await accessibilityFaults(visit));
  await visit.press('Escape');
  const left = await visit.ask<string>('shown', '#details');
  if (left !== '') { faults.push(`Escape leaves "${left.slice(0, 40)}"`); }
  return faults;
}

/** From the search to the first destination of the list, and to its trace. */
async function listByKeyboard(visit: Visit, isNarrow: boolean): Promise<string[]> {
  await visit.press('/', 'Tab', 'Tab');
  if (!isNarrow) { await visit.press('ArrowRight'); }
  await visit.press('Tab');
  const isOpen = await visit.page.evaluate('document.querySelector("#list details").open') as boolean;
  if (!isOpen) { await visit.press('Enter'); }
  await visit.press('Tab', 'Enter');
  const details = await visit.ask<string>('shown', '#details');
  return /^\S+ \S+\/\S+ → \S+[^]*\n(?:arrives|fails|unknown whether it arrives)\n[^]*Decided by \S+/.test(details) ? []
    : [`the list shows "${details.slice(0, 200)}" for a destination`];
}

async function filterByKeyboard(visit: Visit): Promise<string[]> {
  const { keyboard } = visit.page;
  const search = async (text: string) => {
    await visit.press('/');
    await keyboard.press('A', { commands: ['SelectAll'] });
    await keyboard.type(text);
    await new Promise(done => setTimeout(done, PAUSE));
  };
  await search('no-such-name');
  const none = await visit.ask<string>('shown', '#nothing');
  await search('api-0.payments');
  const host = await visit.ask<string>('shown', '#counts');
  await search(' ');
  // In a choice, letters lead to what begins with them.
  await visit.press('Tab');
  await keyboard.type('storefront');
  const namespace = await visit.ask<string>('shown', '#counts');
  return [
    ...none.startsWith('Nothing matches') ? [] : ['a search without a result does not say so'],
    ...host.endsWith(', 1 external host') ? [] : [`a search for a host shows ${host}`],
    ...namespace.includes(' in 1 namespace,') ? [] : [`the choice of a namespace shows ${namespace}`],
  ];
}
