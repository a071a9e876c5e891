import { LabMissing } from '../../../conformance/lab/machine/missing';
import { meshParts } from '../../../conformance/lab/prepare';
import { WITHOUT_ZTUNNEL } from '../../../conformance/lab/programs/ztunnel';

test('what needs ztunnel tells how to get it before anything is built', async () => {
  const given = process.env.ZTUNNEL;
  delete process.env.ZTUNNEL;
  try {
    await expect(meshParts(true)).rejects.toThrow(new LabMissing(WITHOUT_ZTUNNEL));
  } finally {
    if (given !== undefined) { process.env.ZTUNNEL = given; }
  }
});
