import { describeRelyingParty } from './describe-relying-party.ts';
import { cargoProgram } from './toolchains/cargo-program.ts';

describeRelyingParty(cargoProgram('openidconnect-rust'));
