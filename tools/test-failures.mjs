// What failed, from the reports that Vitest and Playwright write, in words short enough to stand at the end of a long output.
const LINES = 12;

/** The failures of one ring: `file › test`, and the first lines of the reason. */
export function failuresOf(report) {
  return 'stats' in report ? ofPlaywright(report) : ofVitest(report);
}

function ofVitest(report) {
  return report.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0 && file.status === 'failed') return [{ name: file.name, reason: short(file.message) }];
    return failed.map((test) => ({ name: `${file.name} › ${test.fullName}`, reason: short(test.failureMessages.join('\n')) }));
  });
}

function ofPlaywright(report) {
  const outside = report.errors.map((error) => ({ name: 'outside any test', reason: short(error.message) }));
  return [...outside, ...report.suites.flatMap((suite) => inSuite(suite, []))];
}

function inSuite(suite, above) {
  const path = [...above, suite.title];
  const failed = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.filter((test) => test.status === 'unexpected').map((test) => ({ spec, test })),
  );
  const own = failed.map(({ spec, test }) => ({
    name: [...path, spec.title, `[${test.projectName}]`].join(' › '),
    reason: short(test.results.flatMap((result) => result.errors.map((error) => error.message)).join('\n')),
  }));
  return [...own, ...(suite.suites ?? []).flatMap((inner) => inSuite(inner, path))];
}

/** Terminal colours and all but the first lines taken off. */
function short(text = '') {
  const lines = text.replaceAll(/\u001B\[[0-9;]*m/g, '').split('\n');
  return lines.slice(0, LINES).join('\n');
}
