import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { checkConstruct, quotePath } from '../../src/core/check-construct';

test('a construct of the app is valid, and so is the app itself', () => {
  const app = new App();
  const shop = new Chart(app, 'shop');
  const folder = new Construct(shop, 'Folder');

  expect(() => { for (const construct of [app, shop, folder]) { checkConstruct('from', construct, folder); } }).not.toThrow();
});

test.each<[what: unknown, got: string]>([
  ['shop', '"shop"'],
  [undefined, '"undefined"'],
  [null, '"null"'],
  [{ node: { path: 'shop' } }, '"{\\"node\\":{\\"path\\":\\"shop\\"}}"'],
  [new Chart(new App(), 'shop'), '"shop" of another app'],
  [new App(), '"the app" of another app'],
])('%# throws', (what, got) => {
  expect(() => checkConstruct('from', what as never, new App())).toThrow(new Error(`'from' must be a construct of the app, got ${got}`));
});

test('the app, which has no path, is named "the app"', () => {
  const app = new App();
  expect([app, new Construct(new Chart(app, 'shop'), 'Folder')].map(quotePath)).toEqual(['"the app"', '"shop/Folder"']);
});
