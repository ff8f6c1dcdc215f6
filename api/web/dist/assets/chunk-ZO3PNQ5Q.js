function l(t){return t.map(n=>n.map(r).join(",")).join(`\r
`)+`\r
`}function r(t){let n=String(t??""),e=typeof t=="string"&&/^[=+\-@\t\r]/.test(n)?`'${n}`:n;return/[",\r\n]/.test(e)?`"${e.replaceAll('"','""')}"`:e}export{l as a};
