import { pythonWith } from '../../scripts/system-packages.mjs';

const found = pythonWith('botocore');
if (found === null) throw new Error('these tests need a Python with botocore: apt-get install python3-boto3');

/** The Python that judges fixed code: one that can import botocore. */
export const PYTHON: string = found;
