export { startForTests as startEmbeddedGitHub } from './hosting/start-for-tests.ts';
