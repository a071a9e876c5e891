import { ADMISSION, describeCases } from './judge-cases';

describeCases('telemetry', ADMISSION);
