export type { Hop, Stage, TraceOutcome } from './reach/trace/hop';
export { trace } from './reach/trace/trace';
export type { TraceAnswer, TraceQuestion } from './reach/trace/trace';
