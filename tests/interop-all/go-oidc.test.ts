import { describeRelyingParty } from './describe-relying-party.ts';
import { goProgram } from './toolchains/go-program.ts';

describeRelyingParty(goProgram('go-oidc'));
