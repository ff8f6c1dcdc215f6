import{o as t}from"./chunk-55NJKVO6.js";function d(e){return`/methodology#${e}`}function a(e,o,r="What this means"){return t("a",{class:"help",href:d(o),title:r},e)}export{a};
