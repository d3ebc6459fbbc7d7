// Plain JavaScript, so that every version of Node.js can read it and say what is missing.
const needed = 24;

if (Number.parseInt(process.versions.node, 10) < needed) {
  console.error(
    `The scripts of this repository need Node.js ${needed} or newer and this is ${process.versions.node}.\n` +
      `\`npm ci\` installs Node.js ${needed} into node_modules, and \`npm run <script>\` uses it.`,
  );
  process.exit(1);
}
