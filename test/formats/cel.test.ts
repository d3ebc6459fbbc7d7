import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOLE } from '../../iam/text.ts';
import { logicalOperators, parseCel } from '../../server/linter/syntax/cel.ts';
import { constantOf } from '../../server/linter/syntax/celConstant.ts';
import { random } from './hcl/random.ts';

/** `token: problem` of each fault; undefined where nobody can tell. */
function faults(text: string): string[] | undefined {
  return parseCel(text)?.faults.map(({ start, end, problem }) => `${text.slice(start, end)}: ${problem}`);
}

/** The text with its corrections. */
function corrected(text: string): string {
  const edits = parseCel(text)?.faults.flatMap(({ correction = [] }) => correction) ?? [];
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end), text);
}

/** What the condition always is on a day, and the text that decides. */
function constant(text: string, now = '2026-11-22T00:00:00Z'): [boolean, string] | undefined {
  const tree = parseCel(text)?.tree;
  const found = tree && constantOf(tree, new Date(now));
  return found && [found.value, text.slice(found.place.start, found.place.end)];
}

test('a fault is at its token', () => {
  assert.deepEqual(faults('resource.type = "a.googleapis.com/A"'), ['=: has =, which CEL writes ==']);
  assert.deepEqual(faults('resource.nam == "x"'), ['nam: asks for resource.nam, which IAM does not have: it is resource.name']);
  assert.deepEqual(faults('request.time < timestamp("2027-01-01")'), [
    '2027-01-01: has the timestamp 2027-01-01, which is no time of the form 2030-01-31T00:00:00Z',
  ]);
});

test('one fault does not hide the next', () => {
  assert.deepEqual(faults('(resource.nam == "x" || !resource.type.startswith("y")) && request.time < "2027-01-01T00:00:00Z"')?.length, 3);
});

test('a function that may be new hides nothing and is none itself', () => {
  assert.deepEqual(faults('resource.name.isUnder("x")'), []);
  assert.deepEqual(faults('resource.name.isUnder("x") && resource.nam == "y"')?.length, 1);
});

test('what Google documents is no fault', () => {
  for (const text of [
    '"accessPolicies/199923665455/accessLevels/trusted" in request.auth.access_levels && request.path.startsWith("/admin")',
    "api.getAttribute('iam.googleapis.com/modifiedGrantsByRole', []).hasOnly(['roles/pubsub.editor', 'roles/pubsub.publisher'])",
    "!compute.isForwardingRuleCreationOperation() || compute.matchLoadBalancingSchemes(['INTERNAL', 'INTERNAL_MANAGED'])",
    'destination.ip == "14.0.0.1" && destination.port == 22',
    'resource.name.extract("/order_number={number}/") == "1234" || resource.matchTagId("tagKeys/123", "tagValues/456")',
    "request.time.getHours('America/Los_Angeles') >= 17 && request.time.getDayOfWeek() != 0",
    'request.time < timestamp("2027-01-01T00:00:00Z") + duration("90m")',
    'newLibrary.isFine(resource.name)',
    'string(request.time).startsWith("2027") || int(request.time) < 1800000000',
    'timestamp(request.time) < timestamp(1800000000) && duration(duration("1h")) < duration("2h")',
    'matches(resource.name, "projects/.*") && string(duration("1h")) == "3600s"',
  ])
    assert.deepEqual(faults(text), [], text);
});

test('a correction leaves nothing to correct', () => {
  for (const [text, expected] of [
    ['resource.type = "x"', 'resource.type == "x"'],
    ['Resources.name.startswith("x")', 'resource.name.startswith("x")'],
    ['resource.name.starts_with("x")', 'resource.name.startsWith("x")'],
    ["request.time < '2027-01-01T00:00:00Z'", "request.time < timestamp('2027-01-01T00:00:00Z')"],
  ] as const)
    assert.equal(corrected(text), expected);
});

test('what stands in for the unknown is no fault, and nothing before it depends on it', () => {
  assert.equal(faults(`${HOLE} and resource.nam = 1`), undefined);
  assert.equal(faults(`resource.name == ${HOLE}`), undefined);
  assert.deepEqual(faults(`resource.name.startsWith("projects/${HOLE}")`), []);
  assert.deepEqual(faults(`request.time < timestamp("${HOLE}")`), []);
  assert.deepEqual(faults(`resource.name = "projects/${HOLE}"`), ['=: has =, which CEL writes ==']);
});

