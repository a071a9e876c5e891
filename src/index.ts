export * from './dynatrace/communication-endpoint';
export * from './dynatrace/connection-info';

export * as l1 from '../imports';
