import{c as a}from"./chunk-LKK34W57.js";import"./chunk-BPQHA77H.js";import"./chunk-UEXOFYVT.js";import"./chunk-XIQAU22X.js";import"./chunk-OTFPGX5G.js";export{a as map};