test('logical operators are counted where they are', () => {
  const text = '!(resource.type == "a && b") || resource.name == "x" /* no CEL */';
  assert.equal(parseCel(text)?.tree, undefined);
  const tree = parseCel('!(resource.type == "a && b") || (resource.name == "x") && true')?.tree;
  assert.deepEqual(tree && logicalOperators(tree).map(({ start }) => start), [0, 29, 55]);
});

test('times that have passed', () => {
  assert.deepEqual(constant('request.time < timestamp("2026-11-22T00:00:00Z")'), [false, '2026-11-22T00:00:00Z']);
  assert.equal(constant('request.time <= timestamp("2026-11-22T00:00:00Z")'), undefined);
  assert.deepEqual(constant('timestamp("2020-01-01T00:00:00+09:00") <= request.time'), [true, '2020-01-01T00:00:00+09:00']);
  assert.equal(constant('request.time < timestamp("2026-11-22T00:00:01Z")'), undefined);
  assert.deepEqual(constant('request.time < timestamp("2026-11-22T00:00:01Z")', '2026-11-22T00:00:01Z'), [false, '2026-11-22T00:00:01Z']);
});

test('a window that is open some time is no constant, one that never is, is', () => {
  const window = (from: string, to: string) =>
    `request.time >= timestamp("${from}T00:00:00Z") && request.time < timestamp("${to}T00:00:00Z")`;
  assert.equal(constant(window('2027-01-01', '2027-01-02')), undefined);
  assert.equal(constant(window('2027-01-02', '2027-01-01'))?.[0], false);
  assert.equal(constant(window('2027-01-01', '2027-01-01'))?.[0], false);
  assert.deepEqual(constant(window('2020-01-01', '2021-01-01')), [false, '2021-01-01T00:00:00Z']);
});

test('calendars have their limits', () => {
  assert.equal(constant('request.time.getDayOfWeek() == 7')?.[0], false);
  assert.equal(constant('request.time.getDayOfWeek("Asia/Tokyo") <= 6')?.[0], true);
  assert.equal(constant('request.time.getHours() >= 9'), undefined);
  assert.equal(constant('request.time.getFullYear() < 2027'), undefined);
  assert.equal(constant('request.time.getFullYear() < 2026')?.[0], false);
});

test('attributes are what they are compared with, or something else', () => {
  assert.equal(constant('resource.type != "a" || resource.type != "b"')?.[0], true);
  assert.equal(constant('resource.type == "a" && resource.type in ["b", "c"]')?.[0], false);
  assert.equal(constant('resource.type == "a" && resource.type in ["a", "b"]'), undefined);
  assert.equal(constant('resource.type == "a" && resource.name == "b"'), undefined);
  assert.equal(constant('resource.name.startsWith("a") || !resource.name.startsWith("a")'), undefined);
  assert.equal(constant(`resource.type == "a${HOLE}" && resource.type == "b${HOLE}"`), undefined);
});

test('nothing throws, whatever the text', () => {
  const pieces = [
    'resource.name',
    'request.time',
    ' == ',
    ' && ',
    '||',
    '!',
    '(',
    ')',
    '"',
    "'",
    '"a"',
    'timestamp(',
    '[',
    ']',
    ',',
    '?',
    ':',
    'in',
    ' ',
    '\\',
    HOLE,
    '7',
    '.',
    'é',
    '\n',
  ];
  const { some, pick } = random(20261122);
  for (let round = 0; round < 3000; round++) {
    const text = some(1, 17, () => pick(pieces)).join('');
    const tree = parseCel(text)?.tree;
    if (tree) constantOf(tree, new Date('2026-11-22T00:00:00Z'));
  }
  for (const text of [
    '('.repeat(10_000),
    '!'.repeat(10_000),
    `${'!'.repeat(10_000)}true`,
    `${'a+'.repeat(9_000)}a`,
    '['.repeat(5000),
    `"${'a'.repeat(50_000)}"`,
  ])
    assert.equal(parseCel(text)?.tree, undefined);
});
