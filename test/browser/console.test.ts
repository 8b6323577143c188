import { afterAll, beforeAll, describe } from 'vitest';
import { Stage } from './stage.ts';
import { walkActivation } from './walk-activation.ts';
import { walkConsole } from './walk-console.ts';
import { walkDeployed } from './walk-deployed.ts';
import { walkMails } from './walk-mails.ts';
import { walkPhone } from './walk-phone.ts';
import { walkReference } from './walk-reference.ts';

const stage = new Stage();
beforeAll(() => stage.raise());
afterAll(() => stage.strike());

describe('the console', () => walkConsole(stage));
describe('the console', () => walkPhone(stage));
describe('the deployed console', () => walkDeployed(stage));
describe('the activation page', () => walkActivation(stage));
describe('the mails', () => walkMails(stage));
describe('the description of the API', () => walkReference(stage));
