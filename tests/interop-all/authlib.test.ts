import { describeRelyingParty } from './describe-relying-party.ts';
import { pythonProgram } from './toolchains/python-program.ts';

describeRelyingParty(pythonProgram('authlib'));
