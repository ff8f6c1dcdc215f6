import{a}from"./chunk-NTEU6QG4.js";import"./chunk-W6WDNQA6.js";import"./chunk-UEXOFYVT.js";import"./chunk-YODXSQVF.js";import"./chunk-C3EFCGBA.js";export{a as Picture};
