export * as l1 from '../imports';
