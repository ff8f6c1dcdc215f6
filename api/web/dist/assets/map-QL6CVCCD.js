import{d as a}from"./chunk-RCPYUZKK.js";import"./chunk-UEXOFYVT.js";import"./chunk-KEAUPN5J.js";import"./chunk-K3ZQOOKJ.js";import"./chunk-O2EFWXIG.js";import"./chunk-C3EFCGBA.js";export{a as map};
