import { ADMISSION, describeCases } from './judge-cases';

describeCases('virtual-service', ADMISSION);
