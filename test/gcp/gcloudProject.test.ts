import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { gcloudProject } from '../../client/gcp/gcloudProject.ts';

describe('gcloud’s project', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'gcloud-'));
  after(() => rmSync(directory, { recursive: true, force: true }));
  mkdirSync(path.join(directory, 'configurations'));
  writeFileSync(path.join(directory, 'active_config'), 'work\n');
  writeFileSync(
    path.join(directory, 'configurations/config_work'),
    '[core]\naccount = a@example.com\nproject = shop-prod\n\n[run]\nregion = x\n',
  );
  writeFileSync(path.join(directory, 'configurations/config_home'), '[run]\nproject = not-this\n[core]\naccount = a@example.com\n');

  test('is that of the active configuration', () => assert.equal(gcloudProject({ CLOUDSDK_CONFIG: directory }), 'shop-prod'));
  test('is none where the configuration has none', () =>
    assert.equal(gcloudProject({ CLOUDSDK_CONFIG: directory, CLOUDSDK_ACTIVE_CONFIG_NAME: 'home' }), undefined));
  test('is what the environment says', () =>
    assert.equal(gcloudProject({ CLOUDSDK_CONFIG: directory, CLOUDSDK_CORE_PROJECT: 'other-one' }), 'other-one'));
  test('is none without gcloud', () => assert.equal(gcloudProject({ CLOUDSDK_CONFIG: path.join(directory, 'none') }), undefined));
});
