import { ADMISSION, describeCases } from './recorded-cases';

describeCases('telemetry', ADMISSION);
