#!/usr/bin/env bash
# Makes preact.js and d3.js anew from npm, with their licences. Needs node and npm, and the network; nothing else in the repository does.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cp "$here/package.json" "$here/package-lock.json" .
npm ci --ignore-scripts --no-audit --no-fund

cat > preact.in.js <<'END'
export { h, render, Fragment, createContext, createRef, Component } from "preact";
export { useState, useReducer, useEffect, useLayoutEffect, useRef, useMemo, useCallback, useContext, useId, useErrorBoundary } from "preact/hooks";
export { html } from "htm/preact";
END
cat > d3.in.js <<'END'
export { extent, max, min } from "d3-array";
export { quadtree } from "d3-quadtree";
export { scaleLinear, scaleLog, scaleUtc } from "d3-scale";
export { linkHorizontal } from "d3-shape";
export { utcFormat } from "d3-time-format";
END

# Every package that went into a bundle stands in its head with its version, and its licence beside it.
bundle() {
    npx esbuild "$1.in.js" --bundle --format=esm --target=es2022 --minify --legal-comments=none --metafile="$1.json" --outfile="$1.js" --log-level=error
    node -e '
        const fs = require("fs"), [name] = process.argv.slice(1), inputs = Object.keys(JSON.parse(fs.readFileSync(`${name}.json`)).inputs);
        const found = [...new Set(inputs.flatMap(path => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1] ?? []))].sort();
        const packages = found.map(one => ({ one, ...JSON.parse(fs.readFileSync(`node_modules/${one}/package.json`)) }));
        const head = packages.map(({ one, version, license }) => `${one} ${version} (${license})`).join(", ");
        fs.writeFileSync(`${name}.out.js`, `// Made by build.sh: ${head}\n` + fs.readFileSync(`${name}.js`));
        const text = ({ one, version }) => {
            const file = fs.readdirSync(`node_modules/${one}`).find(file => /^licen[sc]e/i.test(file));
            return `${one} ${version}\n\n` + fs.readFileSync(`node_modules/${one}/${file}`, "utf8").trim() + "\n";
        };
        fs.writeFileSync(`${name}.LICENSE`, packages.map(text).join("\n" + "-".repeat(72) + "\n\n"));
    ' "$1"
    cp "$1.out.js" "$here/$1.js"
    cp "$1.LICENSE" "$here/$1.LICENSE"
}
bundle preact
bundle d3
