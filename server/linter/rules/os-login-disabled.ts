import type { Attribute, InstanceMetadata } from '../model.ts';
import type { Fix, Rule } from '../rule.ts';
import { textOf } from '../source.ts';

export const rule: Rule = {
  title: 'People log in to VMs past IAM',
  group: 'neighbours',
  severity: 'warning',
  since: '0.1.0',
  sources: [
    'https://cloud.google.com/compute/docs/oslogin',
    'https://cloud.google.com/compute/docs/troubleshooting/troubleshooting-using-serial-console',
    'https://cloud.google.com/compute/docs/connect/restrict-ssh-keys',
  ],
  check({ instanceMetadata }, { report }) {
    const everywhere = instanceMetadata.some(({ scope, osLogin }) => scope !== 'instance' && is(osLogin, true));
    for (const metadata of instanceMetadata) {
      const { title, scope, osLogin, serialPort, blockProjectKeys } = metadata;
      if (is(osLogin, false) || (scope === 'project' && osLogin.state === 'absent'))
        report({
          at: osLogin,
          message: `${title} does without OS Login, so whoever can write an SSH key into the metadata gets in, and keeps access when IAM takes it away; set enable-oslogin to TRUE.`,
          fixes: flip(osLogin),
        });
      if (is(serialPort, true))
        report({
          at: serialPort,
          message: `${title} opens its serial console to every address on the internet, past all firewalls; set serial-port-enable to FALSE.`,
          fixes: flip(serialPort),
        });
      const projectKeys = `${title} lets in every SSH key in the project's metadata; set enable-oslogin, or else block-project-ssh-keys, to TRUE.`;
      if (is(osLogin, true)) continue;
      if (is(blockProjectKeys, false)) report({ at: blockProjectKeys, message: projectKeys, fixes: flip(blockProjectKeys) });
      else if (!everywhere && takesProjectKeys(metadata))
        report({ at: metadata, severity: 'information', profile: 'strict', message: projectKeys });
    }
  },
};

/** Nothing in the metadata of an instance keeps the project's keys out. OS Login ignores keys in metadata. */
function takesProjectKeys({ scope, osLogin, blockProjectKeys }: InstanceMetadata): boolean {
  return scope === 'instance' && osLogin.state === 'absent' && blockProjectKeys.state === 'absent';
}

function is(attribute: Attribute<boolean>, wanted: boolean): boolean {
  return attribute.state === 'known' && attribute.value === wanted;
}

/** The other word, in the letter case that is there. */
function flip({ state, span, use }: Attribute<boolean>): Fix[] {
  const written = state === 'known' && !use ? textOf(span) : '';
  const other = { true: 'false', false: 'true', TRUE: 'FALSE', FALSE: 'TRUE' }[written];
  return other ? [{ title: `Set it to ${other}`, safe: false, edits: [{ span, newText: other }] }] : [];
}
