import { ADMISSION, describeCases } from './judge-cases';

describeCases('service-entry', ADMISSION);
