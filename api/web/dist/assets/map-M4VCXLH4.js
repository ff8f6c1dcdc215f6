import{c as a}from"./chunk-C75C3REP.js";import"./chunk-CKIFGIQS.js";import"./chunk-UEXOFYVT.js";import"./chunk-SWSSTSWV.js";import"./chunk-VNIPW43J.js";export{a as map};
