import { describeRelyingParty } from './describe-relying-party.ts';
import { mavenProgram } from './toolchains/maven-program.ts';

describeRelyingParty(mavenProgram('spring-security'), '/login/oauth2/code/provider');
