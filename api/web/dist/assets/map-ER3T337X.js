import{d as a}from"./chunk-MARMOV7R.js";import"./chunk-QQXIRQR2.js";import"./chunk-YT6F2SEK.js";import"./chunk-TTSDNTUT.js";import"./chunk-XJRSIT26.js";import"./chunk-55NJKVO6.js";export{a as map};
